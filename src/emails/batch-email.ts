/** The email that brings several contributions, for days on which more come than staff can read one by one. */
import { wordsIn } from '../languages/in-language.ts';
import { staffLanguage, staffWords } from '../languages/staff.ts';
import { html, joinHtml, type Html } from '../text/html.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { answersToText, underline, wrap } from '../contribution/contribution-text.ts';
import { showBySection, type Contribution } from '../contribution/contribution.ts';
import {
  answersToHtml,
  emailPage,
  factsOf,
  noticeHtml,
  noticeToText,
  style,
  type Email,
  type Facts,
  type HowToDecide,
} from './email.ts';
import { addToSubject } from './subject.ts';
import type { Decision } from '../contribution/filed.ts';
import { remarksToHtml, remarksToText } from '../contribution/remarks.ts';

const words = staffWords.emails.batch;

/**
 * @param decisions what staff decided before the email was sent, by reference
 * @param how how staff can decide about contributions that wait for a decision
 */
export function composeBatch(
  consultation: Consultation,
  contributions: Contribution[],
  isMaybeSecondCopy: boolean,
  decisions: ReadonlyMap<string, Decision | null> = new Map(),
  how: HowToDecide = 'ask',
): Email {
  const facts = (contribution: Contribution) =>
    factsOf(consultation, contribution, false, decisions.get(contribution.reference) ?? null, how);
  const title = sayTitle(contributions);
  const subject = addToSubject(`[${consultation.title}] ${title}`, isMaybeSecondCopy);
  const notices = isMaybeSecondCopy ? [words.secondCopy] : [];
  return {
    subject,
    text: [
      ...notices.map(noticeToText),
      `${underline(title)}\n${wrap(consultation.title)}`,
      wrap(words.together),
      ...contributions.map((contribution) => toLines(contribution, facts(contribution))),
      '',
    ].join('\n\n\n'),
    html: emailPage(
      staffLanguage,
      subject,
      joinHtml(
        [
          ...notices.map(noticeHtml),
          html`<h1 style="${style.h1}">${title}</h1><p>${words.together}</p>`,
          ...contributions.map((contribution) =>
            toHtml(consultation, contribution, facts(contribution)),
          ),
        ],
        '\n',
      ),
    ),
    replyTo: null,
    attachments: [
      {
        filename: 'contributions.json',
        contentType: 'application/json',
        content: `${JSON.stringify(contributions, null, 2)}\n`,
      },
    ],
  };
}

function sayTitle(contributions: Contribution[]): string {
  const numbers = contributions.map(({ number }) => number);
  const [first, last] = [numbers[0] ?? 0, numbers.at(-1) ?? 0];
  return words.title(numbers.length, first, last);
}

function toLines(contribution: Contribution, facts: Facts): string {
  const { title, received, answered, notices } = facts;
  return [
    underline(title),
    ...notices.map(noticeToText),
    `${wrap(staffWords.emails.contribution.receivedOn(received))}\n${answered}`,
    answersToText(contribution),
    ...remarksToText(contribution),
  ].join('\n\n');
}

function toHtml(consultation: Consultation, contribution: Contribution, facts: Facts): Html {
  const { title, received, answered, notices } = facts;
  const sections = showBySection(contribution).map(
    ({ section, answers }) =>
      html`<h3 style="${style.h3}">${wordsIn(consultation, section)}</h3>${answersToHtml(answers, 'h4', contribution)}`,
  );
  return joinHtml(
    [
      html`<h2 style="${style.h2}">${title}</h2>`,
      ...notices.map(noticeHtml),
      html`<p>${words.facts(received, answered)}</p>`,
      ...sections,
      ...remarksToHtml(contribution, 'h3', style.h3),
    ],
    '\n',
  );
}
