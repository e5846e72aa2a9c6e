/**
 * The one endpoint: `/<slug>/respond`, or `/<slug>/cy/respond` in a further language. It replies to a form with the
 * form again and its errors, or with a check page, or it stores a contribution and redirects to the receipt. Whatever
 * goes wrong, people get back what they typed.
 */
import { randomBytes } from 'node:crypto';
import { addressOf, findAt } from '../../consultation/addresses.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { textFor, versionIn } from '../../consultation/translations.ts';
import { neverHidden, viewAt } from '../../consultation/view.ts';
import { catalogueOf } from '../../languages/catalogues.ts';
import { isRehearsal } from '../../consultation/rehearsal.ts';
import { typedToText, wordsToCopy } from '../../form/typed-to-text.ts';
import { marksOf } from '../../contribution/sending-marks.ts';
import { periodAt } from '../../consultation/moments.ts';
import { hasAnswers } from '../../contribution/contribution.ts';
import { receiptText } from '../../contribution/receipt-text.ts';
import { sayCount } from '../../questions/figures.ts';
import { formToText, readForm } from '../../form/sent-form.ts';
import type { Carried, Saved } from '../../form/shown-page.ts';
import type { FieldError, Typed } from '../../questions/question.ts';
import { firstField, parseSubmission, type Submission } from '../../form/submission.ts';
import { strangeIn, typedIn, type SentFields } from '../../form/typed.ts';
import {
  firstCheck,
  sayLate,
  showCheck,
  showForm,
  showUnreadable,
} from '../../form/answer-pages.ts';
import { isBlank } from '../../text/blank.ts';
import type { Limits } from './limits.ts';
import type { AtFaultPoint } from '../store/fault-point.ts';
import { fillForm } from '../../paper-form/text-form.ts';
import { createChanging, type ChangedForm, type OwnForm } from './changing.ts';
import { createProblemPages } from '../../form/problem-pages.ts';
import { sayDone, toReceipt } from '../../form/receipt-link.ts';
import type { Reply } from '../../form/reply.ts';
import { showNotSaved } from '../../form/saved-pages.ts';
import { readTicket, type Drafts, type Ticket } from '../drafts/drafts.ts';
import type { ByEmail } from '../mail/emails-to-people.ts';
import { findText } from './find-text.ts';
import { createSavedAnswers } from './saved-answers.ts';
import { letOthersIn } from './steps.ts';
import type { Store, Stored } from '../store/store.ts';

interface EndpointOptions {
  consultations: Consultation[];
  /** The language of pages that belong to no consultation. */
  siteLanguage?: string | undefined;
  store: Store;
  drafts: Drafts;
  /** How people get emails. `null`: the site cannot send them any. */
  byEmail: ByEmail | null;
  now: () => number;
  log: (line: string) => void;
  /** Called after something that must be emailed was stored. */
  onAdded: () => void;
  /** Called after a contribution could not be stored. */
  onRefused?: () => void;
  /** Resolves to false while the disk is nearly full. */
  hasRoom: () => Promise<boolean>;
  limits: Limits;
  /** Whether people can answer at any time, as in previews. */
  isAlwaysOpen?: boolean;
  /** Test hook: called at each fault point. */
  atFaultPoint?: AtFaultPoint;
}

/** A form as a browser sent it. */
interface Sending {
  slug: string;
  /** The code of a further language, from the address. */
  code?: string | undefined;
  /** In pieces, which are joined only to be read. */
  body: Uint8Array[];
  /** The button that was used, if it is not in the body (whole-form.ts). */
  wish?: string | undefined;
  /** The `Sec-Fetch-Site` header, if the browser sends it. */
  fetchSite: string | undefined;
  /** The network that it comes from (network.ts). */
  network: string;
}

/** What a form says. */
interface Sent {
  /** The version that the form was made from, or the newest if that one is not stored. */
  consultation: Consultation;
  submission: Submission;
  token: string | null;
  wish: string;
  carried: Carried;
  /** `null`: the person has not saved anything. */
  ticket: Ticket | null;
  /** Whether the form has words in fields that this version does not have, and the person has not been told yet. */
  hasNewWordsLeft: boolean;
}

/** A moment in ms, from 2001 to 2286. */
const momentPattern = /^\d{13}$/;
/** The longest email address that is read, in UTF-16 code units. Valid ones are shorter. */
const mostOfAddress = 300;
const tokenPattern = /^[\w-]{22}$/;

export type Endpoint = ReturnType<typeof createEndpoint>;

export function createEndpoint(options: EndpointOptions) {
  const { consultations, store, now, log, limits, atFaultPoint = () => {} } = options;
  const problems = createProblemPages(neverHidden(consultations), options.siteLanguage);
  const periodNow = (consultation: Consultation) =>
    options.isAlwaysOpen ? 'open' : periodAt(new Date(now()), consultation);
  const changing = createChanging({
    ...{ store, now, log, problems, makeToken, hasRoom: options.hasRoom },
    ...{ byEmail: options.byEmail, isAlwaysOpen: options.isAlwaysOpen === true },
    onStored: options.onAdded,
    onRefused: () => options.onRefused?.(),
  });
  const viewNow = (consultation: Consultation) =>
    options.isAlwaysOpen ? 'form' : viewAt(new Date(now()), consultation);

  /**
   * Finds the consultation that people see at an address. Returns `null` if it does not show itself yet.
   *
   * @param code of a further language. If the consultation is no longer in that language, people get the main one, so
   *   that open forms and links to saved answers still work
   */
  function find(slug: string, code?: string): Consultation | null {
    const found = findAt(consultations, slug);
    if (!found || viewNow(found) === 'nothing') return null;
    return code === undefined ? found : textFor(found, code);
  }

  /**
   * Returns the text to which a button for another language leads, or `null` for other buttons. Replaces the wish with
   * `change`, so that the form in that language is shown with what was typed.
   */
  function turnTo(here: Consultation, fields: Map<string, string[]>): Consultation | null {
    const [, code] = /^in_([a-z]{2,3})$/.exec(firstOf(fields, '_do')) ?? [];
    const there = code === undefined ? null : find(here.slug, code);
    if (there) fields.set('_do', ['change']);
    return there;
  }

  /**
   * Reads from the store, whose disk may fail. What cannot be read counts as missing, because people must not lose
   * their words. If the store still fails when it must store the answers, that reply says so.
   */
  async function readOrNull<T>(read: () => Promise<T | null>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      log(`the store cannot be read: ${(error as Error).message}`);
      return null;
    }
  }

  const findTextOf = (consultation: Consultation, version: string) =>
    findText(consultation, (name) => readOrNull(() => store.findVersion(name, version)));

  /**
   * Finds the text of the form that a person had, or the same version in another language.
   *
   * @param other the language that the person switches to. `null`: the same
   */
  async function findForm(current: Consultation, version: string, other: string | null) {
    const found = await findTextOf(current, version);
    if (!found || other === null) return found;
    const there = versionIn(found, other);
    return there === null ? null : findTextOf(current, there);
  }

  const savedAnswers = createSavedAnswers({
    ...{ drafts: options.drafts, byEmail: options.byEmail, find, log },
    findText: findTextOf,
    problems,
    findSent: (token) => readOrNull(() => store.findByToken(token)),
  });

  /**
   * Replies to a form of a consultation that the site no longer has. The words go back as answers if the text of the
   * form is still stored.
   */
  async function giveBack(slug: string, body: Uint8Array): Promise<Reply> {
    const form = readForm(body);
    const version = form.ok ? form.fields.get('_version')?.[0] : undefined;
    const text = version && (await readOrNull(() => store.findVersion(slug, version)));
    const words =
      form.ok && text ? typedToText(text, typedIn(text, form.fields)) : formToText(body);
    return problems.wrongAddress(404, null, words);
  }

  async function post({
    slug,
    code,
    body: pieces,
    wish: asked,
    fetchSite,
    network,
  }: Sending): Promise<Reply> {
    const here = find(slug, code);
    if (!here) {
      const body = Buffer.concat(pieces);
      return (await actOnGone(slug, body, network)) ?? giveBack(slug, body);
    }
    // Nobody has a form of this consultation yet. If we read this as answers, the page would reveal the questions.
    if (viewNow(here) === 'announcement')
      return problems.notNow('not-yet-open', here, formToText(Buffer.concat(pieces)));
    const sender = limits.disguise(network);
    if (!(await limits.mayRead(sender))) return { status: 503, busy: here };
    const body = Buffer.concat(pieces);
    const form = readForm(body);
    if (!form.ok) return problems.tooManyFields(here, body);
    await letOthersIn(pieces);

    if (asked !== undefined) form.fields.set('_do', [asked]);
    const there = turnTo(here, form.fields);
    const current = there ?? here;
    // There are no cookies, so a page of another site cannot act as the person. It can only fill in a form.
    const mayBeForged = fetchSite === 'cross-site';
    const sent = await readSent(current, form.fields, mayBeForged, there?.language ?? null);
    if (form.fields.has('_receipt')) {
      const about = { slug, current, network, fetchSite, hasBadBytes: form.hasBadBytes };
      return change(about, form.fields, sent);
    }
    const { consultation, submission, token, ticket, wish } = sent;
    const { typed } = submission;
    if (wish === 'open' || wish === 'email')
      return comeBack(current, form.fields, { ...sent, network, mayBeForged });
    if (await isStored(sent)) {
      if (ticket) await savedAnswers.noteSent(ticket.code, token as string);
      return toReceipt(slug, token as string);
    }

    const period = periodNow(current);
    if (period === 'not-yet-open' || period === 'closed')
      return problems.notNow(period, current, wordsToCopy(consultation, typed, sent.carried.left));
    if (wish === 'text') return toFile(consultation, typed);
    const saving = await saveAgain(current, sent, network, mayBeForged);
    if ('reply' in saving) return saving.reply;
    const carried = { ...sent.carried, saved: saving.saved };
    if (wish === 'change') return showForm(200, consultation, typed, [], carried);
    if (form.hasBadBytes && Object.keys(typed).length > 0)
      return showUnreadable(consultation, typed, carried);
    if (!submission.ok) return showForm(422, consultation, typed, submission.errors, carried);

    const late = period === 'grace';
    const notices = [...(late ? [sayLate(current)] : []), ...sayCarried(current, carried)];
    if (wish !== 'send' || token === null || mayBeForged || sent.hasNewWordsLeft) {
      const checked = { ...carried, checkedAt: firstCheck(carried, now()) };
      return showCheck(200, consultation, submission, checked, saving.token, notices);
    }
    const { trap, checkedAt } = carried;
    const marks = marksOf({ trap, checkedAt, busyNetwork: limits.markOn(sender) }, now());
    return send({
      ...sent,
      consultation,
      submission,
      carried,
      token,
      notices,
      late,
      marks,
      sender,
    });
  }

  /**
   * Saves the answers in a form, if the person has saved before or asks to now. Resolves to a `reply` if there is
   * nothing more to do, as when the answers were already sent. `token` is for the next check page.
   */
  async function saveAgain(
    current: Consultation,
    { consultation, submission, carried, token, ticket, wish }: Sent,
    network: string,
    mayBeForged: boolean,
  ): Promise<{ reply: Reply } | { saved: Saved | null; token: string }> {
    const { typed } = submission;
    const { left } = carried;
    const isAsked = wish === 'save' && !mayBeForged;
    if (!ticket && !isAsked) return { saved: null, token: makeToken() };
    if (isAsked && Object.keys(typed).length === 0 && left === '')
      return { reply: showForm(422, consultation, typed, [nothingToSave(consultation)], carried) };
    const ask = { ticket, token: token ?? makeToken(), network };
    const kept = await savedAnswers.keep({ ...ask, current, consultation, typed, carried });
    const written = { consultation, submission, left };
    if (kept.outcome === 'sent')
      return { reply: await savedAnswers.sentAlready(current, kept.token, written) };
    if (kept.outcome === 'not kept') {
      const { saved } = kept;
      if (!isAsked) return { saved, token: ask.token };
      return { reply: showNotSaved(consultation, typed, { ...carried, saved }, token) };
    }
    const { saved } = kept;
    if (isAsked) return { reply: savedAnswers.show(current, saved) };
    const [, wanted] = /^other_([0-9a-f]{8})$/.exec(wish) ?? [];
    if (wanted === undefined) return { saved, token: kept.token };
    const writer = ticket?.writer;
    return { reply: await savedAnswers.open(current, saved.code, network, { writer, wanted }) };
  }

  /** Opens saved answers by their code, or emails the link from the page with the code. */
  async function comeBack(
    current: Consultation,
    fields: SentFields,
    { ticket, wish, network, mayBeForged }: Sent & { network: string; mayBeForged: boolean },
  ): Promise<Reply> {
    const typed = firstOf(fields, '_code');
    const period = periodNow(current);
    if (period === 'closed') return problems.savedErased(current);
    // Otherwise another site could make a person write into a draft that it can read.
    if (mayBeForged) return savedAnswers.ask(current, typed);
    try {
      if (wish === 'email') return await savedAnswers.emailLink(current, fields, network);
      return await savedAnswers.open(current, typed, network, { writer: ticket?.writer });
    } catch (error) {
      log(`saved answers cannot be read: ${(error as Error).message}`);
      return problems.noSavedNow(current);
    }
  }

  /** Reads a form about a stored contribution. Resolves to `null` if there is no such contribution. */
  async function readOwn(
    slug: string,
    current: Consultation | null,
    fields: SentFields,
    network: string,
  ): Promise<OwnForm | null> {
    const receipt = firstOf(fields, '_receipt');
    const stored = tokenPattern.test(receipt) ? await store.findByToken(receipt) : null;
    if (!stored || !belongs(stored, slug, current)) return null;
    return {
      slug,
      current: current ?? stored.consultation,
      receipt,
      stored,
      wish: firstOf(fields, '_do'),
      base: Number(firstOf(fields, '_change')) || stored.contribution.change,
      address: firstOf(fields, '_address').slice(0, mostOfAddress),
      network,
    };
  }

  /** Does what a button of a receipt asks for, if the site no longer has the consultation. */
  async function actOnGone(slug: string, body: Uint8Array, network: string) {
    const form = readForm(body);
    if (!form.ok || !form.fields.has('_receipt')) return null;
    const own = await readOrNull(() => readOwn(slug, null, form.fields, network));
    return own && changing.act(own);
  }

  interface AboutChange {
    slug: string;
    current: Consultation;
    network: string;
    fetchSite: string | undefined;
    hasBadBytes: boolean;
  }

  /** Replies to a form that changes or withdraws a stored contribution, or emails its link. */
  async function change(
    { slug, current, network, fetchSite, hasBadBytes }: AboutChange,
    fields: SentFields,
    sent: Sent,
  ): Promise<Reply> {
    const { consultation, submission, carried, token } = sent;
    const words = wordsToCopy(consultation, submission.typed, carried.left);
    let own: OwnForm | null;
    try {
      own = await readOwn(slug, current, fields, network);
    } catch (error) {
      log(`the store cannot be read: ${(error as Error).message}`);
      const why = [catalogueOf(current).problems.change.storage];
      return problems.cannotChange(503, current, why, words);
    }
    if (!own) {
      if (words === null) return problems.noSuchReceipt(current);
      const why = [catalogueOf(current).problems.change.gone];
      return problems.cannotChange(404, current, why, words);
    }
    const late = periodNow(current) === 'grace';
    const changed: ChangedForm = {
      ...own,
      ...{ consultation, submission, carried, hasBadBytes, pageToken: token },
      mayBeForged: fetchSite === 'cross-site',
      hasNewWordsLeft: sent.hasNewWordsLeft,
      notices: [...(late ? [sayLate(current)] : []), ...sayCarried(current, carried)],
    };
    return (await changing.act(own)) ?? changing.change(changed);
  }

  /** Returns whether a contribution belongs to an address. If its consultation was renamed, both names lead to it. */
  function belongs({ consultation }: Stored, slug: string, current: Consultation | null): boolean {
    if (isRehearsal(slug) && !current) return false;
    const at = consultation.slug;
    return at === slug || (current !== null && find(at)?.slug === current.slug);
  }

  /** Reads a form by the version that it was made from, or by the newest if that one is not stored. */
  async function readSent(
    current: Consultation,
    fields: SentFields,
    mayBeForged: boolean,
    other: string | null,
  ): Promise<Sent> {
    const { slug } = current;
    const version = firstOf(fields, '_version');
    const known = await findForm(current, version, other);
    const consultation = known ?? current;
    const submission = parseSubmission(consultation, fields);

    const strange = strangeIn(consultation, fields);
    if (strange.count > 0)
      log(`ignored ${sayCount(strange.count, 'field')} that the form of ${slug} does not have`);
    const isOlder = version !== '' && known === null;
    const newWords = isOlder ? strange.text : null;
    const left = [...(fields.get('_left') ?? []), newWords ?? ''].filter((words) => words !== '');

    const token = firstOf(fields, '_token');
    return {
      consultation,
      submission,
      token: tokenPattern.test(token) ? token : null,
      wish: firstOf(fields, '_do'),
      ticket: mayBeForged ? null : readTicket(firstOf(fields, '_saved')),
      hasNewWordsLeft: newWords !== null,
      carried: {
        seen: [...submission.seen],
        trap: fields.get('_empty')?.join(' ') ?? '',
        left: [...new Set(left)].join('\n\n'),
        checkedAt: momentIn(firstOf(fields, '_checked')),
        saved: null,
      },
    };
  }

  /** Resolves to whether the same answers were already sent from the same check page. */
  async function isStored({ submission, token, wish }: Sent): Promise<boolean> {
    if (token === null || wish === 'change' || !submission.ok) return false;
    const stored = await readOrNull(() => store.findByToken(token));
    return stored !== null && hasAnswers(stored.contribution, submission.answers);
  }

  interface ToSend {
    consultation: Consultation;
    submission: Extract<Submission, { ok: true }>;
    carried: Carried;
    token: string;
    ticket: Ticket | null;
    notices: string[];
    late: boolean;
    marks: string[];
    /** The network that it comes from, hidden. */
    sender: string;
  }

  async function send({
    consultation,
    submission,
    carried,
    token,
    ticket,
    notices,
    late,
    marks,
    sender,
  }: ToSend): Promise<Reply> {
    const { slug } = consultation;
    const { problems: say, check: page } = catalogueOf(consultation);
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
      atFaultPoint('before reply');
      const written = { consultation, submission, left: carried.left };
      if (outcome === 'different' && ticket)
        return await savedAnswers.sentAlready(consultation, token, written);
      if (outcome === 'different') {
        const notice = say.sending.different(page.send);
        return showCheck(200, consultation, submission, carried, makeToken(), [notice, ...notices]);
      }
      if (outcome === 'added') {
        log(`${reference}: contribution ${number} of ${slug} is stored`);
        limits.noteStored(sender, reference, marks);
        options.onAdded();
      }
      if (ticket) await savedAnswers.noteSent(ticket.code, token);
      return toReceipt(slug, token);
    } catch (error) {
      log(`a contribution cannot be stored: ${(error as Error).message}`);
      options.onRefused?.();
      const notice = say.sending.notStored(page.send);
      return showCheck(503, consultation, submission, carried, token, [notice, ...notices]);
    }
  }

  /** Replies to a GET request. Receipts are shown even if the site no longer has their consultation. */
  async function get(slug: string, query: URLSearchParams, code?: string): Promise<Reply> {
    const consultation = find(slug, code);
    if (consultation && query.has('saved')) {
      if (periodNow(consultation) === 'closed') return problems.savedErased(consultation);
      return savedAnswers.ask(consultation, query.get('saved') ?? '');
    }
    if (consultation && !query.has('receipt'))
      return { status: 303, location: addressOf(consultation) };
    const token = query.get('receipt') ?? '';

    let stored: Stored | null;
    try {
      stored = tokenPattern.test(token) ? await store.findByToken(token) : null;
    } catch (error) {
      log(`the store cannot be read: ${(error as Error).message}`);
      return problems.noReceiptNow(consultation);
    }
    if (!stored || !belongs(stored, slug, consultation)) {
      return consultation
        ? problems.noSuchReceipt(consultation)
        : problems.wrongAddress(404, null, null);
    }
    const { contribution } = stored;
    if (query.get('as') === 'text') {
      return {
        status: 200,
        text: receiptText(stored.consultation, contribution, stored.withdrawn, stored.mayChange),
        filename: `${contribution.reference}.txt`,
      };
    }
    const page = changing.receiptOf(consultation, stored, token, {
      notice: sayDone(query.get('done'), stored.consultation),
    });
    return { status: 200, isPrivate: true, page };
  }

  return {
    post,
    get,
    find,
    problems,

    /** Returns the words in a body, for the page of a server error: as answers if they can be read. */
    wordsOf(slug: string, body: Uint8Array): string {
      const consultation = find(slug);
      const form = readForm(body);
      if (!consultation || !form.ok) return formToText(body);
      const { text } = strangeIn(consultation, form.fields);
      const words = typedToText(consultation, typedIn(consultation, form.fields));
      return [words, text].filter((part) => part !== null).join('\n\n\n');
    },
  };
}

function firstOf(fields: SentFields, name: string): string {
  return fields.get(name)?.[0] ?? '';
}

/**
 * Reads a time in ms since 1970. Returns `null` if it is not a time. It is in the future if the clock was set back since
 * the page was made.
 */
function momentIn(written: string): number | null {
  return momentPattern.test(written) ? Number(written) : null;
}

/** Returns 128 random bits. They detect that answers are sent again, and are the private link of the receipt. */
function makeToken(): string {
  return randomBytes(16).toString('base64url');
}

/** Replies with the form in plain text, with what was typed. */
function toFile(consultation: Consultation, typed: Typed): Reply {
  const text = fillForm(consultation, typed);
  return { status: 200, text, filename: `${consultation.slug}.txt` };
}

function nothingToSave(consultation: Consultation): FieldError {
  const message = catalogueOf(consultation).problems.sending.nothingToSave;
  return { field: firstField(consultation), message };
}

/** Returns notices about what a person sends besides their answers. */
function sayCarried(consultation: Consultation, { trap, left }: Carried): string[] {
  const say = catalogueOf(consultation).problems.sending;
  return [...(left === '' ? [] : [say.wordsLeft]), ...(isBlank(trap) ? [] : [say.trapFilled])];
}
