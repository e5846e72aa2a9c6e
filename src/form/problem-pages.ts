/**
 * The pages that say what was wrong with a request. Each has the words that the person sent, if they could be read,
 * and a way to continue.
 */
import { addressOf } from '../consultation/addresses.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { contactsOf } from '../consultation/view.ts';
import { typedToText } from './typed-to-text.ts';
import { sayMoment } from '../consultation/moments.ts';
import { formToText, toText } from './sent-form.ts';
import type { ProblemPage } from './shown-page.ts';
import type { Typed } from '../questions/question.ts';
import type { PageReply } from './reply.ts';

type Words = Pick<ProblemPage, 'title' | 'paragraphs'> &
  Partial<Pick<ProblemPage, 'text' | 'resend' | 'contacts' | 'link'>>;

export function createProblemPages(consultations: Consultation[]) {
  const allContacts = contactsOf(consultations);

  /** Returns a page that says what was wrong with a request, with the person's words if there are any. */
  function problem(status: number, consultation: Consultation | null, words: Words): PageReply {
    const home = consultation
      ? { href: addressOf(consultation), label: `Go to the consultation: ${consultation.title}` }
      : { href: '/', label: 'Go to the home page' };
    const {
      title,
      paragraphs,
      text = null,
      resend = null,
      contacts = allContacts,
      link = home,
    } = words;
    return {
      status,
      page: { show: 'problem', consultation, contacts, title, paragraphs, text, resend, link },
    };
  }

  return {
    /** The address does not exist, or nothing can be sent to it. */
    wrongAddress(
      status: 404 | 405,
      consultation: Consultation | null,
      text: string | null,
    ): PageReply {
      return problem(status, consultation, {
        title: status === 404 ? 'Page not found' : 'You cannot send answers to this page',
        paragraphs: [
          status === 404
            ? 'There is nothing at this address.'
            : 'Your answers were sent to the wrong address.',
          `We have not stored ${text ? `your answers. ${sentBelow}` : 'anything.'}`,
        ],
        text,
      });
    },

    wrongType(consultation: Consultation | null, body: Uint8Array): PageReply {
      const text = toText(body);
      return problem(415, consultation, {
        title: unreadable,
        paragraphs: [
          'Your answers arrived in a format this site does not accept, so we have not stored them.',
          ...(text ? [sentBelow] : []),
        ],
        text: text || null,
      });
    },

    tooLarge: sayToAll((consultation) =>
      problem(413, consultation, {
        title: 'Your answers are too long to send',
        paragraphs: [
          'We have not read or stored them.',
          'Go back in your browser: your answers should still be in the form. Shorten the longest one, or email your answers to us.',
        ],
      }),
    ),

    tooManyFields(consultation: Consultation, body: Uint8Array): PageReply {
      return problem(400, consultation, {
        title: unreadable,
        paragraphs: [
          'There are more of them than our form has boxes, so we have not stored them.',
          `You can copy them below, and email them to ${consultation.contact}.`,
        ],
        text: formToText(body),
      });
    },

    /** @param resend the fields as they were sent (busy-page.ts) */
    tooBusy(consultation: Consultation, resend: NonNullable<ProblemPage['resend']>): PageReply {
      return problem(503, consultation, {
        title: 'Many people are sending answers just now',
        paragraphs: [
          'We have not read or stored yours yet. Nothing you wrote is lost: it is all on this page.',
          resend.as === 'fields'
            ? 'Please wait a minute, then select “Send again”.'
            : 'Your answers are too long to show here. Please wait a minute, then select “Send again”. Or select “Go back to the form”: it will have everything you wrote.',
        ],
        resend,
      });
    },

    /** Too many bodies are being received, so this one was dropped. */
    givenUp: sayToAll((consultation) =>
      problem(503, consultation, {
        title: 'Many people are sending answers just now',
        paragraphs: [
          'We have not read or stored yours.',
          'Go back in your browser: your answers should still be in the form. Please wait a minute, then send them again.',
        ],
      }),
    ),

    /** Not open: returns the person's words, with the address to email them to. */
    notNow(
      period: 'not-yet-open' | 'closed',
      consultation: Consultation,
      typed: Typed,
      left: string,
    ): PageReply {
      const { contact } = consultation;
      const words = [typedToText(consultation, typed) ?? '', left].filter((part) => part !== '');
      const text = words.length === 0 ? null : words.join('\n\n\n');
      const paragraphs =
        period === 'closed'
          ? [
              `The closing date was ${sayMoment(consultation.closes, consultation)}, so you can no longer send answers here. We have not stored yours.`,
              `You can still email your answers to ${contact}. A copy is below.`,
            ]
          : [
              `It opens on ${sayMoment(consultation.opens, consultation)}. We have not stored your answers.`,
              `A copy of your answers is below. Keep it until then, or email it to ${contact}.`,
            ];
      return problem(409, consultation, {
        title:
          period === 'closed'
            ? 'This consultation has closed'
            : 'This consultation is not open yet',
        paragraphs: text === null ? paragraphs.slice(0, 1) : paragraphs,
        text,
        contacts: [contact],
      });
    },

    /** A change that cannot be stored: returns the person's words. */
    cannotChange(
      status: 404 | 409 | 503,
      consultation: Consultation,
      why: string[],
      text: string | null,
    ): PageReply {
      const { contact } = consultation;
      return problem(status, consultation, {
        title: 'We have not changed your answers',
        paragraphs: [
          ...why,
          ...(text === null
            ? []
            : [`A copy of what you wrote is below. You can email it to ${contact}.`]),
        ],
        text,
        contacts: [contact],
      });
    },

    /** The draft was sent from another device, or from another page of this one. */
    sentAlready(consultation: Consultation, text: string, receipt: string): PageReply {
      const reply = problem(409, consultation, {
        title: 'You have already sent these answers',
        paragraphs: [
          'They were sent from another page or another device. What you wrote on this page is different, and we have not stored it.',
          'You can copy it below. Your receipt has what you sent.',
        ],
        text,
        link: { href: receipt, label: 'Go to your receipt' },
      });
      return { ...reply, isPrivate: true };
    },

    savedErased(consultation: Consultation): PageReply {
      return problem(409, consultation, {
        title: 'This consultation has closed',
        paragraphs: [
          `The closing date was ${sayMoment(consultation.closes, consultation)}, so you can no longer send answers here. We have erased answers that were saved and not sent.`,
          'If you sent your answers, the private link on your receipt still works.',
        ],
      });
    },

    noSavedNow(consultation: Consultation): PageReply {
      return problem(503, consultation, {
        title: 'Sorry, we cannot open your saved answers at the moment',
        paragraphs: [
          'Something is wrong with this site’s storage.',
          'Please try again in an hour.',
        ],
      });
    },

    noReceiptNow(consultation: Consultation | null): PageReply {
      return problem(503, consultation, {
        title: 'Sorry, we cannot show your receipt at the moment',
        paragraphs: [
          'Something is wrong with this site’s storage. If you got a reference, your answers are safe.',
          'Please open this page again in an hour.',
        ],
      });
    },

    /** For links for staff. Does not say what the link would be for. */
    noSuchLink(): PageReply {
      return problem(404, null, {
        title: 'This link does not work',
        paragraphs: [
          'Check that you have the whole address: some email programs cut long links short.',
          'The person who runs the site may also have ended all links. Ask them for a new one.',
        ],
      });
    },

    noSuchReceipt(consultation: Consultation): PageReply {
      return problem(404, consultation, {
        title: 'There is no receipt at this address',
        paragraphs: [
          'Check that you have the whole address: some email programs cut long links short.',
          `If you have a reference, email ${consultation.contact}: they can tell you whether your contribution arrived.`,
        ],
      });
    },
  };
}

/** Caches a page that has nothing about one person, so that it is made once for each consultation. */
function sayToAll(make: (consultation: Consultation | null) => PageReply) {
  const made = new Map<Consultation | null, PageReply>();
  return (consultation: Consultation | null): PageReply => {
    const known = made.get(consultation) ?? { ...make(consultation), isShared: true };
    made.set(consultation, known);
    return known;
  };
}

const unreadable = 'Sorry, we could not read your answers';
const sentBelow = 'You can copy them below, and email them to us.';
