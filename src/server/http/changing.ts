/**
 * What people can do from a receipt: change their contribution, withdraw it, undo the withdrawal, or have the link
 * emailed. Each is a POST with the token of the private link, because opening a link must change nothing.
 */
import type { Consultation } from '../../consultation/consultation.ts';
import { graceEnds, periodAt, sayMoment } from '../../consultation/moments.ts';
import { localDay } from '../../consultation/summary-times.ts';
import { viewAt } from '../../consultation/view.ts';
import { catalogueOf } from '../../languages/catalogues.ts';
import { hasAnswers, replyTo } from '../../contribution/contribution.ts';
import { composePersonEmail, type PersonEmailWhat } from '../../emails/person-email.ts';
import { firstCheck, showCheck, showForm, showUnreadable } from '../../form/answer-pages.ts';
import { refill } from '../../form/changing.ts';
import { receiptLink, toReceipt } from '../../form/receipt-link.ts';
import type { createProblemPages } from '../../form/problem-pages.ts';
import type { Reply } from '../../form/reply.ts';
import type { Carried, Changing, ReceiptChoices, ReceiptPage } from '../../form/shown-page.ts';
import type { Submission } from '../../form/submission.ts';
import { readTypedAddress } from '../../form/typed-address.ts';
import { wordsToCopy } from '../../form/typed-to-text.ts';
import type { ByEmail } from '../mail/emails-to-people.ts';
import { mostChanges } from '../store/change-rules.ts';
import type { Store, Stored } from '../store/store.ts';

interface ChangingOptions {
  store: Store;
  now: () => number;
  log: (line: string) => void;
  /** Called after something was stored that staff must be told about. */
  onStored: () => void;
  onRefused: () => void;
  hasRoom: () => Promise<boolean>;
  isAlwaysOpen: boolean;
  problems: ReturnType<typeof createProblemPages>;
  /** How people get emails. `null`: the site cannot send them any. */
  byEmail: ByEmail | null;
  makeToken: () => string;
}

/** A form about a stored contribution. */
export interface OwnForm {
  /** The slug in the address that it was sent to. */
  slug: string;
  /** The consultation as the site shows it now. If the site no longer has it, the version that was answered. */
  current: Consultation;
  receipt: string;
  stored: Stored;
  wish: string;
  /** The form of the contribution that the person saw: 1 is the first. */
  base: number;
  /** What the person typed into the box for an email address. */
  address: string;
  network: string;
}

/** A form with answers that replace those of a stored contribution. */
export interface ChangedForm extends OwnForm {
  /** The version that the form was made from. */
  consultation: Consultation;
  submission: Submission;
  pageToken: string | null;
  carried: Carried;
  hasBadBytes: boolean;
  mayBeForged: boolean;
  hasNewWordsLeft: boolean;
  /** Sentences above the answers on the check page, such as that they are late. */
  notices: string[];
}

/** What a receipt shows besides the contribution: about an email address that was typed, and what was just done. */
interface ShownChoices {
  typed?: string;
  error?: string | null;
  notice?: string | null;
}

export function createChanging(options: ChangingOptions) {
  const { store, now, log, problems, byEmail } = options;

  const periodNow = (consultation: Consultation) =>
    options.isAlwaysOpen ? 'open' : periodAt(new Date(now()), consultation);

  function mayChangeNow(consultation: Consultation): boolean {
    return ['open', 'grace'].includes(periodNow(consultation));
  }

  /** People can withdraw until the day from which staff may delete everything. */
  function mayWithdraw({ keepUntil, timeZone }: Consultation): boolean {
    return keepUntil === undefined || localDay(new Date(now()), timeZone) < keepUntil;
  }

  /**
   * Returns the receipt of a contribution. Its words are those of the version that was answered, and its dates are those
   * that the site has now.
   *
   * @param current the consultation as the site shows it now. `null`: the site no longer has it
   */
  function receiptOf(
    current: Consultation | null,
    stored: Stored,
    token: string,
    shown: ShownChoices,
  ): ReceiptPage {
    const dated = current ?? stored.consultation;
    return {
      ...{ show: 'receipt', token, ...stored },
      closes: dated.closes,
      isClosed: viewAt(new Date(now()), dated) === 'closed',
      can: choicesOf(current, stored, shown),
    };
  }

  /** Returns what people can do from a receipt now. */
  function choicesOf(
    current: Consultation | null,
    { mayChange, withdrawn, contribution, consultation }: Stored,
    shown: ShownChoices,
  ): ReceiptChoices {
    const left = mostChanges + 1 - contribution.change;
    const isOpen = current !== null && mayChangeNow(current);
    return {
      change:
        mayChange && !withdrawn && isOpen && left > 0 ? { until: graceEnds(current), left } : null,
      withdraw: mayChange && !withdrawn && mayWithdraw(current ?? consultation),
      email:
        mayChange && byEmail
          ? { typed: shown.typed ?? replyTo(contribution) ?? '', error: shown.error ?? null }
          : null,
      notice: shown.notice ?? null,
    };
  }

  /** Shows the current form, filled in with the stored answers. */
  function openForm(form: OwnForm): Reply {
    const { current, stored } = form;
    const why = whyNot(form);
    if (why !== null) return problems.cannotChange(409, current, why, null);
    const { typed, left, seen } = refill(current, stored.contribution);
    const carried = { seen, trap: '', left, checkedAt: null, saved: null };
    return showForm(200, current, typed, [], carried, changingOf(form));
  }

  /** Returns sentences that say why a contribution cannot be changed, or `null` if it can. */
  function whyNot({ current, stored }: OwnForm): string[] | null {
    const say = catalogueOf(current).problems.change;
    const emailInstead = say.emailInstead(current.contact);
    if (stored.withdrawn) return [stored.withdrawn.byStaff ? say.staffWithdrew : say.youWithdrew];
    if (!mayChangeNow(current))
      return [say.over(sayMoment(graceEnds(current), current)), emailInstead];
    if (stored.contribution.change > mostChanges) return [say.enough(mostChanges), emailInstead];
    return null;
  }

  async function change(form: ChangedForm): Promise<Reply> {
    const { consultation, submission, carried, wish, current } = form;
    const { typed } = submission;
    const why = whyNot(form);
    // If a change is already stored, sending it again is not refused.
    if (why !== null && !(await isStored(form)))
      return problems.cannotChange(409, current, why, wordsOf(form));
    const changing = changingOf(form);
    if (wish === 'change') return showForm(200, consultation, typed, [], carried, changing);
    if (form.hasBadBytes && Object.keys(typed).length > 0)
      return showUnreadable(consultation, typed, carried, changing);
    if (!submission.ok)
      return showForm(422, consultation, typed, submission.errors, carried, changing);
    const isSend =
      wish === 'send' && form.pageToken !== null && !form.mayBeForged && !form.hasNewWordsLeft;
    return isSend ? send(form, submission) : check(form, submission, 200, form.notices);
  }

  async function isStored(form: ChangedForm): Promise<boolean> {
    const { submission, stored } = form;
    return (
      submission.ok && form.wish === 'send' && hasAnswers(stored.contribution, submission.answers)
    );
  }

  function check(
    form: ChangedForm,
    submission: Extract<Submission, { ok: true }>,
    status: number,
    notices: string[],
    pageToken = options.makeToken(),
  ): Reply {
    const { consultation, carried, stored } = form;
    const { change: newest, answers } = stored.contribution;
    const since = form.base === newest ? [] : [sayChangedSince(stored)];
    return showCheck(
      status,
      consultation,
      submission,
      { ...carried, checkedAt: firstCheck(carried, now()) },
      pageToken,
      [...since, ...notices],
      {
        ...changingOf(form),
        base: newest,
        before: answers,
        isSame: hasAnswers(stored.contribution, submission.answers),
      },
    );
  }

  async function send(
    form: ChangedForm,
    submission: Extract<Submission, { ok: true }>,
  ): Promise<Reply> {
    const { consultation, receipt, current, pageToken, stored } = form;
    const { slug } = consultation;
    try {
      if (!(await options.hasRoom())) throw new Error('the disk is nearly full');
      const {
        outcome,
        reference,
        change: newest,
      } = await store.change({
        token: receipt,
        consultation,
        answers: submission.answers,
        changeToken: pageToken as string,
        base: form.base,
        at: new Date(now()),
        late: stored.contribution.late || periodNow(current) === 'grace',
      });
      if (outcome === 'changed') {
        log(`${reference}: form ${newest} of a contribution to ${slug} is stored`);
        options.onStored();
        void tell(form, 'changed');
      }
      if (outcome === 'changed' || outcome === 'again' || outcome === 'same')
        return toReceipt(form.slug, form.receipt, 'changed');
      const found = await store.findByToken(receipt);
      if (!found) return gone(form);
      const asNow = { ...form, stored: found };
      const why = whyNot(asNow);
      if (why !== null) return problems.cannotChange(409, current, why, wordsOf(form));
      return check(asNow, submission, 200, form.notices);
    } catch (error) {
      log(`a change cannot be stored: ${(error as Error).message}`);
      options.onRefused();
      const { problems: say, check: page } = catalogueOf(consultation);
      const notice = say.change.notStored(page.sendChanges);
      return check(form, submission, 503, [notice, ...form.notices], pageToken as string);
    }
  }

  /** Says that the contribution has been erased since the form was opened. */
  function gone(form: ChangedForm): Reply {
    const why = [catalogueOf(form.current).problems.change.gone];
    return problems.cannotChange(404, form.current, why, wordsOf(form));
  }

  async function withdraw(form: OwnForm): Promise<Reply> {
    const { receipt, stored, current } = form;
    const { reference } = stored.contribution;
    if (!stored.withdrawn && !mayWithdraw(current)) return toReceipt(form.slug, form.receipt);
    return attempt(form, async () => {
      if ((await store.withdraw(receipt)) === 'done') {
        log(`${reference}: withdrawn by the person`);
        options.onStored();
        void tell(form, 'withdrawn');
      }
    });
  }

  async function undo(form: OwnForm): Promise<Reply> {
    const { reference } = form.stored.contribution;
    return attempt(form, async () => {
      if ((await store.undo(form.receipt)) === 'done') {
        log(`${reference}: the person undid the withdrawal`);
        options.onStored();
        void tell(form, 'undone');
      }
    });
  }

  async function attempt(form: OwnForm, work: () => Promise<void>): Promise<Reply> {
    try {
      await work();
      return toReceipt(form.slug, form.receipt);
    } catch (error) {
      log(`a withdrawal cannot be stored: ${(error as Error).message}`);
      options.onRefused();
      return toReceipt(form.slug, form.receipt, 'not-done');
    }
  }

  /** Queues an email with the private link. Resolves to `null` if the site cannot email people. */
  async function sendEmail(form: OwnForm, what: Exclude<PersonEmailWhat, 'saved'>, to: string) {
    if (!byEmail) return null;
    const { slug, receipt, current, network, stored } = form;
    const link = byEmail.publicUrl + receiptLink(slug, receipt);
    return byEmail.people.ask({
      about: { contribution: receipt, kind: what === 'receipt' ? 'receipt' : 'notice' },
      to,
      network,
      language: current.language,
      ...composePersonEmail(what, current, stored.contribution.reference, link),
    });
  }

  /** Emails the address that the person left for replies, if there is one. */
  async function tell(form: OwnForm, what: 'changed' | 'withdrawn' | 'undone'): Promise<void> {
    const address = replyTo(form.stored.contribution);
    if (address === null) return;
    await sendEmail(form, what, address).catch((error: unknown) =>
      log(`an email to a person cannot be queued: ${(error as Error).message}`),
    );
  }

  async function email(form: OwnForm): Promise<Reply> {
    const { receipt, current, stored } = form;
    const say = catalogueOf(current).emails.receiptRefused;
    const typed = form.address.trim();
    const read = readTypedAddress(typed, stored.consultation);
    const show = (status: number, error: string): Reply => ({
      status,
      isPrivate: true,
      page: receiptOf(current, stored, receipt, { typed, error }),
    });
    if (!byEmail) return toReceipt(form.slug, form.receipt);
    if ('error' in read) return show(422, read.error);
    try {
      const asked = await sendEmail(form, 'receipt', read.address);
      return asked === 'enough' || asked === 'too many'
        ? show(429, asked === 'enough' ? say.enough : say.tooMany)
        : toReceipt(form.slug, form.receipt, 'emailed');
    } catch (error) {
      log(`the store cannot be read: ${(error as Error).message}`);
      return show(503, say.notNow);
    }
  }

  return {
    receiptOf,
    change,

    /** Does what a button of the receipt asks for. Resolves to `null` for a form with answers. */
    async act(form: OwnForm): Promise<Reply | null> {
      const { wish, stored, receipt } = form;
      // An old receipt can only be read.
      if (!stored.mayChange) return toReceipt(form.slug, form.receipt);
      if (wish === 'open') return openForm(form);
      if (wish === 'withdraw now') return withdraw(form);
      if (wish === 'undo') return undo(form);
      if (wish === 'email') return email(form);
      if (wish !== 'withdraw') return null;
      if (stored.withdrawn || !mayWithdraw(form.current)) return toReceipt(form.slug, form.receipt);
      const { consultation, contribution } = stored;
      return {
        status: 200,
        isPrivate: true,
        page: { show: 'withdraw', consultation, contribution, token: receipt },
      };
    },
  };
}

function wordsOf({ consultation, submission, carried }: ChangedForm): string | null {
  return wordsToCopy(consultation, submission.typed, carried.left);
}

function changingOf({ receipt, stored, base }: OwnForm): Changing {
  return { receipt, reference: stored.contribution.reference, base };
}

function sayChangedSince({ consultation, contribution }: Stored): string {
  const { changedAt } = contribution;
  const say = catalogueOf(consultation).problems.change;
  return changedAt === null
    ? say.changedSince
    : say.changedSinceOn(sayMoment(changedAt, consultation));
}
