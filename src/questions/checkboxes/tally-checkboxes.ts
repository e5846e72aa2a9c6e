/** How often each box was ticked. Answers that are unclear are in no figure. */
import { staffWords } from '../../languages/staff.ts';
import { sayAnswered, sayFew } from '../figures.ts';
import { optionTable, sayMostChosen, startOptionCounts } from '../option-counts.ts';
import type { Tally } from '../question.ts';
import { startUnclear } from '../unclear.ts';
import type { CheckboxesAnswer, CheckboxesQuestion } from './checkboxes-question.ts';

const words = staffWords.figures.options;

export function startCheckboxesTally(
  versions: readonly CheckboxesQuestion[],
): Tally<CheckboxesQuestion, CheckboxesAnswer> {
  const options = startOptionCounts(versions);
  let clear = 0;
  const unclear = startUnclear();

  return {
    add(question, answer) {
      if (answer.state === 'unclear') return unclear.add(whyUnclear(question, answer.options));
      clear += 1;
      options.add(question, answer.options);
    },

    summarise(turnout) {
      const rows = options.rows();
      const sentences = [
        ...sayMostChosen(rows),
        sayAnswered(turnout),
        ...sayFew(clear),
        ...options.sayOffered(),
      ];
      if (clear > 0) sentences.push(words.canBeSeveral);
      sentences.push(...unclear.say('answers'));
      return { sentences, tables: [optionTable(rows, clear)] };
    },
  };
}

function whyUnclear({ none, most = Infinity }: CheckboxesQuestion, options: string[]): string[] {
  const others = options.filter((id) => id !== 'none' || none === undefined);
  return [
    ...(others.length < options.length && others.length > 0
      ? [words.noneAndOthers(none ?? '')]
      : []),
    ...(others.length > most ? [words.tooMany(most)] : []),
  ];
}
