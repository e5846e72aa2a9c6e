/** Emails to staff. `moment`, `until`, `days`: in words. */
import { html, type Html } from '../../../text/html.ts';
import { say } from '../say.ts';
import { contribution } from './emails/contribution.ts';
import { sayContributions, sayNumbers } from './counts.ts';
import { summary } from './emails/summary.ts';

export const emails = {
  /** Remarks in brackets at the end of a subject. */
  subject: {
    late: 'late: sent after the closing date',
    sentTwice: 'maybe a second copy: an earlier attempt was cut off',
    sameAnswers: (reference: string) => `maybe a second copy: same answers as ${reference}`,
    inBrackets: (subject: string, remarks: string[]) => `${subject} (${remarks.join('; ')})`,
  },
  note: (notice: string) => `Please note: ${notice}`,
  noteHtml: (notice: string): Html => html`<strong>Please note:</strong> ${notice}`,
  /** In plain text, where the link is on the next line. */
  linkBelow: (label: string) => `${label}:`,

  contribution,

  /** Several contributions in one email. */
  batch: {
    title: (count: number, first: number, last: number) =>
      `${sayContributions(count)}, ${sayNumbers(first, last)}`,
    secondCopy:
      'This may be a second copy: an earlier attempt to send it was cut off. Count each contribution once.',
    together:
      'On busy days contributions are sent together. Each one is here in full, and the attached file contains the same data.',
    facts: (received: string, answered: string) => `Received ${received}; ${answered}.`,
  },

  /** The email about a contribution that the person changed. */
  change: {
    title: (number: number, reference: string) => `Changed: contribution ${number}, ${reference}`,
    opening: (number: number, reference: string, moment: string | null) =>
      `The person who sent contribution ${number}, ${reference}, changed it${moment === null ? '' : ` on ${moment}`}. These answers take the place of those that you have. Count it once.`,
    asked: (ask: string) => `Question: ${ask}`,
    before: 'Before:',
    now: 'Now:',
    allAnswers: 'All answers, as they are now',
  },

  withdrawal: {
    title: (number: number, reference: string) => `Withdrawn: contribution ${number}, ${reference}`,
    byPerson: (number: number, reference: string) =>
      `The person who sent contribution ${number}, ${reference}, has withdrawn it.`,
    byStaff: (number: number, reference: string) =>
      `Staff have withdrawn contribution ${number}, ${reference}, for the person who sent it.`,
    erased: 'We have erased what they wrote from the site.',
    notErased: (until: string) =>
      `It is not in the figures any more. This can be undone until ${until}. Then we erase what they wrote from the site.`,
    alsoIn: (places: string[]) => `What they wrote is also in ${say.list(places)}.`,
    batch: 'the email that brought it with others',
    changes: 'the emails that told you of changes to it',
    summaries: (days: string[]) => `the tables of the summaries of ${say.list(days)}`,
    delete:
      'Please delete it from your mailbox, and from any file or backup that you made. Its number stays in use, so that no gap appears.',
    comesAgain: 'If this is undone, we will email it to you again.',
    undoneTitle: (number: number, reference: string) =>
      `Not withdrawn after all: contribution ${number}, ${reference}`,
  },

  summary,

  /** What was done by a link, by a command or by the site. */
  action: {
    title: 'Done by a link for staff',
    linkTitle: 'A new link',
    purgeTitle: 'Erased at the end of the promised time',
    done: (done: string) => `${done}.`,
    askEachOther:
      'All recipients of these emails get this one. If you do not know who did it, ask each other, and tell the person who runs the site.',
    ignore: 'The earlier link had expired. If none of you asked for this, you can ignore it.',
    stays:
      'All recipients of these emails get this one. The numbers and references stay, and the record of what was erased and when.',
    newLink: 'The new link',
    see: 'See what was done, or undo it within seven days',
    today: 'Today’s page',
  },

  /** What a smaller form of an email leaves out. */
  smaller: {
    notAttached: (files: string[]) =>
      say.plural(files.length, {
        one: `${say.list(files)} is not attached, because the mail server rejects this email with it, or the email would be too large. Nothing is lost: the person who runs the site can give it to you.`,
        other: `${say.list(files)} are not attached, because the mail server rejects this email with them, or the email would be too large. Nothing is lost: the person who runs the site can give them to you.`,
      }),
    plainText: 'The mail server rejected this email, so we have sent it as plain text only.',
  },

  /** Names of emails that are held, within a sentence. */
  held: {
    contribution: (reference: string) => `the email of ${reference}`,
    batch: ([first = 'no contribution', ...others]: string[]) =>
      `the email that brings ${first}${others.length > 0 ? ` and ${say.number(others.length)} more` : ''}`,
    summary: (day: string) => `the summary of ${day}`,
    withdrawal: (reference: string) => `the request to delete ${reference}`,
    change: (reference: string) => `the email about a change of ${reference}`,
    undone: (reference: string) => `the email that says that ${reference} counts again`,
    action: (done: string) => `the email “${done}”`,
    figures: (moment: string) => `the email with the figures and the report of ${moment}`,
  },
  /** `why`: "is held, because …". */
  isHeld: (email: string, why: string) =>
    `${email.charAt(0).toUpperCase()}${email.slice(1)} ${why}.`,
};
