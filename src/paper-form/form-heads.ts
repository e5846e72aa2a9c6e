/** Finds the questions of a form in a text, however they were numbered, quoted or broken into lines. */
import type { Question } from '../questions/question.ts';
import {
  countCommon,
  directionMarks,
  lineAfter,
  lineBefore,
  plainWords,
  wordsOf,
  type Word,
} from '../text/words.ts';
import { anyWord } from './form-words.ts';

export interface Head {
  question: Question;
  /** Where its line begins in the text, and where its words end. */
  start: number;
  end: number;
  /** Whether only a bookmark marks it. The words there are then not the question's. */
  isBookmarked?: boolean;
}

interface Place extends Head {
  index: number;
  /** How certain it is: whether there is "Question" before it and "Answer" below it. */
  strength: number;
}

/** With fewer words, a question needs "Question" before it or "Answer" below it. */
const fewWords = 3;

const asked = anyWord('question');
const prefix = new RegExp(
  String.raw`^[\s${directionMarks}>|*_#•·[\](-]*(?:(?<asked>${asked})(?!\p{L})[\s.:)*_-]*)?(?:${anyWord('number')}(?!\p{L})[\s.:)]*)?(?:\p{Nd}{1,3}[a-z]?[\s.:)\]-]+){0,3}(?:(?<again>${asked})(?!\p{L})[\s.:)*_-]*)?["“«]?$`,
  'iu',
);
const label = new RegExp(
  String.raw`^[^\p{L}\p{N}]*${anyWord('answer')}[*_]*[^\S\n]*(?:[:：]|\n|$)`,
  'iu',
);

/** Finds each question at the most certain place, because a comment may quote it. */
export function findHeads(questions: Question[], text: string): Head[] {
  const words = wordsOf(text);
  const asks = questions.map(({ ask }) => plainWords(ask));
  const places = words.flatMap((_word, at) => placesAt(questions, asks, text, words, at));
  const said = asks.map((ask) => ask.join(' '));
  const best = new Map<string | undefined, number>();
  for (const { index, strength } of places)
    best.set(said[index], Math.max(strength, best.get(said[index]) ?? 0));
  const certain = places.filter(({ index, strength }) => strength === best.get(said[index]));
  return chooseSame(said, questions, certain);
}

function placesAt(
  questions: Question[],
  asks: string[][],
  text: string,
  words: Word[],
  at: number,
): Place[] {
  let index = -1;
  for (const [candidate, ask] of asks.entries()) {
    if (ask[0] !== words[at]?.plain || countCommon(words, at, ask) < ask.length) continue;
    if (ask.length > (asks[index]?.length ?? 0)) index = candidate;
  }
  const ask = asks[index];
  const first = words[at];
  if (!ask || !first) return [];
  const line = lineBefore(text, first);
  const found = prefix.exec(line);
  if (!found) return [];
  const last = words[at + ask.length - 1] as Word;
  const isAsked = (found.groups?.['asked'] ?? found.groups?.['again']) !== undefined;
  const isAnswered = label.test(text.slice(last.end, last.end + 200));
  const strength = Number(isAsked) + Number(isAnswered);
  const isAlone = !/[\p{L}\p{N}]/u.test(lineAfter(text, last));
  if (strength === 0 && (ask.length < fewWords || !isAlone)) return [];
  const punctuation = /^[^\s\p{L}\p{N}]*/u.exec(text.slice(last.end, last.end + 20))?.[0] ?? '';
  return [
    {
      question: questions[index] as Question,
      index,
      start: first.start - line.length,
      end: last.end + punctuation.length,
      strength,
    },
  ];
}

/** Assigns places to questions with the same words, in the order of the document. */
function chooseSame(said: string[], questions: Question[], places: Place[]): Head[] {
  let last = -1;
  return places.map(({ index, start, end }) => {
    const same = [...said.keys()].filter((other) => said[other] === said[index]);
    last = same.find((other) => other > last) ?? (same[0] as number);
    return { question: questions[last] as Question, start, end };
  });
}
