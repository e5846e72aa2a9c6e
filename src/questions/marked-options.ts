/**
 * Reads chosen options in plain text: an X between brackets beside an option, or the option alone. Words after "Other"
 * are the person’s.
 */
import {
  areRearranged,
  findEntries,
  findPointed,
  ownWords,
  placeOf,
  takeMark,
  type Entry,
} from './entries.ts';
import { choicesOf, isOther, nameInFull, type Option, type Question } from './question.ts';
import { allCatalogues } from '../languages/catalogues.ts';
import { anyOf } from './reading.ts';
import {
  addAll,
  countCommon,
  findOwn,
  plainWords,
  wordsOf,
  type Place,
  type Stretch,
  type Word,
} from '../text/words.ts';

/** Returns a line for each option, for people to mark. After "Other" there is room for words. */
export function blankOptions(question: Question): string[] {
  return choicesOf(question).map((option) =>
    isOther(question, option) ? `[ ] ${option.label}:` : `[ ] ${nameInFull(option)}`,
  );
}

/** Matches what people put beside the option that they choose. */
const marks = new RegExp(`^(?:x+|${anyOf('marks')}|1|\\*+|\\+|[•●■√✓✔☑☒✗✘×]\\uFE0F?)$`, 'iu');

const otherSentences = allCatalogues.map(({ questions }) => questions.other);

/** What we write after "Other" if there are no words: "(not described)". */
const notDescribed = otherSentences.map(({ label, notDescribed: text }) =>
  plainWords(text).slice(plainWords(label).length),
);

/** A person's words after "Other". */
interface OtherWords extends Stretch {
  value: string;
  /** Where the words are in the text, in UTF-16 code units. */
  start: number;
  end: number;
}

interface MarkedOptions {
  text: string;
  words: Word[];
  /** Whether there are brackets. */
  isBoxed: boolean;
  /** One for each place where an option is named. */
  entries: Entry[];
  /** The entries that are chosen. If there are no brackets, "Other" with words after it is not among them. */
  chosen: Entry[];
  others: OtherWords[];
  /** The indexes of our words: those of the options, without the person’s words after "Other". */
  own: Set<number>;
  /** Options, with their boxes, that may be chosen in a way that is not understood. */
  unclear: Place[];
}

/**
 * Finds the marks. If no box is marked, and options were removed or moved, those that are there are unclear.
 *
 * @param ours our other words in a form or a receipt, besides those of the options
 */
export function readMarks(question: Question, lines: string[], ours: string[]): MarkedOptions {
  const text = lines.join('\n');
  const words = wordsOf(text);
  const options = [...choicesOf(question), ...otherNames(question)];
  const found = findEntries(text, words, options, { isShort: false });
  const isBoxed = found.some(({ how }) => how === 'boxed');
  const candidates = isBoxed
    ? found.filter(({ how }) => how === 'boxed')
    : found.filter(
        (entry) =>
          entry.how === 'bare' && !(isOther(question, entry.option) && isProse(entry, text, words)),
      );
  const others = candidates.flatMap((entry, index): OtherWords[] => {
    if (!isOther(question, entry.option)) return [];
    const next = isBoxed ? candidates[index + 1]?.start : undefined;
    return readWords(text, words, entry, next ?? text.length);
  });
  // The person’s words can begin a line with the name of an option.
  const entries = candidates.filter(
    ({ from }) => !others.some((other) => other.from <= from && from < other.to),
  );
  const own = ownWords(text, words, entries);
  addAll(own, findOwn(text, words, ours.map(plainWords)));
  for (const entry of entries) if (entry.written === '') takeMark(own, words, entry);
  const isDescribed = ({ to, option }: Entry) =>
    isOther(question, option) && others.some(({ from, value }) => from === to && value !== '');
  const chosen = entries.filter(
    (entry) =>
      (entry.how === 'bare' && !isDescribed(entry)) ||
      (entry.how === 'boxed' && marks.test(entry.written)),
  );
  const boxed = entries.filter(({ how }) => how === 'boxed');
  const isAnswered = chosen.length > 0 || others.some(({ value }) => value !== '');
  // An option without an id is only in receipts.
  const asked = choicesOf(question).filter(({ id }) => id !== '');
  const areLeft = !isAnswered && areRearranged(text, found, asked);
  const unclear = boxed.filter(({ written }) => (written === '' ? areLeft : !marks.test(written)));
  return {
    ...{ text, words, isBoxed, entries, chosen, others, own },
    unclear: [...unclear.map((entry) => placeOf(words, entry)), ...findPointed(text, words, boxed)],
  };
}

/** Returns "Other" in languages other than the question’s, because a form can come back in any. */
function otherNames(question: Question): Option[] {
  const own = choicesOf(question).find((option) => isOther(question, option));
  return own === undefined
    ? []
    : otherSentences
        .filter(({ label }) => label !== own.label)
        .map(({ label }) => ({ ...own, label }));
}

/** Whether "Other" is part of a sentence: "Other people think …". */
function isProse({ to }: Entry, text: string, words: Word[]): boolean {
  const { end } = words[to - 1] as Word;
  if (/^[^\S\n]*(?:[:：]|\n|$)/.test(text.slice(end))) return false;
  const isBracket = /^[^\S\n]*\(/.test(text.slice(end));
  return !isBracket || !notDescribed.some((own) => countCommon(words, to, own) === own.length);
}

/**
 * Returns the person’s words after "Other". If "Other" is not marked, words that begin on a later line are left over.
 */
function readWords(text: string, words: Word[], entry: Entry, before: number): OtherWords[] {
  const after = (words[entry.to - 1] as Word).end;
  const start = after + (/^[^\S\n]*[:：]?/.exec(text.slice(after, before))?.[0].length ?? 0);
  const isAsked = entry.how === 'bare' || marks.test(entry.written);
  const below = text.slice(start, before);
  const hasWords = wordsOf(below.split('\n', 1)[0] ?? '').length > 0;
  if (!hasWords && !isAsked) return [];
  const written = /^[^\S\n]*(?:\n(?![^\S\n]*(?:\n|$)))?[^\n]*(?:\n(?![\s>]*(?:\n|$))[^\n]+)*/.exec(
    below,
  )?.[0] as string;
  const end = start + written.length;
  const value = written
    .split('\n')
    .map((line) => line.replace(/^[\s>]+/, '').trimEnd())
    .filter((line) => line !== '')
    .join(' ');
  const from = entry.to;
  const count = words.slice(from).filter((word) => word.end <= end).length;
  if (count === 0) return [];
  const isOurs = notDescribed.some((own) => own.join() === plainWords(value).join());
  return [{ from, to: from + count, start, end, value: isOurs ? '' : value }];
}

/** Returns our words and those after "Other". An option that is named in them is not chosen. */
export function knownWords({ own, others }: MarkedOptions): Set<number> {
  const known = new Set(own);
  addAll(known, others);
  return known;
}

/** Takes the words after "Other" as the person’s answer, and removes them from the rest. */
export function takeOthers({ text, others, own }: MarkedOptions): {
  values: string[];
  rest: string;
} {
  let rest = text;
  for (const { start, end, from, to } of others) {
    addAll(own, [{ from, to }]);
    rest = rest.slice(0, start) + rest.slice(start, end).replace(/[^\n]/g, ' ') + rest.slice(end);
  }
  const values = others.map(({ value }) => value).filter((value) => value !== '');
  return { values: [...new Set(values)], rest };
}
