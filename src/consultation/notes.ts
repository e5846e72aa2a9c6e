/**
 * Marks of a contribution that a person should look at. Nothing that is marked is ever dropped: it is
 * stored, emailed and exported like any other, says so in its first lines, and is counted apart until a
 * person decides.
 */
import { sayList } from '../questions/figures.ts';
import { kindOf } from '../questions/index.ts';
import { blocksToLines } from '../questions/shown.ts';
import type { Consultation } from './consultation.ts';
import { questionsOf } from './consultation.ts';
import { sayMark } from './marks.ts';
import type { Answers } from './submission.ts';

const copyOf = 'same words as ';

/** The mark of a contribution whose answers are those of an earlier one. */
export function markCopy(reference: string): string {
  return `${copyOf}${reference}`;
}

function isCopy(mark: string): boolean {
  return mark.startsWith(copyOf);
}

/** What marks mean, as sentences for staff. */
export function sayNotes(marks: string[]): string[] {
  const copies = marks.filter(isCopy).map((mark) => mark.slice(copyOf.length));
  const automatic = marks.filter((mark) => !isCopy(mark)).map(sayMark);
  return [
    ...copies.map(
      (earlier) =>
        `It may be a second copy: its answers are the same, word for word, as those of ${earlier}.`,
    ),
    ...(automatic.length === 0
      ? []
      : [
          `This may have been sent by a program: ${sayList(automatic)}. It is complete all the same: you decide.`,
        ]),
  ];
}

/** What a mark means, in two or three words. */
export function nameNote(mark: string): string {
  return isCopy(mark) ? 'maybe a second copy' : 'maybe automatic';
}

/** In characters. */
const tellingWords = 40;

/**
 * Whether two contributions with these answers are likely to be one: many people choose the same
 * options, but few write the same forty characters.
 */
export function areTelling(consultation: Consultation, answers: Answers): boolean {
  const answerOf = new Map(answers.map(({ question, answer }) => [question, answer]));
  const words = questionsOf(consultation).flatMap((question) => {
    const answer = answerOf.get(question.id) ?? null;
    if (answer === null) return [];
    return blocksToLines(kindOf(question).quote?.(question, answer) ?? []);
  });
  return words.join(' ').trim().length >= tellingWords;
}
