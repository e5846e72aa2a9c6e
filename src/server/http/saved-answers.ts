/** The part of the endpoint for answers that people save, and return to with a code. */
import { addressOf } from '../../consultation/addresses.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { graceEnds } from '../../consultation/moments.ts';
import { catalogueOf } from '../../languages/catalogues.ts';
import { composePersonEmail } from '../../emails/person-email.ts';
import { showForm } from '../../form/answer-pages.ts';
import { fromDraft, toDraft } from '../../form/draft.ts';
import { readCode } from '../../form/draft-code.ts';
import { toReceipt } from '../../form/receipt-link.ts';
import type { Reply } from '../../form/reply.ts';
import { showOpen, showSaved, showTooManyCodes, showUnknownCode } from '../../form/saved-pages.ts';
import type { Carried, Saved } from '../../form/shown-page.ts';
import { readTypedAddress } from '../../form/typed-address.ts';
import type { SentFields } from '../../form/typed.ts';
import type { Typed } from '../../questions/question.ts';
import { readTicket, type Drafts, type Ticket } from '../drafts/drafts.ts';
import type { ByEmail } from '../mail/emails-to-people.ts';

interface SavedAnswersOptions {
  drafts: Drafts;
  /** Finds the consultation that people see at an address. */
  find: (slug: string) => Consultation | null;
  /** Finds the text that a form was made from. Resolves to `null` if it is no longer stored. */
  findText: (consultation: Consultation, version: string) => Promise<Consultation | null>;
  /** Resolves to whether a token has a receipt, or to false if the store cannot be read. */
  hasReceipt: (token: string) => Promise<boolean>;
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

/** `sent`: the answers were already sent from another page, with this token. */
type Kept =
  | { outcome: 'kept'; saved: Saved; token: string }
  | { outcome: 'not kept'; saved: Saved | null }
  | { outcome: 'sent'; token: string };

export function createSavedAnswers(options: SavedAnswersOptions) {
  const { drafts, log, byEmail } = options;

  async function keep({ current, consultation, typed, carried, ticket, ...ask }: ToKeep) {
    const notKept: Kept = { outcome: 'not kept', saved: ticket && unsaved(ticket) };
    try {
      const result = await drafts.save({
        ...ask,
        ticket,
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
    // The answers were sent, and the site stopped before it could record that.
    if (await options.hasReceipt(found.token)) {
      await noteSent(found.saved.code, found.token);
      return toReceipt(current.slug, found.token);
    }
    const before = await options.findText(current, found.content.version);
    const { typed: answers, carried } = fromDraft(found.content, before, current);
    return showForm(200, current, answers, [], { ...carried, saved: found.saved });
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

/** Returns a draft whose latest answers could not be saved. */
function unsaved({ code, writer, hash }: Ticket): Saved {
  return { ticket: `${code}.${writer}.${hash}`, code, isKept: false, others: [] };
}
