/** The contents of pages for staff. They say no more than the emails that staff already have. */
import { staffWords } from '../../languages/staff.ts';
import { setImmediate as turn } from 'node:timers/promises';
import type { Consultation } from '../../consultation/consultation.ts';
import { sayMomentToStaff } from '../../consultation/moments.ts';
import {
  doubtsOf,
  isWithStaff,
  reasonsApart,
  sayCounted,
  undoEnds,
  type Decision,
  type Erased,
  type FiledContribution,
} from '../../contribution/filed.ts';
import type { GroupKind } from '../../contribution/group-marks.ts';
import { groupNames, sayGroup, startGrouping, type Group } from '../../contribution/groups.ts';
import { sayNotWithStaff } from '../../contribution/held.ts';
import { isUnclear } from '../../contribution/settlement.ts';
import { canUndo, sayAction, type StaffAction } from '../../contribution/staff-action.ts';
import { sayDrafts } from '../../emails/summary-email.ts';
import type { StaffLink, StaffPage, StaffPart } from '../../form/staff-page.ts';
import { sayList } from '../../questions/figures.ts';
import { kindOf } from '../../questions/kinds.ts';
import type { FieldError, Question, Typed } from '../../questions/question.ts';
import type { StaffThing } from '../settings/staff-link.ts';
import type { Records } from '../store/records.ts';
import {
  isHeld,
  referencesOfBatch,
  sayPartlyHeld,
  sendHeldAgain,
  sendOneAgain,
} from './staff-held-emails.ts';

const words = staffWords.pages;

/** A request for a page for staff, by a valid link. */
export interface StaffVisit {
  thing: StaffThing;
  /** As the site shows it now. */
  consultation: Consultation;
  now: number;
  /** Returns the address of a page, with a key that expires when the key of this visit does. */
  address(thing: StaffThing): string;
  /** Returns a hidden token for a form on this page. */
  token(): string;
}

/** How many contributions to count before other work gets its turn. */
const inOneGo = 500;
/** The most items in a list of a page. */
const mostListed = 100;

export function toPage(
  visit: StaffVisit,
  title: string,
  parts: StaffPart[],
  notices: string[] = [],
): StaffPage {
  const { consultation, thing } = visit;
  return { show: 'staff', consultation, title, notices, parts, address: visit.address(thing) };
}

type Button = [value: string, label: string];

/** Returns a form that has only buttons. */
function buttons(visit: StaffVisit, ...all: Button[]): StaffPart {
  return formOf(visit, [], all);
}

export function formOf(
  visit: StaffVisit,
  sections: { title: string | null; questions: Question[] }[],
  all: Button[],
  typed: Typed = {},
  errors: FieldError[] = [],
  hidden: [string, string][] = [],
): StaffPart {
  const labels = all.map(([value, label]) => ({ value, label }));
  return { form: { token: visit.token(), hidden, sections, typed, errors, buttons: labels } };
}

const nameOf = ({ contribution: { number, reference } }: FiledContribution) =>
  words.contribution.title(number, reference);

const linkToOne = ({ address }: StaffVisit, reference: string): StaffLink => ({
  href: address({ page: 'contribution', reference }),
  label: words.contribution.link(reference),
});

/**
 * Returns a heading with links below it, or nothing if there are no links.
 *
 * @param token for the buttons of the links, if they have any
 */
function headed(heading: string, links: StaffLink[], token?: string): StaffPart[] {
  if (links.length === 0) return [];
  const left = links.length - mostListed;
  const listed = links.slice(0, mostListed);
  const hasButtons = listed.some(({ buttons = [] }) => buttons.length > 0);
  return [
    { heading },
    { links: listed, ...(hasButtons && token ? { buttons: { token, label: heading } } : {}) },
    ...(left > 0 ? [{ text: words.today.andMore(left) }] : []),
  ];
}

/**
 * Shows today’s page: how many contributions came, which emails are held and why, what waits for a decision, and what
 * staff can do.
 *
 * @param done what was just done from this page
 */
export async function showToday(
  visit: StaffVisit,
  records: Records,
  done: StaffAction | null,
): Promise<StaffPage> {
  const { consultation, now, address } = visit;
  const { slug } = consultation;
  const { today } = words;
  const linkTo = (filed: FiledContribution, note: string) => ({
    href: address({ page: 'contribution', reference: filed.contribution.reference }),
    label: nameOf(filed),
    note,
  });
  const notHere: StaffLink[] = [];
  const heldEmails = records.heldEmails(slug);
  const inBatches = new Set(heldEmails.flatMap(referencesOfBatch));
  const held = heldEmails.map((email) => sendHeldAgain(email, consultation));
  const undecided: StaffLink[] = [];
  const unclear: StaffLink[] = [];
  const grouping = startGrouping();
  const counts = { received: 0, counted: 0, apart: 0, withdrawn: 0, purged: 0 };
  for (const filed of records.all(slug)) {
    counts.received += 1;
    grouping.add(filed);
    const why = sayNotWithStaff(filed);
    const isApart = reasonsApart(filed).length > 0;
    if (filed.erased) counts[filed.erased.why] += 1;
    else if (filed.decision === 'apart' || isApart) counts.apart += 1;
    else counts.counted += 1;
    if (why !== null)
      notHere.push({ ...linkTo(filed, today.emailOfIt(why)), ...sendOneAgain(filed) });
    else if (isHeld(filed) && !inBatches.has(filed.contribution.reference))
      held.push({ ...linkTo(filed, sayPartlyHeld(filed)), ...sendOneAgain(filed) });
    if (!filed.erased && filed.decision === null && isApart)
      undecided.push({
        ...linkTo(filed, today.doubts(doubtsOf(filed))),
        // Staff are not asked to decide about words that have not reached them.
        ...(isWithStaff(filed) ? { buttons: decideOne(filed.contribution.reference) } : {}),
      });
    if (unclearOf(filed).length > 0)
      unclear.push(linkTo(filed, sayList(unclearOf(filed).map(({ question }) => question.ask))));
    if (counts.received % inOneGo === 0) await turn();
  }
  const groups = grouping.result().map((group) => ({
    href: address({ page: 'group', reference: group.references[0] }),
    label: words.group.link(group.references[0], groupNames[group.kind]),
    note: sayGroup(group, consultation),
    buttons: decideGroup(group),
  }));
  const drafts = records.drafts(slug);
  const waitsForNobody = [notHere, held, undecided, unclear].every(({ length }) => length === 0);
  const parts: StaffPart[] = [
    ...(done ? [{ links: [undoLink(visit, done)] }] : []),
    { text: today.asOf(consultation.title, sayMomentToStaff(new Date(now), consultation)) },
    { heading: today.howMany },
    { list: sayCounts(counts) },
    ...(drafts > 0 ? [{ text: sayDrafts(drafts) }] : []),
    ...(waitsForNobody ? [{ text: today.nothingWaits }] : []),
    ...headed(today.notInMailbox, notHere, visit.token()),
    ...headed(today.otherHeld, held, visit.token()),
    ...(notHere.length + held.length > 0 ? [{ text: today.whatToDo }] : []),
    ...headed(today.undecided, undecided, visit.token()),
    ...headed(words.contribution.unclear, unclear),
    ...headed(today.groups, groups, visit.token()),
    ...headed(today.actions, actionLinks(visit, records.actions(slug))),
    { heading: today.more },
    { links: [{ href: address({ page: 'file', slug }), label: words.filing.title }] },
    buttons(visit, ['figures', today.figures]),
  ];
  return toPage(visit, today.title, parts, done ? [words.sentence(sayAction(done))] : []);
}

const undoLink = ({ address }: StaffVisit, action: StaffAction): StaffLink => ({
  href: address({ page: 'action', id: action.id }),
  label: canUndo(action) ? words.today.seeOrUndo : words.today.see,
});

function decideOne(reference: string): StaffLink['buttons'] {
  return [
    { value: `count ${reference}`, label: words.decide.one.count(reference) },
    { value: `apart ${reference}`, label: words.decide.one.apart(reference) },
  ];
}

/** Returns the buttons that would change something. */
function decideGroup({ kind, references, counted, undecided, apart }: Group): StaffLink['buttons'] {
  const [first] = references;
  const value = `${kind} ${first}`;
  const labels = words.decide[kind];
  return [
    ...(undecided + apart > 0 ? [{ value: `count ${value}`, label: labels.count(first) }] : []),
    ...(undecided + counted > 0 ? [{ value: `apart ${value}`, label: labels.apart(first) }] : []),
  ];
}

/** Reads the value of a button of today’s page that decides. `null`: it is another button. */
export function readDeciding(
  wish: string,
): { decision: Decision; reference: string; group: GroupKind | null } | null {
  const pattern = /^(count|apart) (?:(same-words|network) )?([A-Z]{3}-\d{3}-[A-Z]{3})$/;
  const [, decision, group, reference] = pattern.exec(wish) ?? [];
  if (reference === undefined) return null;
  return {
    ...{ decision: decision as Decision, reference },
    group: (group as GroupKind | undefined) ?? null,
  };
}

/**
 * Returns the unclear answers of a contribution whose email staff have, so that the page shows nothing that is not in
 * their mailbox.
 */
function unclearOf(filed: FiledContribution) {
  if (!isWithStaff(filed)) return [];
  return filed.contribution.answers.filter(({ answer }) => isUnclear(answer));
}

function sayCounts(
  counts: Record<'received' | 'counted' | 'apart' | 'withdrawn' | 'purged', number>,
) {
  const { received, counted, apart, withdrawn, purged } = counts;
  const { today } = words;
  return [
    today.received(received),
    today.counted(counted),
    today.apart(apart),
    ...(withdrawn > 0 ? [today.withdrawn(withdrawn)] : []),
    ...(purged > 0 ? [today.purged(purged)] : []),
  ];
}

function actionLinks({ consultation, now, address }: StaffVisit, actions: StaffAction[]) {
  return actions
    .filter(({ at }) => now < undoEnds(at))
    .toReversed()
    .map((action) => ({
      href: address({ page: 'action', id: action.id }),
      label: sayAction(action),
      note: words.sentence(sayMomentToStaff(new Date(action.at), consultation)),
    }));
}

/** Shows one contribution: its status, and what staff can do about it. */
export function showContribution(visit: StaffVisit, filed: FiledContribution): StaffPage {
  const { consultation, address } = visit;
  const { contribution, erased } = filed;
  const { reference, receivedAt, channel } = contribution;
  const say = words.contribution;
  const received = { text: say.received(sayMomentToStaff(receivedAt, consultation)) };
  if (erased) {
    return toPage(visit, nameOf(filed), [received, { text: sayGone(erased, consultation) }]);
  }
  const why = sayNotWithStaff(filed);
  const isApart = filed.decision === 'apart' || reasonsApart(filed).length > 0;
  const decisions: Button[] = [
    ...(isApart ? [['count', say.count] as Button] : []),
    ...(filed.decision !== 'apart' ? [['apart', say.apart] as Button] : []),
  ];
  const settling = (question: Question, label: (ask: string) => string) => ({
    href: address({ page: 'settle', reference, question: question.id }),
    label: label(question.ask),
  });
  const unclear = unclearOf(filed);
  const others =
    channel === 'site' || !isWithStaff(filed)
      ? []
      : contribution.answers.filter(({ answer }) => !isUnclear(answer));
  return toPage(visit, nameOf(filed), [
    received,
    { text: say.inTotals(sayCounted(filed)) },
    ...(filed.settled ?? []).map(({ question, reason }) => ({
      text: say.settled(question.ask, reason),
    })),
    buttons(visit, ...decisions),
    ...headed(
      say.unclear,
      unclear.map(({ question }) => settling(question, say.settle)),
    ),
    ...headed(
      say.filed,
      others.map(({ question }) => settling(question, say.correct)),
    ),
    { heading: say.itsEmail },
    { text: why === null ? say.inMailbox : say.notInMailbox(why) },
    buttons(visit, ['resend', say.sendAgain]),
    { heading: say.wantedBack },
    { links: [{ href: address({ page: 'withdraw', reference }), label: say.withdraw }] },
  ]);
}

function sayGone({ why, at, undoUntil }: Erased, consultation: Consultation): string {
  const { withdrawn, gone } = words.contribution;
  return undoUntil
    ? withdrawn(sayMomentToStaff(at, consultation), sayMomentToStaff(undoUntil, consultation))
    : gone[why];
}

/** Shows a group, with buttons that decide about all its contributions. */
export function showGroup(
  visit: StaffVisit,
  reference: string,
  groups: Group[],
  references: string[],
): StaffPage {
  const say = words.group;
  const title = say.title(reference);
  if (groups.length === 0) return toPage(visit, title, [{ text: say.none }]);
  return toPage(visit, title, [
    ...groups.map((group) => ({ text: sayGroup(group, visit.consultation) })),
    { heading: say.members },
    { links: references.slice(0, mostListed).map((one) => linkToOne(visit, one)) },
    { heading: say.decide },
    buttons(visit, ['count', say.count], ['apart', say.apart]),
  ]);
}

export function showWithdraw(visit: StaffVisit, filed: FiledContribution): StaffPage {
  const { number, reference } = filed.contribution;
  const { title, means, recipients, withdraw } = words.withdraw;
  return toPage(visit, title(number, reference), [
    { text: means },
    { text: recipients },
    buttons(visit, ['withdraw', withdraw]),
  ]);
}

const reasonQuestion: Question & { most: number } = {
  ...{ id: 'staff-reason', kind: 'comment', ask: words.settle.reason, most: 500 },
};
export const settleQuestions = (question: Question): Question[] => [question, reasonQuestion];

/** What staff typed, what is wrong with it, and what they must know first. */
interface TypedSettling {
  typed: Typed;
  errors?: FieldError[];
  notices?: string[];
}

/** Shows an answer to settle or correct: what was sent, and the question again. */
export function showSettle(
  visit: StaffVisit,
  filed: FiledContribution,
  { question, answer }: { question: Question; answer: unknown },
  { typed, errors = [], notices = [] }: TypedSettling = fillSettling(question, answer),
): StaffPage {
  const say = words.settle[isUnclear(answer) ? 'unclear' : 'filed'];
  const parts: StaffPart[] = [
    { heading: say.before },
    { answers: [{ question, answer }] },
    { text: words.settle.means },
    formOf(
      visit,
      [{ title: words.settle.meant, questions: settleQuestions(question) }],
      [['settle', say.settle]],
      typed,
      errors,
      [['_change', String(filed.contribution.change)]],
    ),
  ];
  return toPage(visit, say.title(filed.contribution.reference), parts, notices);
}

function fillSettling(question: Question, answer: unknown): TypedSettling {
  return { typed: answer === null ? {} : kindOf(question).fill(question, answer) };
}

/**
 * Shows what was done, and how to undo it.
 *
 * @param whyNot why it cannot be undone. `null`: it can
 */
export function showAction(
  visit: StaffVisit,
  action: StaffAction,
  whyNot: string | null,
): StaffPage {
  const say = words.action;
  const saidAt = (at: number) => sayMomentToStaff(new Date(at), visit.consultation);
  const by = action.facts.by === 'command' ? say.byCommand : say.byLink;
  const [reference, ...others] = action.facts.references;
  const isOfOne = reference !== undefined && others.length === 0;
  return toPage(visit, say.title, [
    { text: words.sentence(sayAction(action)) },
    { text: by(saidAt(action.at)) },
    ...(action.kind === 'file' ? [{ text: say.writeOnOriginal(reference ?? '') }] : []),
    ...(whyNot === null
      ? [{ text: say.undoUntil(saidAt(undoEnds(action.at))) }, buttons(visit, ['undo', say.undo])]
      : [{ text: whyNot }]),
    ...(isOfOne ? [{ links: [linkToOne(visit, reference)] }] : []),
  ]);
}

/**
 * Says that a link has expired. The page shows nothing that the site stores, but has a button that emails a new link to the recipients.
 *
 * @param typed what they typed into the form that they sent
 */
export function showOver(visit: StaffVisit, typed: string | null = null): StaffPage {
  const { title, days, ask } = words.over;
  return toPage(visit, title, [{ text: days }, ...toCopy(typed), buttons(visit, ['link', ask])]);
}

/** Says that a new link is on its way. */
export function showAsked(visit: StaffVisit): StaffPage {
  const { asked, recipients } = words.over;
  return toPage(visit, asked, [{ text: recipients }]);
}

function toCopy(typed: string | null): StaffPart[] {
  return typed === null ? [] : [{ copy: words.refused.whatYouTyped, words: typed }];
}

/** Says that nothing was done, because the request did not have the hidden token of one of our pages. */
export function showForbidden(visit: StaffVisit): StaffPage {
  const { title, forbidden, useButton, openAgain } = words.refused;
  return toPage(visit, title, [
    { text: forbidden },
    { text: useButton },
    { links: [{ href: visit.address(visit.thing), label: openAgain }] },
  ]);
}

/**
 * Says why something cannot be done now.
 *
 * @param typed what they typed into the form that they sent
 */
export function showRefusal(
  visit: StaffVisit,
  why: string,
  typed: string | null = null,
): StaffPage {
  const { title, openAgain } = words.refused;
  return toPage(visit, title, [
    { text: why },
    ...toCopy(typed),
    { links: [{ href: visit.address(visit.thing), label: openAgain }] },
  ]);
}
