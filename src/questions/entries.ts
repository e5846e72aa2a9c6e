/** Finds options in what a person filled in, each with the mark before it and what comes after it. */
import { nameInFull, nameOption, type Option } from './question.ts';
import { anyOf, readings } from './reading.ts';
import {
  addAll,
  countCommon,
  directionMarks,
  findOwn,
  lineAfter,
  lineBefore,
  plainWords,
  wordsOf,
  type Place,
  type Word,
} from '../text/words.ts';

/**
 * `boxed`: between brackets, or a box character (☒). `numbered`: "2. Human", "2 points: Human", or “2” beside Human.
 * `bare`: at the beginning of a line, perhaps with a bullet.
 */
interface Mark {
  how: 'boxed' | 'numbered' | 'bare';
  written: string;
  /** Where the mark begins in the text. */
  start: number;
}

export interface Entry extends Mark {
  option: Option;
  /** The words of the option’s name, and of its text if that follows. */
  from: number;
  to: number;
}

/** Finds a mark on the same line as its option. A mark at the end of the line above may belong to the option before. */
const boxes =
  /(?:\[[^\S\n]*(?:\n[\s>]*)?(?<square>[^[\]\n]{0,60}?)[^\S\n]*(?:\n[\s>]*)?\]|(?<=^|\s)[({<][^\S\n]*(?<round>[^(){}<>\n]{0,4}?)[^\S\n]*[)}>]|(?<sign>[☐□◻☑☒✓✔✗✘■]|(?<![^\s>])[xX](?=[\s.):])))(?:[^\S\n]|[.:)>])*$/u;
const points = anyOf('points');
const ordinalEnds = anyOf('ordinalEnd');
const numbers = new RegExp(
  `(?<=^|\\s)(?:#|no\\.?[^\\S\\n]*)?(?<number>\\d{1,3}|\\d[\\d,]*(?=[^\\S\\n]+${points}:))(?:${ordinalEnds}|[^\\S\\n]+${points})?[^\\S\\n]*[.):=-]*[^\\S\\n]+$|[“"«](?<quoted>[^”"»\\n]*)[”"»]\\s+${anyOf('beside')}\\s+$`,
  'iu',
);
/** "نقطتان: Human". */
const pointsInWords = readings.flatMap((reading) => reading.pointsInWords);
const lineStart = /(?:^|\n)[\s>|]*(?:[-*•·][^\S\n]*)?$/;
const emptyBoxes = '☐□◻';

/** In characters. No mark is longer. */
const longestMark = 80;

function markBefore(text: string, end: number): Mark | null {
  const at = Math.max(0, end - longestMark);
  const before = text.slice(at, end);
  const box = boxes.exec(before);
  if (box) {
    const { square, round, sign = '' } = box.groups ?? {};
    return {
      how: 'boxed',
      written: square ?? round ?? (emptyBoxes.includes(sign) ? '' : sign),
      start: at + box.index,
    };
  }
  const number = numbers.exec(before);
  if (number) {
    const { number: plain, quoted } = number.groups ?? {};
    return { how: 'numbered', written: plain ?? quoted ?? '', start: at + number.index };
  }
  for (const [said, count] of pointsInWords) {
    const start = before.search(new RegExp(`(?<=^|\\s)${said}[^\\S\\n]*:[^\\S\\n]+$`, 'u'));
    if (start !== -1) return { how: 'numbered', written: `${count}`, start: at + start };
  }
  const bare = at === 0 || before.includes('\n') ? lineStart.exec(before) : null;
  return bare && { how: 'bare', written: '', start: end };
}

/**
 * Finds options, each with its mark. An option can also be named by its letter or, if `isShort`, by a beginning that no
 * other option shares, with nothing after it on its line.
 */
export function findEntries(
  text: string,
  words: Word[],
  options: Option[],
  { isShort }: { isShort: boolean },
): Entry[] {
  const named = options.map((option) => ({
    option,
    names: [nameOption(option), option.label].map(plainWords),
    rest: option.text === undefined ? [] : plainWords(option.text),
  }));
  const entries: Entry[] = [];
  for (let from = 0; from < words.length; from += 1) {
    const word = words[from] as Word;
    const best = named
      .map((candidate) => ({
        ...candidate,
        length: lengthOf(text, words, from, candidate, isShort),
      }))
      .filter(({ length }) => length.count > 0)
      .sort(
        (a, b) =>
          b.length.count - a.length.count || Number(b.length.isWhole) - Number(a.length.isWhole),
      );
    const [first, second] = best;
    if (!first || (!first.length.isWhole && first.length.count === second?.length.count)) continue;
    const mark = markBefore(text, word.start);
    if (!mark) continue;
    const to = from + first.length.count;
    const { option, rest } = first;
    const isFull = countCommon(words, to, rest) === rest.length;
    entries.push({ option, ...mark, from, to: isFull ? to + rest.length : to });
    from = (entries.at(-1) as Entry).to - 1;
  }
  return entries;
}

interface Named {
  option: Option;
  names: string[][];
}

/** Returns how many words from `from` on name an option, and whether they are its whole name. */
function lengthOf(
  text: string,
  words: Word[],
  from: number,
  { option, names }: Named,
  isShort: boolean,
): { count: number; isWhole: boolean } {
  const common = names.map((name) => ({ name, count: countCommon(words, from, name) }));
  const whole = common.find(({ name, count }) => count > 0 && count === name.length);
  if (whole) return { count: whole.count, isWhole: true };
  const count = Math.max(0, ...common.map((each) => each.count));
  const { letter } = option;
  const { start } = words[from] as Word;
  const isLettered = letter !== undefined && text.startsWith(letter.replace(/^\W+/, ''), start);
  const last = words[from + count - 1];
  const endsLine = last !== undefined && !/[\p{L}\p{N}]/u.test(lineAfter(text, last));
  if (isLettered && (/\W$/.test(letter) || endsLine)) return { count, isWhole: true };
  return { count: isShort && endsLine ? count : 0, isWhole: false };
}

/** Whether one of these options is named in words that are not in `own`. */
export function namesOther(words: Word[], own: Set<number>, options: Option[]): boolean {
  const names = options.map((option) => plainWords(option.label)).filter((name) => name.length > 0);
  return words.some(
    (_word, at) =>
      !own.has(at) && names.some((name) => countCommon(words, at, name) === name.length),
  );
}

/** Whether a mark is the first thing on its line. */
export function beginsLine(text: string, { start }: Entry): boolean {
  return /(?:^|\n)[\s>|]*$/.test(text.slice(Math.max(0, start - longestMark), start));
}

/** Returns which words belong to the options: their names and their texts, even if a remark interrupts them. */
export function ownWords(text: string, words: Word[], entries: Entry[]): Set<number> {
  const own = new Set<number>();
  for (const [index, { option, from, to }] of entries.entries()) {
    addAll(own, [{ from, to }]);
    const end = entries[index + 1]?.from ?? words.length;
    const tails = [nameOption(option), option.label].map((name) => {
      const whole = [...plainWords(name), ...plainWords(option.text ?? '')];
      return whole.slice(countCommon(words, from, whole));
    });
    // More of the shorter tail’s phrase has been found already.
    const [tail = []] = tails.toSorted((a, b) => a.length - b.length);
    addAll(own, findOwn(text, words.slice(to, end), [tail]), to);
  }
  return own;
}

/** A box at the end of the line above, because a program has broken the line of its option. */
const boxAbove = /[\])}>☐□◻][\s>|]*$/;

/**
 * Whether options of the blank form are missing, or are in another order. If no box is marked, what is there may be an
 * answer. Returns `false` if no option is there: somebody took an extract of the form.
 */
export function areRearranged(text: string, found: Entry[], options: Option[]): boolean {
  const blank = options.map((option) => `[ ] ${nameInFull(option)}`).join('\n');
  const idsOf = (entries: Entry[]) => [...new Set(entries.map(({ option }) => option.id))].join();
  const there = idsOf(
    found.filter(({ how, start }) => how === 'boxed' || boxAbove.test(text.slice(0, start))),
  );
  const asked = idsOf(findEntries(blank, wordsOf(blank), options, { isShort: false }));
  return there !== '' && there !== asked;
}

/** Returns where an option is in the text, with its box. */
export function placeOf(words: Word[], { start, to }: Entry): Place {
  return { start, end: (words[to - 1] as Word).end };
}

/** What people put beside the box of an option that they mean. */
const pointer = /^[*+=~^!#/\\<>←→⇐⇒⟵⟶-]+$/;
const unseen = new RegExp(`[\\s|${directionMarks}]+`, 'g');

/**
 * Finds options with an empty box that somebody has pointed at: "* [ ] Human", "[ ] Human <--". What is beside every
 * option is a bullet.
 *
 * @param boxed all options with a box
 */
export function findPointed(text: string, words: Word[], boxed: Entry[]): Place[] {
  const leads = boxed.map((entry) => leadOf(text, entry));
  const tails = boxed.map((entry, index) => tailOf(text, words, entry, boxed[index + 1]));
  const isPointer = (all: string[], at: number) =>
    pointer.test(all[at] as string) && all.some((other) => other !== all[at]);
  return boxed.flatMap((entry, at): Place[] => {
    const [isBefore, isAfter] = [isPointer(leads, at), isPointer(tails, at)];
    if (entry.written !== '' || !(isBefore || isAfter)) return [];
    const { start, end } = placeOf(words, entry);
    const before = isBefore ? lineBefore(text, entry).trimStart().length : 0;
    const after = isAfter ? restOfLine(text, end, boxed[at + 1]).trimEnd().length : 0;
    return [{ start: start - before, end: end + after }];
  });
}

/** Returns the rest of the line of an option, up to the next option. */
function restOfLine(text: string, end: number, next: Entry | undefined): string {
  return text.slice(end, next?.start).split('\n', 1)[0] as string;
}

/** Returns what is before a box on its line. Several lines that begin with `>` are a quotation. */
function leadOf(text: string, entry: Entry): string {
  const line = lineBefore(text, entry);
  const lead = line.replace(unseen, '');
  const above = text.slice(0, entry.start - line.length).trimEnd();
  const next = text.slice(entry.start).split('\n').slice(1).join('\n').trimStart();
  const isQuoted =
    above
      .slice(above.lastIndexOf('\n') + 1)
      .trimStart()
      .startsWith('>') || next.startsWith('>');
  return isQuoted ? lead.replaceAll('>', '') : lead;
}

/** Returns what is after an option on its line, without the punctuation of the option itself. */
function tailOf(text: string, words: Word[], entry: Entry, next: Entry | undefined): string {
  const { end } = placeOf(words, entry);
  const line = restOfLine(text, end, next);
  const own = /[^\s\p{L}\p{N}]*$/u.exec(nameInFull(entry.option))?.[0] ?? '';
  const tail = line.replace(unseen, '');
  return tail.startsWith(own) ? tail.slice(own.length) : tail;
}

/** Adds the words of a mark to those that are understood. */
export function takeMark(own: Set<number>, words: Word[], { start, from }: Entry): void {
  for (let at = from - 1; at >= 0 && (words[at] as Word).start >= start; at -= 1) own.add(at);
}
