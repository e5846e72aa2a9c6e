/**
 * The daily summary for staff, and the email about a withdrawal. The summary is sent even if nothing came, so if it
 * does not arrive, something is wrong.
 */
import { wordsIn } from '../languages/in-language.ts';
import { staffFormats, staffLanguage, staffWords } from '../languages/staff.ts';
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
  noticeToText,
  style,
  type Attachment,
  type Email,
} from './email.ts';
import { addToSubject } from './subject.ts';
import { sayGroup } from '../contribution/groups.ts';
import { graceEnds, sayMomentToStaff } from '../consultation/moments.ts';
import { glance } from '../report/report.ts';

const words = staffWords.emails.summary;

export interface SummaryFacts {
  consultation: Consultation;
  /** `2027-03-01` */
  day: string;
  isFinal: boolean;
  /** Whether there was a final summary before this one. */
  isCorrected: boolean;
  isMaybeSecondCopy: boolean;
  count: Count;
  /**
   * The contributions that came since the last summary. `notes`: why one is set aside and who decided, or that it
   * is withdrawn.
   */
  fresh: { number: number; reference: string; notes: string[] }[];
  /** How many people have saved answers and not sent them. */
  drafts: number;
  /** Contributions that are missing from the store or have not reached staff, and why. */
  problems: Disagreement[];
  /** A sentence about each other email that is held, with the reason. Default: none. */
  held?: string[];
  attachments: Attachment[];
  /** Sentences about files that are not attached. */
  remarks: string[];
  /** Whether staff asked for it by a link. Default: no, it is the summary of the day. */
  isAsked?: boolean;
  /** A sentence about each action of staff since the last summary. Default: none. */
  actions?: string[];
  /** The link to today's page. Default: no link. */
  today?: string | null;
}

/** The longest that a list in the email may be. The attached table has all contributions. */
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
  const said = staffFormats.shortDay(day);
  if (isAsked) return words.askedTitle(said, count.received);
  const { title, finalTitle, correctedTitle } = words;
  const ofDay = isCorrected ? correctedTitle : isFinal ? finalTitle : title;
  return ofDay(said, fresh.length, count.received);
}

function noticesOf(facts: SummaryFacts): string[] {
  const { isMaybeSecondCopy, problems, held = [], remarks, day } = facts;
  return [
    ...(isMaybeSecondCopy ? [words.secondCopy(staffFormats.shortDay(day))] : []),
    ...problems.slice(0, mostListed).map(({ of, problem }) => words.problem(of, problem)),
    ...held.slice(0, mostListed),
    ...remarks,
    ...sayWhatMayCome(facts),
  ];
}

/** Says in a final summary what may still change: late contributions, decisions and withdrawals can come after it. */
function sayWhatMayCome({ isFinal, isCorrected, consultation }: SummaryFacts): string[] {
  if (!isFinal) return [];
  const until = sayMomentToStaff(graceEnds(consultation), consultation);
  return [`${isCorrected ? words.corrected : words.closed(until)} ${words.mayChange}`];
}

function sayFresh({ fresh, count, isAsked }: SummaryFacts): string {
  if (isAsked) return words.asked;
  const [first, last] = [fresh[0], fresh.at(-1)];
  if (!first || !last) return words.nothingNew;
  return words.fresh(fresh.length, first.number, last.number, count.received);
}

/** @param drafts at least one */
export function sayDrafts(drafts: number): string {
  return words.drafts(drafts);
}

function sayReference({ number, reference, notes }: SummaryFacts['fresh'][number]): string {
  return words.freshOne(number, reference, notes);
}

/** Describes the groups that have a new contribution, each group once. */
function sayGroups({ fresh, count, consultation }: SummaryFacts): string[] {
  const isFresh = new Set(fresh.map(({ reference }) => reference));
  return count.groups
    .filter(({ references }) => references.some((reference) => isFresh.has(reference)))
    .map((group) => {
      const left = group.references.length - mostListed;
      const references = group.references.slice(0, mostListed);
      return words.group(sayGroup(group, consultation), references, left);
    });
}

function sayActions({ actions = [] }: SummaryFacts): string[] {
  const left = actions.length - mostListed;
  const others = left > 0 ? [words.moreActions(left)] : [];
  return [...actions.slice(0, mostListed), ...others];
}

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
    ...noticesOf(facts).map(noticeToText),
    `${underline(sayTitle(facts))}\n${wrap(consultation.title)}`,
    wrap(sayFresh(facts)),
    ...(facts.fresh.length > 0
      ? [facts.fresh.slice(0, mostListed).map(sayReference).join('\n')]
      : []),
    ...(facts.drafts > 0 ? [sayDrafts(facts.drafts)] : []),
    ...(facts.today ? [linkToText(words.today, facts.today), wrap(words.onlyForStaff)] : []),
    ...headed(words.groups, sayGroups(facts)),
    ...headed(words.actions, sayActions(facts)),
    underline(words.soFar),
    ...glance(count).map((sentence) => wrap(sentence)),
    underline(words.questions),
    ...questions,
    facts.isAsked ? '' : `-- \n${wrap(words.everyDay)}\n`,
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
    ...(facts.today ? [linkToHtml(words.today, facts.today), paragraph(words.onlyForStaff)] : []),
    ...(groups.length > 0 ? [h2(words.groups), ...groups] : []),
    ...(actions.length > 0 ? [h2(words.actions), ...actions] : []),
    h2(words.soFar),
    ...glance(count).map(paragraph),
    h2(words.questions),
    ...questions,
    html`<p style="${style.small}">${facts.isAsked ? '' : words.everyDay}</p>`,
  ];
  return joinHtml(pieces, '\n');
}

interface Withdrawn {
  /** The days of the summaries that also have the words. */
  summaries: string[];
  isInBatch: boolean;
  /** Whether emails about changes also have the words. */
  isInChanges: boolean;
  /** Until when the withdrawal can be undone. `null`: the words are erased. */
  undoUntil: Date | null;
  /** Whether staff withdrew it for the person. */
  byStaff: boolean;
}

/** Composes the email that tells staff about a withdrawal, so that they delete their own copies. */
export function composeWithdrawal(
  consultation: Consultation,
  { number, reference }: { number: number; reference: string },
  { summaries, isInBatch, isInChanges, undoUntil, byStaff }: Withdrawn,
): Email {
  const say = staffWords.emails.withdrawal;
  const title = say.title(number, reference);
  const others = [
    ...(isInBatch ? [say.batch] : []),
    ...(isInChanges ? [say.changes] : []),
    ...(summaries.length > 0 ? [say.summaries(summaries.map(staffFormats.shortDay))] : []),
  ];
  const who = byStaff ? say.byStaff(number, reference) : say.byPerson(number, reference);
  const then =
    undoUntil === null ? say.erased : say.notErased(sayMomentToStaff(undoUntil, consultation));
  const sentences = [
    `${who} ${then}`,
    ...(others.length > 0 ? [say.alsoIn(others)] : []),
    say.delete,
    ...(undoUntil === null ? [] : [say.comesAgain]),
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
