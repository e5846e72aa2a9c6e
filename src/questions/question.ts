/**
 * The interface of a kind of question. It hides everything that differs between kinds, so that the form, the check
 * page, the receipt, the emails and the exports never ask for the kind.
 */
import { z } from 'zod';
import { catalogueOf, languageCodes } from '../languages/catalogues.ts';
import { directionOf } from '../languages/direction.ts';
import type { Findings, Turnout } from './figures.ts';
import type { Block } from '../text/shown.ts';

/** An id is used as a field’s name, as an `id` in the page, and as a column of an export. */
export const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'use small letters, digits and hyphens, beginning with a letter');

/** Optional properties of any question. */
export const propertyShape = {
  /** Text that helps people answer: Markdown in an editor’s file, HTML in a consultation. */
  hint: z.string().min(1).optional(),
  /** The option of an earlier question that this one is about. It can always be answered. */
  follows: z.strictObject({ question: idSchema, option: idSchema }).optional(),
  /** If it is left blank, that is an error once, and accepted after that. */
  needed: z.boolean().optional(),
  /** Asked for equality monitoring. Staff see only totals, and never the answer beside anything else. */
  monitoring: z.boolean().optional(),
};

/** What every question has: an id that never changes, its kind, and the words that ask it. */
export const questionShape = {
  id: idSchema,
  kind: z.string(),
  ask: z.string().min(1),
  ...propertyShape,
};

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

/** Returns an option in full, on one line: "b) Work with others to: share; lead". */
export function nameOption({ letter, label, points }: Option): string {
  return [letter, label, points?.join('; ')].filter((part) => part !== undefined).join(' ');
}

/** Returns an option with its text, if it has one: "Option 1: Our vision is …". */
export function nameInFull(option: Option): string {
  const name = nameOption(option);
  return option.text === undefined ? name : `${name}: ${option.text}`;
}

/** Returns the shortest distinct name of an option: its letter, or else its label. */
export function nameBriefly({ letter, label }: Option): string {
  return letter ?? label;
}

/** The properties of every question. Only its kind knows the others. */
export interface Question {
  id: string;
  kind: string;
  ask: string;
  hint?: string | undefined;
  follows?: { question: string; option: string } | undefined;
  needed?: boolean | undefined;
  monitoring?: boolean | undefined;
  /** The language of its words (BCP 47). Not given: English. */
  language?: string | undefined;
}

/** Returns what can be chosen or ranked. Empty for a kind without options. */
export function optionsOf(question: Question): Option[] {
  return 'options' in question ? (question.options as Option[]) : [];
}

/** Returns our sentences about a question, in its language. */
export function sentencesOf(question: Question) {
  return catalogueOf(question).questions;
}

/** Returns the direction of numbers and addresses, if it is not that of the page. */
export function directionOfCodes({ language = 'en' }: Question): 'ltr' | undefined {
  return directionOf(language) === 'rtl' ? 'ltr' : undefined;
}

/** Returns the same question with our words in English, for staff. */
export function forStaff<Q extends Question>(question: Q): Q {
  return { ...question, language: undefined };
}

/** Returns the question with our words in every language, to recognise what any form or receipt says about it. */
export function inEveryLanguage<Q extends Question>(question: Q): Q[] {
  return languageCodes.map((language) => ({ ...question, language }));
}

/** The id of the option that `other: true` adds. A box for the person's own words belongs to it. */
export const otherId = 'other';

/** Whether an option is the one that `other: true` adds: then no option of an editor has its id. */
export function isOther(question: Question, { id }: Pick<Option, 'id'>): boolean {
  return id === otherId && (question as { other?: boolean }).other === true;
}

/** Returns the options that an editor did not write: "Other", and the words of `none`. */
export function addedOptions(question: Question): Option[] {
  const { other, none } = question as { other?: boolean; none?: string };
  return [
    ...(other === true ? [{ id: otherId, label: sentencesOf(question).other.label }] : []),
    ...(none === undefined ? [] : [{ id: 'none', label: none }]),
  ];
}

/** Returns all that can be chosen, in the order of the page. */
export function choicesOf(question: Question): Option[] {
  return [...optionsOf(question), ...addedOptions(question)];
}

/** Returns an option by its id. Throws if the question does not have it. */
export function optionOf(question: Question, id: string): Option {
  const option = choicesOf(question).find((candidate) => candidate.id === id);
  if (!option) throw new Error(`question ${question.id} has no option ${id}`);
  return option;
}

/** What a form sends under one name. */
export interface Field {
  name: string;
  takes: 'one' | 'several';
  /** The length of the longest value, in UTF-16 code units. Longer values are never parsed. */
  most: number;
  /** The limit that people are told, in characters, if it is less. */
  told?: number;
  /** What to do when a value is longer. */
  tooLong: string;
}

/** The values of every field that a person filled in, as they are put back into the page. */
export type Typed = Readonly<Record<string, readonly string[]>>;

/** Returns the values of a field. */
export function valuesIn(typed: Typed, field: string): readonly string[] {
  // A name can be one that every object has, such as "constructor".
  return Object.hasOwn(typed, field) ? (typed[field] ?? []) : [];
}

/** Returns the value of a field that takes one. If several came, returns all of them, each on a line. */
export function valueIn(typed: Typed, field: string): string {
  return valuesIn(typed, field).join('\n');
}

/** Returns the name of the field of an option or a row. */
export function itemField({ id }: Pick<Question, 'id'>, item: Pick<Option, 'id'>): string {
  return `${id}-${item.id}`;
}

/** In UTF-16 code units. A page sends only the id of an option. */
export const longestId = 200;

/** Returns the name of all fields of a question together. No field has an underscore after its first character. */
export function groupOf({ id }: Pick<Question, 'id'>): string {
  return `${id}_group`;
}

/** What a person typed into a form, and what they insist on. */
export interface TypedForm {
  typed: Typed;
  /** True when a field, or a group of fields, was refused and is sent again unchanged. */
  isInsistedOn(field: string): boolean;
}

/** An error that a person can correct: where it is, and what to do. */
export interface FieldError {
  /** The name of a field, or of all fields of a question (`groupOf`). */
  field: string;
  message: string;
  /** Other fields that the message is about. */
  alsoAt?: string[];
  /** The field to which a link to the message leads, if `field` is all fields of a question. */
  leadsTo?: string;
  /** Whether the same value is accepted, and stored as typed, if it is sent once more. */
  mayStay?: boolean;
}

/** Lists of options by the keys that an editor writes. */
export type OptionLists = Record<string, readonly Option[]>;

interface Parsed<Answer> {
  /** `null`: not answered. A question that nobody touched has no answer. */
  answer: Answer | null;
  errors: FieldError[];
}

/** A column of a table of contributions. Its id consists only of ids, so that rewording does not change it. */
export interface Column {
  id: string;
  /** What it holds, in words. */
  title: string;
  /** Whether it holds words of any length. Not given: it holds a code, a number or a few words. */
  isWide?: boolean;
  /** Whether it holds numbers, as JavaScript writes them. A sheet has them as numbers. */
  isFigure?: boolean;
  /** Whether it holds moments (ISO 8601, UTC). A sheet has them as dates, in the time of the consultation. */
  isMoment?: boolean;
  /** Its head in a sheet. Not given: its title. */
  head?: string;
  /**
   * Whether a public export has it: `always` for codes and figures, `with-consent` for what people wrote. Not given:
   * never, as for names.
   */
  isPublic?: 'always' | 'with-consent';
}

/** A sheet with a row for each part of an answer, so that a spreadsheet can sum up all answers to a question. */
interface PartsSheet<Q, A> {
  name: string;
  /** The heads of the parts, and of what the person gave to each: "Option", "Rank". */
  heads: string[];
  /** Returns a row for each part that was answered, and none for an unclear answer. */
  rows(question: Q, answer: A): (string | number | null)[][];
}

/** What may be published of what a person wrote: with the name, without it, or nothing. */
export type Consent = 'with-name' | 'without-name' | 'no';

/** Something in an answer that says who a person is, or where to find them. */
export interface PersonalDetail {
  is: 'name' | 'address' | 'telephone number' | 'postcode';
  text: string;
}

/** Counts the answers to one question, one after another. The caller counts how many people were asked. */
export interface Tally<Q, A> {
  /** @param question as this person was asked it */
  add(question: Q, answer: A): void;
  summarise(turnout: Turnout): Findings;
}

/** What a person wrote below a question, on paper or in a file, as the form would have sent it. */
export interface ReadLines {
  typed: Typed;
  /** Lines that could not be understood. */
  left: string[];
}

/** One kind of question. `Q` is the question as a consultation has it, and `A` is the answer as it is stored. */
export interface Kind<Q extends Question, A> {
  /** The name of the kind in questions and answers. */
  name: Q['kind'];
  /** One line that explains the kind to editors. */
  purpose: string;
  questionSchema: z.ZodType<Q>;
  answerSchema: z.ZodType<A>;
  /** Fills in what an editor may leave out, in the language of the consultation. Not given: nothing can be left out. */
  complete?(written: Record<string, unknown>, language: string): Record<string, unknown>;
  /** Whether an answer alone makes a contribution. Saying who somebody is does not. */
  countsAlone: boolean;
  /** An answer that anybody could give, for the example pages of a preview. */
  example(question: Q): A;
  /** The question's fields in a form, in the order of the page. */
  fields(question: Q): Field[];
  /**
   * Returns its lists by their keys, in groups. In one group, no id and no words may occur twice. Not given: its
   * options.
   */
  lists?(question: Q): OptionLists[];
  /** Reads the question’s fields. What cannot be understood is an error. */
  parse(question: Q, form: TypedForm): Parsed<A>;
  /** Returns what would be typed for an answer, for the form in which a person changes it. The inverse of `parse`. */
  fill(question: Q, answer: A): Typed;
  /** Returns the answer as blocks of words. The check page, the receipt and the emails all use these. */
  show(question: Q, answer: A): Block[];
  /** Returns what people read below the words of a question while nobody can answer it. Not given: its options. */
  showUnasked?(question: Q): Block[];
  /** Returns its columns in a table of contributions. */
  columns(question: Q): Column[];
  /** Returns an answer’s cells, by the id of the column. A column that is not included is empty. */
  cells(question: Q, answer: A): Record<string, string>;
  /** A separate sheet, for answers that have many parts. */
  parts?: PartsSheet<Q, A>;
  /**
   * Says what else has changed in a question that people have answered, if that changes what their answers mean or how
   * they are counted. Not given: only the words of a question of this kind, and what can be chosen, do that.
   *
   * @param before as people answered it
   */
  sayChanges?(before: Q, now: Q): string[];
  /** Starts a tally. `versions`: the question in each of its versions, the newest last. */
  startTally(versions: readonly Q[]): Tally<Q, A>;
  /** Returns what cannot be counted and must be read, for the report. It never says who the person is. */
  quote?(question: Q, answer: A): Block[] | null;
  /** Whether a question has answers to quote. Not given: each has, if the kind has `quote`. */
  mayBeQuoted?(question: Q): boolean;
  /**
   * Returns what the person wrote in their own words, to find contributions with the same words. Empty: they wrote
   * nothing.
   */
  wordsOf?(answer: A): string;
  /** Returns the lines below the question in a form to fill in without a browser. No line is wrapped. */
  blankLines(question: Q): string[];
  /** Reads what was filled in. The lines are like those of a blank form, or of a receipt. */
  readLines(question: Q, lines: string[]): ReadLines;
  /** Returns the ids of the options that an answer chose. Another question can follow one of them. */
  chosen?(answer: A): readonly string[];
  /** Returns the person’s email address, if the answer has a valid one. */
  replyTo?(answer: A): string | null;
  /** Returns what the person allows us to publish. A consultation has at most one question of such a kind. */
  consentOf?(answer: A): Consent;
  /** Returns what nothing public may contain, whichever answer it is in. A name comes first. */
  personalIn?(question: Q, answer: A): PersonalDetail[];
}
