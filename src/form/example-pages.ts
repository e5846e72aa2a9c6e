/** Pages that people see while they answer, with example answers, for the preview of a consultation. */
import type { Answers } from '../consultation/answers.ts';
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import { catalogueOf } from '../languages/catalogues.ts';
import { graceEnds } from '../consultation/moments.ts';
import { toContribution } from '../contribution/contribution.ts';
import { kindOf } from '../questions/kinds.ts';
import type { Typed } from '../questions/question.ts';
import { sayLate, showCheck, showForm } from './answer-pages.ts';
import type { PageReply } from './reply.ts';
import { parseSubmission } from './submission.ts';

export const exampleStates = ['errors', 'check', 'receipt', 'late'] as const;
type ExampleState = (typeof exampleStates)[number];

const nothing = { seen: [], trap: '', left: '', checkedAt: null, saved: null };

/**
 * Shows one state. Answers sent from it are a rehearsal like any other. The example receipt belongs to no
 * contribution.
 *
 * @param token of the check page
 */
export function showExample(
  state: ExampleState,
  consultation: Consultation,
  token: string,
  now: Date,
): PageReply {
  if (state === 'errors') {
    const submission = parseSubmission(consultation, new Map());
    return showForm(200, consultation, {}, submission.ok ? [] : submission.errors, nothing);
  }
  const answers: Answers = questionsOf(consultation).map((question) => ({
    question: question.id,
    answer: kindOf(question).example(question),
  }));
  if (state === 'receipt') return showReceipt(consultation, answers, token, now);
  const sent = { ok: true as const, answers, typed: fill(consultation, answers), seen: noMarks };
  const notices = state === 'late' ? [sayLate(consultation)] : [];
  const carried = { ...nothing, checkedAt: now.getTime() };
  return showCheck(200, consultation, sent, carried, token, notices);
}

const noMarks: ReadonlySet<string> = new Set();

function fill(consultation: Consultation, answers: Answers): Typed {
  const typed = questionsOf(consultation).map((question, index) =>
    kindOf(question).fill(question, answers[index]?.answer),
  );
  return Object.assign({}, ...typed) as Typed;
}

function showReceipt(
  consultation: Consultation,
  answers: Answers,
  token: string,
  receivedAt: Date,
): PageReply {
  const contribution = toContribution(consultation, {
    ...{ number: 1, reference: 'HKD-473-MXR', receivedAt, late: false, answers },
  });
  const notice = catalogueOf(consultation).receipt.example;
  return {
    status: 200,
    isPrivate: true,
    page: {
      ...{ show: 'receipt', consultation, contribution, token },
      ...{ closes: consultation.closes, isClosed: false },
      ...{ delivered: null, mayChange: true, withdrawn: null },
      can: {
        change: { until: graceEnds(consultation), left: 1 },
        withdraw: true,
        email: null,
        notice,
      },
    },
  };
}
