/** A choice in plain text: an X between brackets beside an option, or the option alone. */
import { namesOther, takeMark } from '../entries.ts';
import { blankOptions, knownWords, readMarks, takeOthers } from '../marked-options.ts';
import { otherField } from '../other.ts';
import { inEveryLanguage, sentencesOf, type ReadLines } from '../question.ts';
import { restOf } from '../../text/words.ts';
import type { ChoiceQuestion } from './choice-question.ts';

function instructionOf(question: ChoiceQuestion): string {
  const { choice, other } = sentencesOf(question);
  return question.other === true ? `${choice.mark} ${other.write}` : choice.mark;
}

export function blankChoice(question: ChoiceQuestion): string[] {
  return [instructionOf(question), '', ...blankOptions(question)];
}

/**
 * Reads a choice. If there are no brackets, an option that is alone counts as chosen: the person deleted the others, as
 * on paper. Anything beside an option is left over.
 */
export function readChoice(question: ChoiceQuestion, lines: string[]): ReadLines {
  const read = readMarks(question, lines, inEveryLanguage(question).map(instructionOf));
  const { text, words, own, chosen } = read;
  const ids = new Set(chosen.map(({ option }) => option.id));
  const [id] = ids;
  const others = question.options.filter((option) => option.id !== id);
  // "Option 1 or Option 2" chooses neither.
  const isUnsure = !read.isBoxed && namesOther(words, knownWords(read), others);
  if (ids.size > 1 || isUnsure) {
    for (const entry of chosen) for (let at = entry.from; at < entry.to; at += 1) own.delete(at);
    return { typed: {}, left: restOf(text, words, own, read.unclear) };
  }
  for (const entry of chosen) takeMark(own, words, entry);
  const { values, rest } = takeOthers(read);
  return {
    typed: {
      ...(id === undefined ? {} : { [question.id]: [id] }),
      ...(values.length === 0 ? {} : { [otherField(question)]: values }),
    },
    left: restOf(rest, words, own, read.unclear),
  };
}
