/**
 * Points that people share out among options, with a number beside each. If all boxes are blank, there is no answer.
 * Otherwise a blank box counts as 0. Points are never scaled to make them add up.
 */
import { staffWords } from '../../languages/staff.ts';
import { blocksToLines } from '../../text/shown.ts';
import {
  areInsistedOn,
  fillBoxes,
  keepTyped,
  longestRemark,
  readBoxes,
  sayTyped,
  sayWrongNumber,
  type NumberBox,
} from '../number-boxes.ts';
import {
  forStaff,
  groupOf,
  itemField,
  nameBriefly,
  nameOption,
  sentencesOf,
  type FieldError,
  type Kind,
  type Option,
} from '../question.ts';
import { blankPoints, readPointsLines } from './points-lines.ts';
import {
  pointsAnswerSchema,
  pointsOf,
  pointsQuestionSchema,
  type PointsAnswer,
  type PointsQuestion,
} from './points-question.ts';
import { readPoints } from './read-points.ts';
import { startPointsTally } from './tally-points.ts';

export const points: Kind<PointsQuestion, PointsAnswer> = {
  name: 'points',
  purpose: 'Points to share out among options, by a number beside each.',
  questionSchema: pointsQuestionSchema,
  answerSchema: pointsAnswerSchema,
  countsAlone: true,
  example: ({ options, total }) => ({
    state: 'clear',
    points: options.map(({ id }, index) => ({ option: id, points: index === 0 ? total : 0 })),
  }),
  fields: (question) =>
    question.options.map((option) => ({
      name: itemField(question, option),
      takes: 'one',
      most: longestRemark,
      tooLong: askForPoints(question, option),
    })),

  parse(question, form) {
    const boxes = readBoxes(question, form.typed, (text) => readPoints(text, question.total));
    const bad = findBadPoints(question, boxes);
    const errors = bad.length > 0 ? bad : findWrongSum(question, boxes);
    if (errors.length === 0) return { answer: toPoints(boxes), errors };
    if (!areInsistedOn(errors, form)) return { answer: null, errors };
    return { answer: { state: 'unclear', typed: keepTyped(boxes) }, errors: [] };
  },

  fill: (question, answer) =>
    fillBoxes(
      question,
      answer.state === 'unclear'
        ? answer.typed
        : answer.points
            .filter(({ points: own }) => own > 0)
            .map(({ option, points: own }) => ({ option, typed: String(own) })),
    ),

  /** Shows every option, including those left blank, so that the person sees that these count as 0. */
  show(question, answer) {
    const { given, unclearPoints } = sentencesOf(question).points;
    if (answer.state === 'unclear') {
      return [{ say: 'ours', text: unclearPoints }, { list: sayTyped(question, answer.typed) }];
    }
    const list = question.options.map((option) =>
      given(pointsOf(answer, option), nameOption(option)),
    );
    return [{ list }];
  },

  showUnasked: (question) => [
    { say: 'ours', text: sentencesOf(question).points.shareOut(question.total) },
  ],

  columns(question) {
    const { ask, total, options } = question;
    const { pointsFor, unclearNumbers } = staffWords.exports.answers;
    const each = options.map((option) => ({
      id: itemField(question, option),
      ...pointsFor(ask, nameOption(option), total),
      isFigure: true,
      isPublic: 'always' as const,
    }));
    const unclear = { id: unclearColumn(question), ...unclearNumbers(ask), isWide: true };
    return [...each, { ...unclear, isPublic: 'with-consent' }];
  },
  /** An unclear answer has a separate cell, so that no sum of points can include it. */
  cells(question, answer) {
    if (answer.state === 'unclear') {
      const lines = blocksToLines(points.show(forStaff(question), answer));
      return { [unclearColumn(question)]: lines.join('\n') };
    }
    return Object.fromEntries(
      question.options.map((option) => [
        itemField(question, option),
        String(pointsOf(answer, option)),
      ]),
    );
  },
  parts: {
    ...staffWords.exports.points,
    rows: (question, answer) =>
      answer.state === 'unclear'
        ? []
        : question.options.map((option) => [nameOption(option), pointsOf(answer, option)]),
  },
  sayChanges: (before, now) =>
    before.total === now.total
      ? []
      : [staffWords.checking.changes.total(now.id, before.total, now.total)],
  startTally: startPointsTally,
  quote: (question, answer) =>
    answer.state === 'unclear' ? points.show(forStaff(question), answer) : null,
  blankLines: blankPoints,
  readLines: readPointsLines,
};

function unclearColumn({ id }: PointsQuestion): string {
  return `${id}-unclear`;
}

function toPoints(boxes: NumberBox[]): PointsAnswer | null {
  if (boxes.every((box) => typeof box.number !== 'number')) return null;
  const given = boxes.map(({ option, number: each }) => ({ option: option.id, points: each ?? 0 }));
  return { state: 'clear', points: given };
}

function findBadPoints(question: PointsQuestion, boxes: NumberBox[]): FieldError[] {
  return boxes
    .filter((box) => box.number === undefined || (box.number ?? 0) > question.total)
    .map((box) => ({
      field: box.field,
      message: sentencesOf(question).number.wrongThenEnter(
        sayWrongNumber(question, box, 0, question.total),
        askForPoints(question, box.option),
      ),
      mayStay: true,
    }));
}

function askForPoints(question: PointsQuestion, option: Option): string {
  return sentencesOf(question).points.enterPoints(question.total, nameBriefly(option));
}

/** Returns an error about all boxes together if there are points left, or too many. */
function findWrongSum(question: PointsQuestion, boxes: NumberBox[]): FieldError[] {
  const { ask, total } = question;
  const given = boxes.reduce((sum, box) => sum + (box.number ?? 0), 0);
  if (given === total || boxes.every((box) => box.number === null)) return [];
  const { giveOthers, takeAway } = sentencesOf(question).points;
  const message = given < total ? giveOthers(given, total, ask) : takeAway(given, total, ask);
  return [{ field: groupOf(question), leadsTo: boxes[0]?.field ?? '', message, mayStay: true }];
}
