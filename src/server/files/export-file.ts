/** The three exports, for staff and for everybody, as streams of bytes. */
import { questionsOf, type Consultation } from '../../consultation/consultation.ts';
import { startCount, type Count } from '../../report/count.ts';
import { byteOrderMark, csvLine } from '../../exports/csv.ts';
import { exportJson } from '../../exports/export-json.ts';
import type { FiledContribution } from '../../contribution/filed.ts';
import { asksConsent } from '../../contribution/consent.ts';
import { readThisFirst, startPublishing } from '../../contribution/publishing.ts';
import { publicJson } from '../../exports/public-json.ts';
import { publicTable } from '../../exports/public-table.ts';
import type { TableColumn } from '../../exports/heads.ts';
import { partSheets } from '../../exports/part-sheets.ts';
import type { FileProperties } from '../../exports/sheet.ts';
import {
  aboutSheet,
  columnsSheet,
  contributionsSheet,
  notesSheet,
  tableSheet,
  talliesSheet,
} from '../../exports/sheets.ts';
import { inSheetOrder, tableColumns, tableRow } from '../../exports/table.ts';
import { program } from '../../text/program.ts';
import { inChunks } from './chunks.ts';
import { xlsxFile } from './xlsx-file.ts';

export const exportFormats = ['xlsx', 'csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * @param versions of one consultation, oldest first
 * @param all starts from the beginning at each call
 * @param counted the figures of `all`, if they are already known
 */
export function exportFile(
  format: ExportFormat,
  versions: Consultation[],
  all: () => Iterable<FiledContribution>,
  exportedAt: Date,
  counted?: Count,
): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (format === 'json') return inChunks(exportJson(versions, all(), exportedAt));
  if (format === 'csv') return inChunks(exportCsv(versions, all()));
  const newest = newestOf(versions);
  const columns = inSheetOrder(tableColumns(versions));
  // The tally is made before the first byte, because the sheets of a file cannot be written in parallel.
  const count = counted ?? countAll(versions, all());
  const sheets = [
    contributionsSheet(columns, all(), newest),
    ...partSheets(versions, all),
    talliesSheet(count),
    columnsSheet(columns),
    aboutSheet(newest, count, exportedAt),
  ];
  return xlsxFile(sheets, propertiesOf(newest, exportedAt));
}

/** Like `exportFile`, but for everybody. */
export function publicExportFile(
  format: ExportFormat,
  versions: Consultation[],
  all: () => Iterable<FiledContribution>,
  exportedAt: Date,
): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  const newest = newestOf(versions);
  const table = publicTable(versions, all(), startPublishing(all()));
  const notes = readThisFirst(asksConsent(versions.flatMap(questionsOf)));
  if (format === 'json') return inChunks(publicJson(newest, table, notes));
  const { columns, rows } = table;
  if (format === 'csv') return inChunks(csv(columns, rows));
  const sheets = [
    notesSheet(notes),
    tableSheet(columns, rows, newest),
    talliesSheet(countAll(versions, all()), true),
    columnsSheet(columns),
  ];
  return xlsxFile(sheets, propertiesOf(newest, exportedAt));
}

function newestOf(versions: Consultation[]): Consultation {
  const newest = versions.at(-1);
  if (!newest) throw new Error('an export needs a consultation');
  return newest;
}

function propertiesOf(consultation: Consultation, madeAt: Date): FileProperties {
  const { title, organisation, language } = consultation;
  return { title: `${title}: contributions`, creator: organisation, language, madeAt, program };
}

export function countAll(versions: Consultation[], all: Iterable<FiledContribution>): Count {
  const count = startCount(versions);
  for (const filed of all) count.add(filed);
  return count.result();
}

function* exportCsv(versions: Consultation[], all: Iterable<FiledContribution>): Generator<string> {
  const columns = tableColumns(versions);
  yield* csv(columns, rowsOf(columns, all));
}

function* rowsOf(columns: TableColumn[], all: Iterable<FiledContribution>): Generator<string[]> {
  for (const filed of all) yield tableRow(columns, filed);
}

function* csv(columns: TableColumn[], rows: Iterable<string[]>): Generator<string> {
  yield byteOrderMark + csvLine(columns.map(({ id }) => id));
  for (const row of rows) yield csvLine(row);
}
