/**
 * The pages that say what was wrong with a request, each with the words that the person sent, where any
 * could be read, and a way to go on.
 */
import type { Consultation } from '../consultation/consultation.ts';
import { typedToText } from '../consultation/given-back.ts';
import { sayMoment } from '../consultation/moments.ts';
import { toText } from '../consultation/sent-form.ts';
import type { ProblemPage } from '../consultation/shown-page.ts';
import { typedIn } from '../consultation/submission.ts';
import type { Typed } from '../questions/question.ts';
import type { PageReply } from './reply.ts';

type Words = Pick<ProblemPage, 'title' | 'paragraphs'> &
  Partial<Pick<ProblemPage, 'text' | 'resend' | 'contacts'>>;

export function createProblemPages(consultations: Consultation[]) {
  const allContacts = [...new Set(consultations.map(({ contact }) => contact))];

  /** A page that says what was wrong with a request, with the person's words where there are any. */
  function problem(status: number, consultation: Consultation | null, words: Words): PageReply {
    const link = consultation
      ? { href: `/${consultation.slug}/`, label: `Go to the ${consultation.title}` }
      : { href: '/', label: 'Go to the first page' };
    const { title, paragraphs, text = null, resend = null, contacts = allContacts } = words;
    return {
      status,
      page: { show: 'problem', consultation, contacts, title, paragraphs, text, resend, link },
    };
  }

  return {
    /** There is nothing at an address, or nothing can be sent to it. */
    wrongAddress(
      status: 404 | 405,
      consultation: Consultation | null,
      text: string | null,
    ): PageReply {
      return problem(status, consultation, {
        title: status === 404 ? 'Page not found' : 'This page takes no answers',
        paragraphs: [
          status === 404
            ? 'There is nothing at this address.'
            : 'Something was sent to this address, which only shows a page. Nothing has been stored.',
          ...(text ? [sentBelow] : []),
        ],
        text,
      });
    },

    wrongType(consultation: Consultation | null, body: Uint8Array): PageReply {
      const text = toText(body);
      return problem(415, consultation, {
        title: unreadable,
        paragraphs: [
          'A program sent it in a form that this site does not take (it takes application/x-www-form-urlencoded), so nothing has been stored.',
          ...(text ? [sentBelow] : []),
        ],
        text: text || null,
      });
    },

    tooLarge(consultation: Consultation | null): PageReply {
      return problem(413, consultation, {
        title: 'This is too long to be sent',
        paragraphs: [
          'Together your answers are longer than this site can take, so they were not read and nothing has been stored.',
          'Go back with your browser: your answers should still be in the form. Shorten the longest, or email them to us: there is no limit there.',
        ],
      });
    },

    tooManyFields(consultation: Consultation, text: string): PageReply {
      return problem(400, consultation, {
        title: unreadable,
        paragraphs: [
          'It has more fields than the form, so nothing has been stored.',
          `What was sent is below: you can copy it, and email it to ${consultation.contact}.`,
        ],
        text,
      });
    },

    /** Cheap to draw: no answer is judged. */
    tooBusy(consultation: Consultation, fields: Map<string, string[]>): PageReply {
      return problem(503, consultation, {
        title: 'Many people are sending answers just now',
        paragraphs: [
          'Yours have not been read yet, and nothing has been stored. Nothing you wrote is lost: it is all on this page.',
          'Please wait a minute, then use the button.',
        ],
        text: typedToText(consultation, typedIn(consultation, fields)),
        resend: [...fields].flatMap(([name, values]) =>
          values.map((value): [string, string] => [name, value]),
        ),
      });
    },

    /** Not open: the person's words come back, with the address to email them to. */
    notNow(period: 'not-yet-open' | 'closed', consultation: Consultation, typed: Typed): PageReply {
      const { contact } = consultation;
      const text = typedToText(consultation, typed);
      const paragraphs =
        period === 'closed'
          ? [
              `The closing date was ${sayMoment(consultation.closes, consultation)}, so this site takes no more contributions. Nothing has been stored.`,
              `If it matters to you that your words are read, email them to ${contact}. They are below, to copy.`,
            ]
          : [
              `It opens on ${sayMoment(consultation.opens, consultation)}. Nothing has been stored.`,
              `Your words are below: keep them until then, or email them to ${contact}.`,
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

    noReceiptNow(consultation: Consultation | null): PageReply {
      return problem(503, consultation, {
        title: 'Your receipt cannot be shown just now',
        paragraphs: [
          'Something is wrong with this site’s storage. What has a receipt is kept in two places.',
          'Please open this page again in an hour.',
        ],
      });
    },

    noSuchReceipt(consultation: Consultation): PageReply {
      return problem(404, consultation, {
        title: 'There is no receipt at this address',
        paragraphs: [
          'If you typed the address, or a program has cut it, check that it is whole.',
          `If you have a reference, email ${consultation.contact}: they can tell you whether your contribution arrived.`,
        ],
      });
    },
  };
}

const unreadable = 'This could not be read as our form';
const sentBelow = 'What was sent is below: you can copy it, or email it to us.';
