/** How often each option was chosen. */
import { sayAnswered, sayList, sayShare, type Summary } from '../figures.ts';
import { nameInFull, nameOption, type Tally } from '../question.ts';
import type { ChoiceAnswer, ChoiceQuestion } from './choice.ts';

/** Options keep their ids when they are reworded; each goes by the words it had last. */
export function startChoiceTally(
  versions: readonly ChoiceQuestion[],
): Tally<ChoiceQuestion, ChoiceAnswer> {
  const options = new Map<string, { label: string; words: string; count: number }>();
  for (const question of versions) {
    for (const option of question.options) {
      options.set(option.id, { label: nameOption(option), words: nameInFull(option), count: 0 });
    }
  }
  let asked = 0;
  let answered = 0;

  return {
    add(_question, answer) {
      asked += 1;
      if (answer === null) return;
      const option = options.get(answer.option);
      if (!option) throw new Error(`no version of the question has the option ${answer.option}`);
      answered += 1;
      option.count += 1;
    },

    summarise(): Summary {
      const rows = [...options.values()];
      return {
        asked,
        answered,
        sentences: [...sayMost(rows, answered), sayAnswered(answered, asked)],
        tables: [
          {
            caption: 'How often each option was chosen',
            rowHead: 'Option',
            columns: [
              { head: 'Chosen by', as: 'count' },
              { head: 'Share of those who answered', as: 'share' },
            ],
            none: 'nobody answered',
            rows: rows.map(({ words, count }) => ({
              label: words,
              figures: [count, answered === 0 ? null : count / answered],
            })),
            bars: { column: 0, full: answered },
          },
        ],
      };
    },
  };
}

function sayMost(rows: { label: string; count: number }[], answered: number): string[] {
  const most = Math.max(...rows.map(({ count }) => count));
  if (most === 0) return [];
  const leaders = rows.filter(({ count }) => count === most).map(({ label }) => label);
  const each = `${most.toLocaleString('en-GB')} of ${answered.toLocaleString('en-GB')} (${sayShare(most / answered)})`;
  if (leaders.length === 1) return [`${leaders[0]} was chosen most often, by ${each}.`];
  return [`${sayList(leaders)} were chosen equally often, each by ${each}.`];
}
