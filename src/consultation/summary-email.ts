/** The day's summary for staff: sent also when nothing came, so that silence is a fault. */
import { sayCount, sayList } from '../questions/figures.ts';
import { escapeHtml } from '../questions/shown.ts';
import type { Consultation } from './consultation.ts';
import { underline, wrap } from './contribution-text.ts';
import type { Count } from './count.ts';
import type { Disagreement } from './disagreements.ts';
import { figuresToHtml, figuresToLines } from './email-figures.ts';
import { emailPage, noticeHtml, style, type Attachment, type Email } from './email.ts';
import { glance } from './report.ts';
import { sayDay } from './report-days.ts';

export interface SummaryFacts {
  consultation: Consultation;
  /** `2027-03-01` */
  day: string;
  isFinal: boolean;
  isMaybeSecondCopy: boolean;
  count: Count;
  /** What came since the last summary. `notes`: why it is counted apart, or that it is withdrawn. */
  fresh: { number: number; reference: string; notes: string[] }[];
  /** What staff cannot have in their mailbox, and why. */
  problems: Disagreement[];
  attachments: Attachment[];
  /** About what is not attached. */
  remarks: string[];
}

/** More are in the attached table. */
const mostListed = 500;

export function composeSummary(facts: SummaryFacts): Email {
  const { consultation, attachments } = facts;
  const subject = `[${consultation.title}] ${sayTitle(facts)}`;
  return {
    subject,
    text: toText(facts),
    html: emailPage(consultation.language, subject, toHtml(facts)),
    replyTo: null,
    attachments,
  };
}

function sayTitle({ day, isFinal, fresh, count }: SummaryFacts): string {
  const kind = isFinal ? 'Final summary' : 'Summary';
  return `${kind}, ${sayDay(day)}: ${fresh.length.toLocaleString('en-GB')} new, ${count.received.toLocaleString('en-GB')} so far`;
}

function noticesOf({ isMaybeSecondCopy, problems, remarks, day }: SummaryFacts): string[] {
  return [
    ...(isMaybeSecondCopy
      ? [`This may be a second copy of the summary for ${sayDay(day)}: an earlier try was cut off.`]
      : []),
    ...problems.slice(0, mostListed).map(({ of, problem }) => `${of} ${problem}.`),
    ...remarks,
  ];
}

function sayFresh({ fresh, count }: SummaryFacts): string {
  if (fresh.length === 0) return 'Nothing new has come since the last summary.';
  const [first, last] = [fresh[0]?.number, fresh.at(-1)?.number];
  return `New since the last summary: ${sayCount(fresh.length, 'contribution')}, numbers ${first} to ${last}. Your mailbox should hold ${sayCount(count.received, 'contribution')} by now, numbers 1 to ${count.received.toLocaleString('en-GB')}.`;
}

function sayReference({ number, reference, notes }: SummaryFacts['fresh'][number]): string {
  return `${number}: ${reference}${notes.length > 0 ? ` (${sayList(notes)})` : ''}`;
}

const closing =
  'You get this each day, also when nothing came: if it does not come, ask the person who runs the site.';

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
    underline('So far'),
    ...glance(count).map((sentence) => wrap(sentence)),
    underline('Questions'),
    ...questions,
    `-- \n${wrap(closing)}\n`,
  ].join('\n\n');
}

function toHtml(facts: SummaryFacts): string {
  const { count, consultation } = facts;
  const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;
  const h2 = (text: string) => `<h2 style="${style.h2}">${text}</h2>`;
  const questions = count.questions.map(({ question, summary }) => {
    const [table] = summary.tables;
    return [
      `<h3 style="${style.h3}">${escapeHtml(question.ask)}</h3>`,
      ...summary.sentences.map(paragraph),
      table && summary.answered > 0 ? figuresToHtml(table) : '',
    ].join('');
  });
  const fresh = facts.fresh.slice(0, mostListed).map((item) => `<li>${sayReference(item)}</li>`);
  return [
    ...noticesOf(facts).map(noticeHtml),
    `<h1 style="${style.h1}">${escapeHtml(sayTitle(facts))}</h1>`,
    paragraph(consultation.title),
    paragraph(sayFresh(facts)),
    fresh.length > 0 ? `<ul>${fresh.join('')}</ul>` : '',
    h2('So far'),
    ...glance(count).map(paragraph),
    h2('Questions'),
    ...questions,
    `<p style="${style.small}">${escapeHtml(closing)}</p>`,
  ].join('\n');
}

/** Staff are told when a person withdraws, so that they delete their own copy. */
export function composeWithdrawal(
  consultation: Consultation,
  { number, reference }: { number: number; reference: string },
): Email {
  const title = `Withdrawn: contribution ${number}, ${reference}`;
  const sentences = [
    `The person who sent contribution ${number}, ${reference}, has withdrawn it. What they wrote is erased from the site's store.`,
    'Please delete it from your mailbox, and from any file or backup that you made. Its number stays in use, so that no gap appears.',
  ];
  const subject = `[${consultation.title}] ${title}`;
  return {
    subject,
    text: [underline(title), ...sentences.map((sentence) => wrap(sentence)), ''].join('\n\n'),
    html: emailPage(
      consultation.language,
      subject,
      `<h1 style="${style.h1}">${title}</h1>${sentences.map((sentence) => `<p>${sentence}</p>`).join('\n')}`,
    ),
    replyTo: null,
    attachments: [],
  };
}
