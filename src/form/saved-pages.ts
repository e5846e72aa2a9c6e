/**
 * The pages on which people save their answers and return to them. All except the last have a code, so they are
 * never cached.
 */
import type { Consultation } from '../consultation/consultation.ts';
import { catalogueOf } from '../languages/catalogues.ts';
import { graceEnds, sayMoment } from '../consultation/moments.ts';
import type { Typed } from '../questions/question.ts';
import type { PageReply } from './reply.ts';
import type { Carried, OpenSavedPage, Saved, SavedPage } from './shown-page.ts';

/** Shows the code, after saving. */
export function showSaved(
  status: number,
  consultation: Consultation,
  saved: Saved,
  more: Pick<SavedPage, 'canEmail'> & Partial<Pick<SavedPage, 'email' | 'notice'>>,
): PageReply {
  const { canEmail, email = { typed: '', error: null }, notice = null } = more;
  return {
    status,
    isPrivate: true,
    page: { show: 'saved', consultation, saved, canEmail, email, notice },
  };
}

/** Shows the page on which a person enters a code. */
export function showOpen(
  status: number,
  consultation: Consultation,
  { code = null, typed = '', problem = null }: Partial<OpenSavedPage> = {},
): PageReply {
  return {
    status,
    isPrivate: true,
    page: { show: 'open saved', consultation, code, typed, problem },
  };
}

/** Shows the same page for an invalid code and for a code that nobody has. */
export function showUnknownCode(consultation: Consultation, typed: string): PageReply {
  const { saved } = catalogueOf(consultation);
  return showOpen(404, consultation, {
    typed,
    problem: {
      title: saved.unknownCode,
      paragraphs: [
        saved.checkCode,
        saved.erasedAfter(sayMoment(graceEnds(consultation), consultation)),
      ],
    },
  });
}

export function showTooManyCodes(consultation: Consultation): PageReply {
  const { saved } = catalogueOf(consultation);
  return showOpen(429, consultation, {
    problem: {
      title: saved.tooManyCodes,
      paragraphs: [saved.wrongCodes, saved.waitForCode],
    },
  });
}

/** Says that answers could not be saved. They stay on the page, and can be downloaded as a file. */
export function showNotSaved(
  consultation: Consultation,
  typed: Typed,
  carried: Carried,
  token: string | null,
): PageReply {
  return { status: 503, page: { show: 'not saved', consultation, typed, token, ...carried } };
}
