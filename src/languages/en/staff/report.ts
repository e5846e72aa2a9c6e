/** The report, for the committee and for the public. */
import { html, type Html } from '../../../text/html.ts';
import { say } from '../say.ts';
import { sayContributions, sayPeople, sayNumbers } from './counts.ts';

const contributionsAre = (count: number): string =>
  `${sayContributions(count)} ${say.plural(count, { one: 'is', other: 'are' })}`;

export const report = {
  title: (consultation: string) => `${consultation}: report on the contributions`,
  skip: 'Skip to the report',
  heading: 'Report on the contributions',
  readFirst: 'Read this before you publish it',
  /** The numbers distinguish two reports of one day. */
  madeFrom: (program: string, moment: string, received: number, organisation: string) =>
    `${program} made this report on ${moment}, from the ${sayContributions(received)} that ${organisation} had received by then: ${sayNumbers(1, received)}.`,
  madeFromNone: (program: string, moment: string) =>
    `${program} made this report on ${moment}. Nobody had sent a contribution by then.`,
  isOpen: (opens: string, closes: string) =>
    html`The consultation opened on ${opens} and is open until ${closes}: <strong>these figures are not final</strong>.`,
  wasOpen: (opens: string, closes: string) =>
    html`The consultation was open from ${opens} to ${closes}.`,

  /** `reasons`: "3 late and 1 maybe automatic". */
  glance: {
    heading: 'At a glance',
    received: (received: number, counted: number) =>
      `${sayContributions(received)} ${say.plural(received, { one: 'was', other: 'were' })} received; ${say.number(counted)} ${say.plural(counted, { one: 'is', other: 'are' })} counted in the figures.`,
    undecided: (count: number, reasons: string) =>
      `${contributionsAre(count)} set aside until staff decide: ${reasons}.`,
    setApart: (count: number) => `${contributionsAre(count)} set aside because staff decided so.`,
    countedByStaff: (count: number, reasons: string) =>
      `${contributionsAre(count)} counted because staff decided so: ${reasons}.`,
    ofReason: (count: number, reason: string) => `${say.number(count)} ${reason}`,
    groups: (count: number) =>
      `${say.plural(count, { one: `There is ${say.number(count)} group`, other: `There are ${say.number(count)} groups` })} of contributions with the same words, or from one network in a short time.`,
    changed: (count: number) =>
      `${sayPeople(count)} changed what they had sent: only their last answers count.`,
    withdrawn: (count: number) =>
      `${sayPeople(count)} withdrew what they had sent: their answers are not in this report.`,
    purged: (count: number) =>
      say.plural(count, {
        one: `${say.number(count)} contribution was deleted at the end of the time that people were promised, and is not in the figures.`,
        other: `${say.number(count)} contributions were deleted at the end of the time that people were promised, and are not in the figures.`,
      }),
  },

  questions: {
    heading: 'Questions',
    unmet: (count: number) =>
      `Of these, ${sayPeople(count)} had not chosen the option that the question follows.`,
    howMade: 'How these figures are made:',
    /** The words of links to what people wrote. */
    written: (question: number) => `What people wrote for question ${question}`,
    writtenInFull: (question: number) => `What people wrote for question ${question}, in full`,
  },

  monitoring: {
    heading: 'About the people who answered',
    notYet: 'Totals are shown when nobody can send answers any more.',
    notAnyMore: (moved: number) =>
      `There are no totals any more: ${sayContributions(moved)} ${say.plural(moved, { one: 'was', other: 'were' })} erased or changed after the end, and a comparison with an earlier report could show what these people said.`,
    whole:
      'These totals hold every contribution, whatever staff decided about it. Figures below 5 are hidden, and others with them, so that nothing can be worked out about one person.',
    waiting: (count: number) =>
      `${sayContributions(count)} that came last ${say.plural(count, { one: 'is', other: 'are' })} not in them yet: after the end, contributions are added five at a time.`,
    answer: 'Answer',
    people: 'People',
    hidden: 'hidden',
  },

  arrivals: {
    heading: 'When and how contributions came',
    none: 'No contributions yet.',
    busiest: (first: string, last: string, busiest: string, received: number) =>
      `The first contribution came on ${first}, the last on ${last}. The busiest day was ${busiest}, with ${sayContributions(received)}.`,
    received: 'Received',
    byDay: 'Contributions received, by day',
    day: 'Day',
    noneThatDay: 'none',
    byChannel: 'Contributions received, by how they came',
    channel: 'How',
    channels: {
      site: 'On the site',
      email: 'By email, filed by staff',
      post: 'By post, filed by staff',
      paper: 'On paper, filed by staff',
      telephone: 'By telephone, filed by staff',
    },
    byLanguage: 'Contributions received, by the language of the answers',
    language: 'Language',
    share: 'Share of all received',
    noShare: 'no contributions',
  },

  quotes: {
    heading: 'What people wrote',
    headingInFull: 'What people wrote, in full',
    nobodyAsked: 'Nobody was asked whether we may publish what they say, so nobody is quoted.',
    nobodyQuoted: 'Nobody is quoted.',
    leftOut: 'Left out:',
    nothing: 'There is nothing to quote.',
    apart: (notes: string) => `(set aside: ${notes})`,
    numbered: (number: number, of: number, by: Html | null) =>
      by === null ? html`${number} of ${of}` : html`${number} of ${of}: ${by}`,
  },

  groups: {
    heading: 'Groups',
    what: 'These contributions have the same words, or came from one network in a short time. Being in a group does not change any figure. What each person wrote is quoted above.',
    name: (first: Html, others: number, kind: string) => html`${first} and ${others} more: ${kind}`,
  },

  settled: {
    heading: 'Settled by staff',
    what: 'The figures above use what staff settled. This is what was sent, and why staff settled it.',
    why: (reason: string) => `Why: ${reason}`,
    sent: 'What was sent:',
  },

  withdrawn: {
    heading: 'Withdrawn',
    /** `until`: until when the withdrawal can be undone. `null`: it can no longer be undone. */
    contribution: (reference: Html, number: number, until: string | null) =>
      until === null
        ? html`${reference} (number ${number})`
        : html`${reference} (number ${number}; can be undone until ${until})`,
  },
  countedByStaff: {
    heading: 'Counted because staff decided so',
    where: 'These are in the figures above.',
  },
  apart: {
    heading: 'Set aside',
    where:
      'These are not in any figure above. What these people wrote is quoted above with the rest, and marked.',
    undecided: 'Staff have not decided yet:',
    decided: 'Staff decided:',
    question: (name: Html) => html`Set aside: ${name}`,
  },

  counting: {
    heading: 'How this was counted',
    percentages: (third: string) =>
      `Percentages are of the people who answered the question, unless the column heading says otherwise. They have one decimal place, and halves are rounded up: one in three is ${third}. People who gave no answer are shown separately.`,
    rules: [
      'If somebody was warned about an answer that cannot be counted, and sent it again as it was, it is quoted as typed and is not in any figure. Such an answer is a ranking with a number used twice, with a number that is too high, or with other words; points that do not add up; too many boxes; or a number that cannot be read. Each question says how many there are, and why.',
      'Late contributions, and any that look automatic, are set aside until staff decide. Contributions with the same words, or many from one network, are counted like any other. Every contribution is in this report.',
      'Names and email addresses are not in this report.',
    ],
    publicRules: [
      'If somebody was warned about an answer, such as a ranking that uses a number twice, and sent it again as it was, it is not in any figure.',
      'Contributions that are late or look automatic are set aside until the people who asked decide. Those that are set aside are in no figure, and are not quoted.',
      'Quotes are in alphabetical order.',
    ],
  },

  wordsExplained: 'Words explained',
  questionsTo: (contact: Html) => html`Questions about this report? Email ${contact}`,
  /** At the foot of each printed page, in the notation of CSS. */
  printedPage: "'Page ' counter(page) ' of ' counter(pages)",

  /** Not in the report, but in the reasons why there is none yet: a number that no contribution has. */
  disagreements: {
    number: (number: number) => `number ${number}`,
    isMissing: 'is missing from the store',
  },
};
