/**
 * The contract that a kind of question fulfils. Everything that differs between kinds is behind it,
 * so that the form, the check page, the receipt, the emails and the exports never ask for the kind.
 */
import { z } from 'zod';
import type { Summary } from './figures.ts';
import type { Block } from './shown.ts';

/** An id becomes a field's name, an `id` in the page and a column of an export. */
export const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'use small letters, digits and hyphens, beginning with a letter');

/** What every question has: an id that never changes, its kind, and the words that ask it. */
export const questionShape = { id: idSchema, kind: z.string(), ask: z.string().min(1) };

/** Something that can be chosen or ranked. `points` is a list that completes the label. */
export const optionShape = {
  id: idSchema,
  letter: z.string().min(1).optional(),
  label: z.string().min(1),
  text: z.string().min(1).optional(),
  points: z.array(z.string().min(1)).optional(),
};
export const optionSchema = z.strictObject(optionShape);
export type Option = z.infer<typeof optionSchema>;

/** An option in full, on one line: "b) Work with others to: share; lead". */
export function nameOption({ letter, label, points }: Option): string {
  return [letter, label, points?.join('; ')].filter((part) => part !== undefined).join(' ');
}

/** An option with its text, where it has one: "Option 1: Our vision is …". */
export function nameInFull(option: Option): string {
  const name = nameOption(option);
  return option.text === undefined ? name : `${name}: ${option.text}`;
}

/** An option as briefly as it can be told apart: its letter, or else its label. */
export function nameBriefly({ letter, label }: Option): string {
  return letter ?? label;
}

/** Any question, seen without its kind. Its own kind knows what else it holds. */
export interface Question {
  id: string;
  kind: string;
  ask: string;
}

/** What a person typed, by field, as it goes back into the page. */
export type Typed = Readonly<Record<string, string>>;

/** A form as it was sent. */
export interface SentForm {
  typed: Typed;
  /** True when this very value of this field has been refused before and is sent again. */
  isInsistedOn(field: string): boolean;
}

/** Something a person can mend: which field, and what to do. */
export interface FieldError {
  field: string;
  message: string;
  /** Other fields that the message is about. */
  alsoAt?: string[];
}

export interface Parsed<Answer> {
  /** `null`: not answered. Untouched is not an answer. */
  answer: Answer | null;
  errors: FieldError[];
}

/** A column of a table of contributions. Its id is made of ids alone, so no rewording renames it. */
export interface Column {
  id: string;
  /** What it holds, in words. */
  title: string;
}

/** Counts the answers to one question, one contribution after another. */
export interface Tally<Q, A> {
  /** @param question as this person was asked it */
  add(question: Q, answer: A | null): void;
  summarise(): Summary;
}

/** What a person wrote below a question, on paper or in a file, as the form would have had it. */
export interface ReadLines {
  typed: Typed;
  /** Lines that could not be understood. */
  left: string[];
}

/**
 * One kind of question. `Q` is the question as it stands in a consultation, `A` the answer as it is
 * stored.
 */
export interface Kind<Q extends Question, A> {
  name: string;
  /** One line for the person who writes a consultation. */
  purpose: string;
  questionSchema: z.ZodType<Q>;
  answerSchema: z.ZodType<A>;
  /** The names of the question's fields in a form, in the order of the page. */
  fields(question: Q): string[];
  /** Reads the question's fields. What can be understood is understood; the rest is an error. */
  parse(question: Q, form: SentForm): Parsed<A>;
  /** The answer as blocks of words: the one source of the check page, the receipt and the emails. */
  show(question: Q, answer: A): Block[];
  /** Its columns in a table of contributions. */
  columns(question: Q): Column[];
  /** An answer's cells, by the id of the column. A column that is not named is empty. */
  cells(question: Q, answer: A): Record<string, string>;
  /** Begins a count. `versions`: the question as it was asked in turn, the newest last. */
  startTally(versions: readonly Q[]): Tally<Q, A>;
  /** What must be read because it cannot be counted, for the report. Never who the person is. */
  quote?(question: Q, answer: A): Block[] | null;
  /** What stands below the question in a form of plain text, to be filled in. */
  blankLines(question: Q): string[];
  /** Reads what was filled in, in a blank form's shape or in a receipt's. */
  readLines(question: Q, lines: string[]): ReadLines;
  /** The address of the person, where this answer holds one that can be written to. */
  replyTo?(answer: A): string | null;
}
