/** How often each option was chosen. */
import { sayAnswered, sayCount, sayFew } from '../figures.ts';
import { optionTable, sayMostChosen, startOptionCounts } from '../option-counts.ts';
import { otherId, type Tally } from '../question.ts';
import type { ChoiceAnswer, ChoiceQuestion } from './choice-question.ts';

export function startChoiceTally(
  versions: readonly ChoiceQuestion[],
): Tally<ChoiceQuestion, ChoiceAnswer> {
  const options = startOptionCounts(versions);
  let describedToo = 0;

  return {
    add(_question, { option, other }) {
      options.add(option);
      if (other !== undefined && option !== otherId) describedToo += 1;
    },

    summarise(turnout) {
      const rows = options.rows();
      const sentences = [
        ...sayMostChosen(rows, turnout.answered),
        sayAnswered(turnout),
        ...sayFew(turnout.answered),
      ];
      if (describedToo > 0) {
        sentences.push(
          `${sayCount(describedToo, 'person', 'people')} chose another option and also wrote something for “Other”. They are counted for the option they chose, and their words are quoted below.`,
        );
      }
      return { sentences, tables: [optionTable(rows, turnout.answered)] };
    },
  };
}
