/** A grid in plain text: below the words of each row is its scale, like the options of a choice. */
import { readChoice } from '../choice/choice-lines.ts';
import { findEntries, ownWords, takeMark, type Entry } from '../entries.ts';
import { allCatalogues } from '../../languages/catalogues.ts';
import { itemField, sentencesOf, type Option, type ReadLines } from '../question.ts';
import { asHead } from '../../text/shown.ts';
import {
  addAll,
  countCommon,
  findOwn,
  isNumbering,
  lineAfter,
  lineBefore,
  plainWords,
  restOf,
  wordsOf,
  type Word,
} from '../../text/words.ts';
import { picksOf, type GridQuestion, type GridRow } from './grid-question.ts';

/** Our words in forms and receipts, in every language. */
const instructions = allCatalogues.map(({ questions }) => plainWords(questions.grid.markEach));
const noAnswers = allCatalogues.map(({ questions }) => ({ id: '', label: questions.noAnswer }));

export function blankGrid(question: GridQuestion): string[] {
  return [
    sentencesOf(question).grid.markEach,
    ...question.rows.flatMap(({ label }) => [
      '',
      asHead(label),
      ...picksOf(question).map((option) => `[ ] ${option.label}`),
    ]),
  ];
}

/**
 * Reads a grid row by row. If a row is not certain, nothing in it is read: the text below it is left over, together
 * with the row’s words, which say which row it is.
 */
export function readGrid(question: GridQuestion, lines: string[]): ReadLines {
  const text = lines.join('\n');
  const picks = picksOf(question);
  const heads = findHeads(question, text);
  const before = text.slice(0, heads[0]?.start);
  const own = new Set<number>();
  addAll(own, findOwn(before, wordsOf(before), instructions));
  const left = restOf(before, wordsOf(before), own);

  const typed: Record<string, string[]> = {};
  for (const [index, { row, end }] of heads.entries()) {
    const below = text.slice(end, heads[index + 1]?.start).replace(/^[^\S\n]*[.?!…]*[:：]?/, '');
    if (row === null) {
      left.push(...restOf(below, wordsOf(below), new Set()));
      continue;
    }
    const read = readRow(picks, below);
    const field = itemField(question, row);
    const [earlier] = typed[field] ?? [];
    if (earlier !== undefined && read.option !== null && read.option !== earlier) {
      delete typed[field];
      const both = picks.filter(({ id }) => id === earlier || id === read.option);
      read.left.push(...both.map(({ label }) => label));
    } else if (read.option !== null) typed[field] = [read.option];
    if (read.left.length > 0) left.push(asHead(row.label), ...read.left);
  }
  return { typed, left };
}

interface Head {
  /** `null`: the head of the rows that were not answered, in a receipt. */
  row: GridRow | null;
  /** Where the head begins in the text, with any bullet or number before it. */
  start: number;
  end: number;
}

/** Finds the heads of rows: words that are followed by the mark of the blank form, or are on a separate line. */
function findHeads({ rows }: GridQuestion, text: string): Head[] {
  const words = wordsOf(text);
  const names = [
    ...rows.map((row) => ({ row, label: row.label })),
    ...noAnswers.map(({ label }) => ({ row: null, label })),
  ]
    .map(({ row, label }) => ({ row, name: plainWords(label), mark: asHead(label).slice(-1) }))
    .filter(({ name }) => name.length > 0);
  const heads: Head[] = [];
  const isNew = (row: GridRow | null) => !heads.some((head) => head.row === row);
  for (let from = 0; from < words.length; from += 1) {
    const [found] = names
      .filter(({ name }) => countCommon(words, from, name) === name.length)
      .filter(({ row, name: { length }, mark }) => {
        const [first, last] = [words[from], words[from + length - 1]] as [Word, Word];
        const after = lineAfter(text, last).replace(/^[\s"”*_]*/, '');
        if (after.startsWith(mark) || /^[\s.?!…]*[:：]/.test(after)) return true;
        return row !== null && isNumbering(lineBefore(text, first)) && /^\W*(?:\[|$)/.test(after);
      })
      // If two rows have the same words, take the one that has not come yet.
      .sort((a, b) => b.name.length - a.name.length || Number(isNew(b.row)) - Number(isNew(a.row)));
    if (!found) continue;
    const first = words[from] as Word;
    const line = lineBefore(text, first);
    from += found.name.length - 1;
    heads.push({
      row: found.row,
      start: first.start - (isNumbering(line) ? line.length : 0),
      end: (words[from] as Word).end,
    });
  }
  return heads;
}

/** @returns `null` if no option, or more than one, was chosen */
function readRow(picks: Option[], text: string): { option: string | null; left: string[] } {
  const words = wordsOf(text);
  const options = [...picks, ...noAnswers];
  const entries = findEntries(text, words, options, { isShort: false });
  const boxed = entries.filter(({ how }) => how === 'boxed');
  const isTwice = new Set(boxed.map(({ option }) => option)).size < boxed.length;
  const [first] = boxed.length > 0 ? boxed : entries;
  const lineEnd = text.indexOf('\n');
  const between = lineEnd === -1 ? '' : text.slice(lineEnd, first?.start);
  // Somebody may have changed the words of another row. What is below them would then look like part of this row.
  if (isTwice || plainWords(between).length > 0) {
    return { option: null, left: restOf(text, words, emptyOnes(text, words, boxed)) };
  }
  const asChoice = { id: 'row', kind: 'choice', ask: '', options } as const;
  const { typed, left } = readChoice(asChoice, text.split('\n'));
  return { option: typed['row']?.[0] || null, left };
}

/** Returns the indexes of the words of options that were not chosen. */
function emptyOnes(text: string, words: Word[], boxed: Entry[]): Set<number> {
  const empty = boxed.filter(({ written }) => written === '');
  const own = ownWords(text, words, empty);
  for (const entry of empty) takeMark(own, words, entry);
  return own;
}
