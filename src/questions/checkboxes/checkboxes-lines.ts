/** Boxes in plain text: an X between the brackets of each option that applies, or only those options. */
import { namesOther, takeMark, type Entry } from '../entries.ts';
import { blankOptions, knownWords, readMarks, takeOthers } from '../marked-options.ts';
import { otherField } from '../other.ts';
import { choicesOf, inEveryLanguage, sentencesOf, type ReadLines } from '../question.ts';
import { withOlder } from '../../text/older-words.ts';
import { findOwn, plainWords, restOf } from '../../text/words.ts';
import type { CheckboxesQuestion } from './checkboxes-question.ts';

function instructionOf(question: CheckboxesQuestion): string {
  const { checkboxes, other } = sentencesOf(question);
  const how = question.most === undefined ? checkboxes.markAll : checkboxes.markUpTo(question.most);
  return question.other === true ? `${how} ${other.write}` : how;
}

export function blankCheckboxes(question: CheckboxesQuestion): string[] {
  return [instructionOf(question), '', ...blankOptions(question)];
}

/**
 * Reads boxes. If there are no brackets, the options that are there count as chosen: the person deleted the others, as
 * on paper, or it is a receipt. An option that is there both with and without a mark is left over.
 */
export function readCheckboxes(question: CheckboxesQuestion, lines: string[]): ReadLines {
  const asked = inEveryLanguage(question);
  const instructions = asked.map(instructionOf);
  const notes = asked.flatMap((one) => withOlder(sentencesOf(one).checkboxes.unclear));
  const read = readMarks(question, lines, [...instructions, ...notes]);
  const { text, words, own, isBoxed } = read;
  const marked = new Set(read.chosen.map(({ option }) => option.id));
  const isInDoubt = ({ option: { id } }: Entry) =>
    isBoxed && read.entries.some((entry) => entry.option.id === id && !read.chosen.includes(entry));
  const unnamed = question.options.filter(({ id }) => !marked.has(id));
  // A form whose brackets are gone says nothing, and neither does "The pond or the meadow".
  const isForm = findOwn(text, words, instructions.map(plainWords)).length > 0;
  const isUnsure =
    !isBoxed && (namesOther(words, knownWords(read), unnamed) || (isForm && unnamed.length === 0));
  const understood = isUnsure ? [] : read.chosen.filter((entry) => !isInDoubt(entry));
  for (const entry of read.chosen) {
    if (understood.includes(entry)) takeMark(own, words, entry);
    else for (let at = entry.from; at < entry.to; at += 1) own.delete(at);
  }
  if (isUnsure) return { typed: {}, left: restOf(text, words, own, read.unclear) };
  const ids = new Set(understood.map(({ option }) => option.id));
  const ticked = choicesOf(question).filter(({ id }) => ids.has(id));
  const { values, rest } = takeOthers(read);
  return {
    typed: {
      ...(ticked.length === 0 ? {} : { [question.id]: ticked.map(({ id }) => id) }),
      ...(values.length === 0 ? {} : { [otherField(question)]: values }),
    },
    left: restOf(rest, words, own, read.unclear),
  };
}
