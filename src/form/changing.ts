/** Puts a contribution back into the form, so that the person can change it. */
import { areSame } from '../consultation/answers.ts';
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import { answersToText } from '../contribution/contribution-text.ts';
import type { Contribution } from '../contribution/contribution.ts';
import { kindOf } from '../questions/kinds.ts';
import type { Question, Typed } from '../questions/question.ts';
import { marksFor } from './seen.ts';
import { parseSubmission } from './submission.ts';

interface Refilled {
  typed: Typed;
  /**
   * Answers that the form no longer asks for, or asks for in another way, as words to copy. Empty if there are
   * none.
   */
  left: string;
  /** Seen marks of answers that were accepted as typed, so that they are accepted again. */
  seen: string[];
}

/** Fills the current form with the answers of a contribution, as far as it asks the same questions. */
export function refill(consultation: Consultation, contribution: Contribution): Refilled {
  const asked = new Map(questionsOf(consultation).map((question) => [question.id, question]));
  const typed: Record<string, readonly string[]> = {};
  const left: Contribution['answers'] = [];
  for (const one of contribution.answers) {
    if (one.answer === null) continue;
    const question = asked.get(one.question.id);
    const filled = question && fillSame(question, one.question.kind, one.answer);
    if (filled) Object.assign(typed, filled);
    else left.push(one);
  }
  const submission = parseSubmission(consultation, new Map(Object.entries(typed)));
  return {
    typed,
    left: left.length === 0 ? '' : answersToText({ ...contribution, answers: left }, consultation),
    seen: submission.ok ? [] : marksFor(submission.errors, submission.typed),
  };
}

/** Returns `null` if the current question would read it as another answer. */
function fillSame(question: Question, kind: string, answer: unknown): Typed | null {
  if (question.kind !== kind) return null;
  const typed = kindOf(question).fill(question, answer);
  const again = kindOf(question).parse(question, { typed, isInsistedOn: () => true });
  return areSame(
    [{ question: question.id, answer: again.answer }],
    [{ question: question.id, answer }],
  )
    ? typed
    : null;
}
