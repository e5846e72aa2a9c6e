/** Writes an email at the moment of sending, from what the store has then. */
import { staffLanguage } from '../../languages/staff.ts';
import { setImmediate as turn } from 'node:timers/promises';
import { composeBatch } from '../../emails/batch-email.ts';
import { composeChange, composeUndone } from '../../emails/change-email.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import type { Contribution } from '../../contribution/contribution.ts';
import { composeAction } from '../../emails/action-email.ts';
import { composeEmail, needsStaff, type Email, type FittedEmail } from '../../emails/email.ts';
import type { Decision } from '../../contribution/filed.ts';
import { canUndo } from '../../contribution/staff-action.ts';
import { fitEmail, sizeOf } from '../../emails/smaller-email.ts';
import { composeWithdrawal } from '../../emails/summary-email.ts';
import { type DueEmail, type Emails } from '../store/emails.ts';
import {
  actionEmailFactsSchema,
  batchFactsSchema,
  changeFactsSchema,
  referenceIn,
  withdrawalFactsSchema,
} from '../store/email-facts.ts';
import { readStaffPath } from '../settings/staff-link.ts';
import type { MakeStaffLink } from './staff-links.ts';
import { writeFigures, writeSummary } from './write-summary.ts';

export interface ReadyEmail {
  email: FittedEmail;
  to: string[];
  language: string;
  /** The contributions of a batch. */
  references?: string[];
  /** The contribution that an email about a change is about. */
  contribution?: string;
  /**
   * Whether it says that it may be a second copy. An earlier attempt may have arrived, or another email may have
   * brought the same form.
   */
  isMaybeSecondCopy?: boolean;
  /** The Message-ID of the email that it answers. */
  inReplyTo?: string;
  /** For contributions that were changed, which form it brings, by reference. */
  forms?: Record<string, number>;
  /** How many steps smaller it is than it could be, and whether it is the smallest. */
  leftOut: number;
  isSmallest: boolean;
}

/** `split`: it is too large, and two emails can bring its contributions. `nothing`: all of them are erased. */
export type WriteEmail = (due: DueEmail) => Promise<ReadyEmail | 'split' | 'nothing'>;

interface WritingOptions {
  emails: Emails;
  /** The consultations as the site shows them now. */
  consultations: Consultation[];
  recipientsOf: (consultation: Consultation) => string[];
  makeLink: MakeStaffLink;
  /** The size of the largest email, with its encoding, in bytes. */
  mostBytes: number;
}

export function createWriting(options: WritingOptions): WriteEmail {
  const { emails, mostBytes, makeLink } = options;

  /** Finds a consultation on the site or, if the site no longer has it, in the store. */
  async function findConsultation(slug: string): Promise<Consultation> {
    const shown = options.consultations.find((consultation) => consultation.slug === slug);
    if (shown) return shown;
    const kept = await emails.atOneMoment(slug, async (records) => records.versions(slug).at(-1));
    if (kept) return kept;
    throw new Error(`the store has no consultation ${slug}`);
  }

  function ready(
    due: DueEmail,
    consultation: Consultation,
    email: Email,
    more: Partial<ReadyEmail> = {},
  ): ReadyEmail {
    return {
      ...fitEmail(email, due.leftOut, mostBytes),
      to: options.recipientsOf(consultation),
      language: staffLanguage,
      ...more,
    };
  }

  async function writeChange(due: DueEmail): Promise<ReadyEmail | 'nothing'> {
    const facts = changeFactsSchema.parse(due.facts);
    const contribution = referenceIn(due.key);
    const found = await emails.findChanged(contribution, 'since' in facts ? facts.since : 0);
    // It has been withdrawn since, so there is nothing to say.
    if (!found || found.filed.erased !== null) return 'nothing';
    const { consultation, filed, before, messageId } = found;
    const { decision, contribution: now } = filed;
    const link = await linkToDecide(now, decision, consultation);
    const isMaybeSecondCopy = due.maybeSent || ('since' in facts && found.mayBeThere);
    const email =
      'since' in facts
        ? composeChange(consultation, now, before, isMaybeSecondCopy, decision, link)
        : composeUndone(consultation, now, due.maybeSent, decision, new Date(facts.undoneAt), link);
    const shown = await findConsultation(due.consultation);
    return ready(due, shown, email, {
      contribution,
      isMaybeSecondCopy,
      ...(messageId === null ? {} : { inReplyTo: messageId }),
      forms: formsOf([now]),
    });
  }

  async function writeBatch(due: DueEmail, consultation: Consultation) {
    const { references } = batchFactsSchema.parse(due.facts);
    const contributions: Contribution[] = [];
    const decisions = new Map<string, Decision | null>();
    let size = 0;
    for (const reference of references) {
      const filed = await emails.find(reference);
      if (!filed) throw new Error(`there is no contribution ${reference}`);
      if (filed.erased) continue;
      contributions.push(filed.contribution);
      decisions.set(reference, filed.decision);
      size += JSON.stringify(filed.contribution).length;
      // The email has the words three times, so it is certainly too large. Writing it just to find that out would be
      // costly.
      if (contributions.length > 1 && 3 * size > mostBytes) return 'split';
      await turn();
    }
    if (contributions.length === 0) return 'nothing';
    const hasLinks = (await linkToday(consultation)) !== null;
    const how = hasLinks ? 'today' : 'ask';
    const email = composeBatch(consultation, contributions, due.maybeSent, decisions, how);
    if (contributions.length > 1 && sizeOf(email) > mostBytes) return 'split';
    const brought = contributions.map(({ reference }) => reference);
    return ready(due, consultation, email, {
      references: brought,
      forms: formsOf(contributions),
    });
  }

  const linkToday = (consultation: Consultation) =>
    makeLink({ page: 'today', slug: consultation.slug }, consultation);

  /** Makes a link only if the contribution waits for staff, because an email with a link has no Reply-To. */
  async function linkToDecide(
    contribution: Contribution,
    decision: Decision | null,
    consultation: Consultation,
  ): Promise<string | null> {
    const { reference } = contribution;
    return needsStaff(contribution, decision)
      ? makeLink({ page: 'contribution', reference }, consultation)
      : null;
  }

  async function writeContribution(due: DueEmail, brings: NonNullable<DueEmail['brings']>) {
    const { consultation, contribution, decision, undoneAt, isWithdrawn } = brings;
    if (isWithdrawn) return 'nothing';
    const more = { undoneAt, link: await linkToDecide(contribution, decision, consultation) };
    const email = composeEmail(consultation, contribution, due.maybeSent, decision, more);
    return ready(due, consultation, email, { forms: formsOf([contribution]) });
  }

  async function writeAction(due: DueEmail, consultation: Consultation) {
    const action = actionEmailFactsSchema.parse(due.facts);
    const { id, facts } = action;
    const thing = readStaffPath(facts.thing ?? '');
    const email = composeAction(consultation, action, {
      action: canUndo(action) ? await makeLink({ page: 'action', id }, consultation) : null,
      fresh: thing && (await makeLink(thing, consultation)),
      today: thing?.page === 'today' ? null : await linkToday(consultation),
    });
    return ready(due, consultation, email);
  }

  return async (due) => {
    if (due.brings) return writeContribution(due, due.brings);
    if (due.kind === 'change') return writeChange(due);
    const consultation = await findConsultation(due.consultation);
    if (due.kind === 'batch') return writeBatch(due, consultation);
    if (due.kind === 'action') return writeAction(due, consultation);
    if (due.kind === 'summary' || due.kind === 'figures') {
      const write = due.kind === 'summary' ? writeSummary : writeFigures;
      const today = await linkToday(consultation);
      const email = await emails.atOneMoment(consultation.slug, (records) =>
        write(records, due, consultation, mostBytes, today),
      );
      return ready(due, consultation, email);
    }
    if (due.kind === 'withdrawal') {
      const filed = await emails.find(referenceIn(due.key));
      if (!filed) throw new Error(`there is no contribution ${due.key}`);
      // The withdrawal has been undone since.
      if (filed.erased === null) return 'nothing';
      const facts = withdrawalFactsSchema.parse(due.facts);
      const undoUntil = facts.undoUntil === null ? null : new Date(facts.undoUntil);
      const email = composeWithdrawal(consultation, filed.contribution, { ...facts, undoUntil });
      return ready(due, consultation, email);
    }
    // Its contribution has been erased, so there is nothing to say.
    return 'nothing';
  };
}

/** Returns which form of each contribution this is, for those that were changed. */
function formsOf(contributions: Contribution[]): Record<string, number> {
  const changed = contributions.filter(({ change }) => change > 1);
  return Object.fromEntries(changed.map(({ reference, change }) => [reference, change]));
}
