/**
 * Counts the answers to one question: how many people were asked and answered, as for every kind, and what its kind
 * counts.
 */
import { staffWords } from '../languages/staff.ts';
import type { Summary, Turnout } from '../questions/figures.ts';
import { isMet, type ChosenOf } from '../questions/follows.ts';
import { kindOf } from '../questions/kinds.ts';
import type { Question } from '../questions/question.ts';

export interface QuestionTally {
  /**
   * @param answer `null`: this person was asked, but did not answer
   * @param chosenOf what the person chose, for a question that follows an option
   */
  add(question: Question, answer: unknown, chosenOf?: ChosenOf): void;
  summarise(): Summary;
}

/** @param versions the question in each version, newest last, all of one kind */
export function tallyQuestion(versions: readonly Question[]): QuestionTally {
  const tally = kindOf(versions.at(-1) as Question).startTally(versions);
  const turnout: Turnout = { asked: 0, answered: 0 };
  let unmet = 0;
  return {
    add(question, answer, chosenOf = () => []) {
      turnout.asked += 1;
      if (answer === null) return;
      turnout.answered += 1;
      if (!isMet(question, chosenOf)) unmet += 1;
      tally.add(question, answer);
    },
    summarise() {
      const findings = tally.summarise(turnout);
      const follows = unmet === 0 ? [] : [staffWords.report.questions.unmet(unmet)];
      return { ...findings, ...turnout, sentences: [...findings.sentences, ...follows] };
    },
  };
}
