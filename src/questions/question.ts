/**
 * The contract that a kind of question fulfils. Everything that differs between kinds is behind it,
 * so that the form, the check page, the receipt, the emails and the exports never ask for the kind.
 */
import { z } from 'zod';
import { catalogueOf, languageCodes } from '../languages/catalogues.ts';
import { directionOf } from '../languages/direction.ts';
import type { Findings, Turnout } from './figures.ts';
import type { Block } from '../text/shown.ts';

/** An id becomes a field's name, an `id` in the page and a column of an export. */
export const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'use small letters, digits and hyphens, beginning with a letter');

/** What any question can have besides what it must have. */
export const propertyShape = {
  /** Text that helps people answer: Markdown in an editor’s file, HTML in a consultation. */
  hint: z.string().min(1).optional(),
  /** The option of an earlier question that this one is about. It can always be answered. */
  follows: z.strictObject({ question: idSchema, option: idSchema }).optional(),
  /** Left blank, it is an error once, and then accepted. */
  needed: z.boolean().optional(),
  /** Asked for equality monitoring: staff see totals, never the answer beside anything else. */
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
  hint?: string | undefined;
  follows?: { question: string; option: string } | undefined;
  needed?: boolean | undefined;
  monitoring?: boolean | undefined;
  /** The language of its words (BCP 47). Not given: English. */
  language?: string | undefined;
}

/** What can be chosen or ranked. Empty for a kind without options. */
export function optionsOf(question: Question): Option[] {
  return 'options' in question ? (question.options as Option[]) : [];
}

/** Our sentences about a question, in its language. */
export function sentencesOf(question: Question) {
  return catalogueOf(question).questions;
}

/** The direction of numbers and addresses, where it is not that of the page. */
export function directionOfCodes({ language = 'en' }: Question): 'ltr' | undefined {
  return directionOf(language) === 'rtl' ? 'ltr' : undefined;
}

/** The same question, about which we speak English: staff read it. */
export function forStaff<Q extends Question>(question: Q): Q {
  return { ...question, language: undefined };
}

/** The same question in every language, to recognise what any form or receipt says about it. */
export function inEveryLanguage<Q extends Question>(question: Q): Q[] {
  return languageCodes.map((language) => ({ ...question, language }));
}

/** The id of the option that `other: true` adds. A box for the person's own words belongs to it. */
export const otherId = 'other';

/** Whether an option is the one that `other: true` adds: then no option of an editor has its id. */
export function isOther(question: Question, { id }: Pick<Option, 'id'>): boolean {
  return id === otherId && (question as { other?: boolean }).other === true;
}

/** What can be chosen besides the options that an editor wrote: "Other", and the words of `none`. */
export function addedOptions(question: Question): Option[] {
  const { other, none } = question as { other?: boolean; none?: string };
  return [
    ...(other === true ? [{ id: otherId, label: sentencesOf(question).other.label }] : []),
    ...(none === undefined ? [] : [{ id: 'none', label: none }]),
  ];
}

/** All that can be chosen, in the order of the page. */
export function choicesOf(question: Question): Option[] {
  return [...optionsOf(question), ...addedOptions(question)];
}

/** Throws for an option that the question does not have. */
export function optionOf(question: Question, id: string): Option {
  const option = choicesOf(question).find((candidate) => candidate.id === id);
  if (!option) throw new Error(`question ${question.id} has no option ${id}`);
  return option;
}

/** What a form sends under one name. */
export interface Field {
  name: string;
  takes: 'one' | 'several';
  /** The length of the longest value, in UTF-16 code units. Nothing that is longer is judged. */
  most: number;
  /** How many characters people are told they can write, where that is less. */
  told?: number;
  /** What to do when a value is longer. */
  tooLong: string;
}

/** Every value of every field that a person filled in, as it goes back into the page. */
export type Typed = Readonly<Record<string, readonly string[]>>;

/** The values of a field. */
export function valuesIn(typed: Typed, field: string): readonly string[] {
  // A name can be one that every object has, such as "constructor".
  return Object.hasOwn(typed, field) ? (typed[field] ?? []) : [];
}

/** The value of a field that takes one; if several came, all of them, each on its line. */
export function valueIn(typed: Typed, field: string): string {
  return valuesIn(typed, field).join('\n');
}

/** The name of the field that belongs to an option, or to a row. */
export function itemField({ id }: Pick<Question, 'id'>, item: Pick<Option, 'id'>): string {
  return `${id}-${item.id}`;
}

/** What a page sends of an option is its id. In UTF-16 code units. */
export const longestId = 200;

/** What all fields of a question are called together. No field has an underscore after its beginning. */
export function groupOf({ id }: Pick<Question, 'id'>): string {
  return `${id}_group`;
}

/** What a person typed into a form, and what they insist on. */
export interface TypedForm {
  typed: Typed;
  /** True when a field, or a group of fields, was refused and is sent again unchanged. */
  isInsistedOn(field: string): boolean;
}

/** Something a person can correct: where, and what to do. */
export interface FieldError {
  /** The name of a field, or of all fields of a question (`groupOf`). */
  field: string;
  message: string;
  /** Other fields that the message is about. */
  alsoAt?: string[];
  /** The field that a link to the message leads to, where `field` is all fields of a question. */
  leadsTo?: string;
  /** True where the same, sent once more, is accepted and kept as it was typed. */
  mayStay?: boolean;
}

/** Lists of options by the keys that an editor writes. */
export type OptionLists = Record<string, readonly Option[]>;

interface Parsed<Answer> {
  /** `null`: not answered. Untouched is not an answer. */
  answer: Answer | null;
  errors: FieldError[];
}

/** A column of a table of contributions. Its id is made of ids alone, so no rewording renames it. */
export interface Column {
  id: string;
  /** What it holds, in words. */
  title: string;
  /** Holds words of any length. Not given: a code, a number or a few words. */
  isWide?: boolean;
  /** Holds numbers, as JavaScript writes them: a sheet has them as numbers. */
  isFigure?: boolean;
  /** Holds moments (ISO 8601, UTC): a sheet has them as dates, in the time of the consultation. */
  isMoment?: boolean;
  /** Its head in a sheet. Not given: its title. */
  head?: string;
  /**
   * Whether a public export has it: `always` for codes and figures, `with-consent` for what people wrote.
   * Not given: never. A name is such a column.
   */
  isPublic?: 'always' | 'with-consent';
}

/** A sheet with a row for each part of an answer, so that a spreadsheet can sum up all of a question. */
interface PartsSheet<Q, A> {
  /** The name of the sheet. */
  name: string;
  /** What the parts are, then what the person gave each: "Option", "Rank". */
  heads: string[];
  /** A row for each part that was answered. Nothing of an unclear answer. */
  rows(question: Q, answer: A): (string | number | null)[][];
}

/** What may be published of what a person wrote: with the name, without it, or nothing. */
export type Consent = 'with-name' | 'without-name' | 'no';

/** Something in an answer that says who a person is, or where to find them. */
export interface PersonalDetail {
  is: 'name' | 'address' | 'telephone number' | 'postcode';
  text: string;
}

/** Counts the answers to one question, one after another. How many were asked is counted outside. */
export interface Tally<Q, A> {
  /** @param question as this person was asked it */
  add(question: Q, answer: A): void;
  summarise(turnout: Turnout): Findings;
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
  /** As questions and answers name it. */
  name: Q['kind'];
  /** One line for the person who writes a consultation. */
  purpose: string;
  questionSchema: z.ZodType<Q>;
  answerSchema: z.ZodType<A>;
  /** Fills in what an editor may leave out, in the language of the consultation. Not given: there is nothing. */
  complete?(written: Record<string, unknown>, language: string): Record<string, unknown>;
  /** Whether an answer makes a contribution without any other: who somebody is does not. */
  countsAlone: boolean;
  /** An answer that anybody could give, for the example pages of a preview. */
  example(question: Q): A;
  /** The question's fields in a form, in the order of the page. */
  fields(question: Q): Field[];
  /**
   * Its lists by their keys; no id and no words may be twice among those that stand together. Not given: its
   * options.
   */
  lists?(question: Q): OptionLists[];
  /** Reads the question's fields. What can be understood is understood; the rest is an error. */
  parse(question: Q, form: TypedForm): Parsed<A>;
  /** What is typed for an answer, for the form in which a person changes it. The inverse of `parse`. */
  fill(question: Q, answer: A): Typed;
  /** The answer as blocks of words: the one source of the check page, the receipt and the emails. */
  show(question: Q, answer: A): Block[];
  /** What people read of it, below its words, while it cannot be answered. Not given: its options. */
  showUnasked?(question: Q): Block[];
  /** Its columns in a table of contributions. */
  columns(question: Q): Column[];
  /** An answer's cells, by the id of the column. A column that is not named is empty. */
  cells(question: Q, answer: A): Record<string, string>;
  /** For answers of many parts: a sheet of their own. */
  parts?: PartsSheet<Q, A>;
  /** Begins a count. `versions`: the question as it was asked in turn, the newest last. */
  startTally(versions: readonly Q[]): Tally<Q, A>;
  /** What must be read because it cannot be counted, for the report. Never who the person is. */
  quote?(question: Q, answer: A): Block[] | null;
  /** Whether a question has answers to quote. Not given: each has, if the kind has `quote`. */
  mayBeQuoted?(question: Q): boolean;
  /**
   * What the person wrote in their own words: what two people of one campaign have in common. Empty: they
   * wrote nothing.
   */
  wordsOf?(answer: A): string;
  /** What stands below the question in a form to be filled in without a browser. No line is wrapped. */
  blankLines(question: Q): string[];
  /** Reads what was filled in, in a blank form's shape or in a receipt's. */
  readLines(question: Q, lines: string[]): ReadLines;
  /** The ids of the options that an answer chose: another question can follow one of them. */
  chosen?(answer: A): readonly string[];
  /** The address of the person, where this answer holds one that can be written to. */
  replyTo?(answer: A): string | null;
  /** What the answer allows to be published. A consultation has one question of such a kind at most. */
  consentOf?(answer: A): Consent;
  /** What no public page may hold, in whatever answer it stands. A name comes first. */
  personalIn?(question: Q, answer: A): PersonalDetail[];
}
