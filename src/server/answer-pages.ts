/** The pages that show a person their answers: the form again, with its errors, and the check page. */
import type { Consultation } from '../consultation/consultation.ts';
import { toContribution } from '../consultation/contribution.ts';
import { markSeen, type Submission } from '../consultation/submission.ts';
import type { FieldError, Typed } from '../questions/question.ts';
import type { PageReply } from './reply.ts';

/** What travels in the pages beside the answers. */
export interface Kept {
  seen: string[];
  trap: string;
  checkedAt: number;
}

export function showForm(
  status: number,
  consultation: Consultation,
  typed: Typed,
  errors: FieldError[],
  { seen, trap }: Kept,
): PageReply {
  const marks = errors
    .flatMap(({ field, alsoAt = [] }) => [field, ...alsoAt])
    .map((field) => markSeen(field, typed));
  return {
    status,
    page: {
      show: 'form',
      consultation,
      typed,
      errors,
      seen: [...new Set([...seen, ...marks])],
      trap,
    },
  };
}

/** The form again, with what could be read: sending it once more is enough. */
export function showUnreadable(consultation: Consultation, typed: Typed, kept: Kept): PageReply {
  const message =
    'Some characters could not be read, and are shown as “\uFFFD”. Put them right, or leave them, and send again';
  const fields = Object.keys(typed).filter((field) => typed[field]?.includes('\uFFFD'));
  const errors = (fields.length > 0 ? fields : Object.keys(typed).slice(0, 1)).map((field) => ({
    field,
    message,
  }));
  return showForm(400, consultation, typed, errors, kept);
}

/** The check page: everything once more, before it is sent. */
export function showCheck(
  status: number,
  consultation: Consultation,
  { answers, typed }: Extract<Submission, { ok: true }>,
  kept: Kept,
  token: string,
  notices: string[],
): PageReply {
  const { answers: shown } = toContribution(consultation, {
    number: 1,
    reference: '',
    receivedAt: new Date(0),
    late: false,
    marks: [],
    answers,
  });
  return {
    status,
    page: {
      show: 'check',
      consultation,
      contribution: { answers: shown },
      typed,
      ...kept,
      token,
      notices,
    },
  };
}
