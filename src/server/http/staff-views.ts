/** What pages for staff say. None says more than the emails that staff have already. */
import { staffFormats } from '../../languages/staff.ts';
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
import { sayCount, sayList } from '../../questions/figures.ts';
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
  whatToDo,
} from './staff-held.ts';

/** A visit by a link that is good. */
export interface StaffVisit {
  thing: StaffThing;
  /** As the site shows it now. */
  consultation: Consultation;
  now: number;
  /** The address of something, with a key that ends when that of this visit ends. */
  address(thing: StaffThing): string;
  /** The hidden token of a form on this page. */
  token(): string;
}

/** Contributions to count before other work has its turn. */
const inOneGo = 500;
/** No list of a page is longer. */
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

/** Buttons that need nothing typed. */
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
  `Contribution ${number}: ${reference}`;

/**
 * A heading with links below it; nothing where there are none.
 *
 * @param token of the buttons, where links have some
 */
function headed(heading: string, links: StaffLink[], token?: string): StaffPart[] {
  if (links.length === 0) return [];
  const left = links.length - mostListed;
  const listed = links.slice(0, mostListed);
  const hasButtons = listed.some(({ buttons = [] }) => buttons.length > 0);
  return [
    { heading },
    { links: listed, ...(hasButtons && token ? { buttons: { token, label: heading } } : {}) },
    ...(left > 0 ? [{ text: `And ${staffFormats.number(left)} more.` }] : []),
  ];
}

/**
 * Today’s page: how many, what is held and why, what waits for a decision, and what staff can do.
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
    if (why !== null) notHere.push({ ...linkTo(filed, `It ${why}.`), ...sendOneAgain(filed) });
    else if (isHeld(filed) && !inBatches.has(filed.contribution.reference))
      held.push({ ...linkTo(filed, sayPartlyHeld(filed)), ...sendOneAgain(filed) });
    if (!filed.erased && filed.decision === null && isApart)
      undecided.push({
        ...linkTo(filed, `Why: ${sayList(doubtsOf(filed))}.`),
        // Nobody decides about words that nobody has.
        ...(isWithStaff(filed) ? { buttons: decideOne(filed.contribution.reference) } : {}),
      });
    if (unclearOf(filed).length > 0)
      unclear.push(linkTo(filed, sayList(unclearOf(filed).map(({ question }) => question.ask))));
    if (counts.received % inOneGo === 0) await turn();
  }
  const groups = grouping.result().map((group) => ({
    href: address({ page: 'group', reference: group.references[0] }),
    label: `Group of ${group.references[0]}: ${groupNames[group.kind]}`,
    note: sayGroup(group, consultation),
    buttons: decideGroup(group),
  }));
  const drafts = records.drafts(slug);
  const waitsForNobody = [notHere, held, undecided, unclear].every(({ length }) => length === 0);
  const parts: StaffPart[] = [
    ...(done ? [{ links: [undoLink(visit, done)] }] : []),
    { text: `${consultation.title}, ${sayMomentToStaff(new Date(now), consultation)}.` },
    { heading: 'How many' },
    { list: sayCounts(counts) },
    ...(drafts > 0 ? [{ text: sayDrafts(drafts) }] : []),
    ...(waitsForNobody ? [{ text: 'Nothing waits for you.' }] : []),
    ...headed('Not in your mailbox yet', notHere, visit.token()),
    ...headed('Other emails that are held', held, visit.token()),
    ...(notHere.length + held.length > 0 ? [{ text: whatToDo }] : []),
    ...headed('Waiting for a decision', undecided, visit.token()),
    ...headed('Answers that we could not work out', unclear),
    ...headed('Groups', groups, visit.token()),
    ...headed('What staff did in the last seven days', actionLinks(visit, records.actions(slug))),
    { heading: 'What else you can do' },
    {
      links: [
        {
          href: address({ page: 'file', slug }),
          label: 'File a contribution from paper or telephone',
        },
      ],
    },
    buttons(visit, ['figures', 'Email the figures and the report']),
  ];
  return toPage(visit, 'Today’s page', parts, done ? [`${sayAction(done)}.`] : []);
}

const undoLink = ({ address }: StaffVisit, action: StaffAction): StaffLink => ({
  href: address({ page: 'action', id: action.id }),
  label: canUndo(action) ? 'See what you have done, or undo it' : 'See what you have done',
});

function decideOne(reference: string): StaffLink['buttons'] {
  return [
    { value: `count ${reference}`, label: `Count ${reference}` },
    { value: `apart ${reference}`, label: `Set ${reference} apart` },
  ];
}

/** Only what changes something. */
function decideGroup({ kind, references, counted, undecided, apart }: Group): StaffLink['buttons'] {
  const all = `all ${kind === 'network' ? 'from the network of' : 'with the words of'} ${references[0]}`;
  const value = `${kind} ${references[0]}`;
  return [
    ...(undecided + apart > 0 ? [{ value: `count ${value}`, label: `Count ${all}` }] : []),
    ...(undecided + counted > 0 ? [{ value: `apart ${value}`, label: `Set ${all} apart` }] : []),
  ];
}

/** Reads the value of a button of today’s page that decides. `null`: it is another. */
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

/** Of one that staff have: what it says is in their mailbox already. */
function unclearOf(filed: FiledContribution) {
  if (!isWithStaff(filed)) return [];
  return filed.contribution.answers.filter(({ answer }) => isUnclear(answer));
}

function sayCounts(
  counts: Record<'received' | 'counted' | 'apart' | 'withdrawn' | 'purged', number>,
) {
  const { received, counted, apart, withdrawn, purged } = counts;
  const said = (count: number) => staffFormats.number(count);
  return [
    `${sayCount(received, 'contribution')} so far`,
    `In the totals: ${said(counted)}`,
    `Counted apart: ${said(apart)}`,
    ...(withdrawn > 0 ? [`Withdrawn: ${said(withdrawn)}`] : []),
    ...(purged > 0 ? [`Erased at the end of the promised time: ${said(purged)}`] : []),
  ];
}

function actionLinks({ consultation, now, address }: StaffVisit, actions: StaffAction[]) {
  return actions
    .filter(({ at }) => now < undoEnds(at))
    .toReversed()
    .map((action) => ({
      href: address({ page: 'action', id: action.id }),
      label: sayAction(action),
      note: `${sayMomentToStaff(new Date(action.at), consultation)}.`,
    }));
}

/** One contribution: how it stands, and what staff can do about it. */
export function showContribution(visit: StaffVisit, filed: FiledContribution): StaffPage {
  const { consultation, address } = visit;
  const { contribution, erased } = filed;
  const { reference, receivedAt, channel } = contribution;
  const received = { text: `Received ${sayMomentToStaff(receivedAt, consultation)}.` };
  if (erased) {
    return toPage(visit, nameOf(filed), [received, { text: sayGone(erased, consultation) }]);
  }
  const why = sayNotWithStaff(filed);
  const isApart = filed.decision === 'apart' || reasonsApart(filed).length > 0;
  const decisions: Button[] = [
    ...(isApart ? [['count', 'Count it'] as Button] : []),
    ...(filed.decision !== 'apart' ? [['apart', 'Set it apart'] as Button] : []),
  ];
  const settling = (question: Question, label: string) => ({
    href: address({ page: 'settle', reference, question: question.id }),
    label: `${label}: ${question.ask}`,
  });
  const unclear = unclearOf(filed);
  const others =
    channel === 'site' || !isWithStaff(filed)
      ? []
      : contribution.answers.filter(({ answer }) => !isUnclear(answer));
  return toPage(visit, nameOf(filed), [
    received,
    { text: `In the totals: ${sayCounted(filed)}.` },
    ...(filed.settled ?? []).map(({ question, reason }) => ({
      text: `Staff settled “${question.ask}”. Why: ${reason}`,
    })),
    buttons(visit, ...decisions),
    ...headed(
      'Answers that we could not work out',
      unclear.map(({ question }) => settling(question, 'Settle')),
    ),
    ...headed(
      'Correct what was filed',
      others.map(({ question }) => settling(question, 'Correct')),
    ),
    { heading: 'Its email' },
    { text: why === null ? 'It is in your mailbox.' : `The email ${why}.` },
    buttons(visit, ['resend', 'Send again']),
    { heading: 'The person wants it back' },
    {
      links: [
        { href: address({ page: 'withdraw', reference }), label: 'Withdraw it for the person' },
      ],
    },
  ]);
}

function sayGone({ why, at, undoUntil }: Erased, consultation: Consultation): string {
  return undoUntil
    ? `Withdrawn on ${sayMomentToStaff(at, consultation)}. This can be taken back until ${sayMomentToStaff(undoUntil, consultation)}.`
    : `Its words are gone (${why}). There is nothing to decide.`;
}

/** A group: one decision for all who are in it. */
export function showGroup(
  visit: StaffVisit,
  reference: string,
  groups: Group[],
  references: string[],
): StaffPage {
  const title = `Group of ${reference}`;
  if (groups.length === 0) return toPage(visit, title, [{ text: 'There is no such group now.' }]);
  return toPage(visit, title, [
    ...groups.map((group) => ({ text: sayGroup(group, visit.consultation) })),
    { heading: 'Who is in it' },
    {
      links: references.slice(0, mostListed).map((one) => ({
        href: visit.address({ page: 'contribution', reference: one }),
        label: `Contribution ${one}`,
      })),
    },
    { heading: 'Decide for all of them' },
    buttons(visit, ['count', 'Count all of them'], ['apart', 'Set all of them apart']),
  ]);
}

export function showWithdraw(visit: StaffVisit, filed: FiledContribution): StaffPage {
  return toPage(visit, `Withdraw: ${nameOf(filed)}`, [
    {
      text: 'Do this only if the person who sent it asked you to. At once it is in no count and no report. You can undo this for seven days. Then we erase what they wrote. The number stays, so that no gap appears.',
    },
    { text: 'All recipients get an email that asks them to delete their copy.' },
    buttons(visit, ['withdraw', 'Withdraw it']),
  ]);
}

const reasonQuestion: Question & { most: number } = {
  ...{ id: 'staff-reason', kind: 'comment', ask: 'Why? The report shows your reason', most: 500 },
};
export const settleQuestions = (question: Question): Question[] => [question, reasonQuestion];

/** An answer to be settled, or corrected: what was sent, and the question again. */
export function showSettle(
  visit: StaffVisit,
  filed: FiledContribution,
  { question, answer }: { question: Question; answer: unknown },
  typed: Typed = answer === null ? {} : kindOf(question).fill(question, answer),
  errors: FieldError[] = [],
): StaffPage {
  const isToSettle = isUnclear(answer);
  const title = `${isToSettle ? 'Settle' : 'Correct'} an answer of ${filed.contribution.reference}`;
  return toPage(visit, title, [
    { heading: isToSettle ? 'What was sent' : 'What was filed' },
    { answers: [{ question, answer }] },
    {
      text: 'Settle only what the person meant for certain. What they sent stays in the record, and the report says that staff settled it.',
    },
    formOf(
      visit,
      [{ title: 'What the person meant', questions: settleQuestions(question) }],
      [['settle', isToSettle ? 'Settle it' : 'Correct it']],
      typed,
      errors,
    ),
  ]);
}

/**
 * What was done, and how to undo it.
 *
 * @param whyNot why it cannot be undone; `null`: it can
 */
export function showAction(
  visit: StaffVisit,
  action: StaffAction,
  whyNot: string | null,
): StaffPage {
  const { consultation } = visit;
  const [reference, ...others] = action.facts.references;
  const isOfOne = reference !== undefined && others.length === 0;
  return toPage(visit, 'Done', [
    { text: `${sayAction(action)}.` },
    {
      text: `This was on ${sayMomentToStaff(new Date(action.at), consultation)}. ${action.facts.by === 'command' ? 'The next summary says it too.' : 'All recipients get an email about it.'}`,
    },
    ...(action.kind === 'file'
      ? [{ text: `Write the reference on the original: ${reference ?? ''}.` }]
      : []),
    ...(whyNot === null
      ? [
          {
            text: `You can undo it until ${sayMomentToStaff(new Date(undoEnds(action.at)), consultation)}.`,
          },
          buttons(visit, ['undo', 'Undo']),
        ]
      : [{ text: whyNot }]),
    ...(isOfOne
      ? [
          {
            links: [
              {
                href: visit.address({ page: 'contribution', reference }),
                label: `Contribution ${reference}`,
              },
            ],
          },
        ]
      : []),
  ]);
}

/** A link that is over: it shows nothing, and the recipients can have another. */
export function showOver(visit: StaffVisit, isAsked: boolean): StaffPage {
  return isAsked
    ? toPage(visit, 'A new link is on its way', [
        { text: 'The recipients of this consultation’s emails get a new link.' },
      ])
    : toPage(visit, 'This link is over', [
        { text: 'Links in emails to staff work for 30 days at most.' },
        buttons(visit, ['link', 'Email a new link to the recipients']),
      ]);
}

/** Sent without the hidden token of a page of ours: nothing was done. */
export function showForbidden(visit: StaffVisit): StaffPage {
  return toPage(visit, 'Nothing was done', [
    {
      text: 'This did not come from a button on our page, or the page was open for more than a day.',
    },
    { text: 'Open the page again, and use its button.' },
    { links: [{ href: visit.address(visit.thing), label: `Open the page again` }] },
  ]);
}

/** Something that cannot be done now. */
export function showRefusal(visit: StaffVisit, why: string): StaffPage {
  return toPage(visit, 'Nothing was done', [
    { text: why },
    { links: [{ href: visit.address(visit.thing), label: 'Open the page again' }] },
  ]);
}
