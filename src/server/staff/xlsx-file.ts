/** An XLSX file as bytes, made while it is read: memory does not grow with its rows. */
import { Readable } from 'node:stream';
import yazl from 'yazl';
import { sheetPath, sheetXml, workbookParts, type Sheet } from '../../consultation/sheet.ts';
import { inChunks } from './chunks.ts';

export function xlsxFile(sheets: Sheet[]): AsyncIterable<Buffer> {
  const file = new yazl.ZipFile();
  for (const [path, text] of workbookParts(sheets.map(({ name }) => name))) {
    file.addBuffer(Buffer.from(text), path);
  }
  for (const [index, sheet] of sheets.entries()) {
    file.addReadStreamLazy(sheetPath(index + 1), (give) => {
      const stream = Readable.from(inChunks(sheetXml(sheet)));
      stream.on('error', (error) => (file.outputStream as Readable).destroy(error));
      give(null, stream);
    });
  }
  file.end();
  return file.outputStream as Readable;
}
