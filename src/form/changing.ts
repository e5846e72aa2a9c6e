/** A contribution back in the form, so that the person can change it. */
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
  /** What the form no longer asks, or asks in another way: words to copy, or an empty text. */
  left: string;
  /** What was accepted as it was typed, and is again. */
  seen: string[];
}

/** Fills the form of today with what was sent, as far as it asks the same. */
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
    left: left.length === 0 ? '' : answersToText({ ...contribution, answers: left }),
    seen: submission.ok ? [] : marksFor(submission.errors, submission.typed),
  };
}

/** `null`: today’s question would make another answer of it. */
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
