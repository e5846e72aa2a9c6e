/**
 * Contributions as a table for everybody: codes and figures of all that are counted, and words only if the person
 * allows it. There are no numbers, references or times. The rows are sorted by their cells, so that nobody can tell
 * who answered when.
 */
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import { asksConsent } from '../contribution/consent.ts';
import { reasonsApart, type FiledContribution } from '../contribution/filed.ts';
import type { LeftOut, Publishing } from '../contribution/publishing.ts';
import { staffWords } from '../languages/staff.ts';
import { kindOf } from '../questions/kinds.ts';
import type { Column } from '../questions/question.ts';
import { withHeads, type TableColumn } from './heads.ts';
import { keyOfCell, questionColumns } from './table.ts';

export interface PublicTable {
  columns: TableColumn[];
  rows: string[][];
}

/** Columns besides the answers. A question may have the same id. */
const nameColumn: TableColumn = { id: 'name', ...staffWords.exports.facts.publicName };
const leftOutColumn: TableColumn = {
  id: 'left-out',
  ...staffWords.exports.facts.wordsLeftOut,
  isWide: true,
};

/** @param versions of one consultation, oldest first */
export function publicTable(
  versions: Consultation[],
  all: Iterable<FiledContribution>,
  publishing: Publishing,
): PublicTable {
  const isAsked = asksConsent(versions.flatMap(questionsOf));
  const columns = publicColumns(versions, isAsked);
  const rows = [];
  for (const filed of all) {
    if (filed.erased || reasonsApart(filed).length > 0) continue;
    rows.push(publicRow(filed, columns, isAsked, publishing));
  }
  const separator = '\0';
  const keyed = rows.map((row) => ({ row, key: row.join(separator) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return { columns, rows: keyed.map(({ row }) => row) };
}

function publicColumns(versions: Consultation[], isAsked: boolean): TableColumn[] {
  return withHeads([
    ...questionColumns(versions, columnName).filter((column) => isPublished(column, isAsked)),
    ...(isAsked ? [nameColumn, leftOutColumn] : []),
  ]);
}

function isPublished({ isPublic }: Column, isAsked: boolean): boolean {
  return isPublic === 'always' || (isPublic === 'with-consent' && isAsked);
}

function columnName(id: string): string {
  return id === nameColumn.id || id === leftOutColumn.id ? `answer-${id}` : id;
}

function publicRow(
  filed: FiledContribution,
  columns: TableColumn[],
  isAsked: boolean,
  publishing: Publishing,
): string[] {
  const cells = new Map<string, string>();
  const leftOut: string[] = [];
  for (const { question, answer } of filed.contribution.answers) {
    if (answer === null) continue;
    const kind = kindOf(question);
    const own = kind.cells(question, answer);
    let why: LeftOut | null = null;
    // Uses the question as this person was asked it, because a later one with the same id may be of another kind.
    for (const column of kind.columns(question)) {
      const text = own[column.id] ?? '';
      if (text === '' || !isPublished(column, isAsked)) continue;
      const against = column.isPublic === 'with-consent' ? publishing.whyNot(filed, text) : null;
      if (against === null) cells.set(keyOfCell(question, column.id), text);
      why ??= against;
    }
    if (why !== null) leftOut.push(`${question.id}: ${why}`);
  }
  if (isAsked) {
    cells.set(nameColumn.id, publishing.nameOf(filed) ?? '');
    cells.set(leftOutColumn.id, leftOut.join('\n'));
  }
  return columns.map(({ id, key }) => cells.get(key ?? id) ?? '');
}
