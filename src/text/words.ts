/**
 * Finds the words of a text, and which of them are ours. Files come back rewrapped, quoted, indented and with other
 * punctuation, so only words are compared: runs of letters and digits, or of symbols.
 */

/** A place in a text, in UTF-16 code units. */
export interface Place {
  start: number;
  end: number;
}

export interface Word extends Place {
  /** The word in the form in which words are compared. */
  plain: string;
}

/** The words from `from` up to, but not including, `to`. */
export interface Stretch {
  from: number;
  to: number;
}

const word =
  /[\p{L}\p{N}\p{M}]+|[\p{So}\p{Sc}\p{Sk}\p{Co}\u{1F3FB}-\u{1F3FF}\u200D\uFE0F\uFFFD]*[\p{So}\p{Sc}\p{Co}\uFFFD][\p{So}\p{Sc}\p{Co}\p{M}\u{1F3FB}-\u{1F3FF}\u200D\uFFFD]*/gu;

export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(word), ({ 0: found, index }) => ({
    plain: found.normalize('NFKC').toLowerCase(),
    start: index,
    end: index + found.length,
  }));
}

export function plainWords(text: string): string[] {
  return wordsOf(text).map(({ plain }) => plain);
}

/** Returns how many words, starting at `at`, match the beginning of a phrase. */
export function countCommon(words: Word[], at: number, phrase: string[]): number {
  let count = 0;
  while (count < phrase.length && words[at + count]?.plain === phrase[count]) count += 1;
  return count;
}

/** Returns the text between the beginning of a line and a word, or another place, in it. */
export function lineBefore(text: string, { start }: Pick<Place, 'start'>): string {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
}

/** Returns the text between a word and the end of its line. */
export function lineAfter(text: string, { end }: Word): string {
  const next = text.indexOf('\n', end);
  return text.slice(end, next === -1 ? text.length : next);
}

/** Fewer words in a row may be the person’s own, unless they are a whole phrase on separate lines. */
const tellingWords = 4;
/**
 * The search compares each candidate with every other. If there are more candidates than this, it considers only the
 * last.
 */
const mostCandidates = 3_000;

interface Candidate extends Stretch {
  phrase: number;
  /** The index of the first word in the phrase. */
  at: number;
}

/**
 * Finds our phrases, whole or in pieces, in order and each word once, so that as many words as possible are found. If
 * two places are equally good, it takes the later one.
 *
 * @param labels phrases after which a person may write on the same line, such as "answer"
 */
export function findOwn(
  text: string,
  words: Word[],
  phrases: string[][],
  labels: ReadonlySet<string> = new Set(),
): Stretch[] {
  const found = [...findPieces(words, phrases), ...findShort(text, words, phrases, labels)]
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .slice(-mostCandidates);
  const best: { weight: number; start: number; before: number }[] = [];
  let last = -1;
  for (const [index, { from, to, phrase, at }] of found.entries()) {
    let entry = { weight: to - from, start: from, before: -1 };
    for (let before = 0; before < index; before += 1) {
      const earlier = found[before] as Candidate;
      const isBefore =
        earlier.to <= from &&
        (earlier.phrase < phrase ||
          (earlier.phrase === phrase && earlier.at + earlier.to - earlier.from <= at));
      if (!isBefore) continue;
      const chain = best[before] as (typeof best)[number];
      const longer = { weight: chain.weight + to - from, start: chain.start, before };
      if (isBetter(longer, entry)) entry = longer;
    }
    best.push(entry);
    if (last === -1 || isBetter(entry, best[last] as (typeof best)[number])) last = index;
  }
  const chain: Stretch[] = [];
  for (let at = last; at !== -1; at = best[at]?.before ?? -1) chain.unshift(found[at] as Candidate);
  return chain;
}

function isBetter(
  one: { weight: number; start: number },
  other: { weight: number; start: number },
): boolean {
  return one.weight > other.weight || (one.weight === other.weight && one.start >= other.start);
}

/** Finds the longest runs of words that are in a phrase. */
function findPieces(words: Word[], phrases: string[][]): Candidate[] {
  const places = new Map<string, { phrase: number; at: number }[]>();
  for (const [phrase, own] of phrases.entries()) {
    for (let at = 0; at + tellingWords <= own.length; at += 1) {
      const key = keyOf(own, at);
      const known = places.get(key);
      if (known) known.push({ phrase, at });
      else places.set(key, [{ phrase, at }]);
    }
  }
  const found: Candidate[] = [];
  if (places.size === 0) return found;
  const plain = words.map((one) => one.plain);
  for (let from = 0; from + tellingWords <= words.length; from += 1) {
    for (const { phrase, at } of places.get(keyOf(plain, from)) ?? []) {
      const own = phrases[phrase] as string[];
      if (at > 0 && from > 0 && plain[from - 1] === own[at - 1]) continue;
      const to = from + countCommon(words, from, own.slice(at));
      found.push({ from, to, phrase, at });
    }
  }
  return found;
}

function keyOf(words: string[], at: number): string {
  return `${words[at]} ${words[at + 1]} ${words[at + 2]} ${words[at + 3]}`;
}

/** Finds short phrases that are alone on their lines. */
function findShort(
  text: string,
  words: Word[],
  phrases: string[][],
  labels: ReadonlySet<string>,
): Candidate[] {
  const short = [...phrases.entries()].filter(
    ([, own]) => own.length > 0 && own.length < tellingWords,
  );
  if (short.length === 0) return [];
  const found: Candidate[] = [];
  for (const [from, first] of words.entries()) {
    for (const [phrase, own] of short) {
      if (first.plain !== own[0] || countCommon(words, from, own) < own.length) continue;
      const to = from + own.length;
      const after = lineAfter(text, words[to - 1] as Word);
      const isAlone = !hasWords(after) || (labels.has(own.join(' ')) && /^\s*[:：]/.test(after));
      if (isAlone && isNumbering(lineBefore(text, first))) found.push({ from, to, phrase, at: 0 });
    }
  }
  return found;
}

/**
 * Characters that only say in which direction text goes, for a set of a regular expression. Mail programs put them at
 * the beginning of lines.
 */
export const directionMarks = String.raw`\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069`;

const numbering = new RegExp(
  String.raw`^[\s${directionMarks}>|*_#•·-]*(?:\(?\p{Nd}{1,3}[a-z]?[.):\]]+)?[\s"“«*_]*$`,
  'iu',
);

/** Whether the beginning of a line has no words, but at most quotation marks, a bullet or a number. */
export function isNumbering(text: string): boolean {
  return numbering.test(text);
}

function hasWords(text: string): boolean {
  return text.search(word) !== -1;
}

/** Matches rules, underlines, quotation marks, bullets, dashes and empty boxes, which are nobody's words. */
const furniture = new RegExp(
  String.raw`^[${directionMarks}]*(?:([=~_#*+.>|·•–—-])\1*|&|[[({<][\])}>]|[[\](){}/:;,.،؛“”"‘’'«»]|>[>|]*)?[${directionMarks}]*$`,
);

/** @param shift how many words of the text come before the first word that the stretches count */
export function addAll(own: Set<number>, stretches: readonly Stretch[], shift = 0): void {
  for (const { from, to } of stretches)
    for (let index = from; index < to; index += 1) own.add(shift + index);
}

/**
 * Returns what is left of a text without our words, line by line. If a line has both, only what is not ours is
 * left.
 *
 * @param own the indexes of our words
 * @param whole places that are left as they are, each on one line, also if the words are ours
 */
export function restOf(
  text: string,
  words: Word[],
  own: ReadonlySet<number>,
  whole: readonly Place[] = [],
): string[] {
  const joined = whole.reduce(joinPlace, text);
  const isLeft = (word: Word) =>
    whole.some(({ start, end }) => start <= word.start && word.end <= end);
  let kept = '';
  let at = 0;
  for (const [index, word] of words.entries()) {
    if (!own.has(index) || isLeft(word)) continue;
    kept += joined.slice(at, word.start) + taken;
    at = word.end;
  }
  const lines = (kept + joined.slice(at)).split('\n').flatMap(restOfLine);
  return lines.map((line) => line.replace(joints, ' ').trim());
}

/** Replaces the white space in a place, so that it is read like one word. Keeps the length of the text. */
function joinPlace(text: string, { start, end }: Place): string {
  const place = text
    .slice(start, end)
    .replace(/\n[\s>]*|\s/g, (space) => joint.repeat(space.length));
  return text.slice(0, start) + place + text.slice(end);
}

/** Replaces each of our words. Cleaned text never contains it. */
const taken = '\0';
/** Replaces white space that is not to be divided. Cleaned text never contains it. */
const joint = '\x01';
const joints = new RegExp(`${joint}+`, 'g');

function restOfLine(line: string): string[] {
  if (!/[^\s\0]/.test(line)) return [];
  const bare = line.replace(/^[\s>]+/, '').trimEnd();
  const chunks = bare.split(/\s+/);
  if (!bare.includes(taken)) return chunks.every(isFurniture) ? [] : [bare];
  const pieces: string[][] = [[]];
  for (const chunk of chunks) {
    if (!chunk.includes(taken)) pieces.at(-1)?.push(chunk);
    else {
      // Punctuation next to our words is ours.
      const theirs = chunk.split(
        /[^\p{L}\p{N}\p{So}\p{Sc}\uFFFD]*\0+[^\p{L}\p{N}\p{So}\p{Sc}\uFFFD]*/u,
      );
      for (const part of theirs) pieces.push(part === '' ? [] : [part]);
    }
  }
  return pieces.flatMap((piece) => {
    const first = piece.findIndex((chunk) => !isFurniture(chunk));
    const last = piece.findLastIndex((chunk) => !isFurniture(chunk));
    return first === -1 ? [] : [piece.slice(first, last + 1).join(' ')];
  });
}

function isFurniture(chunk: string): boolean {
  return chunk === '' || furniture.test(chunk);
}
