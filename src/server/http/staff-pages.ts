/**
 * Pages for staff, who open them by a link in an email. GET only shows a page. A button acts, and needs the hidden
 * token of its page, because mail scanners follow links but press no buttons. Each action is recorded, and all
 * recipients are told.
 */
import { createHash, randomBytes } from 'node:crypto';
import { findAt } from '../../consultation/addresses.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { isWithStaff, type FiledContribution } from '../../contribution/filed.ts';
import type { GroupKind } from '../../contribution/group-marks.ts';
import { findGroupsOf } from '../../contribution/groups.ts';
import { isUnclear } from '../../contribution/settlement.ts';
import { sayAction, whyNotUndone, type StaffAction } from '../../contribution/staff-action.ts';
import type { createProblemPages } from '../../form/problem-pages.ts';
import type { PageReply, Reply } from '../../form/reply.ts';
import { readForm } from '../../form/sent-form.ts';
import type { StaffPage } from '../../form/staff-page.ts';
import type { SentFields } from '../../form/typed.ts';
import { staffWords } from '../../languages/staff.ts';
import { StaffError } from '../settings/staff-error.ts';
import {
  linkEnd,
  readPageToken,
  readStaffKey,
  readStaffPath,
  signedPath,
  signPage,
  staffPath,
  type StaffThing,
} from '../settings/staff-link.ts';
import { nameHeld } from '../mail/held-emails.ts';
import type { NewAction } from '../store/changes.ts';
import type { EmailKey } from '../store/email-facts.ts';
import type { Storage } from '../store/storage.ts';
import { readResending } from './staff-held-emails.ts';
import { findText } from './find-text.ts';
import { filingQuestions, readFiling, readSettling, showFiling, wordsIn } from './staff-forms.ts';
import * as views from './staff-views.ts';
import type { StaffVisit } from './staff-views.ts';

const words = staffWords.pages;
const { refused } = words;

interface StaffPagesOptions {
  storage: Pick<Storage, 'store' | 'emails' | 'changes'>;
  /** The consultations as the site shows them now. */
  consultations: Consultation[];
  problems: ReturnType<typeof createProblemPages>;
  now: () => number;
  log: (line: string) => void;
  /** Called after an action, because recipients are told by email. */
  onActed: () => void;
}

interface Visit extends StaffVisit {
  key: Buffer;
  until: number;
  isOver: boolean;
  /** The id of the action that was just done from this page, if the address has it. */
  done: string | null;
}

export type StaffPages = ReturnType<typeof createStaffPages>;

export function createStaffPages(options: StaffPagesOptions) {
  const { consultations, now, log, problems } = options;
  const { store, emails, changes } = options.storage;

  /** Requests are handled one at a time, because a page can read all contributions. */
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  }

  /** Resolves to `null` for an address that we did not sign, or whose consultation the site does not have. */
  async function open(path: string, query: URLSearchParams): Promise<Visit | null> {
    const thing = readStaffPath(path);
    const key = thing && (await store.linkKey());
    const until = key && readStaffKey(key, thing, query.get('key') ?? '');
    if (!key || until === null) return null;
    const slug = await slugOf(thing);
    const consultation = slug === null ? null : findAt(consultations, slug);
    if (!consultation) return null;
    const moment = now();
    // A link ends on the day in `keepUntil` even if it was signed for longer, because contributions are erased then.
    const isOver = moment >= until || linkEnd(consultation, moment) === null;
    return {
      ...{ thing, key, until, isOver, consultation, now: moment, done: query.get('done') },
      address: (other) =>
        staffPath(other) === staffPath(thing)
          ? `${path}?key=${query.get('key') ?? ''}`
          : signedPath(key, other, until),
      token: () => signPage(key, thing, randomBytes(16).toString('base64url'), moment),
    };
  }

  async function slugOf(thing: StaffThing): Promise<string | null> {
    if ('slug' in thing) return thing.slug;
    if ('id' in thing) return (await changes.findAction(thing.id))?.action.consultation ?? null;
    const filed = await emails.find(thing.reference);
    return filed?.contribution.consultation.slug ?? null;
  }

  async function show(visit: Visit): Promise<StaffPage> {
    const { thing, consultation } = visit;
    if (visit.isOver) return views.showOver(visit);
    if ('id' in thing) {
      const { action, whyNot } = await findAction(thing.id, visit.now);
      return views.showAction(visit, action, whyNot);
    }
    if ('slug' in thing) {
      if (thing.page === 'file') return showFiling(visit);
      const done = await findDone(visit);
      return emails.atOneMoment(consultation.slug, (records) =>
        views.showToday(visit, records, done),
      );
    }
    const filed = await find(thing.reference);
    if (thing.page === 'contribution') return views.showContribution(visit, filed);
    if (thing.page === 'group') {
      const { groups, references } = await findGroup(filed);
      return views.showGroup(visit, thing.reference, groups, references);
    }
    if (filed.erased) return views.showContribution(visit, filed);
    return 'question' in thing
      ? views.showSettle(visit, filed, answerIn(filed, thing.question))
      : views.showWithdraw(visit, filed);
  }

  async function find(reference: string): Promise<FiledContribution> {
    const filed = await emails.find(reference);
    if (!filed) throw new StaffError(refused.noContribution(reference));
    return filed;
  }

  /** Resolves to the action that was just done from today’s page. `null`: there is none, or it was undone. */
  async function findDone({ done, consultation }: Visit): Promise<StaffAction | null> {
    const found = done === null ? null : await changes.findAction(done);
    const isOfPage = found?.action.consultation === consultation.slug && !found.isUndone;
    return isOfPage ? found.action : null;
  }

  /** Resolves to an action, and why it cannot be undone. `whyNot` is `null` if it can. */
  async function findAction(id: string, at: number) {
    const found = await changes.findAction(id);
    if (!found) throw new StaffError(refused.noAction);
    const { action, isUndone } = found;
    const filed =
      action.kind === 'withdraw' ? await emails.find(action.facts.references[0] ?? '') : null;
    return { action, whyNot: whyNotUndone(action, isUndone, filed, at) };
  }

  async function findGroup({ contribution }: FiledContribution, only?: GroupKind) {
    const { reference, consultation } = contribution;
    return emails.atOneMoment(consultation.slug, async (records) =>
      findGroupsOf(records.all(consultation.slug), reference, only),
    );
  }

  /**
   * Returns an answer as it was sent, for staff to settle. Throws if staff do not have the contribution, or if a person
   * gave a clear answer on the site.
   */
  function answerIn(filed: FiledContribution, id: string) {
    const { answers, channel } = filed.contribution;
    const found = answers.find(({ question }) => question.id === id);
    const before = filed.settled?.find(({ question }) => question.id === id);
    if (!found) throw new StaffError(refused.noQuestion);
    if (!isWithStaff(filed)) throw new StaffError(refused.notWithYou);
    if (channel === 'site' && !isUnclear(found.answer) && !before)
      throw new StaffError(refused.isClear);
    return before ? { question: found.question, answer: before.was } : found;
  }

  /** Resolves to what a button does, or to the reply that says what is wrong. */
  async function choose(
    visit: Visit,
    wish: string,
    fields: SentFields,
    id: string,
  ): Promise<NewAction | PageReply> {
    const { thing, consultation, now: at } = visit;
    const act = (
      kind: StaffAction['kind'],
      facts: Partial<StaffAction['facts']>,
      slug = consultation.slug,
    ): NewAction => ({
      action: { id, consultation: slug, kind, at, facts: { references: [], ...facts } },
    });
    if (thing.page === 'today' && wish === 'figures')
      return act('figures', { upTo: await emails.lastNumber(consultation.slug) });
    if (thing.page === 'today') {
      const wanted = readResending(wish);
      const { action } = wanted
        ? act('resend', await findToResend(consultation, wanted))
        : act('decide', await readDecision(consultation, wish));
      return { action: { ...action, id: nameButton(id, wish) } };
    }
    if (thing.page === 'file' && wish === 'file') return file(visit, fields, act, id);
    if (thing.page === 'action' && wish === 'undo') {
      const { action, whyNot } = await findAction(thing.id, at);
      if (whyNot !== null) throw new StaffError(whyNot);
      const { references, question } = action.facts;
      const of = { id: action.id, kind: action.kind };
      return act(
        'undo',
        { references, of, ...(question ? { question } : {}) },
        action.consultation,
      );
    }
    if (!('reference' in thing)) throw new StaffError(refused.noButton);
    const filed = await find(thing.reference);
    const { slug } = filed.contribution.consultation;
    const references = [thing.reference];
    if (wish === 'count' || wish === 'apart') {
      const all = thing.page === 'group' ? (await findGroup(filed)).references : references;
      if (all.length === 0) throw new StaffError(words.group.none);
      return act('decide', { references: all, decision: wish }, slug);
    }
    if (thing.page === 'contribution' && wish === 'resend')
      return act('resend', { references }, slug);
    if (thing.page === 'withdraw' && wish === 'withdraw')
      return act('withdraw', { references }, slug);
    if (thing.page !== 'settle' || wish !== 'settle') throw new StaffError(refused.noButton);
    const given = answerIn(filed, thing.question);
    const { typed, errors, answer, reason } = readSettling(given.question, fields);
    const notices = changedSince(filed, fields);
    if (notices.length > 0)
      return toReply(409, views.showSettle(visit, filed, given, { typed, notices }));
    if (errors.length > 0)
      return toReply(422, views.showSettle(visit, filed, given, { typed, errors }));
    const { id: question, ask } = given.question;
    return {
      ...act('settle', { references, question: { id: question, ask } }, slug),
      settlement: { action: id, question, answer, reason, at },
    };
  }

  /**
   * Reads a button of today’s page that decides. It can only decide about contributions to the consultation of the
   * page.
   */
  async function readDecision({ slug }: Consultation, wish: string) {
    const read = views.readDeciding(wish);
    if (read === null) throw new StaffError(refused.noButton);
    const { decision, reference, group } = read;
    const filed = await find(reference);
    if (filed.contribution.consultation.slug !== slug) throw new StaffError(refused.noButton);
    if (group === null) return { references: [reference], decision };
    const { references } = await findGroup(filed, group);
    if (references.length === 0) throw new StaffError(words.group.none);
    return { references, decision };
  }

  /** Finds what to send again from today’s page. Throws if it has been delivered since. */
  async function findToResend(
    consultation: Consultation,
    wanted: { reference: string } | EmailKey,
  ): Promise<Partial<StaffAction['facts']>> {
    const { slug } = consultation;
    if ('reference' in wanted) {
      const filed = await find(wanted.reference);
      if (filed.contribution.consultation.slug !== slug) throw new StaffError(refused.noButton);
      if (filed.delivery?.state === 'delivered' && isWithStaff(filed))
        throw new StaffError(refused.hasReachedYou);
      return { references: [wanted.reference] };
    }
    const held = await emails.atOneMoment(slug, async (records) => records.heldEmails(slug));
    const email = held.find(({ kind, key }) => kind === wanted.kind && key === wanted.key);
    if (!email) throw new StaffError(refused.notHeld);
    return { email: { ...wanted, words: nameHeld(email, consultation) } };
  }

  /** Finds the text that a form was made from. Resolves to `null` if it is no longer stored. */
  function findTextOf(consultation: Consultation, fields: SentFields) {
    const version = fields.get('_version')?.[0] ?? '';
    return findText(consultation, (name) => store.findVersion(name, version));
  }

  async function file(
    visit: Visit,
    fields: SentFields,
    act: (kind: 'file', facts: { references: string[] }, slug: string) => NewAction,
    id: string,
  ): Promise<NewAction | PageReply> {
    const filing = readFiling(visit, fields, await findTextOf(visit.consultation, fields));
    if (filing.file === null) return toReply(422, showFiling(visit, filing));
    const { consultation } = filing;
    const { at: receivedAt, late, channel, answers } = filing.file;
    const added = await store.add({
      ...{ consultation, answers, receivedAt, late, channel },
      // This is never the token of a receipt, because those have 22 characters.
      token: `filed by a link ${id}`,
      marks: [],
    });
    if (added.outcome === 'different')
      return toReply(409, showFiling(visit, filing, [refused.filedAlready]));
    return act('file', { references: [added.reference] }, consultation.slug);
  }

  /**
   * Shows a form again with what was typed and a fresh token, because the token that was sent is not valid. Resolves to
   * `null` if nothing can be typed on this page.
   */
  async function showAgain(visit: Visit, fields: SentFields): Promise<StaffPage | null> {
    const { thing } = visit;
    const notices = [refused.forbidden, refused.checkAgain];
    if (thing.page === 'file') {
      const filing = readFiling(visit, fields, await findTextOf(visit.consultation, fields));
      return showFiling(visit, { ...filing, errors: [] }, notices);
    }
    if (thing.page !== 'settle') return null;
    const filed = await find(thing.reference);
    const given = answerIn(filed, thing.question);
    const { typed } = readSettling(given.question, fields);
    const all = [...changedSince(filed, fields), ...notices];
    return views.showSettle(visit, filed, given, { typed, notices: all });
  }

  /**
   * Resolves to what a request typed into a form of staff, in words, or to `null` if there is nothing.
   *
   * @param isValid whether the link is. Otherwise the words must show nothing that the request does not have
   */
  async function typedBy(thing: StaffThing, fields: SentFields, isValid: boolean) {
    if (thing.page === 'file') {
      const consultation = findAt(consultations, thing.slug);
      const text = consultation && (await findTextOf(consultation, fields));
      return wordsIn(text ? filingQuestions(text) : [], fields);
    }
    if (thing.page !== 'settle') return null;
    const filed = isValid ? await emails.find(thing.reference) : null;
    const asked = filed?.contribution.answers.find(
      ({ question }) => question.id === thing.question,
    );
    return wordsIn(asked ? views.settleQuestions(asked.question) : [], fields);
  }

  async function perform(added: NewAction): Promise<void> {
    if (!(await changes.act(added))) return;
    log(`${sayAction(added.action)}, by a link`);
    options.onActed();
  }

  async function press(visit: Visit, wish: string, fields: SentFields): Promise<Reply> {
    const { key, thing, until } = visit;
    const token = fields.get('_token')?.[0] ?? '';
    const id = readPageToken(key, thing, token, visit.now);
    if (visit.isOver && (wish !== 'link' || id === null))
      return toReply(410, views.showOver(visit, await typedBy(thing, fields, true)));
    if (id === null)
      return toReply(403, (await showAgain(visit, fields)) ?? views.showForbidden(visit));
    if (visit.isOver) {
      const facts = { references: [], thing: staffPath(thing) };
      const { slug } = visit.consultation;
      // After the day in `keepUntil`, a new link would lead to nothing.
      if (linkEnd(visit.consultation, visit.now) !== null)
        await perform({ action: { id, consultation: slug, kind: 'link', at: visit.now, facts } });
      return toReply(200, views.showAsked(visit));
    }
    const chosen = await choose(visit, wish, fields, id);
    if ('page' in chosen) return chosen;
    await perform(chosen);
    // Staff go back to today’s page, where there may be more to do.
    if (thing.page === 'today' && chosen.action.kind !== 'figures')
      return { status: 303, location: `${visit.address(thing)}&done=${chosen.action.id}` };
    const shown = thing.page === 'action' ? thing.id : id;
    return { status: 303, location: signedPath(key, { page: 'action', id: shown }, until) };
  }

  /** @param fields of the form that was sent, if there is one */
  async function orRefusal(
    visit: Visit,
    work: () => Promise<Reply>,
    fields: SentFields = new Map(),
  ): Promise<Reply> {
    try {
      return await inTurn(work);
    } catch (error) {
      if (!(error instanceof StaffError)) throw error;
      const typed = await typedBy(visit.thing, fields, true);
      return toReply(409, views.showRefusal(visit, error.message, typed));
    }
  }

  /** Replies to a form that was sent by a link that is not valid. */
  async function giveBack(path: string, fields: SentFields): Promise<Reply> {
    const thing = readStaffPath(path);
    return problems.noSuchLink(thing && (await typedBy(thing, fields, false)));
  }

  return {
    /** Shows a page, and changes nothing. */
    async get(path: string, query: URLSearchParams): Promise<Reply> {
      const visit = await open(path, query);
      if (!visit) return problems.noSuchLink();
      const status = visit.isOver ? 410 : 200;
      return orRefusal(visit, async () => toReply(status, await show(visit)));
    },

    /** Does what a button says. */
    async post(
      path: string,
      query: URLSearchParams,
      body: Uint8Array,
      fetchSite: string | undefined,
    ): Promise<Reply> {
      const visit = await open(path, query);
      const form = readForm(body);
      // Another site must not show its words on our pages.
      const isForged = fetchSite === 'cross-site' || !form.ok;
      if (!visit) return isForged ? problems.noSuchLink() : giveBack(path, form.fields);
      if (isForged) return toReply(403, views.showForbidden(visit));
      const wish = form.fields.get('_do')?.[0] ?? '';
      return orRefusal(visit, () => press(visit, wish, form.fields), form.fields);
    },
  };
}

/** Returns a notice if the person has changed their answers since staff opened the page, or nothing. */
function changedSince({ contribution }: FiledContribution, fields: SentFields): string[] {
  const seen = Number(fields.get('_change')?.[0]);
  return seen === contribution.change ? [] : [words.settle.changedSince];
}

/**
 * Returns the id of the action of one button, on a page where many buttons share a token. So each button acts only
 * once.
 */
function nameButton(id: string, wish: string): string {
  return createHash('sha256').update(`${id} ${wish}`).digest('base64url').slice(0, 22);
}

function toReply(status: number, page: StaffPage): PageReply {
  return { status, isPrivate: true, page };
}
