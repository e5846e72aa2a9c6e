/** What staff should know about an answer, or a missing one, because of the person's other answers. */
import { isolatedText } from '../text/direction.ts';
import { staffWords } from '../languages/staff.ts';
import { chosenIn, isMet, isNeeded } from '../questions/follows.ts';
import type { Question } from '../questions/question.ts';
import type { Contribution } from './contribution.ts';

const { notices } = staffWords.contributions;

/** Returns sentences for staff. */
export function sayQuestionNotes({ answers }: Pick<Contribution, 'answers'>): string[] {
  const chosenOf = chosenIn(answers);
  return answers.flatMap(({ question, answer }) => {
    if (answer === null) return isNeeded(question, chosenOf) ? sayLeftBlank(question) : [];
    return isMet(question, chosenOf) ? [] : sayNotMet(question);
  });
}

export function sayLeftBlank({ ask }: Question): string {
  return notices.leftBlank(isolatedText(ask));
}

export function sayNotMet({ ask }: Question): string {
  return notices.notMet(isolatedText(ask));
}
