/**
 * Contributions as a table: a row for each, and columns that stay. A column's name is made of ids, so
 * that rewording a question renames none, and a question that comes later adds its columns at the end.
 */
import { kindOf } from '../questions/index.ts';
import type { Column, Question } from '../questions/question.ts';
import { questionsOf, type Consultation } from './consultation.ts';
import { reasonsApart, type FiledContribution } from './filed.ts';
import { sayNotes } from './notes.ts';

/** What is known of every contribution, before its answers. A new one may only be added at the end. */
const facts: (Column & { cell: (filed: FiledContribution) => string })[] = [
  {
    id: 'number',
    title: 'Number, consecutive from 1',
    cell: ({ contribution }) => String(contribution.number),
  },
  { id: 'reference', title: 'Reference', cell: ({ contribution }) => contribution.reference },
  {
    id: 'received',
    title: 'When it was received (ISO 8601, UTC)',
    cell: ({ contribution }) => contribution.receivedAt,
  },
  { id: 'channel', title: 'How it came', cell: ({ contribution }) => contribution.channel },
  {
    id: 'counted',
    title: '“yes”; or “apart”, and why; or that its words are gone, and why',
    cell: sayCounted,
  },
  {
    id: 'notes',
    title: 'What a person should look at',
    cell: ({ contribution }) => sayNotes(contribution.marks).join(' '),
  },
  {
    id: 'version',
    title: 'Which version of the consultation it answers',
    cell: ({ contribution }) => contribution.consultation.version,
  },
  {
    id: 'email',
    title: 'How the email for staff stands',
    cell: ({ delivery }) => delivery?.state ?? '',
  },
];

function sayCounted(filed: FiledContribution): string {
  if (filed.erased) return filed.erased.why;
  const reasons = reasonsApart(filed);
  return reasons.length === 0 ? 'yes' : `apart: ${reasons.join(', ')}`;
}

/** @param versions of one consultation, the oldest first */
export function tableColumns(versions: Pick<Consultation, 'sections'>[]): Column[] {
  const columns = new Map(facts.map(({ id, title }) => [id, title]));
  for (const version of versions) {
    for (const question of questionsOf(version)) {
      for (const { id, title } of kindOf(question).columns(question)) {
        // The place is that of the first version, the words are those of the last.
        columns.set(columnName(id), title);
      }
    }
  }
  return [...columns].map(([id, title]) => ({ id, title }));
}

/** A question may have the id of one of our own columns. */
function columnName(id: string): string {
  return facts.some((fact) => fact.id === id) ? `answer-${id}` : id;
}

/** A contribution's cells, in the order of the columns. */
export function tableRow(columns: Column[], filed: FiledContribution): string[] {
  const cells = new Map(facts.map(({ id, cell }) => [id, cell(filed)]));
  for (const { question, answer } of filed.contribution.answers) {
    if (answer === null) continue;
    const asked: Question = question;
    for (const [id, cell] of Object.entries(kindOf(asked).cells(asked, answer))) {
      cells.set(columnName(id), cell);
    }
  }
  return columns.map(({ id }) => cells.get(id) ?? '');
}
