/** What tests need of a kind of question. With it, they never ask which kind a question is of. */
import type fc from 'fast-check';
import type { Option, Question } from '../../../src/questions/question.ts';
import type { PlainFigures } from './plain-figures.ts';

/** A number from 0 up to, but not including, `below`. */
export type Random = (below: number) => number;

/** What one person typed, by field: a list for a field that takes several values. */
export type Fields = Record<string, string | readonly string[]>;

/** The same, as a form holds it. */
export function toTyped(fields: Fields): Record<string, string[]> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat()]));
}

/** What one person wrote below a question of the text form, and what that says. */
export interface Filled {
  fields: Fields;
  lines: string[];
}

/** What one person typed wrongly, and the message that tells them what to do. */
export interface Mistake {
  fields: Fields;
  says: string;
}

export interface Samples {
  /** A question of this kind. Kinds without options leave them out. */
  ask(id: string, ask: string, options: Option[]): Question;
  /** Answers by a name: each is understood as it is typed. The first is the plainest. */
  answers(question: Question): Record<string, Fields>;
  /** Other questions of this kind, by a name that says what is special about each. */
  variants?(id: string, ask: string, options: Option[]): Record<string, Question>;
  /** What people can type wrongly, by a name: at least one for each message of `parse`. */
  mistakes(question: Question): Record<string, Mistake>;
  /** An answer as somebody might type it. */
  type(question: Question, random: Random): Fields;

  /** A consultation asks no more than one question of this kind. */
  isAskedOnce?: boolean;
  /** Fields hold codes (ids, numbers), never a person's words. */
  hasCodes: boolean;
  /** The field that nevertheless has words, if the question has one. */
  wordsField?(question: Question): string;
  /** Whether any text below it in the text form is its answer. */
  takesAnyLine: boolean;
  /**
   * Fills in its lines of the text form.
   *
   * @param blank the lines of the blank form
   * @param line words of this person
   * @param titles headings of the form, which a comment can quote
   */
  fillIn(
    question: Question,
    blank: string[],
    line: fc.Arbitrary<string>,
    titles: string[],
  ): fc.Arbitrary<Filled>;

  /** The cells of an answer as it is stored, in the plainest way. */
  cells(question: Question, answer: unknown): Record<string, string>;
  /** One column of the first table of figures, counted in the plainest way. `null`: it has no table. */
  count(
    question: Question,
    answers: unknown[],
  ): { column: number; figures: Record<string, number> } | null;
  /** All its figures, counted from the rows of an export. */
  plainly: PlainFigures;
}
