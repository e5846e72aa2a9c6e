/** A box for a number beside each option, as rankings and points have. */
import { isBlank } from '../text/blank.ts';
import { onOneLine } from '../text/one-line.ts';
import { beginningOf } from '../text/plain-characters.ts';
import { addAll, findOwn, plainWords, restOf, wordsOf } from '../text/words.ts';
import {
  areRearranged,
  beginsLine,
  findEntries,
  findPointed,
  ownWords,
  placeOf,
  takeMark,
  type Entry,
} from './entries.ts';
import { sayNumber } from './number/number-question.ts';
import { readNumber } from './number/read-number.ts';
import {
  itemField,
  nameOption,
  optionOf,
  sentencesOf,
  valueIn,
  type FieldError,
  type Option,
  type Question,
  type ReadLines,
  type Typed,
  type TypedForm,
} from './question.ts';

/** In UTF-16 code units. Some people write beside an option why they gave it no number. */
export const longestRemark = 200;

export interface NumberBox {
  option: Option;
  field: string;
  typed: string;
  /** `null`: left blank. `undefined`: it cannot be understood. */
  number: number | null | undefined;
}

interface WithOptions extends Question {
  options: Option[];
}

/** @param read returns a number, `null` for a blank box, or `undefined` */
export function readBoxes(
  question: WithOptions,
  typed: Typed,
  read: (text: string) => NumberBox['number'],
): NumberBox[] {
  return question.options.map((option) => {
    const field = itemField(question, option);
    const text = valueIn(typed, field);
    return { option, field, typed: text, number: read(text) };
  });
}

/** Says exactly why the typed text is not a whole number in a range. */
export function sayWrongNumber(
  question: Question,
  { typed, number }: NumberBox,
  from: number,
  to: number,
): string {
  const { language } = question;
  const say = sentencesOf(question);
  const line = onOneLine(typed) ?? '';
  const read =
    typeof number === 'number' ? { is: 'number' as const, number } : readNumber(line, { language });
  if (read.is === 'unclear') return read.why;
  const said = beginningOf(line);
  if (read.is === 'number') {
    if (read.number < from) return say.number.isLess(said, `${from}`);
    if (read.number > to) return say.number.isMore(said, sayNumber(to, question));
    if (!Number.isInteger(read.number)) return say.numberBoxes.notWhole(said);
  }
  return say.number.notWorkedOut(said);
}

/** Whether the person insists on every box that these errors are about. */
export function areInsistedOn(errors: FieldError[], form: TypedForm): boolean {
  return errors
    .flatMap(({ field, alsoAt = [] }) => [field, ...alsoAt])
    .every((field) => form.isInsistedOn(field));
}

interface AsTyped {
  option: string;
  typed: string;
}

/** Returns what was typed, for an answer that is stored as unclear. */
export function keepTyped(boxes: NumberBox[]): AsTyped[] {
  return boxes
    .filter((box) => !isBlank(box.typed))
    .map((box) => ({ option: box.option.id, typed: box.typed }));
}

/** Returns boxes filled with what was typed. */
export function fillBoxes(question: Question, typed: AsTyped[]): Typed {
  return Object.fromEntries(
    typed.map(({ option, typed: text }) => [itemField(question, { id: option }), [text]]),
  );
}

/** Returns what was typed, in words: "“twice” beside The pond". */
export function sayTyped(question: Question, typed: AsTyped[]): string[] {
  const { beside } = sentencesOf(question).numberBoxes;
  return typed.map(({ option, typed: text }) =>
    beside(text.trim(), nameOption(optionOf(question, option))),
  );
}

/**
 * Reads numbers beside options in plain text. A number counts only beside an option. Anything else is left over. If
 * there is no number, and options were removed or moved, those that are there are left over too.
 *
 * @param ours our phrases that are there too
 * @param unnumbered those of our phrases below which options have no number
 */
export function readNumbersBeside(
  question: WithOptions,
  lines: string[],
  ours: string[],
  unnumbered: string[] = [],
): ReadLines {
  const text = lines.join('\n');
  const words = wordsOf(text);
  const label = findOwn(text, words, unnumbered.map(plainWords));
  const end = label[0]?.from ?? words.length;
  const found = findEntries(text, words, question.options, { isShort: true });
  const boxed = found.filter(({ how }) => how === 'boxed');
  const isNumbered = (entry: Entry) =>
    entry.how === 'numbered' && (boxed.length === 0 || beginsLine(text, entry));
  const isListed = ({ how, from }: Entry) => how === 'bare' && from > end;
  const entries = [...boxed, ...found.filter(isNumbered), ...found.filter(isListed)];

  const typed: Record<string, string[]> = {};
  const seen = new Set<string>();
  const understood = entries.filter((entry) => {
    const field = itemField(question, entry.option);
    if (seen.has(field)) return entry.written === '' && entry.how !== 'bare';
    seen.add(field);
    if (entry.written !== '' && entry.from < end) typed[field] = [entry.written];
    return true;
  });
  const inOrder = understood.toSorted((a, b) => a.from - b.from);
  const own = ownWords(text, words, inOrder);
  for (const entry of inOrder) takeMark(own, words, entry);
  addAll(own, findOwn(text, words, ours.map(plainWords)));
  const areLeft = Object.keys(typed).length === 0 && areRearranged(text, found, question.options);
  const unclear = [
    ...(areLeft ? boxed.map((entry) => placeOf(words, entry)) : []),
    ...findPointed(text, words, boxed),
  ];
  return { typed, left: restOf(text, words, own, unclear) };
}
