/** "Other", for kinds in which people choose options: its box, the person’s words in it, and how they are shown. */
import { isBlank } from '../text/blank.ts';
import { allCatalogues } from '../languages/catalogues.ts';
import { staffWords } from '../languages/staff.ts';
import type { Block } from '../text/shown.ts';
import { saysNone } from './reading.ts';
import {
  addedOptions,
  isOther,
  nameOption,
  optionsOf,
  otherId,
  sentencesOf,
  valueIn,
  type Column,
  type Field,
  type Question,
  type Typed,
} from './question.ts';

/** In UTF-16 code units. It is enough for two or three sentences. */
const longestOther = 300;

/** Returns the name of the box for the person’s words. */
export function otherField({ id }: Pick<Question, 'id'>): string {
  return `${id}-other`;
}

export function otherBox(question: Question): Field {
  return {
    name: otherField(question),
    takes: 'one',
    most: longestOther,
    tooLong: sentencesOf(question).other.tooLong(longestOther, question.ask),
  };
}

/** Returns the column for the person’s words. */
export function otherColumn(question: Question): Column {
  return {
    id: otherField(question),
    ...staffWords.exports.answers.otherInWords(question.ask),
    isWide: true,
    isPublic: 'with-consent',
  };
}

/** Returns the person’s words for "Other", or `null` if there are none. "N/A" counts as no words. */
export function readOther(question: Question, typed: Typed): string | null {
  if (!isOther(question, { id: otherId })) return null;
  const words = valueIn(typed, otherField(question));
  return isBlank(words) || saysNone(words) ? null : words.trim();
}

export function showOther(question: Question, words: string): Block {
  const { label } = sentencesOf(question).other;
  return { pairs: [{ name: label, blocks: [{ say: 'theirs', text: words }] }] };
}

/** The label of "Other" in every language, because the language of a question is not known when it is read. */
const otherLabels = allCatalogues.map(({ questions }) => questions.other.label);

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Says which of an editor’s options has the id or the words of an added option, or returns `null` if none has. */
export function clashWithAdded(question: Question): string | null {
  for (const added of addedOptions(question)) {
    const labels = isOther(question, added) ? otherLabels : [added.label];
    const clash = optionsOf(question).find(
      (option) =>
        option.id === added.id || labels.some((label) => isSame(label, nameOption(option))),
    );
    if (clash) {
      return `cannot have an option with the id "${clash.id}" and the words “${nameOption(clash)}”: the line "${added.id}:" of this question adds an option with the id "${added.id}" and the words “${added.label}”. Delete one of them, or give yours another id and other words`;
    }
  }
  return null;
}
