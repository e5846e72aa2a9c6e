/**
 * Sheets with a row for each part of an answer, such as each ranked option. There is one for each kind that has
 * parts.
 */
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import { sayCounted, type FiledContribution } from '../contribution/filed.ts';
import { staffWords } from '../languages/staff.ts';
import { kinds } from '../questions/kinds.ts';
import type { Cell, Sheet } from './sheet.ts';

type AnyKind = (typeof kinds)[number];

/**
 * @param versions of one consultation, oldest first
 * @param all starts from the beginning at each call
 */
export function partSheets(
  versions: readonly Consultation[],
  all: () => Iterable<FiledContribution>,
): Sheet[] {
  const asked = new Set(versions.flatMap(questionsOf).map(({ kind }) => kind));
  return kinds.flatMap((kind) => (kind.parts && asked.has(kind.name) ? [toSheet(kind, all)] : []));
}

function toSheet({ name, parts }: AnyKind, all: () => Iterable<FiledContribution>): Sheet {
  const { name: sheet = '', heads = [] } = parts ?? {};
  const { facts, question } = staffWords.exports;
  return {
    name: sheet,
    head: [facts.number.head, facts.reference.head, question, ...heads, facts.counted.head],
    widths: [9, 16, 50, 40, ...heads.slice(1).map(() => 18), 30],
    frozen: 2,
    lines: 1,
    rows: rowsOf(name, parts, all),
  };
}

function* rowsOf(
  kind: string,
  parts: AnyKind['parts'],
  all: () => Iterable<FiledContribution>,
): Generator<Cell[]> {
  for (const filed of all()) {
    const { number, reference, answers } = filed.contribution;
    for (const { question, answer } of answers) {
      if (question.kind !== kind || answer === null) continue;
      for (const row of parts?.rows(question, answer) ?? []) {
        yield [number, reference, question.ask, ...row, sayCounted(filed)];
      }
    }
  }
}
