/** A number in plain text: on a line below the unit and the range. */
import { inEveryLanguage, sentencesOf, type ReadLines } from '../question.ts';
import { isBlank } from '../../text/blank.ts';
import { onOneLine } from '../../text/one-line.ts';
import { withOlder } from '../../text/older-words.ts';
import { addAll, findOwn, plainWords, restOf, wordsOf } from '../../text/words.ts';
import { longestNumber, sayWhichNumber, type NumberQuestion } from './number-question.ts';
import { readNumber } from './read-number.ts';
import { sayAmount } from './units.ts';

export function blankNumber(question: NumberQuestion): string[] {
  const which = sayWhichNumber(question);
  return which === null ? ['', ''] : [which, '', ''];
}

/**
 * Reads a number. If there are several lines, the only one with a clear number counts. A line that is alone is the
 * answer, clear or not. The others are left over.
 */
export function readNumberLines(question: NumberQuestion, lines: string[]): ReadLines {
  const filled = withoutOurs(question, lines).filter((line) => !isBlank(line));
  const said = filled.map((line) => onOneLine(line) ?? '');
  const readable = said.filter((line) => line.length <= longestNumber);
  const clear = readable.filter((line) => readNumber(line, question).is === 'number');
  const [answer] = withoutRepeated(question, clear.length > 0 ? clear : readable);
  const isClear = answer !== undefined && answer.others.length === 0;
  return isClear
    ? {
        typed: { [question.id]: [answer.line] },
        left: filled.filter((_line, at) => !answer.taken.includes(said[at] as string)),
      }
    : { typed: {}, left: filled };
}

/**
 * Returns the last line, and the lines before it that do not say the same number. A receipt shows the number, and then
 * what was typed.
 */
function withoutRepeated(question: NumberQuestion, lines: string[]) {
  return lines.slice(-1).map((line) => {
    const read = readNumber(line, question);
    const same = read.is === 'number' ? saidOf(question, read.number) : [];
    const others = lines.slice(0, -1).filter((other) => !same.includes(other));
    return { line, others, taken: [line, ...same] };
  });
}

/** Returns a number as receipts say it in all languages. */
function saidOf(question: NumberQuestion, number: number): string[] {
  return inEveryLanguage(question).map((one) => sayAmount(number, one.unit, one));
}

function withoutOurs(question: NumberQuestion, lines: string[]): string[] {
  const text = lines.join('\n');
  const words = wordsOf(text);
  const asked = inEveryLanguage(question);
  const notes = asked.flatMap((one) => Object.values(sentencesOf(one).number.notes));
  const ours = [...asked.flatMap(blankNumber), ...notes].flatMap(withOlder).map(plainWords);
  const own = new Set<number>();
  const found = findOwn(text, words, ours);
  if (found.length === 0) return lines;
  addAll(own, found);
  return restOf(text, words, own);
}
