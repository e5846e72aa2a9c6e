/** Finds what differs between two forms of a contribution, question by question. */
import { showAnswer, type Contribution, type ShownAnswer } from './contribution.ts';

export interface Difference {
  section: string;
  /** The question, in the words of the newer form if both ask it. */
  question: Contribution['answers'][number]['question'];
  before: ShownAnswer['blocks'];
  now: ShownAnswer['blocks'];
}

type Answered = Pick<Contribution, 'answers'>;

/**
 * Returns the differences in the order of the newer form, then those that only the older one asks. Empty if there
 * are none.
 */
export function findDifferences(before: Answered, now: Answered): Difference[] {
  const older = new Map(before.answers.map((one) => [one.question.id, one]));
  const newer = new Set(now.answers.map(({ question }) => question.id));
  const gone = before.answers.filter(({ question }) => !newer.has(question.id));
  return [
    ...now.answers.map((one) => ({ ...one, was: older.get(one.question.id) ?? null })),
    ...gone.map((one) => ({ ...one, answer: null, was: one })),
  ]
    .filter(({ answer, was }) => JSON.stringify(answer) !== JSON.stringify(was?.answer ?? null))
    .map(({ section, question, answer, was }) => ({
      section,
      question,
      before: was && showAnswer(was.question, was.answer).blocks,
      now: showAnswer(question, answer).blocks,
    }));
}
