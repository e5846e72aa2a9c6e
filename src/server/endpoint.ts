/**
 * The one endpoint, `/<slug>/respond`: a sent form becomes the form again with its errors, a check
 * page, or a stored contribution and its receipt. Whatever goes wrong, the person's words come back.
 */
import { randomBytes } from 'node:crypto';
import { answersToText, underline, wrap } from '../consultation/contribution-text.ts';
import { toContribution } from '../consultation/contribution.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { typedToText } from '../consultation/given-back.ts';
import { marksOf } from '../consultation/marks.ts';
import { graceEnds, periodAt, sayMoment } from '../consultation/moments.ts';
import { readForm, toText } from '../consultation/sent-form.ts';
import type { ProblemPage, ShownPage } from '../consultation/shown-page.ts';
import {
  countUnknown,
  markSeen,
  parseSubmission,
  typedIn,
  type Submission,
} from '../consultation/submission.ts';
import type { FieldError, Typed } from '../questions/question.ts';
import type { Limits } from './limits.ts';
import type { Reached } from './point.ts';
import type { Store, Stored } from './store.ts';

export interface EndpointOptions {
  consultations: Consultation[];
  store: Store;
  now: () => number;
  log: (line: string) => void;
  /** Something was added: it can be emailed. */
  onAdded: () => void;
  /** Resolves to false while the disk is nearly full. */
  hasRoom: () => Promise<boolean>;
  limits: Limits;
  /** Told of each point that is passed, for tests. */
  reached?: Reached;
}

export type Reply =
  | { status: number; page: ShownPage; isPrivate?: boolean }
  | { status: 303; location: string }
  | { status: 200; text: string; filename: string };

/** A form as a browser sent it. */
export interface Sending {
  slug: string;
  body: Uint8Array;
  /** `Sec-Fetch-Site`, where the browser says it. */
  fetchSite: string | undefined;
  /** Where it comes from (network.ts). */
  network: string;
}

/** A moment in ms, from 2001 to 2286. */
const momentPattern = /^\d{13}$/;
const tokenPattern = /^[\w-]{22}$/;

export type Endpoint = ReturnType<typeof createEndpoint>;

export function createEndpoint(options: EndpointOptions) {
  const { consultations, store, now, log, limits, reached = () => {} } = options;
  const contacts = [...new Set(consultations.map(({ contact }) => contact))];
  const find = (slug: string) =>
    consultations.find((consultation) => consultation.slug === slug) ?? null;

  /**
   * Reads from a store whose disk may fail. A person who sends must not lose words for it: what cannot
   * be read counts as not there, and the sending itself will say what is wrong.
   */
  function readOrNull<T>(read: () => T | null): T | null {
    try {
      return read();
    } catch (error) {
      log(`the store cannot be read: ${(error as Error).message}`);
      return null;
    }
  }

  /** A page that says what was wrong with a request, with the person's words where there are any. */
  function problem(
    status: number,
    consultation: Consultation | null,
    words: Pick<ProblemPage, 'title' | 'paragraphs'> &
      Partial<Pick<ProblemPage, 'text' | 'resend'>>,
  ): Reply {
    const link = consultation
      ? { href: `/${consultation.slug}/`, label: `Go to the ${consultation.title}` }
      : { href: '/', label: 'Go to the first page' };
    const { title, paragraphs, text = null, resend = null } = words;
    return {
      status,
      page: { show: 'problem', consultation, contacts, title, paragraphs, text, resend, link },
    };
  }

  async function post({ slug, body, fetchSite, network }: Sending): Promise<Reply> {
    const current = find(slug);
    if (!current) return wrongAddress(404, null, toText(body));
    const form = readForm(body);
    if (!form.ok) return tooManyFields(current, form.text);
    if (!(await limits.mayRead(network))) return tooBusy(current, form.fields);

    const { fields, hasBadBytes } = form;
    const version = fields.get('_version')?.[0] ?? '';
    const consultation = readOrNull(() => store.findVersion(slug, version)) ?? current;
    const submission = parseSubmission(consultation, fields);
    const { typed } = submission;
    const unknown = countUnknown(consultation, fields);
    if (unknown > 0)
      log(`${unknown} fields that the form of ${slug} does not have were passed over`);
    const seen = (fields.get('_seen') ?? []).filter((mark) => isSeen(mark, typed));
    const token = tokenIn(fields);
    const wish = fields.get('_do')?.[0];
    const trap = fields.get('_empty')?.join(' ') ?? '';
    const checked = fields.get('_checked')?.[0] ?? '';
    const checkedAt = momentPattern.test(checked) ? Number(checked) : null;
    const kept: Kept = { seen, trap, checkedAt: checkedAt ?? now() };

    const wantsChange = wish === 'change';
    const sent = token === null || wantsChange ? null : readOrNull(() => store.findByToken(token));
    if (sent && submission.ok && isSame(sent, submission)) return toReceipt(slug, token as string);

    const period = periodAt(new Date(now()), current);
    if (period === 'not-yet-open' || period === 'closed') return notNow(period, current, typed);
    if (wantsChange) return showForm(200, consultation, typed, [], kept);
    if (hasBadBytes && Object.keys(typed).length > 0) return unreadable(consultation, typed, kept);
    if (!submission.ok) return showForm(422, consultation, typed, submission.errors, kept);

    const notices = period === 'grace' ? [sayLate(current)] : [];
    // There is no cookie and so no authority to forge; a page of another site can only fill in a form.
    const mayBeForged = fetchSite === 'cross-site';
    if (wish !== 'send' || token === null || mayBeForged) {
      const asNew = { ...kept, checkedAt: now() };
      return check(200, consultation, submission, asNew, makeToken(), notices);
    }
    const isFromBusyNetwork = await limits.isBusyNetwork(network);
    const marks = marksOf({ trap, checkedAt, isFromBusyNetwork }, now());
    const late = period === 'grace';
    return send({ consultation, submission, kept, token, notices, late, marks });
  }

  interface ToSend {
    consultation: Consultation;
    submission: Extract<Submission, { ok: true }>;
    kept: Kept;
    token: string;
    notices: string[];
    late: boolean;
    marks: string[];
  }

  async function send({
    consultation,
    submission,
    kept,
    token,
    notices,
    late,
    marks,
  }: ToSend): Promise<Reply> {
    const { slug } = consultation;
    try {
      if (!(await options.hasRoom())) throw new Error('the disk is nearly full');
      const { outcome, number, reference } = await store.add({
        consultation,
        answers: submission.answers,
        token,
        receivedAt: new Date(now()),
        late,
        marks,
      });
      reached('before reply');
      if (outcome === 'different') {
        const notice =
          'You have sent other answers from this page before. To send these as a second contribution, check them and send them.';
        return check(200, consultation, submission, kept, makeToken(), [notice, ...notices]);
      }
      if (outcome === 'added') {
        log(`${reference}: contribution ${number} of ${slug} is stored`);
        options.onAdded();
      }
      return toReceipt(slug, token);
    } catch (error) {
      log(`a contribution cannot be stored: ${(error as Error).message}`);
      const notice =
        'Sorry: your answers could not be stored just now, and have not been sent. Nothing you wrote is lost: it is all on this page. Please wait a minute, then send it again with the button at the end.';
      return check(503, consultation, submission, kept, token, [notice, ...notices]);
    }
  }

  function get(slug: string, query: URLSearchParams): Reply {
    const consultation = find(slug);
    const token = query.get('receipt');
    if (!consultation) return wrongAddress(404, null, null);
    if (token === null) return { status: 303, location: `/${slug}/` };

    let stored: Stored | null;
    try {
      stored = tokenPattern.test(token) ? store.findByToken(token) : null;
    } catch (error) {
      log(`the store cannot be read: ${(error as Error).message}`);
      return problem(503, consultation, {
        title: 'Your receipt cannot be shown just now',
        paragraphs: [
          'Something is wrong with this site’s storage. What has a receipt is kept in two places.',
          'Please open this page again in an hour.',
        ],
      });
    }
    if (!stored || stored.consultation.slug !== slug) {
      return problem(404, consultation, {
        title: 'There is no receipt at this address',
        paragraphs: [
          'If you typed the address, or a program has cut it, check that it is whole.',
          `If you have a reference, email ${consultation.contact}: they can tell you whether your contribution arrived.`,
        ],
      });
    }
    const { contribution } = stored;
    if (query.get('as') === 'text') {
      return { status: 200, text: receiptText(stored), filename: `${contribution.reference}.txt` };
    }
    return { status: 200, isPrivate: true, page: { show: 'receipt', token, ...stored } };
  }

  function wrongAddress(
    status: 404 | 405,
    consultation: Consultation | null,
    text: string | null,
  ): Reply {
    return problem(status, consultation, {
      title: status === 404 ? 'Page not found' : 'This page takes no answers',
      paragraphs: [
        status === 404
          ? 'There is nothing at this address.'
          : 'Something was sent to this address, which only shows a page. Nothing has been stored.',
        ...(text ? ['What was sent is below: you can copy it, or email it to us.'] : []),
      ],
      text,
    });
  }

  function tooManyFields(consultation: Consultation, text: string): Reply {
    return problem(400, consultation, {
      title: 'This could not be read as our form',
      paragraphs: [
        'It has more fields than the form, so nothing has been stored.',
        `What was sent is below: you can copy it, and email it to ${consultation.contact}.`,
      ],
      text,
    });
  }

  /** Cheap to draw: no answer is judged. */
  function tooBusy(consultation: Consultation, fields: Map<string, string[]>): Reply {
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
  }

  return {
    post,
    get,
    /** Something was sent where nothing can be. */
    wrongAddress,
    find,

    /** The words in a body, when all else fails: as answers where they can be read so. */
    wordsOf(slug: string, body: Uint8Array): string {
      const consultation = find(slug);
      const form = readForm(body);
      if (!consultation || !form.ok) return toText(body);
      return typedToText(consultation, typedIn(consultation, form.fields)) ?? '';
    },

    wrongType(slug: string, body: Uint8Array): Reply {
      const text = toText(body);
      return problem(415, find(slug), {
        title: 'This could not be read as our form',
        paragraphs: [
          'A program sent it in a form that this site does not take (it takes application/x-www-form-urlencoded), so nothing has been stored.',
          ...(text ? ['What was sent is below: you can copy it, or email it to us.'] : []),
        ],
        text: text || null,
      });
    },

    tooLarge(slug: string): Reply {
      return problem(413, find(slug), {
        title: 'This is too long to be sent',
        paragraphs: [
          'Together your answers are longer than this site can take, so they were not read and nothing has been stored.',
          'Go back with your browser: your answers should still be in the form. Shorten the longest, or email them to us: there is no limit there.',
        ],
      });
    },
  };
}

/** What travels in the pages beside the answers. */
interface Kept {
  seen: string[];
  trap: string;
  checkedAt: number;
}

function isSeen(mark: string, typed: Typed): boolean {
  const at = mark.indexOf('=');
  return at > 0 && markSeen(mark.slice(0, at), typed) === mark;
}

function tokenIn(fields: Map<string, string[]>): string | null {
  const token = fields.get('_token')?.[0] ?? '';
  return tokenPattern.test(token) ? token : null;
}

/** 128 bits: the key by which a repeated sending is known, and the private link of the receipt. */
function makeToken(): string {
  return randomBytes(16).toString('base64url');
}

function isSame({ contribution }: Stored, { answers }: Extract<Submission, { ok: true }>): boolean {
  const stored = contribution.answers.map(({ question, answer }) => ({
    question: question.id,
    answer,
  }));
  return JSON.stringify(stored) === JSON.stringify(answers);
}

function toReceipt(slug: string, token: string): Reply {
  return { status: 303, location: `/${slug}/respond?receipt=${token}` };
}

function showForm(
  status: number,
  consultation: Consultation,
  typed: Typed,
  errors: FieldError[],
  { seen, trap }: Kept,
): Reply {
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
function unreadable(consultation: Consultation, typed: Typed, kept: Kept): Reply {
  const message =
    'Some characters could not be read, and are shown as “\uFFFD”. Put them right, or leave them, and send again';
  const fields = Object.keys(typed).filter((field) => typed[field]?.includes('\uFFFD'));
  const errors = (fields.length > 0 ? fields : Object.keys(typed).slice(0, 1)).map((field) => ({
    field,
    message,
  }));
  return showForm(400, consultation, typed, errors, kept);
}

function check(
  status: number,
  consultation: Consultation,
  { answers, typed }: Extract<Submission, { ok: true }>,
  kept: Kept,
  token: string,
  notices: string[],
): Reply {
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

function sayLate(consultation: Consultation): string {
  const closed = sayMoment(consultation.closes, consultation);
  const until = sayMoment(graceEnds(consultation), consultation);
  return `The closing date was ${closed}. You can still send your answers until ${until}: they will be marked as late.`;
}

/** Not open: the person's words come back, with the address to email them to. */
function notNow(
  period: 'not-yet-open' | 'closed',
  consultation: Consultation,
  typed: Typed,
): Reply {
  const { contact, slug, title } = consultation;
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
  return {
    status: 409,
    page: {
      show: 'problem',
      consultation,
      contacts: [contact],
      title:
        period === 'closed' ? 'This consultation has closed' : 'This consultation is not open yet',
      paragraphs: text === null ? paragraphs.slice(0, 1) : paragraphs,
      text,
      resend: null,
      link: { href: `/${slug}/`, label: `Go to the ${title}` },
    },
  };
}

function receiptText({ consultation, contribution }: Stored): string {
  const { reference, receivedAt, late } = contribution;
  return [
    underline(`${consultation.title}: your contribution`),
    [
      `Reference: ${reference}`,
      `Received: ${sayMoment(receivedAt, consultation)}${late ? ' (late)' : ''}`,
      wrap(`Questions about it: ${consultation.contact}`),
    ].join('\n'),
    answersToText(contribution),
    '',
  ].join('\n\n');
}
