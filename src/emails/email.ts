/**
 * The email that brings one contribution to staff, and the parts that all emails share. All of it is pure, so tests see
 * exactly what is sent.
 */
import { isolatedText } from '../text/direction.ts';
import type { Question } from '../questions/question.ts';
import { html, joinHtml, raw, type Html } from '../text/html.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { isRehearsal } from '../consultation/rehearsal.ts';
import { answersToText, underline, wrap } from '../contribution/contribution-text.ts';
import {
  replyTo,
  showBySection,
  type Contribution,
  type ShownAnswer,
} from '../contribution/contribution.ts';
import { doubtsOf, type Decision } from '../contribution/filed.ts';
import { sayMomentToStaff } from '../consultation/moments.ts';
import { isUnclear } from '../contribution/settlement.ts';
import { sayMarks } from '../contribution/say-marks.ts';
import { sayQuestionNotes } from '../contribution/question-notes.ts';
import { remarksToHtml, remarksToText } from '../contribution/remarks.ts';
import { directionOf } from '../languages/direction.ts';
import { answerIn, wordsIn } from '../languages/in-language.ts';
import { isForStaff, nameOfLanguage, staffLanguage, staffWords } from '../languages/staff.ts';
import { subjectOf } from './subject.ts';

const words = staffWords.emails.contribution;

export interface Email {
  subject: string;
  text: string;
  html: string;
  /** A checked address. No name is written beside it, because a name would be a person’s own words. */
  replyTo: string | null;
  attachments: Attachment[];
}

/** An email in the form in which it is sent. */
export interface FittedEmail extends Omit<Email, 'html'> {
  /** `null`: plain text only. */
  html: string | null;
}

export interface Attachment {
  filename: string;
  contentType: string;
  content: string | Uint8Array;
}

/** The beginning of an email about a contribution that staff already know. */
export interface Opening {
  title: string;
  text: string[];
  html: Html;
}

interface More {
  opening?: Opening;
  /** When a withdrawal was undone. */
  undoneAt?: Date | null;
  /** The link by which staff decide or settle. */
  link?: string | null;
}

/** Whether there is something for staff to decide or to settle about a contribution. */
export function needsStaff(contribution: Contribution, decision: Decision | null): boolean {
  const isDoubted = decision === null && doubtsOf({ contribution }).length > 0;
  return isDoubted || contribution.answers.some(({ answer }) => isUnclear(answer));
}

/**
 * @param isMaybeSecondCopy whether an earlier attempt may have arrived; the email says so in its first lines
 * @param decision what staff decided before the email was sent
 * @param link to decide or settle. An email with a link has no Reply-To, because a reply would send the link to the
 *   person
 */
export function composeEmail(
  consultation: Consultation,
  contribution: Contribution,
  isMaybeSecondCopy: boolean,
  decision: Decision | null = null,
  { opening, undoneAt = null, link = null }: More = {},
): Email {
  const how = link === null ? 'ask' : 'link';
  const facts = factsOf(consultation, contribution, isMaybeSecondCopy, decision, how);
  if (undoneAt !== null)
    facts.notices.unshift(words.undone(sayMomentToStaff(undoneAt, consultation)));
  return {
    subject: subjectOf(
      `[${consultation.title}] ${opening?.title ?? facts.title}`,
      contribution,
      isMaybeSecondCopy,
    ),
    text: toText(consultation, contribution, facts, link, opening),
    html: toHtml(consultation, contribution, facts, link, opening),
    replyTo: link === null ? facts.address : null,
    attachments: [
      {
        filename: `${contribution.reference}.json`,
        contentType: 'application/json',
        content: `${JSON.stringify(contribution, null, 2)}\n`,
      },
    ],
  };
}

/** How staff decide: by a link in the same email, on today's page, or by asking the person who runs the site. */
export const waysToDecide = ['link', 'today', 'ask'] as const;
export type HowToDecide = (typeof waysToDecide)[number];

/** Returns what an email says about a contribution before its answers, and after them. */
export function factsOf(
  consultation: Consultation,
  contribution: Contribution,
  isMaybeSecondCopy: boolean,
  decision: Decision | null,
  how: HowToDecide,
): Facts {
  const address = replyTo(contribution);
  return {
    title: words.title(contribution.number, contribution.reference),
    received: sayReceived(consultation, contribution),
    answered: countAnswered(contribution),
    notices: noticesOf(consultation, contribution, isMaybeSecondCopy, decision, how),
    address,
    reply: replyLine(address, how),
  };
}

export interface Facts {
  title: string;
  /** When and how it came, and when it was changed. */
  received: string;
  answered: string;
  notices: string[];
  /** The address of the person. `null`: they left none that can be used. */
  address: string | null;
  reply: string;
}

function replyLine(address: string | null, how: HowToDecide): string {
  if (address === null) return words.noAddress;
  return how === 'link' ? words.writeAnew : words.reply;
}

function countAnswered({ answers, language }: Contribution): string {
  const answered = answers.filter(({ answer }) => answer !== null).length;
  const name = isForStaff(language) ? null : nameOfLanguage(language);
  return words.answeredOf(answered, answers.length, name);
}

function sayReceived(consultation: Consultation, contribution: Contribution): string {
  const { receivedAt, channel, change, changedAt } = contribution;
  const came = words.came[channel](sayMomentToStaff(receivedAt, consultation));
  if (changedAt === null) return came;
  return words.changed(came, change - 1, sayMomentToStaff(changedAt, consultation));
}

function noticesOf(
  consultation: Consultation,
  contribution: Contribution,
  isMaybeSecondCopy: boolean,
  decision: Decision | null,
  how: HowToDecide,
): string[] {
  const { reference, late, marks } = contribution;
  const notices: string[] = isRehearsal(consultation.slug) ? [words.rehearsal] : [];
  if (isMaybeSecondCopy) notices.push(words.secondCopy(reference));
  if (late) {
    const closed = sayMomentToStaff(consultation.closes, consultation);
    notices.push(words.late(closed, contribution.channel === 'site'));
  }
  notices.push(...sayQuestionNotes(contribution), ...sayMarks(marks));
  const isDoubted = doubtsOf({ contribution }).length > 0;
  if (decision === 'apart') notices.push(words.leftOut);
  else if (isDoubted) notices.push(decision === 'count' ? words.included : words.notDecided[how]);
  else if (marks.length > 0) notices.push(words.inTotals);
  if (how === 'link')
    notices.push(
      ...contribution.answers
        .filter(({ answer }) => isUnclear(answer))
        .map(({ question }) => sayUnclear(question)),
    );
  return notices;
}

/** Says that an answer is unclear, so no figure includes it. */
export function sayUnclear({ ask }: Question): string {
  return words.unclear(isolatedText(ask));
}

export const linkLabel = words.decide;

function toText(
  consultation: Consultation,
  contribution: Contribution,
  facts: Facts,
  link: string | null,
  opening?: Opening,
): string {
  const { title, received, answered, notices, reply, address } = facts;
  const written = link !== null && address !== null ? `\n${address}` : '';
  return [
    ...(opening ? [underline(opening.title), ...opening.text] : []),
    ...notices.map(noticeToText),
    ...(link === null ? [] : [linkToText(linkLabel, link)]),
    `${underline(title)}\n${wrap(consultation.title)}\n${wrap(words.receivedOn(received))}\n${answered}\n${wrap(reply)}${written}`,
    answersToText(contribution),
    ...remarksToText(contribution),
    `${wrap(footerOf(consultation))}\n`,
  ].join('\n\n');
}

function footerOf({ slug }: Consultation): string {
  return isRehearsal(slug) ? words.previewWrote : words.publicWrote;
}

/*
 * Similar to the style of the site (src/styles/site.css). Mail programs strip style sheets and landmarks (caniemail),
 * so the styles are inline, and headings and lists carry the structure. Text and background are set together, with a
 * contrast of 7:1 or more. Some programs invert colours by force, so no colour has a meaning. The only style sheet is
 * for programs that ask for dark colours instead.
 */
export const style = {
  page: 'margin:0;padding:16px;background:#fffefb;color:#1c1b20;font:16px/1.6 Arial,Helvetica,sans-serif',
  // At most 80 characters in a line, even of narrow letters (WCAG 1.4.8). Outlook supports only the older name of
  // overflow-wrap, and breaks no long link without it.
  column:
    'max-width:33em;padding-top:16px;border-top:8px solid #98091c;word-wrap:break-word;overflow-wrap:anywhere',
  notice:
    'margin:0 0 16px;padding:8px 12px;border:2px solid #1c1b20;background:#ffd83b;color:#1c1b20',
  h1: 'margin:0 0 16px;font:bold 28px/1.25 Georgia,serif',
  h2: 'margin:40px 0 8px;padding-top:8px;border-top:1px solid;font:bold 22px/1.3 Georgia,serif',
  h3: 'margin:16px 0 4px;font-size:16px;line-height:1.5;font-weight:bold',
  h4: 'margin:16px 0 4px;font-size:16px;line-height:1.5;font-weight:normal',
  // Outlook for Windows does not support `start`. Without a side that it supports, it centres the head of a row.
  fact: 'padding:4px 8px;border-top:1px solid;text-align:left;text-align:start;vertical-align:top',
  link: 'display:inline-block;padding:10px 0;min-height:24px',
  small:
    'margin:40px 0 0;padding-top:8px;border-top:1px solid #6a6872;color:#3c3b42;background:#fffefb',
} as const;

/**
 * Dark colours for the page, its small print and its links; notices keep their colours. The column has its own
 * background, because some mail programs replace the body with another element. Light links on a light page could not
 * be read.
 */
const darkStyle =
  '@media (prefers-color-scheme:dark){body,.column,.column>p:last-child{background:#17161a!important;color:#eeecf2!important}.column a{color:#aecbff}}';

/** Writes a link in plain text, on its own line and never wrapped. */
export function linkToText(label: string, link: string): string {
  return `${wrap(staffWords.emails.linkBelow(label))}\n${link}`;
}

export function linkToHtml(label: string, link: string): Html {
  return html`<p><a href="${link}" style="${style.link}">${label}</a></p>`;
}

function toHtml(
  consultation: Consultation,
  contribution: Contribution,
  facts: Facts,
  link: string | null,
  opening?: Opening,
): string {
  const { address } = facts;
  const written =
    link !== null && address !== null
      ? html` <a href="mailto:${encodeURIComponent(address).replace('%40', '@')}">${address}</a>`
      : html``;
  const table = factsToHtml([
    [words.consultation, wordsIn(consultation, consultation.title)],
    [words.received, facts.received],
    [words.answered, facts.answered],
  ]);
  const sections = showBySection(contribution).map(
    ({ section, answers }) =>
      html`<h2 style="${style.h2}">${wordsIn(consultation, section)}</h2>${answersToHtml(answers, 'h3', contribution)}`,
  );
  const notices = joinHtml(
    [...facts.notices.map(noticeHtml), ...(link === null ? [] : [linkToHtml(linkLabel, link)])],
    '\n',
  );
  const head = opening
    ? html`<h1 style="${style.h1}">${opening.title}</h1>
${opening.html}
${notices}`
    : html`${notices}
<h1 style="${style.h1}">${facts.title}</h1>`;
  const body = html`${head}
${table}
${joinHtml([...sections, ...remarksToHtml(contribution, 'h2', style.h2)], '\n')}
<p style="${style.small}">${facts.reply}${written} ${footerOf(consultation)}</p>`;
  return emailPage(staffLanguage, `[${consultation.title}] ${opening?.title ?? facts.title}`, body);
}

/** Makes a table of names and values. */
export function factsToHtml(facts: [name: string, value: string | Html][]): Html {
  const rows = facts.map(
    ([name, value]) =>
      html`<tr><th scope="row" style="${style.fact};white-space:nowrap">${name}</th><td style="${style.fact}">${value}</td></tr>`,
  );
  return html`<table style="border-collapse:collapse;border-bottom:1px solid"><tbody>
${joinHtml(rows, '\n')}
</tbody></table>`;
}

/** Shows each question as a heading, with its answer below it, or that there is none. */
export function answersToHtml(
  answers: ShownAnswer[],
  tag: 'h3' | 'h4',
  { language }: Pick<Contribution, 'language'>,
): Html {
  const shown = answers.map(({ question, blocks }) => {
    const answer = answerIn(question, blocks, language);
    return html`<${raw(tag)} style="${style.h3}">${wordsIn(question, question.ask)}</${raw(tag)}>${answer}`;
  });
  return joinHtml(shown, '\n');
}

/** Writes a notice for the top of an email, in plain text. */
export function noticeToText(notice: string): string {
  return wrap(staffWords.emails.note(notice));
}

export function noticeHtml(notice: string): Html {
  return html`<p style="${style.notice}">${staffWords.emails.noteHtml(notice)}</p>`;
}

/** Adds a notice at the top of an email. */
export function addNotice(email: FittedEmail, notice: string): FittedEmail {
  const [start, ...rest] = (email.html ?? '').split(columnStart);
  return {
    ...email,
    text: `${noticeToText(notice)}\n\n${email.text}`,
    html:
      email.html && `${start}${columnStart}${noticeHtml(notice).html}\n${rest.join(columnStart)}`,
  };
}

/** How the column of every email begins. */
const columnStart = `style="${style.column}">\n`;

/**
 * Returns the whole HTML page of an email. Some programs keep only what is in the body, so language and direction are
 * set there too.
 */
export function emailPage(language: string, title: string, body: Html): string {
  const direction = directionOf(language);
  return html`<!DOCTYPE html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<style>${raw(darkStyle)}</style>
<title>${title}</title>
</head>
<body style="${style.page}">
<div class="column" lang="${language}" dir="${direction}" ${raw(columnStart)}${body}
</div>
</body>
</html>
`.html;
}
