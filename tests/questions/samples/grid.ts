import fc from 'fast-check';
import type { GridAnswer, GridQuestion } from '../../../src/questions/grid/grid-question.ts';
import type { Question } from '../../../src/questions/question.ts';
import { asHead } from '../../../src/text/shown.ts';
import { decimal, middleOf, sayPercent, type Figures } from './plain-figures.ts';
import type { Fields, Filled, Samples } from './samples.ts';

const scale = [
  { id: 'agree-strongly', label: 'Strongly agree' },
  { id: 'agree', label: 'Agree' },
  { id: 'neither', label: 'Neither agree nor disagree' },
  { id: 'disagree', label: 'Disagree' },
  { id: 'disagree-strongly', label: 'Strongly disagree' },
];

const asGrid = (question: Question) => question as GridQuestion;

/** The same option in each of these rows. */
function all({ id }: Question, rows: { id: string }[], option: string): Fields {
  return Object.fromEntries(rows.map((row) => [`${id}-${row.id}`, option]));
}

/** Writes a mark into the brackets before an option of a row. */
function mark(lines: string[], label: string, option: string): string[] {
  // Its words may be broken over several lines.
  const row = lines.findIndex((_, at) => lines.slice(at).join(' ').startsWith(asHead(label)));
  const at = lines.findIndex((line, index) => index > row && line === `[ ] ${option}`);
  return lines.with(at, `[x] ${option}`);
}

export const gridSamples: Samples = {
  ask: (id, ask, options) =>
    ({
      ...{ id, kind: 'grid', ask, scale },
      rows: options.map(({ id: row, label }) => ({ id: row, label })),
    }) as GridQuestion,
  answers(question) {
    const { rows, scale: points } = asGrid(question);
    return {
      'every row at one end': all(question, rows, points[0]?.id ?? ''),
      'one row alone': all(question, rows.slice(-1), points.at(-1)?.id ?? ''),
      'rows at both ends': {
        ...all(question, rows.slice(0, 1), points[0]?.id ?? ''),
        ...all(question, rows.slice(1), points.at(-1)?.id ?? ''),
      },
    };
  },
  // Two groups of one name on a page would be hard to tell apart.
  variants: (id, ask, options) => ({
    besides: {
      ...asGrid(
        gridSamples.ask(
          id,
          ask,
          options.map((option) => ({ ...option, label: `${option.label}, in winter` })),
        ),
      ),
      besides: [{ id: 'dont-know', label: 'Don’t know' }],
    } as GridQuestion,
  }),
  mistakes(question) {
    const { id, rows, ask } = asGrid(question);
    return {
      'an option that it does not have': {
        fields: { [`${id}-${rows[0]?.id}`]: 'no-such-option' },
        says: `Select one of the options, or “No answer”, for “${rows[0]?.label}”: ${ask}`,
      },
    };
  },
  type(question, random) {
    const { rows, scale: points } = asGrid(question);
    return Object.fromEntries(
      rows.map((row) => [`${question.id}-${row.id}`, points[random(points.length)]?.id ?? '']),
    );
  },

  hasCodes: true,
  takesAnyLine: false,
  fillIn(question, blank) {
    const { id, rows, scale: points } = asGrid(question);
    const picks = fc.tuple(...rows.map(() => fc.option(fc.constantFrom(...points))));
    return picks.map((picked) =>
      picked.reduce<Filled>(
        ({ fields, lines }, option, index) => {
          const row = rows[index];
          if (!option || !row) return { fields, lines };
          return {
            fields: { ...fields, [`${id}-${row.id}`]: option.id },
            lines: mark(lines, row.label, option.label),
          };
        },
        { fields: {}, lines: blank },
      ),
    );
  },

  cells(question, answer) {
    const { id, scale: points } = asGrid(question);
    const cells = (answer as GridAnswer).rows.flatMap(({ row, option }) => {
      const at = points.findIndex((point) => point.id === option);
      return [
        [`${id}-${row}`, points[at]?.label ?? '?'],
        [`${id}-${row}_number`, String(at + 1)],
      ];
    });
    return Object.fromEntries(cells) as Record<string, string>;
  },
  /** How often each row is at the beginning of the scale. */
  count(question, answers) {
    const { rows, scale: points } = asGrid(question);
    const counts = rows.map(({ id, label }): [string, number] => [
      label,
      answers.filter((answer) =>
        (answer as GridAnswer).rows.some(
          ({ row, option }) => row === id && option === points[0]?.id,
        ),
      ).length,
    ]);
    return { column: 0, figures: Object.fromEntries(counts) };
  },
  plainly: {
    tables({ id, rows = [], scale = [], besides = [] }, answered) {
      const figures: Figures = {};
      const half = Math.floor(scale.length / 2);
      for (const { id: row, label } of rows) {
        const said = answered.map((one) => one[`${id}-${row}`] ?? '').filter((cell) => cell !== '');
        const counts: Record<string, number | null> = {};
        for (const option of [...scale, ...besides]) {
          counts[option.label] = said.filter((words) => words === option.label).length;
        }
        const places = said
          .map((words) => scale.findIndex((option) => option.label === words) + 1)
          .filter((place) => place > 0)
          .sort((a, b) => a - b);
        const first = places.filter((place) => place <= half).length;
        const last = places.filter((place) => place > scale.length - half).length;
        counts['Answered'] = said.length;
        counts['Median'] = middleOf(places);
        counts['Net'] = said.length === 0 ? null : (first - last) / said.length;
        figures[label] = counts;
      }
      return [figures];
    },
    none: () => 'none',
    say(column, figure, answered) {
      if (column === 'Net') {
        const points = decimal(Math.abs(figure) * 100, 0, 1);
        return figure === 0 ? '0' : `${figure < 0 ? '−' : '+'}${points}`;
      }
      if (column === 'Answered' || column === 'Median' || answered === 0) return null;
      return `${decimal(figure, 0, 0)} (${sayPercent(figure / answered)})`;
    },
  },
};
