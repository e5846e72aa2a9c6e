/** Writes an XLSX file as a stream of bytes, so that memory use does not grow with the number of rows. */
import { Readable } from 'node:stream';
import yazl from 'yazl';
import {
  fixedParts,
  sheetPath,
  sheetXml,
  workbookPath,
  workbookXml,
  type FileProperties,
  type Sheet,
} from '../../exports/sheet.ts';
import { directionOf } from '../../languages/direction.ts';
import { inChunks } from './chunks.ts';

export function xlsxFile(sheets: Sheet[], properties: FileProperties): AsyncIterable<Buffer> {
  const file = new yazl.ZipFile();
  const names = sheets.map(({ name }) => name);
  for (const [path, text] of fixedParts(names, properties)) {
    file.addBuffer(Buffer.from(text), path);
  }
  const heights: number[] = [];
  const add = (path: string, pieces: () => Generator<string>) =>
    file.addReadStreamLazy(path, (give) => {
      const stream = Readable.from(inChunks(pieces()));
      stream.on('error', (error) => (file.outputStream as Readable).destroy(error));
      give(null, stream);
    });
  for (const [index, sheet] of sheets.entries()) {
    add(sheetPath(index + 1), function* () {
      heights[index] = yield* sheetXml(sheet, directionOf(properties.language) === 'rtl');
    });
  }
  add(workbookPath, function* () {
    yield workbookXml(sheets, heights);
  });
  file.end();
  return file.outputStream as Readable;
}
