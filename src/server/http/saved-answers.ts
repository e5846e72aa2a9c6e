/** The part of the endpoint for answers that people save, and return to with a code. */
import { addressOf } from '../../consultation/addresses.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { graceEnds } from '../../consultation/moments.ts';
import { catalogueOf } from '../../languages/catalogues.ts';
import { composePersonEmail } from '../../emails/person-email.ts';
import { showForm } from '../../form/answer-pages.ts';
import { hasAnswers } from '../../contribution/contribution.ts';
import { fromDraft, toDraft, type DraftContent } from '../../form/draft.ts';
import { readCode } from '../../form/draft-code.ts';
import type { createProblemPages } from '../../form/problem-pages.ts';
import { receiptLink, toReceipt } from '../../form/receipt-link.ts';
import type { Reply } from '../../form/reply.ts';
import { showOpen, showSaved, showTooManyCodes, showUnknownCode } from '../../form/saved-pages.ts';
import type { Carried, Saved } from '../../form/shown-page.ts';
import { parseSubmission, type Submission } from '../../form/submission.ts';
import { readTypedAddress } from '../../form/typed-address.ts';
import { wordsToCopy } from '../../form/typed-to-text.ts';
import type { SentFields } from '../../form/typed.ts';
import type { Typed } from '../../questions/question.ts';
import { readTicket, type Drafts, type Ticket } from '../drafts/drafts.ts';
import type { ByEmail } from '../mail/emails-to-people.ts';
import type { Stored } from '../store/store.ts';

interface SavedAnswersOptions {
  drafts: Drafts;
  /** Finds the consultation that people see at an address. */
  find: (slug: string) => Consultation | null;
  /** Finds the text that a form was made from. Resolves to `null` if it is no longer stored. */
  findText: (consultation: Consultation, version: string) => Promise<Consultation | null>;
  /** Finds the contribution that was sent with a token. Resolves to `null` also if the store cannot be read. */
  findSent: (token: string) => Promise<Stored | null>;
  problems: Pick<ReturnType<typeof createProblemPages>, 'sentAlready'>;
  log: (line: string) => void;
  /** How people get the link by email, and where it leads to. `null`: the site cannot email people. */
  byEmail: ByEmail | null;
}

interface ToKeep {
  /** As the site shows it now. */
  current: Consultation;
  /** The text that the form was made from. */
  consultation: Consultation;
  typed: Typed;
  carried: Carried;
  /** `null`: this is the first time. */
  ticket: Ticket | null;
  /** The token of the check page that the form comes from, or a new one. */
  token: string;
  network: string;
}

/** What a person wrote, with the text that it answers. */
interface Written {
  consultation: Consultation;
  submission: Submission;
  /** Words without a place in this text. */
  left: string;
}

/** `sent`: the answers were already sent from another page, with this token. */
type Kept =
  | { outcome: 'kept'; saved: Saved; token: string }
  | { outcome: 'not kept'; saved: Saved | null }
  | { outcome: 'sent'; token: string };

export function createSavedAnswers(options: SavedAnswersOptions) {
  const { drafts, log, byEmail, problems } = options;

  async function keep({ current, consultation, typed, carried, ticket, ...ask }: ToKeep) {
    const notKept: Kept = { outcome: 'not kept', saved: ticket && unsaved(ticket) };
    try {
      const result = await drafts.save({
        ...ask,
        ticket,
        hasReceipt: async (token) => (await options.findSent(token)) !== null,
        content: toDraft(consultation, typed, carried),
        consultation: current.slug,
        endsAt: graceEnds(current).getTime(),
      });
      if (result.outcome === 'saved') return { ...result, outcome: 'kept' } as const;
      return result.outcome === 'sent' ? result : notKept;
    } catch (error) {
      log(`answers cannot be saved: ${(error as Error).message}`);
      return notKept;
    }
  }

  /** Opens the saved answers that a code names, in the current form. */
  async function open(
    current: Consultation,
    typed: string,
    network: string,
    ask: { writer?: string | undefined; wanted?: string | undefined } = {},
  ): Promise<Reply> {
    const found = await drafts.open(typed, network, ask);
    if (found.outcome === 'too many') return showTooManyCodes(current);
    if (found.outcome === 'unknown' || options.find(found.consultation)?.slug !== current.slug)
      return showUnknownCode(current, typed);
    if (found.outcome === 'sent') return toReceipt(current.slug, found.token);
    const sent = await options.findSent(found.token);
    if (sent) return openSent(current, found, sent, network);
    const before = await options.findText(current, found.content.version);
    const { typed: answers, carried } = fromDraft(found.content, before, current);
    return showForm(200, current, answers, [], { ...carried, saved: found.saved });
  }

  /**
   * Opens a draft of which a page without the code has sent one version, or the site stopped before it could record the
   * sending. Words that were not sent are shown, and stay saved.
   */
  async function openSent(
    current: Consultation,
    { content, saved, token }: { content: DraftContent; saved: Saved; token: string },
    sent: Stored,
    network: string,
  ): Promise<Reply> {
    const contents = [content];
    for (const { writer } of saved.others) {
      const other = await drafts.open(saved.code, network, { wanted: writer });
      if (other.outcome === 'open') contents.push(other.content);
    }
    const words: string[] = [];
    for (const one of contents) {
      const own = wordsNotIn(sent, await readDraft(current, one));
      if (own !== null) words.push(own);
    }
    if (words.length > 0) {
      const link = receiptLink(current.slug, token);
      return problems.sentAlready(current, [...new Set(words)].join('\n\n\n'), link, 'saved');
    }
    await noteSent(saved.code, token);
    return toReceipt(current.slug, token);
  }

  /** Reads a draft by the text that it answers, or by the current one if that is no longer stored. */
  async function readDraft(current: Consultation, content: DraftContent): Promise<Written> {
    const before = await options.findText(current, content.version);
    const consultation = before ?? current;
    const { typed, carried } = fromDraft(content, before, consultation);
    const fields = new Map([...Object.entries(typed), ['_seen', carried.seen]]);
    return { consultation, submission: parseSubmission(consultation, fields), left: carried.left };
  }

  /**
   * Replies to answers that were already sent from another page or device. If this page has different answers, the
   * person gets them back.
   */
  async function sentAlready(
    current: Consultation,
    token: string,
    written: Written,
  ): Promise<Reply> {
    const words = wordsNotIn(await options.findSent(token), written);
    if (words === null) return toReceipt(current.slug, token);
    return problems.sentAlready(current, words, receiptLink(current.slug, token), 'page');
  }

  /** Erases the draft of answers that were sent. If that fails, it is done when the draft is next opened. */
  async function noteSent(code: string, token: string): Promise<void> {
    try {
      await drafts.noteSent(code, token);
    } catch (error) {
      log(`saved answers cannot be erased now: ${(error as Error).message}`);
    }
  }

  async function emailLink(
    current: Consultation,
    fields: SentFields,
    network: string,
  ): Promise<Reply> {
    const ticket = readTicket(fields.get('_saved')?.[0] ?? '');
    const found = await drafts.open(ticket?.code ?? '', network, { writer: ticket?.writer });
    if (found.outcome === 'too many') return showTooManyCodes(current);
    if (found.outcome === 'unknown' || options.find(found.consultation)?.slug !== current.slug)
      return showUnknownCode(current, '');
    if (found.outcome === 'sent') return toReceipt(current.slug, found.token);
    const { saved } = found;
    const canEmail = byEmail !== null;
    if (!byEmail) return showSaved(200, current, saved, { canEmail });

    const typed = (fields.get('_to')?.[0] ?? '').trim();
    const read = readTypedAddress(typed, current);
    if ('error' in read)
      return showSaved(422, current, saved, { canEmail, email: { typed, error: read.error } });
    const link = `${byEmail.publicUrl}${addressOf(current)}respond?saved=${saved.code}`;
    const asked = await byEmail.people.ask({
      about: { draft: saved.code },
      to: read.address,
      network,
      language: current.language,
      ...composePersonEmail('saved', current, saved.code, link),
    });
    const say = catalogueOf(current).emails.linkAsked;
    const notice = {
      queued: say.queued(read.address),
      enough: say.enough,
      'too many': say.tooMany,
    }[asked];
    return showSaved(asked === 'queued' ? 200 : 429, current, saved, { canEmail, notice });
  }

  return {
    keep,
    open,
    noteSent,
    sentAlready,
    emailLink,

    /** Shows the page with the code. */
    show: (current: Consultation, saved: Saved) =>
      showSaved(200, current, saved, { canEmail: byEmail !== null }),

    /**
     * Shows the page to which a link or "enter your code" leads. It does not open the answers yet, so programs that
     * follow links open nothing.
     */
    ask(current: Consultation, typed: string): Reply {
      const code = readCode(typed);
      return showOpen(200, current, code === null ? { typed } : { code });
    },
  };
}

/** Returns what a person wrote and has not sent, or `null` if a contribution has it all. */
function wordsNotIn(
  sent: Stored | null,
  { consultation, submission, left }: Written,
): string | null {
  if (sent && submission.ok && hasAnswers(sent.contribution, submission.answers)) return null;
  return wordsToCopy(consultation, submission.typed, left);
}

/** Returns a draft whose latest answers could not be saved. */
function unsaved({ code, writer, hash }: Ticket): Saved {
  return { ticket: `${code}.${writer}.${hash}`, code, isKept: false, others: [] };
}
