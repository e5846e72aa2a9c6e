/** The email that brings one contribution to staff. Pure: what is sent is what is tested. */
import { kindOf } from '../questions/index.ts';
import { blocksToHtml, escapeHtml, noAnswer } from '../questions/shown.ts';
import type { Consultation } from './consultation.ts';
import { answersToText, underline, wrap } from './contribution-text.ts';
import { showBySection, type Channel, type Contribution } from './contribution.ts';
import { sayMoment } from './moments.ts';
import { sayNotes } from './notes.ts';

export interface Email {
  subject: string;
  text: string;
  html: string;
  /** Only an address that was checked, and never with words of a person beside it. */
  replyTo: string | null;
  attachments: Attachment[];
}

export interface Attachment {
  filename: string;
  contentType: string;
  content: string | Uint8Array;
}

/**
 * @param isMaybeSecondCopy an earlier try may have arrived; the email says so in its first lines
 */
export function composeEmail(
  consultation: Consultation,
  contribution: Contribution,
  isMaybeSecondCopy: boolean,
): Email {
  const facts = factsOf(consultation, contribution, isMaybeSecondCopy);
  return {
    subject: `[${consultation.title}] ${facts.title}`,
    text: toText(consultation, contribution, facts),
    html: toHtml(consultation, contribution, facts),
    replyTo: replyTo(contribution),
    attachments: [
      {
        filename: `${contribution.reference}.json`,
        contentType: 'application/json',
        content: `${JSON.stringify(contribution, null, 2)}\n`,
      },
    ],
  };
}

/** What is said of a contribution before its answers, and after them. */
export function factsOf(
  consultation: Consultation,
  contribution: Contribution,
  isMaybeSecondCopy: boolean,
): Facts {
  return {
    title: `Contribution ${contribution.number}: ${contribution.reference}`,
    received: `Received ${sayMoment(contribution.receivedAt, consultation)}${sayChannel(contribution)}`,
    answered: countAnswered(contribution),
    notices: noticesOf(consultation, contribution, isMaybeSecondCopy),
    reply: replyLine(replyTo(contribution)),
  };
}

interface Facts {
  title: string;
  received: string;
  answered: string;
  notices: string[];
  reply: string;
}

function replyTo({ answers }: Contribution): string | null {
  for (const { question, answer } of answers) {
    const address = answer === null ? null : (kindOf(question).replyTo?.(answer) ?? null);
    if (address !== null) return address;
  }
  return null;
}

function replyLine(address: string | null): string {
  return address === null
    ? 'There is no address to reply to: none was left, or none that can be written to.'
    : 'This person is happy to be contacted: reply to this email and it goes to them.';
}

function countAnswered({ answers }: Contribution): string {
  const answered = answers.filter(({ answer }) => answer !== null).length;
  return `${answered} of ${answers.length} questions answered`;
}

const channelWords: Record<Channel, string> = {
  site: '',
  email: ', by email',
  post: ', by post',
  paper: ', on paper',
  telephone: ', by telephone',
};

function sayChannel({ channel }: Contribution): string {
  return channelWords[channel] === '' ? '' : `${channelWords[channel]}; staff filed it`;
}

function noticesOf(
  consultation: Consultation,
  contribution: Contribution,
  isMaybeSecondCopy: boolean,
): string[] {
  const { reference, late, marks } = contribution;
  const notices: string[] = [];
  if (isMaybeSecondCopy) {
    notices.push(
      `This may be a second copy of ${reference}: an earlier try was cut off before the mail server confirmed it, or the site was restored from its second copy. Count it once.`,
    );
  }
  if (late) {
    notices.push(
      `Late: it was sent after the closing date, ${sayMoment(consultation.closes, consultation)}${contribution.channel === 'site' ? ', within the grace period' : ''}.`,
    );
  }
  if (marks.length > 0) {
    notices.push(...sayNotes(marks));
  }
  if (late || marks.length > 0) {
    notices.push('It is counted apart until somebody decides: npm run staff -- decide --help');
  }
  return notices;
}

function toText(consultation: Consultation, contribution: Contribution, facts: Facts): string {
  const { title, received, answered, notices, reply } = facts;
  return [
    ...notices.map((notice) => wrap(`Please note: ${notice}`)),
    `${underline(title)}\n${wrap(consultation.title)}\n${wrap(received)}\n${answered}\n${wrap(reply)}`,
    answersToText(contribution),
    `${wrap(footer)}\n`,
  ].join('\n\n');
}

const footer =
  'The words of the answers were written by a member of the public. The attached file holds the same contribution as data.';

/*
 * Mail programs strip style sheets and landmarks (caniemail), so the styles are inline, and headings
 * and lists carry the structure. Text and background are set together, at 7:1 or more, and no meaning
 * is in a colour, since some programs invert colours by force.
 */
export const style = {
  page: 'margin:0;padding:16px;background:#ffffff;color:#1a1a1a;font:16px/1.5 Arial,Helvetica,sans-serif',
  column: 'max-width:640px',
  notice:
    'margin:0 0 16px;padding:8px 12px;border:2px solid #8f0014;background:#ffffff;color:#8f0014',
  h1: 'margin:0 0 8px;font-size:24px;line-height:1.25',
  h2: 'margin:32px 0 8px;padding-top:8px;border-top:2px solid #8f0014;font-size:20px;line-height:1.3',
  h3: 'margin:16px 0 4px;font-size:16px;line-height:1.5;font-weight:bold',
  h4: 'margin:16px 0 4px;font-size:16px;line-height:1.5;font-weight:normal',
  fact: 'padding:2px 16px 2px 0;text-align:left;vertical-align:top',
  small:
    'margin:32px 0 0;padding-top:8px;border-top:1px solid #595959;color:#404040;background:#ffffff',
} as const;

function toHtml(consultation: Consultation, contribution: Contribution, facts: Facts): string {
  const { language } = consultation;
  const rows = [
    ['Consultation', consultation.title],
    ['Received', facts.received.replace(/^Received /, '')],
    ['Answered', facts.answered],
  ];
  const sections = showBySection(contribution).map(
    ({ section, answers }) =>
      `<h2 style="${style.h2}">${escapeHtml(section)}</h2>` +
      answers
        .map(
          ({ question, blocks }) =>
            `<h3 style="${style.h3}">${escapeHtml(question.ask)}</h3>` +
            (blocks === null ? `<p><em>${noAnswer}</em></p>` : blocksToHtml(blocks)),
        )
        .join('\n'),
  );
  const body = `${facts.notices.map(noticeHtml).join('\n')}
<h1 style="${style.h1}">${escapeHtml(facts.title)}</h1>
<table style="border-collapse:collapse"><tbody>
${rows.map(([name, value]) => `<tr><th scope="row" style="${style.fact}">${name}</th><td style="${style.fact}">${escapeHtml(value as string)}</td></tr>`).join('\n')}
</tbody></table>
${sections.join('\n')}
<p style="${style.small}">${escapeHtml(facts.reply)} ${escapeHtml(footer)}</p>`;
  return emailPage(language, `[${consultation.title}] ${facts.title}`, body);
}

/** Something to know before all else. */
export function noticeHtml(notice: string): string {
  return `<p style="${style.notice}"><strong>Please note:</strong> ${escapeHtml(notice)}</p>`;
}

/** The frame of every email. Some programs keep only what is in the body: language and direction twice. */
export function emailPage(language: string, title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light">
<title>${escapeHtml(title)}</title>
</head>
<body style="${style.page}">
<div lang="${escapeHtml(language)}" dir="ltr" style="${style.column}">
${body}
</div>
</body>
</html>
`;
}
