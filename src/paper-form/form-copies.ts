/**
 * Finds the copies of a form in one text, because each filled-in one may be another person's: several attachments of one
 * email, or one form below the other. A reply also quotes an earlier copy.
 */
import type { Question, Typed } from '../questions/question.ts';

/** A question of a form with its answer, in the order of the text. */
export interface ReadHead {
  question: Question;
  /** Empty if there is no answer. */
  typed: Typed;
  /** The part of an email that it is in. */
  part: number;
  /** How many `>` are before the question. */
  depth: number;
  /** Whether the version of the form is between this question and the one before. */
  isBelowVersion: boolean;
}

interface Copy {
  part: number;
  /** The smallest of its questions. */
  depth: number;
  asked: Set<Question>;
  /** The answers, in a form in which they can be compared. */
  answers: Map<Question, string>;
}

/** A question that is directly below itself is one that a person answered twice, and no other copy. */
export function toCopies(heads: readonly ReadHead[]): Copy[] {
  const copies: Copy[] = [];
  for (const [index, { question, typed, part, depth, isBelowVersion }] of heads.entries()) {
    const last = copies.at(-1);
    const isAgain = last?.asked.has(question) && heads[index - 1]?.question !== question;
    const isNew = last?.part !== part || isAgain || isBelowVersion;
    const copy =
      last && !isNew ? last : { part, depth, asked: new Set<Question>(), answers: new Map() };
    if (copy !== last) copies.push(copy);
    copy.depth = Math.min(copy.depth, depth);
    copy.asked.add(question);
    // A mail program may have broken the lines of a quoted answer.
    const said = JSON.stringify(typed).replace(/(?:\\n|\s|>)+/g, ' ');
    if (Object.keys(typed).length > 0) copy.answers.set(question, said);
  }
  return copies;
}

/** Returns how many copies have answers. A quoted copy does not count if all its answers are in the one that quotes it. */
export function countFilled(copies: readonly Copy[]): number {
  const filled = copies.filter(({ answers }) => answers.size > 0);
  return filled.filter((copy) => !filled.some((other) => isQuoted(copy, other))).length;
}

function isQuoted(copy: Copy, by: Copy): boolean {
  return (
    copy.part === by.part &&
    copy.depth > by.depth &&
    [...copy.answers].every(([question, said]) => by.answers.get(question) === said)
  );
}
