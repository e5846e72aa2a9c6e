/** The day's summary for staff: sent also when nothing came, so that silence is a fault. */
import { wordsIn } from '../languages/in-language.ts';
import { staffFormats, staffLanguage } from '../languages/staff.ts';
import { sayCount, sayList } from '../questions/figures.ts';
import { html, joinHtml, type Html } from '../text/html.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { underline, wrap } from '../contribution/contribution-text.ts';
import type { Count } from '../report/count.ts';
import type { Disagreement } from '../report/disagreements.ts';
import { figuresToHtml, figuresToLines } from './email-figures.ts';
import {
  emailPage,
  linkToHtml,
  linkToText,
  noticeHtml,
  style,
  type Attachment,
  type Email,
} from './email.ts';
import { addToSubject } from './subject.ts';
import { sayGroup } from '../contribution/groups.ts';
import { graceEnds, sayMomentToStaff } from '../consultation/moments.ts';
import { glance } from '../report/report.ts';

export interface SummaryFacts {
  consultation: Consultation;
  /** `2027-03-01` */
  day: string;
  isFinal: boolean;
  /** There was a final summary before this one. */
  isCorrected: boolean;
  isMaybeSecondCopy: boolean;
  count: Count;
  /** What came since the last summary. `notes`: why it is counted apart and who decided, or that it is withdrawn. */
  fresh: { number: number; reference: string; notes: string[] }[];
  /** How many people have saved answers and not sent them. */
  drafts: number;
  /** What staff cannot have in their mailbox, and why. */
  problems: Disagreement[];
  /** The other emails that are held, and why, in sentences. Default: none is. */
  held?: string[];
  attachments: Attachment[];
  /** About what is not attached. */
  remarks: string[];
  /** Staff asked for it by a link: it is no day's summary. Default: it is. */
  isAsked?: boolean;
  /** What staff did since the last summary, in sentences. Default: nothing. */
  actions?: string[];
  /** The link to today's page. Default: there is none. */
  today?: string | null;
}

/** More are in the attached table. */
const mostListed = 500;

export function composeSummary(facts: SummaryFacts): Email {
  const { consultation, attachments } = facts;
  const subject = addToSubject(
    `[${consultation.title}] ${sayTitle(facts)}`,
    facts.isMaybeSecondCopy,
  );
  return {
    subject,
    text: toText(facts),
    html: emailPage(staffLanguage, subject, toHtml(facts)),
    replyTo: null,
    attachments,
  };
}

function sayTitle({ day, isFinal, isCorrected, isAsked, fresh, count }: SummaryFacts): string {
  if (isAsked)
    return `Figures and report, ${staffFormats.shortDay(day)}: ${sayCount(count.received, 'contribution')}`;
  const kind = isCorrected ? 'Corrected final summary' : isFinal ? 'Final summary' : 'Summary';
  return `${kind}, ${staffFormats.shortDay(day)}: ${staffFormats.number(fresh.length)} new, ${staffFormats.number(count.received)} so far`;
}

function noticesOf(facts: SummaryFacts): string[] {
  const { isMaybeSecondCopy, problems, held = [], remarks, day } = facts;
  return [
    ...(isMaybeSecondCopy
      ? [
          `This may be a second copy of the summary for ${staffFormats.shortDay(day)}: an earlier attempt to send it was cut off.`,
        ]
      : []),
    ...problems.slice(0, mostListed).map(({ of, problem }) => `${of} ${problem}.`),
    ...held.slice(0, mostListed),
    ...remarks,
    ...sayWhatMayCome(facts),
  ];
}

/** A final summary is not the last word: late contributions, decisions and withdrawals come after it. */
function sayWhatMayCome({ isFinal, isCorrected, consultation }: SummaryFacts): string[] {
  if (!isFinal) return [];
  const late = `Late contributions are accepted until ${sayMomentToStaff(graceEnds(consultation), consultation)}.`;
  const changes =
    'If something changes after this email, you get a corrected final summary on the next day.';
  return [
    isCorrected
      ? `Something has changed since the last final summary: use this one instead. ${changes}`
      : `The consultation has closed. ${late} ${changes}`,
  ];
}

function sayFresh({ fresh, count, isAsked }: SummaryFacts): string {
  if (isAsked) return 'Staff asked for this email by a link. It is no summary of a day.';
  if (fresh.length === 0) return 'No new contributions have come since the last summary.';
  const [first, last] = [fresh[0]?.number, fresh.at(-1)?.number];
  return `New since the last summary: ${sayCount(fresh.length, 'contribution')}, numbers ${first} to ${last}. Your mailbox should hold ${sayCount(count.received, 'contribution')} by now, numbers 1 to ${staffFormats.number(count.received)}.`;
}

/** @param drafts at least one */
export function sayDrafts(drafts: number): string {
  return drafts === 1
    ? '1 person has saved unfinished answers.'
    : `${staffFormats.number(drafts)} people have saved unfinished answers.`;
}

function sayReference({ number, reference, notes }: SummaryFacts['fresh'][number]): string {
  return `${number}: ${reference}${notes.length > 0 ? ` (${sayList(notes)})` : ''}`;
}

/** Groups that something new belongs to, each once. */
function sayGroups({ fresh, count, consultation }: SummaryFacts): string[] {
  const isFresh = new Set(fresh.map(({ reference }) => reference));
  return count.groups
    .filter(({ references }) => references.some((reference) => isFresh.has(reference)))
    .map((group) => {
      const left = group.references.length - mostListed;
      const references = group.references.slice(0, mostListed).join(', ');
      const others = left > 0 ? `, and ${staffFormats.number(left)} more` : '';
      return `${sayGroup(group, consultation)} ${references}${others}.`;
    });
}

const actionsHeading = 'What staff did';

function sayActions({ actions = [] }: SummaryFacts): string[] {
  const left = actions.length - mostListed;
  const others = left > 0 ? [`And ${staffFormats.number(left)} more.`] : [];
  return [...actions.slice(0, mostListed), ...others];
}

const todayLabel = 'Today’s page: what waits for you, and what you can do';

const linkWarning = 'The link is only for staff. Do not forward this email.';

const closing =
  'You get this email every day while the consultation is open, even if nothing came in. If it does not arrive, tell the person who runs the site.';

function toText(facts: SummaryFacts): string {
  const { count, consultation } = facts;
  const questions = count.questions.map(({ question, summary }) => {
    const [table] = summary.tables;
    return [
      wrap(question.ask),
      ...summary.sentences.map((sentence) => wrap(sentence)),
      ...(table && summary.answered > 0 ? figuresToLines(table) : []),
    ].join('\n');
  });
  return [
    ...noticesOf(facts).map((notice) => wrap(`Please note: ${notice}`)),
    `${underline(sayTitle(facts))}\n${wrap(consultation.title)}`,
    wrap(sayFresh(facts)),
    ...(facts.fresh.length > 0
      ? [facts.fresh.slice(0, mostListed).map(sayReference).join('\n')]
      : []),
    ...(facts.drafts > 0 ? [sayDrafts(facts.drafts)] : []),
    ...(facts.today ? [linkToText(todayLabel, facts.today), wrap(linkWarning)] : []),
    ...headed('Groups', sayGroups(facts)),
    ...headed(actionsHeading, sayActions(facts)),
    underline('So far'),
    ...glance(count).map((sentence) => wrap(sentence)),
    underline('Questions'),
    ...questions,
    facts.isAsked ? '' : `-- \n${wrap(closing)}\n`,
  ].join('\n\n');
}

function headed(heading: string, sentences: string[]): string[] {
  if (sentences.length === 0) return [];
  return [underline(heading), ...sentences.map((sentence) => wrap(sentence))];
}

function toHtml(facts: SummaryFacts): Html {
  const { count, consultation } = facts;
  const paragraph = (text: string) => html`<p>${text}</p>`;
  const h2 = (text: string) => html`<h2 style="${style.h2}">${text}</h2>`;
  const questions = count.questions.map(({ question, summary }) => {
    const [table] = summary.tables;
    const figures = table && summary.answered > 0 ? figuresToHtml(table) : '';
    return html`<h3 style="${style.h3}">${wordsIn(question, question.ask)}</h3>${summary.sentences.map(paragraph)}${figures}`;
  });
  const fresh = facts.fresh
    .slice(0, mostListed)
    .map((item) => html`<li>${sayReference(item)}</li>`);
  const groups = sayGroups(facts).map(paragraph);
  const actions = sayActions(facts).map(paragraph);
  const pieces = [
    ...noticesOf(facts).map(noticeHtml),
    html`<h1 style="${style.h1}">${sayTitle(facts)}</h1>`,
    html`<p>${wordsIn(consultation, consultation.title)}</p>`,
    paragraph(sayFresh(facts)),
    fresh.length > 0 ? html`<ul>${fresh}</ul>` : html``,
    ...(facts.drafts > 0 ? [paragraph(sayDrafts(facts.drafts))] : []),
    ...(facts.today ? [linkToHtml(todayLabel, facts.today), paragraph(linkWarning)] : []),
    ...(groups.length > 0 ? [h2('Groups'), ...groups] : []),
    ...(actions.length > 0 ? [h2(actionsHeading), ...actions] : []),
    h2('So far'),
    ...glance(count).map(paragraph),
    h2('Questions'),
    ...questions,
    html`<p style="${style.small}">${facts.isAsked ? '' : closing}</p>`,
  ];
  return joinHtml(pieces, '\n');
}

interface Withdrawn {
  /** Days of summaries that hold the words too. */
  summaries: string[];
  isInBatch: boolean;
  /** Emails of changes hold the words too. */
  isInChanges: boolean;
  /** Until when it can be taken back. `null`: the words are erased. */
  undoUntil: Date | null;
  /** Staff withdrew it for the person. */
  byStaff: boolean;
}

/** Staff are told when a person withdraws, so that they delete their own copy. */
export function composeWithdrawal(
  consultation: Consultation,
  { number, reference }: { number: number; reference: string },
  { summaries, isInBatch, isInChanges, undoUntil, byStaff }: Withdrawn,
): Email {
  const title = `Withdrawn: contribution ${number}, ${reference}`;
  const others = [
    ...(isInBatch ? ['the email that brought it with others'] : []),
    ...(isInChanges ? ['the emails that told you of changes to it'] : []),
    ...(summaries.length > 0
      ? [`the tables of the summaries of ${sayList(summaries.map(staffFormats.shortDay))}`]
      : []),
  ];
  const sentences = [
    `${
      byStaff
        ? `Staff have withdrawn contribution ${number}, ${reference}, for the person who sent it.`
        : `The person who sent contribution ${number}, ${reference}, has withdrawn it.`
    } ${
      undoUntil === null
        ? 'We have erased what they wrote from the site.'
        : `It is not in the figures any more. This can be taken back until ${sayMomentToStaff(undoUntil, consultation)}. Then we erase what they wrote from the site.`
    }`,
    ...(others.length > 0 ? [`What they wrote is also in ${sayList(others)}.`] : []),
    'Please delete it from your mailbox, and from any file or backup that you made. Its number stays in use, so that no gap appears.',
    ...(undoUntil === null ? [] : ['If it is taken back, we will email it to you again.']),
  ];
  const subject = `[${consultation.title}] ${title}`;
  return {
    subject,
    text: [underline(title), ...sentences.map((sentence) => wrap(sentence)), ''].join('\n\n'),
    html: emailPage(
      staffLanguage,
      subject,
      html`<h1 style="${style.h1}">${title}</h1>${joinHtml(
        sentences.map((sentence) => html`<p>${sentence}</p>`),
        '\n',
      )}`,
    ),
    replyTo: null,
    attachments: [],
  };
}
