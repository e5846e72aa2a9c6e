/** The three exports, as bytes that are made while they are written. */
import type { Consultation } from '../../consultation/consultation.ts';
import { startCount, type Count } from '../../consultation/count.ts';
import { byteOrderMark, csvLine } from '../../consultation/csv.ts';
import { exportJson } from '../../consultation/export-json.ts';
import type { FiledContribution } from '../../consultation/filed.ts';
import { columnsSheet, contributionsSheet, talliesSheet } from '../../consultation/sheets.ts';
import { tableColumns, tableRow } from '../../consultation/table.ts';
import { inChunks } from './chunks.ts';
import { xlsxFile } from './xlsx-file.ts';

export const exportFormats = ['csv', 'xlsx', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * @param versions of one consultation, the oldest first
 * @param all begins again at each call
 */
export function exportFile(
  format: ExportFormat,
  versions: Consultation[],
  all: () => Iterable<FiledContribution>,
  exportedAt: Date,
): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (format === 'json') return inChunks(exportJson(versions, all(), exportedAt));
  if (format === 'csv') return inChunks(exportCsv(versions, all()));
  const columns = tableColumns(versions);
  // The tally is made before the first byte: the sheets of a file cannot be begun in parallel.
  const count = countAll(versions, all());
  return xlsxFile([contributionsSheet(columns, all()), talliesSheet(count), columnsSheet(columns)]);
}

export function countAll(versions: Consultation[], all: Iterable<FiledContribution>): Count {
  const count = startCount(versions);
  for (const filed of all) count.add(filed);
  return count.result();
}

function* exportCsv(versions: Consultation[], all: Iterable<FiledContribution>): Generator<string> {
  const columns = tableColumns(versions);
  yield byteOrderMark + csvLine(columns.map(({ id }) => id));
  for (const filed of all) yield csvLine(tableRow(columns, filed));
}
