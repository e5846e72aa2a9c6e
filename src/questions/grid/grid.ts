/** Several rows that people answer on one scale. Each row is a group of radios that begins with "No answer". */
import { staffWords } from '../../languages/staff.ts';
import {
  itemField,
  longestId,
  sentencesOf,
  valueIn,
  type FieldError,
  type Kind,
  type OptionLists,
} from '../question.ts';
import type { Block } from '../../text/shown.ts';
import { blankGrid, readGrid } from './grid-lines.ts';
import {
  gridAnswerSchema,
  gridQuestionSchema,
  picksOf,
  type GridAnswer,
  type GridQuestion,
  type GridRow,
} from './grid-question.ts';
import { startGridTally } from './tally-grids.ts';

export const grid: Kind<GridQuestion, GridAnswer> = {
  name: 'grid',
  purpose:
    'Several rows answered on one scale, such as from “Strongly agree” to “Strongly disagree”.',
  questionSchema: gridQuestionSchema,
  answerSchema: gridAnswerSchema,
  countsAlone: true,
  example: ({ rows, scale }) => ({
    rows: rows.map(({ id }) => ({ row: id, option: scale[0]?.id ?? '' })),
  }),
  fields: (question) =>
    question.rows.map((row) => ({
      name: itemField(question, row),
      takes: 'one',
      most: longestId,
      tooLong: choose(question, row),
    })),

  lists: ({ rows, scale, besides = [] }): OptionLists[] => [{ rows }, { scale, besides }],

  parse(question, { typed }) {
    const errors: FieldError[] = [];
    const rows = question.rows.flatMap((row) => {
      const field = itemField(question, row);
      const sent = valueIn(typed, field).trim();
      if (sent === '') return [];
      if (picksOf(question).some(({ id }) => id === sent)) return [{ row: row.id, option: sent }];
      errors.push({ field, message: choose(question, row) });
      return [];
    });
    return { answer: errors.length > 0 || rows.length === 0 ? null : { rows }, errors };
  },

  fill: (question, { rows }) =>
    Object.fromEntries(rows.map(({ row, option }) => [itemField(question, { id: row }), [option]])),

  show(question, answer) {
    const given = new Map(answer.rows.map(({ row, option }) => [row, option]));
    const pairs = question.rows.flatMap(({ id, label }) => {
      const option = picksOf(question).find((candidate) => candidate.id === given.get(id));
      return option
        ? [{ name: label, blocks: [{ say: 'ours', text: option.label } as const] }]
        : [];
    });
    const blocks: Block[] = [{ pairs }];
    const others = question.rows.filter(({ id }) => !given.has(id));
    if (others.length > 0) {
      blocks.push(
        { say: 'ours', text: sentencesOf(question).grid.unanswered },
        { list: others.map(({ label }) => label) },
      );
    }
    return blocks;
  },
  showUnasked: (question) => [
    { say: 'ours', text: sentencesOf(question).grid.askedAbout },
    { list: question.rows.map(({ label }) => label) },
    { say: 'ours', text: sentencesOf(question).grid.chooseFrom },
    { list: picksOf(question).map(({ label }) => label) },
  ],

  columns(question) {
    const { gridRow, placeOnScale } = staffWords.exports.answers;
    const scale = question.scale.map(({ label }) => label);
    return [
      ...question.rows.map((row) => ({
        id: itemField(question, row),
        ...gridRow(question.ask, row.label),
        isPublic: 'always' as const,
      })),
      ...question.rows.map((row) => ({
        id: numberColumn(question, row),
        ...placeOnScale(question.ask, row.label, scale),
        isFigure: true,
        isPublic: 'always' as const,
      })),
    ];
  },
  cells(question, answer) {
    const cells = answer.rows.flatMap(({ row: id, option }) => {
      const { label, place } = findPick(question, option);
      return [
        [itemField(question, { id }), label],
        ...(place === null ? [] : [[numberColumn(question, { id }), String(place)]]),
      ];
    });
    return Object.fromEntries(cells) as Record<string, string>;
  },
  parts: {
    ...staffWords.exports.grids,
    rows: (question, answer) =>
      answer.rows.map(({ row: id, option }) => {
        const row = question.rows.find((candidate) => candidate.id === id);
        const { label, place } = findPick(question, option);
        return [row?.label ?? '', label, place];
      }),
  },
  startTally: startGridTally,
  blankLines: blankGrid,
  readLines: readGrid,
};

/** Returns what was chosen in a row, in words and as its place on the scale. An answer of `besides` has no place. */
function findPick(question: GridQuestion, id: string): { label: string; place: number | null } {
  const at = question.scale.findIndex((option) => option.id === id);
  const label = picksOf(question).find((option) => option.id === id)?.label ?? '';
  return { label, place: at === -1 ? null : at + 1 };
}

/**
 * Returns the column for a place on the scale. No id has an underscore, so the name is never that of another row’s
 * column.
 */
function numberColumn(question: GridQuestion, row: Pick<GridRow, 'id'>): string {
  return `${itemField(question, row)}_number`;
}

/** The message has the question too, because two grids can have a row with the same words. */
function choose(question: GridQuestion, { label }: GridRow): string {
  return sentencesOf(question).grid.select(label, question.ask);
}
