/**
 * Contributions as a table: a row for each, with stable columns. A column's name is made of ids, so that rewording
 * a question renames no column. A new question adds its columns at the end.
 */
import { staffWords } from '../languages/staff.ts';
import { kindOf } from '../questions/kinds.ts';
import type { Column, Question } from '../questions/question.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { nameSection } from '../contribution/contribution.ts';
import { sayCounted, type FiledContribution } from '../contribution/filed.ts';
import { sayMarks } from '../contribution/say-marks.ts';
import { withHeads, type TableColumn } from './heads.ts';

const { facts: factWords, ofKind } = staffWords.exports;

/** The columns before the answers. New ones may be added only at the end. */
const facts: (TableColumn & { cell: (filed: FiledContribution) => string })[] = [
  {
    id: 'number',
    ...factWords.number,
    isFigure: true,
    cell: ({ contribution }) => String(contribution.number),
  },
  { id: 'reference', ...factWords.reference, cell: ({ contribution }) => contribution.reference },
  {
    id: 'received',
    ...factWords.received,
    isMoment: true,
    cell: ({ contribution }) => contribution.receivedAt,
  },
  { id: 'channel', ...factWords.channel, cell: ({ contribution }) => contribution.channel },
  { id: 'counted', ...factWords.counted, cell: sayCounted },
  {
    id: 'notes',
    ...factWords.notes,
    isWide: true,
    cell: ({ contribution }) => sayMarks(contribution.marks).join(' '),
  },
  {
    id: 'version',
    ...factWords.version,
    cell: ({ contribution }) => contribution.consultation.version,
  },
  { id: 'email', ...factWords.email, cell: ({ delivery }) => delivery?.state ?? '' },
  {
    id: 'remarks',
    ...factWords.remarks,
    isWide: true,
    cell: ({ contribution }) => contribution.remarks.join('\n'),
  },
  { id: 'decision', ...factWords.decision, cell: ({ decision }) => decision ?? '' },
  { id: 'change', ...factWords.change, cell: ({ contribution }) => String(contribution.change) },
  {
    id: 'changed-at',
    ...factWords.changedAt,
    isMoment: true,
    cell: ({ contribution }) => contribution.changedAt ?? '',
  },
];

/** A column only for consultations in several languages. */
const languageFact: (typeof facts)[number] = {
  id: 'answered-in',
  ...factWords.language,
  cell: ({ contribution }) => contribution.language,
};

const allFacts = [...facts, languageFact];

type Version = Pick<Consultation, 'title' | 'sections' | 'languages'>;

/** @param versions of one consultation, oldest first */
export function tableColumns(versions: Version[]): TableColumn[] {
  const isMultilingual = versions.some(({ languages = [] }) => languages.length > 1);
  return withHeads([
    ...[...facts, ...(isMultilingual ? [languageFact] : [])].map(({ cell: _, ...fact }) => fact),
    ...questionColumns(versions, columnName),
  ]);
}

/** Returns a key for a cell of an answer. Kinds are apart, because the id of a question may have changed its kind. */
export function keyOfCell({ kind }: Pick<Question, 'kind'>, id: string): string {
  return `${kind} ${id}`;
}

/**
 * Returns the columns of all questions, each in its place in the first version, with the words of the last. If columns
 * of several kinds have one id, the newest kind keeps it. In the ids of the others, the kind comes first:
 * `line_hours`. No id of a question has an underscore.
 *
 * @param rename gives a column another id if it has the id of one of our columns
 */
export function questionColumns(
  versions: Version[],
  rename: (id: string) => string,
): (TableColumn & { section: string })[] {
  const found = new Map<string, TableColumn & { section: string; kind: string }>();
  const newest = new Map<string, string>();
  for (const version of versions) {
    for (const part of version.sections) {
      const section = nameSection(part, version);
      for (const question of part.questions) {
        for (const column of kindOf(question).columns(question)) {
          const id = rename(column.id);
          const key = keyOfCell(question, column.id);
          const head = column.head ?? column.title;
          found.set(key, { ...column, id, head, key, section, kind: question.kind });
          newest.set(id, key);
        }
      }
    }
  }
  return [...found.values()].map(({ kind, ...column }) => {
    if (newest.get(column.id) === column.key) return column;
    const { id, title, head } = column;
    const words = { title: ofKind(title, kind), head: ofKind(head, kind) };
    return { ...column, ...words, id: `${kind}_${id}` };
  });
}

/** The columns that a sheet shows before the answers. The other columns about a contribution come after them. */
const first = ['number', 'reference', 'received', 'counted'];

/**
 * Returns the columns in the order of a sheet, so that what people wrote is near the columns that identify a
 * contribution.
 */
export function inSheetOrder(columns: TableColumn[]): TableColumn[] {
  const isFact = ({ id }: Column) => allFacts.some((fact) => fact.id === id);
  return [
    ...columns.filter(({ id }) => first.includes(id)),
    ...columns.filter((column) => !isFact(column)),
    ...columns.filter((column) => isFact(column) && !first.includes(column.id)),
  ];
}

/** Renames a column if its question has the id of one of our columns. */
function columnName(id: string): string {
  return allFacts.some((fact) => fact.id === id) ? `answer-${id}` : id;
}

/** Returns a contribution's cells, in the order of the columns. */
export function tableRow(
  columns: Pick<TableColumn, 'id' | 'key'>[],
  filed: FiledContribution,
): string[] {
  const cells = new Map(allFacts.map(({ id, cell }) => [id, cell(filed)]));
  for (const { question, answer } of filed.contribution.answers) {
    if (answer === null) continue;
    const asked: Question = question;
    for (const [id, cell] of Object.entries(kindOf(asked).cells(asked, answer))) {
      cells.set(keyOfCell(asked, id), cell);
    }
  }
  return columns.map(({ id, key }) => cells.get(key ?? id) ?? '');
}
