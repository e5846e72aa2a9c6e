/** Several contributions in one email, for days on which more come than can be read one by one. */
import { sayCount } from '../questions/figures.ts';
import { blocksToHtml, escapeHtml, noAnswer } from '../questions/shown.ts';
import type { Consultation } from './consultation.ts';
import { answersToText, underline, wrap } from './contribution-text.ts';
import { showBySection, type Contribution } from './contribution.ts';
import { emailPage, factsOf, noticeHtml, style, type Email } from './email.ts';

export function composeBatch(
  consultation: Consultation,
  contributions: Contribution[],
  isMaybeSecondCopy: boolean,
): Email {
  const title = sayTitle(contributions);
  const subject = `[${consultation.title}] ${title}`;
  const notices = isMaybeSecondCopy
    ? ['This may be a second copy: an earlier try was cut off. Count each contribution once.']
    : [];
  const words = `On busy days contributions come together, since somebody set “batches” in consultation.yaml. Each is complete here; the attached file holds them as data.`;
  return {
    subject,
    text: [
      ...notices.map((notice) => wrap(`Please note: ${notice}`)),
      `${underline(title)}\n${wrap(consultation.title)}`,
      wrap(words),
      ...contributions.map((contribution) => toLines(consultation, contribution)),
      '',
    ].join('\n\n\n'),
    html: emailPage(
      consultation.language,
      subject,
      [
        ...notices.map(noticeHtml),
        `<h1 style="${style.h1}">${escapeHtml(title)}</h1><p>${escapeHtml(words)}</p>`,
        ...contributions.map((contribution) => toHtml(consultation, contribution)),
      ].join('\n'),
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
  return `${sayCount(numbers.length, 'contribution')}, numbers ${first} to ${last}`;
}

function toLines(consultation: Consultation, contribution: Contribution): string {
  const { title, received, answered, notices } = factsOf(consultation, contribution, false);
  return [
    underline(title),
    ...notices.map((notice) => wrap(`Please note: ${notice}`)),
    `${wrap(received)}\n${answered}`,
    answersToText(contribution),
  ].join('\n\n');
}

function toHtml(consultation: Consultation, contribution: Contribution): string {
  const { title, received, answered, notices } = factsOf(consultation, contribution, false);
  const sections = showBySection(contribution).map(
    ({ section, answers }) =>
      `<h3 style="${style.h3}">${escapeHtml(section)}</h3>` +
      answers
        .map(
          ({ question, blocks }) =>
            `<h4 style="${style.h3}">${escapeHtml(question.ask)}</h4>` +
            (blocks === null ? `<p><em>${noAnswer}</em></p>` : blocksToHtml(blocks)),
        )
        .join('\n'),
  );
  return [
    `<h2 style="${style.h2}">${escapeHtml(title)}</h2>`,
    ...notices.map(noticeHtml),
    `<p>${escapeHtml(received)}; ${answered}.</p>`,
    ...sections,
  ].join('\n');
}
