/** The pages that show people their answers: the form with errors, and the check page. */
import type { Consultation } from '../consultation/consultation.ts';
import { catalogueOf } from '../languages/catalogues.ts';
import { graceEnds, sayMoment } from '../consultation/moments.ts';
import { toContribution } from '../contribution/contribution.ts';
import { marksFor } from './seen.ts';
import type { Carried, Changing, CheckPage } from './shown-page.ts';
import type { Submission } from './submission.ts';
import { valueIn, type FieldError, type Typed } from '../questions/question.ts';
import type { PageReply } from './reply.ts';

export function showForm(
  status: number,
  consultation: Consultation,
  typed: Typed,
  errors: FieldError[],
  carried: Carried,
  changing?: Changing,
): PageReply {
  const seen = [...new Set([...carried.seen, ...marksFor(errors, typed)])];
  const more = changing ? { changing } : {};
  return { status, page: { show: 'form', consultation, typed, errors, ...carried, seen, ...more } };
}

/** Shows the form again, with what could be read. The person only needs to send it again. */
export function showUnreadable(
  consultation: Consultation,
  typed: Typed,
  carried: Carried,
  changing?: Changing,
): PageReply {
  const message = catalogueOf(consultation).form.unreadable;
  const all = Object.keys(typed);
  const fields = all.filter((field) => valueIn(typed, field).includes('\uFFFD'));
  const errors = (fields.length > 0 ? fields : all.slice(0, 1)).map((field) => ({
    field,
    message,
  }));
  return showForm(400, consultation, typed, errors, carried, changing);
}

/** Shows the check page: all answers once more, before they are sent. */
export function showCheck(
  status: number,
  consultation: Consultation,
  { answers, typed }: Extract<Submission, { ok: true }>,
  carried: Carried,
  token: string,
  notices: string[],
  changing?: CheckPage['changing'],
): PageReply {
  const { answers: shown } = toContribution(consultation, {
    number: 1,
    reference: '',
    receivedAt: new Date(0),
    late: false,
    marks: [],
    answers,
  });
  const contribution = { answers: shown };
  return {
    status,
    page: {
      ...{ show: 'check', consultation, contribution, typed, ...carried, token, notices },
      ...(changing ? { changing } : {}),
    },
  };
}

/** Returns when a person first saw the check page, which is now if they have not. It is never in the future. */
export function firstCheck({ checkedAt }: Pick<Carried, 'checkedAt'>, now: number): number {
  return Math.min(checkedAt ?? now, now);
}

/** Returns the notice for people who send answers in the grace period. */
export function sayLate(consultation: Consultation): string {
  const closed = sayMoment(consultation.closes, consultation);
  const until = sayMoment(graceEnds(consultation), consultation);
  return catalogueOf(consultation).form.late(closed, until);
}
