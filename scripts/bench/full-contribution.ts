/** A contribution that answers everything, for load tests and limits. */
import type { Consultation } from '../../src/consultation/consultation.ts';
import type { Answers } from '../../src/consultation/answers.ts';
import { parseSubmission } from '../../src/form/submission.ts';

const sentence =
  'We would like people who use services to be asked early, paid for their time, and told what came of it. ';

/**
 * Returns the fields of a complete contribution: both choices, both rankings and all six comments.
 *
 * @param length of each comment, in characters
 */
export function fullContribution(length: number): Record<string, string> {
  const comment = sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length);
  const ranked = (question: string, options: string[]) =>
    Object.fromEntries(options.map((option, at) => [`${question}-${option}`, String(at + 1)]));
  return {
    'vision-choice': 'option-2',
    'vision-comment': comment,
    'mission-choice': 'option-1',
    'mission-comment': comment,
    'definition-comment': comment,
    ...ranked('values-ranking', [
      'human',
      'inclusive',
      'transparent',
      'challenging',
      'responsive',
      'real',
    ]),
    'values-comment': comment,
    ...ranked('goals-ranking', ['a', 'c', 'd', 'f', 'j']),
    'goals-comment': comment,
    'final-comment': comment,
  };
}

/** Comments of this length make about 3,900 bytes in all, as in the measurements of other programs. */
export const usualLength = 550;

/** Returns the same as it is stored. Throws if the consultation does not ask for it. */
export function fullAnswers(consultation: Consultation): Answers {
  const fields = Object.entries(fullContribution(usualLength)).map(
    ([name, value]): [string, string[]] => [name, [value]],
  );
  const submission = parseSubmission(consultation, new Map(fields));
  if (!submission.ok) throw new Error('the full contribution is not right');
  return submission.answers;
}
