/** How often each option was chosen. */
import { staffWords } from '../../languages/staff.ts';
import { sayAnswered, sayFew } from '../figures.ts';
import { optionTable, sayMostChosen, startOptionCounts } from '../option-counts.ts';
import { otherId, type Tally } from '../question.ts';
import type { ChoiceAnswer, ChoiceQuestion } from './choice-question.ts';

export function startChoiceTally(
  versions: readonly ChoiceQuestion[],
): Tally<ChoiceQuestion, ChoiceAnswer> {
  const options = startOptionCounts(versions);
  let describedToo = 0;

  return {
    add(question, { option, other }) {
      options.add(question, [option]);
      if (other !== undefined && option !== otherId) describedToo += 1;
    },

    summarise(turnout) {
      const rows = options.rows();
      const sentences = [
        ...sayMostChosen(rows),
        sayAnswered(turnout),
        ...sayFew(turnout.answered),
        ...options.sayOffered(),
      ];
      if (describedToo > 0) sentences.push(staffWords.figures.options.alsoOther(describedToo));
      return { sentences, tables: [optionTable(rows, turnout.answered)] };
    },
  };
}
