/** Questions that follow an option of another, and questions that need an answer. */
import { kindOf } from './kinds.ts';
import type { Question } from './question.ts';

/** Returns the ids of the options that were chosen in a question, by the question’s id. */
export type ChosenOf = (question: string) => readonly string[];

/** Returns a function that looks up what one person chose. */
export function chosenIn(answers: readonly { question: Question; answer: unknown }[]): ChosenOf {
  return (id) => {
    const found = answers.find(({ question }) => question.id === id);
    return found ? chosenBy(found.question, found.answer) : [];
  };
}

export function chosenBy(question: Question, answer: unknown): readonly string[] {
  return answer === null ? [] : (kindOf(question).chosen?.(answer) ?? []);
}

/** Whether the option that a question follows was chosen. Also true if it follows none. */
export function isMet({ follows }: Question, chosenOf: ChosenOf): boolean {
  return !follows || chosenOf(follows.question).includes(follows.option);
}

/** Whether a question needs an answer. One that follows an option needs it only if the option was chosen. */
export function isNeeded(question: Question, chosenOf: ChosenOf): boolean {
  return question.needed === true && isMet(question, chosenOf);
}
