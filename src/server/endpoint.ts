/**
 * The one endpoint, `/<slug>/respond`: a sent form becomes the form again with its errors, a check
 * page, or a stored contribution and its receipt. Whatever goes wrong, the person's words come back.
 */
import { randomBytes } from 'node:crypto';
import type { Consultation } from '../consultation/consultation.ts';
import { typedToText } from '../consultation/given-back.ts';
import { marksOf } from '../consultation/marks.ts';
import { graceEnds, periodAt, sayMoment } from '../consultation/moments.ts';
import { receiptText } from '../consultation/receipt-text.ts';
import { readForm, toText } from '../consultation/sent-form.ts';
import {
  countUnknown,
  markSeen,
  parseSubmission,
  typedIn,
  type Submission,
} from '../consultation/submission.ts';
import type { Typed } from '../questions/question.ts';
import { showCheck, showForm, showUnreadable, type Kept } from './answer-pages.ts';
import type { Limits } from './limits.ts';
import type { Reached } from './point.ts';
import { createProblemPages } from './problem-pages.ts';
import type { Reply } from './reply.ts';
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
  const problems = createProblemPages(consultations);
  const find = (slug: string) =>
    consultations.find((consultation) => consultation.slug === slug) ?? null;

  /**
   * Reads from a store whose disk may fail. A person who sends must not lose words for it: what cannot
   * be read counts as not there, and the sending itself will say what is wrong.
   */
  async function readOrNull<T>(read: () => Promise<T | null>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      log(`the store cannot be read: ${(error as Error).message}`);
      return null;
    }
  }

  async function post({ slug, body, fetchSite, network }: Sending): Promise<Reply> {
    const current = find(slug);
    if (!current) return problems.wrongAddress(404, null, toText(body));
    const form = readForm(body);
    if (!form.ok) return problems.tooManyFields(current, form.text);
    if (!(await limits.mayRead(network))) return problems.tooBusy(current, form.fields);

    const { fields, hasBadBytes } = form;
    const version = fields.get('_version')?.[0] ?? '';
    const consultation = (await readOrNull(() => store.findVersion(slug, version))) ?? current;
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
    const sent =
      token === null || wantsChange ? null : await readOrNull(() => store.findByToken(token));
    if (sent && submission.ok && isSame(sent, submission)) return toReceipt(slug, token as string);

    const period = periodAt(new Date(now()), current);
    if (period === 'not-yet-open' || period === 'closed')
      return problems.notNow(period, current, typed);
    if (wantsChange) return showForm(200, consultation, typed, [], kept);
    if (hasBadBytes && Object.keys(typed).length > 0)
      return showUnreadable(consultation, typed, kept);
    if (!submission.ok) return showForm(422, consultation, typed, submission.errors, kept);

    const notices = period === 'grace' ? [sayLate(current)] : [];
    // There is no cookie and so no authority to forge; a page of another site can only fill in a form.
    const mayBeForged = fetchSite === 'cross-site';
    if (wish !== 'send' || token === null || mayBeForged) {
      const asNew = { ...kept, checkedAt: now() };
      return showCheck(200, consultation, submission, asNew, makeToken(), notices);
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
        return showCheck(200, consultation, submission, kept, makeToken(), [notice, ...notices]);
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
      return showCheck(503, consultation, submission, kept, token, [notice, ...notices]);
    }
  }

  /** A receipt outlives its consultation: it is shown when the site has that one no more. */
  async function get(slug: string, query: URLSearchParams): Promise<Reply> {
    const consultation = find(slug);
    if (consultation && !query.has('receipt')) return { status: 303, location: `/${slug}/` };
    const token = query.get('receipt') ?? '';

    let stored: Stored | null;
    try {
      stored = tokenPattern.test(token) ? await store.findByToken(token) : null;
    } catch (error) {
      log(`the store cannot be read: ${(error as Error).message}`);
      return problems.noReceiptNow(consultation);
    }
    if (stored?.consultation.slug !== slug) {
      return consultation
        ? problems.noSuchReceipt(consultation)
        : problems.wrongAddress(404, null, null);
    }
    const { contribution } = stored;
    if (query.get('as') === 'text') {
      return {
        status: 200,
        text: receiptText(stored.consultation, contribution),
        filename: `${contribution.reference}.txt`,
      };
    }
    return { status: 200, isPrivate: true, page: { show: 'receipt', token, ...stored } };
  }

  return {
    post,
    get,
    find,
    problems,

    /** The words in a body, when all else fails: as answers where they can be read so. */
    wordsOf(slug: string, body: Uint8Array): string {
      const consultation = find(slug);
      const form = readForm(body);
      if (!consultation || !form.ok) return toText(body);
      return typedToText(consultation, typedIn(consultation, form.fields)) ?? '';
    },
  };
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

function sayLate(consultation: Consultation): string {
  const closed = sayMoment(consultation.closes, consultation);
  const until = sayMoment(graceEnds(consultation), consultation);
  return `The closing date was ${closed}. You can still send your answers until ${until}: they will be marked as late.`;
}
