/** The commands that change what is done with contributions: resend, decide, forget and purge. */
import { sayContributions, sayDrafts, sayEmails } from '../counts.ts';
import { whyErased } from './looking.ts';

const resend = {
  about: 'Sends an email again; one that may have arrived says that it may be a second copy',
  held: 'all emails that the mail server rejects',
  giveOne: 'Give a reference, or --held for all held emails.',
  noneHeld: 'No email is held.',
  willBeSent: (count: number) =>
    `${sayEmails(count)} will be sent within seconds, if the site is running.`,
};

const decide = {
  about: 'Counts a contribution, or a whole group, or sets it aside, so that it is in no total',
  decision: '“count”; “apart”, which sets it aside; or “open”, which undoes a decision',
  group:
    'decide about all contributions with the same words or from the same busy network (see list --groups)',
  only: 'with --group: only one kind of group',
  notInGroup: (reference: string) =>
    `${reference} is not in such a group: see "list --groups". To decide about this contribution alone, leave out --group and --only.`,
  /** For each decision. */
  one: {
    count: (reference: string) => `${reference} is counted.`,
    apart: (reference: string) => `${reference} is set aside: it is in no total.`,
    open: (reference: string) => `${reference} is undecided again.`,
  },
  /** About groups, so there are at least two contributions. */
  all: {
    count: (count: number) => `${sayContributions(count)} are counted:`,
    apart: (count: number) => `${sayContributions(count)} are set aside, so they are in no total:`,
    open: (count: number) => `${sayContributions(count)} are undecided again:`,
  },
};

const forget = {
  about: 'Erases a contribution that a person withdraws; its number stays, and staff get an email',
  yes: 'erase it: nobody can bring it back',
  alreadyErased: (reference: string, why: keyof typeof whyErased) =>
    `${reference} was already erased (${whyErased[why]}).`,
  wouldErase: (number: number, reference: string) =>
    `This would erase contribution ${number}, ${reference}, for ever: add --yes to do it.`,
  isErased: (reference: string, number: number) =>
    `${reference} is erased. Its number, ${number}, stays, marked as withdrawn. Staff get an email that asks them to delete their copy.`,
  backups: 'Earlier backups still contain it: delete or replace them.',
};

const purge = {
  about:
    'Erases contributions that were emailed and reconciled, once the day in keepUntil has come',
  yes: 'erase them: nobody can bring them back',
  noDay: (slug: string) =>
    `Nothing was erased: consultation.yaml of ${slug} has no keepUntil, the day from which contributions may be erased.`,
  tooEarly: (day: string) =>
    `Nothing was erased: consultation.yaml allows it from ${day} (keepUntil).`,
  erased: (count: number) =>
    `${sayContributions(count)} erased. Earlier backups still contain them: delete or replace them.`,
  canBeErased: (count: number) => `${sayContributions(count)} can be erased: add --yes to do it.`,
  draftsErased: (count: number) => `${sayDrafts(count)} erased.`,
  kept: (reference: string, why: string) => `Kept: ${reference}, ${why}`,
  /** Why a contribution is not purged. */
  notEmailed: 'it has not been emailed to staff',
  notReconciled: 'it has not been found in saved mail: run "reconcile" first',
};

export const deciding = { resend, decide, forget, purge };
