/** Writes an XLSX file as a stream of bytes, so that memory use does not grow with the number of rows. */
import { Readable } from 'node:stream';
import yazl from 'yazl';
import {
  fixedParts,
  listingParts,
  mostRows,
  sheetPath,
  sheetXml,
  type Cell,
  type FileProperties,
  type Sheet,
  type WrittenSheet,
} from '../../exports/sheet.ts';
import { directionOf } from '../../languages/direction.ts';
import { inChunks } from './chunks.ts';

/**
 * A sheet with more rows than a program opens continues on the next one: "Contributions", "Contributions 2".
 *
 * @param most rows of a sheet, including its head
 */
export function xlsxFile(
  sheets: Sheet[],
  properties: FileProperties,
  most = mostRows,
): AsyncIterable<Buffer> {
  const file = new yazl.ZipFile();
  const isRightToLeft = directionOf(properties.language) === 'rtl';
  const written: WrittenSheet[] = [];
  const addTexts = (parts: [path: string, text: string][]) => {
    for (const [path, text] of parts) file.addBuffer(Buffer.from(text), path);
  };
  const addSheet = (rows: Generator<string>) =>
    file.addReadStreamLazy(sheetPath(written.length + 1), (give) => {
      const stream = Readable.from(inChunks(rows));
      stream.on('error', (error) => (file.outputStream as Readable).destroy(error));
      give(null, stream);
    });
  const remaining = sheets.values();

  /** Writes some rows of a sheet, and then adds what comes after them to the file. */
  function* write(sheet: Sheet, rows: Iterator<Cell[]>, page: number): Generator<string> {
    const name = page === 1 ? sheet.name : `${sheet.name} ${page}`;
    const some = { ...sheet, rows: take(rows, most - 1) };
    const height = yield* sheetXml(some, isRightToLeft);
    written.push({ name, columns: sheet.head.length, rows: height });
    const next = height === most ? rows.next() : null;
    if (next && !next.done) addSheet(write(sheet, continueWith(next.value, rows), page + 1));
    else addNext();
  }

  function addNext(): void {
    const { value: sheet } = remaining.next();
    if (sheet) return addSheet(write(sheet, sheet.rows[Symbol.iterator](), 1));
    addTexts(listingParts(written));
    file.end();
  }

  addTexts(fixedParts(properties));
  addNext();
  return file.outputStream as Readable;
}

/** The other rows stay in the iterator. */
function* take(rows: Iterator<Cell[]>, most: number): Generator<Cell[]> {
  for (let count = 0; count < most; count += 1) {
    const { done, value } = rows.next();
    if (done) return;
    yield value as Cell[];
  }
}

function* continueWith(first: Cell[], rows: Iterator<Cell[]>): Generator<Cell[]> {
  yield first;
  yield* take(rows, Infinity);
}
