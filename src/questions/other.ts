/** "Other", for kinds whose options are chosen: its box, the person's words in it, and how they are shown. */
import { isBlank } from '../text/blank.ts';
import { saysNone } from '../text/one-line.ts';
import type { Block } from '../text/shown.ts';
import {
  addedOptions,
  nameOption,
  optionsOf,
  otherOption,
  valueIn,
  type Column,
  type Field,
  type Question,
  type Typed,
} from './question.ts';

/** In UTF-16 code units: two or three sentences. */
const longestOther = 300;

/** What stands for "Other" where the person wrote no words. */
export const notDescribed = 'Other (not described)';

/** The name of the box for the person's words. */
export function otherField({ id }: Pick<Question, 'id'>): string {
  return `${id}-other`;
}

export function otherBox(question: Question): Field {
  return {
    name: otherField(question),
    takes: 'one',
    most: longestOther,
    tooLong: `Shorten what you wrote for “Other” to ${longestOther} characters: ${question.ask}`,
  };
}

/** The column of the person's words. */
export function otherColumn(question: Question): Column {
  return {
    id: otherField(question),
    title: `${question.ask}: other, in words`,
    isWide: true,
    isPublic: 'with-consent',
  };
}

/** The person's words for "Other", or `null` if there are none: "N/A" in an empty box chooses nothing. */
export function readOther(question: Question, typed: Typed): string | null {
  if (!addedOptions(question).includes(otherOption)) return null;
  const words = valueIn(typed, otherField(question));
  return isBlank(words) || saysNone(words) ? null : words.trim();
}

export function showOther(words: string): Block {
  return { pairs: [{ name: otherOption.label, blocks: [{ say: 'theirs', text: words }] }] };
}

/** Says which option of an editor has the id or the words of one that is added. `null`: none has. */
export function clashWithAdded(question: Question): string | null {
  for (const added of addedOptions(question)) {
    const clash = optionsOf(question).find(
      (option) =>
        option.id === added.id ||
        nameOption(option).trim().toLowerCase() === added.label.trim().toLowerCase(),
    );
    if (clash) {
      return `cannot have an option with the id "${clash.id}" and the words “${nameOption(clash)}”: the line "${added.id}:" of this question adds an option with the id "${added.id}" and the words “${added.label}”. Delete one of them, or give yours another id and other words`;
    }
  }
  return null;
}
