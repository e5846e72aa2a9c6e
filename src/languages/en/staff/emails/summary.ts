/** The day's summary, and the figures that staff ask for. `day`, `until`: in words. */
import { say } from '../../say.ts';
import { sayContributions, sayNumbers } from '../counts.ts';

export const summary = {
  title: (day: string, fresh: number, received: number) =>
    `Summary, ${day}: ${say.number(fresh)} new, ${say.number(received)} so far`,
  finalTitle: (day: string, fresh: number, received: number) =>
    `Final summary, ${day}: ${say.number(fresh)} new, ${say.number(received)} so far`,
  correctedTitle: (day: string, fresh: number, received: number) =>
    `Corrected final summary, ${day}: ${say.number(fresh)} new, ${say.number(received)} so far`,
  askedTitle: (day: string, received: number) =>
    `Figures and report, ${day}: ${sayContributions(received)}`,

  // Notices at the top of the email.
  secondCopy: (day: string) =>
    `This may be a second copy of the summary for ${day}: an earlier attempt to send it was cut off.`,
  /** `of`: a reference. `problem`: why staff do not have it. */
  problem: (of: string, problem: string) => `${of} ${problem}.`,
  tooLarge: (file: string) =>
    `${file} is too large for an email: the person who runs the site can give it to you.`,
  noReport: 'The report is not attached, because the emails listed above have not reached you yet.',
  closed: (until: string) =>
    `The consultation has closed. Late contributions are accepted until ${until}.`,
  corrected: 'Something has changed since the last final summary: use this one instead.',
  mayChange:
    'If something changes after this email, you get a corrected final summary on the next day.',

  // The new contributions.
  asked: 'Staff asked for this email by a link. It is not a daily summary.',
  nothingNew: 'No new contributions have come since the last summary.',
  fresh: (count: number, first: number, last: number, received: number) =>
    `New since the last summary: ${sayContributions(count)}, ${sayNumbers(first, last)}. You should have received ${sayContributions(received)} so far, ${sayNumbers(1, received)}.`,
  /** `notes`: why it is set aside, or that it is withdrawn. */
  freshOne: (number: number, reference: string, notes: string[]) =>
    `${number}: ${reference}${notes.length > 0 ? ` (${say.list(notes)})` : ''}`,
  drafts: (people: number) =>
    say.plural(people, {
      one: `${say.number(people)} person has saved unfinished answers.`,
      other: `${say.number(people)} people have saved unfinished answers.`,
    }),

  today: 'Today’s page: what waits for you, and what you can do',
  onlyForStaff: 'The link is only for staff. Do not forward this email.',

  groups: 'Groups',
  /** `group`: sentences about the group. `left`: how many references are left out. */
  group: (group: string, references: string[], left: number) =>
    `${group} ${references.join(', ')}${left > 0 ? `, and ${say.number(left)} more` : ''}.`,

  actions: 'What staff did',
  action: (done: string, moment: string) => `${done}, on ${moment}.`,
  moreActions: (left: number) => `And ${say.number(left)} more.`,

  soFar: 'So far',
  questions: 'Questions',
  /** The figures of one row of a table. */
  figures: (names: string[], values: string[]) =>
    names.map((name, index) => `${name}: ${values[index]}`).join('; '),

  everyDay:
    'You get this email every day while the consultation is open, even if nothing came in. If it does not arrive, tell the person who runs the site.',
};
