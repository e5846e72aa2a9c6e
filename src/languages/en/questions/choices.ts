/** Questions whose options are chosen. `ask`: the words of the question, as an editor wrote them. */
import { say } from '../say.ts';

export const other = {
  label: 'Other',
  describe: 'Other: please describe',
  /** Shown instead of "Other" if the person wrote no words. */
  notDescribed: 'Other (not described)',
  tooLong: (most: number, ask: string) =>
    `Shorten what you wrote for “Other” to ${most} characters: ${ask}`,
  /** In the form of plain text, after the instruction. */
  write: 'After “Other:” you can write what it is.',
};

export const choice = {
  select: (ask: string) => `Select one of the options, or “No answer”: ${ask}`,
  otherToo: (chosen: string, ask: string) =>
    `You chose “${chosen}”, and you also wrote something for “Other”. Choose “Other”, or delete what you wrote: ${ask}`,
  /** In the form of plain text. */
  mark: 'Put an X between the brackets of one option.',
};

export const checkboxes = {
  tickAll: 'Tick all that apply.',
  tickUpTo: (most: number) => `Tick up to ${most}.`,
  tickAgain: (ask: string) =>
    `You ticked a box that this question does not have. Tick the boxes again: ${ask}`,
  /** `none`: the box that cannot be ticked together with another. */
  noneAndOthers: (none: string, others: readonly string[], ask: string) =>
    `You ticked “${none}”, and also ${say.list(others)}. Untick “${none}”, or untick the others: ${ask}`,
  /** Also, more of the others are ticked than are allowed. */
  noneAndTooMany: (none: string, others: readonly string[], most: number, ask: string) =>
    `You ticked “${none}”, and also ${say.list(others)}. Untick “${none}”, or untick the others. At most ${most} can stay ticked: ${ask}`,
  tooMany: (ticked: number, most: number, ask: string) =>
    `You ticked ${ticked} boxes. Untick ${ticked - most}, so that ${most} are left: ${ask}`,
  /** Shown above an unclear answer, and recognised when a receipt comes back as a form. */
  unclear: 'We could not work out this answer, so we show what you ticked:',
  /** In the form of plain text. */
  markAll: 'Put an X between the brackets of each option that applies.',
  markUpTo: (most: number) => `Put an X between the brackets of up to ${most} options.`,
};

export const grid = {
  select: (row: string, ask: string) =>
    `Select one of the options, or “No answer”, for “${row}”: ${ask}`,
  askedAbout: 'People are asked about each of these:',
  chooseFrom: 'They can choose from:',
  /** Above the rows that a person did not answer. */
  unanswered: 'No answer:',
  /** In the form of plain text. */
  markEach: 'For each of these, put an X between the brackets of one option.',
};

export const consent = {
  mayWe: 'May we publish what you say?',
  withName: 'Yes, with my name',
  withoutName: 'Yes, without my name',
  notAtAll: 'No, not at all',
  unansweredMeansNo:
    'If you do not answer this, we will not publish what you wrote. We count your answers in any case.',
};
