/**
 * Contributions as a table: a row for each, with stable columns. A column's name is made of ids, so that rewording
 * a question renames no column. A new question adds its columns at the end.
 */
import { kindOf } from '../questions/kinds.ts';
import type { Column, Question } from '../questions/question.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { nameSection } from '../contribution/contribution.ts';
import { sayCounted, type FiledContribution } from '../contribution/filed.ts';
import { sayMarks } from '../contribution/say-marks.ts';
import { headOf, withHeads, type TableColumn } from './heads.ts';

/** The columns before the answers. New ones may be added only at the end. */
const facts: (Column & { cell: (filed: FiledContribution) => string })[] = [
  {
    id: 'number',
    title: 'Number, consecutive from 1',
    head: 'Number',
    isFigure: true,
    cell: ({ contribution }) => String(contribution.number),
  },
  { id: 'reference', title: 'Reference', cell: ({ contribution }) => contribution.reference },
  {
    id: 'received',
    title:
      'When it was received: in the CSV in UTC (ISO 8601), in the sheet in the time of the consultation',
    head: 'Received',
    isMoment: true,
    cell: ({ contribution }) => contribution.receivedAt,
  },
  { id: 'channel', title: 'How it came', cell: ({ contribution }) => contribution.channel },
  {
    id: 'counted',
    head: 'Counted',
    title:
      'Whether it is counted: “yes”; “apart”, with who decided and why; or “withdrawn” or “purged”, with the day (UTC) until which a withdrawal can be taken back',
    cell: sayCounted,
  },
  {
    id: 'notes',
    head: 'Notes',
    title: 'Notes for staff',
    isWide: true,
    cell: ({ contribution }) => sayMarks(contribution.marks).join(' '),
  },
  {
    id: 'version',
    head: 'Version',
    title: 'Which version of the consultation it answers',
    cell: ({ contribution }) => contribution.consultation.version,
  },
  {
    id: 'email',
    head: 'Email to staff',
    title: 'State of the email to staff: queued, sending, held or delivered',
    cell: ({ delivery }) => delivery?.state ?? '',
  },
  {
    id: 'remarks',
    head: 'Words not understood',
    title: 'Words in a form filed by staff that we could not understand',
    isWide: true,
    cell: ({ contribution }) => contribution.remarks.join('\n'),
  },
  {
    id: 'decision',
    head: 'Decision of staff',
    title: 'What staff decided: “count” or “apart”; empty if they have not decided',
    cell: ({ decision }) => decision ?? '',
  },
  {
    id: 'change',
    head: 'Form',
    title: 'Which form of it this is: 1 until the person changed what they had sent',
    cell: ({ contribution }) => String(contribution.change),
  },
  {
    id: 'changed-at',
    head: 'Changed',
    isMoment: true,
    title: 'When the person last changed it (in the CSV in UTC, ISO 8601); empty if they did not',
    cell: ({ contribution }) => contribution.changedAt ?? '',
  },
];

/** Only where a consultation has several languages. */
const languageFact: (typeof facts)[number] = {
  id: 'answered-in',
  head: 'Language',
  title: 'The language in which it was answered, as a code (BCP 47)',
  cell: ({ contribution }) => contribution.language,
};

const allFacts = [...facts, languageFact];

type Version = Pick<Consultation, 'title' | 'sections' | 'languages'>;

/** @param versions of one consultation, oldest first */
export function tableColumns(versions: Version[]): TableColumn[] {
  const isMultilingual = versions.some(({ languages = [] }) => languages.length > 1);
  return withHeads([
    ...[...facts, ...(isMultilingual ? [languageFact] : [])].map(({ cell: _, ...fact }) => ({
      ...fact,
      head: fact.head ?? fact.title,
    })),
    ...questionColumns(versions, columnName),
  ]);
}

/**
 * Returns the columns of all questions, each in its place in the first version, with the words of the last.
 *
 * @param rename gives a column another id if it has the id of one of our columns
 */
export function questionColumns(
  versions: Version[],
  rename: (id: string) => string,
): (TableColumn & { section: string })[] {
  const found = new Map<string, TableColumn & { section: string }>();
  for (const version of versions) {
    for (const part of version.sections) {
      const section = nameSection(part, version);
      for (const question of part.questions) {
        for (const column of kindOf(question).columns(question)) {
          const id = rename(column.id);
          found.set(id, { ...column, id, head: headOf(column, question), section });
        }
      }
    }
  }
  return [...found.values()];
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
export function tableRow(columns: Pick<Column, 'id'>[], filed: FiledContribution): string[] {
  const cells = new Map(allFacts.map(({ id, cell }) => [id, cell(filed)]));
  for (const { question, answer } of filed.contribution.answers) {
    if (answer === null) continue;
    const asked: Question = question;
    for (const [id, cell] of Object.entries(kindOf(asked).cells(asked, answer))) {
      cells.set(columnName(id), cell);
    }
  }
  return columns.map(({ id }) => cells.get(id) ?? '');
}
