/**
 * The exports, for staff and for everybody. `head`: of a column in a sheet. `title`: what a column holds. `ask`: the
 * words of a question, as an editor wrote them.
 */
import { say } from '../say.ts';
import { sayContributions } from './counts.ts';

/**
 * Names one of several columns of a question. Its head begins with the words that distinguish it from the others,
 * because after a long question there is no room for them: "Rank of Human: How would you rank the values?"
 */
function partOf(ask: string, part: string): { title: string; head: string } {
  return {
    title: `${ask}: ${part}`,
    head: `${part.charAt(0).toUpperCase()}${part.slice(1)}: ${ask}`,
  };
}

/** The columns of a question, except one with the whole answer, which has the words of the question. */
const answers = {
  // Choices, and boxes to tick.
  otherInWords: (ask: string) => partOf(ask, 'other, in words'),
  ticked: (ask: string, option: string) => partOf(ask, `1 if ${option} was ticked`),
  unclearTicks: (ask: string) => partOf(ask, 'unclear, as ticked'),
  // Grids. `scale`: its options, from one end to the other.
  gridRow: (ask: string, row: string) => partOf(ask, row),
  placeOnScale: (ask: string, row: string, scale: readonly string[]) =>
    partOf(ask, `${row}: as a number (1: ${scale[0]}, ${scale.length}: ${scale.at(-1)})`),
  // Rankings and points.
  rankOf: (ask: string, option: string) => partOf(ask, `rank of ${option}`),
  pointsFor: (ask: string, option: string, total: number) =>
    partOf(ask, `points out of ${total} for ${option}`),
  unclearNumbers: (ask: string) => partOf(ask, 'unclear, as typed'),
  // Numbers.
  inUnit: (ask: string, unit: string) => `${ask} (in ${unit})`,
  numberAsTyped: (ask: string) => partOf(ask, 'as typed'),
  // Names, addresses and consent. `codes`: all possible answers.
  nameOfPerson: (ask: string) => partOf(ask, 'name'),
  emailAddress: (ask: string) => partOf(ask, 'email address'),
  consent: (ask: string, codes: readonly string[]) => `${ask} ${codes.join(', ')}; empty means no`,
};

/** The columns about a contribution. */
const facts = {
  number: { head: 'Number', title: 'Number, consecutive from 1' },
  reference: { head: 'Reference', title: 'Reference' },
  received: {
    head: 'Received',
    title:
      'When it was received: in the CSV in UTC (ISO 8601), in the sheet in the time of the consultation',
  },
  channel: { head: 'How it came', title: 'How it came' },
  counted: {
    head: 'Counted',
    title:
      'Whether it is counted: “yes”; “no”, with who set it aside and why; or “withdrawn” or “purged”, with the day (UTC) until which a withdrawal can be undone',
  },
  notes: { head: 'Notes', title: 'Notes for staff' },
  version: { head: 'Version', title: 'Which version of the consultation it answers' },
  email: {
    head: 'Email to staff',
    title: 'State of the email to staff: queued, sending, held or delivered',
  },
  remarks: {
    head: 'Words not understood',
    title: 'Words in a form filed by staff that we could not understand',
  },
  decision: {
    head: 'Decision of staff',
    title:
      'What staff decided: “count”, or “apart” if they set it aside; empty if they have not decided',
  },
  change: {
    head: 'Revision',
    title: 'Which revision of it this is: 1 until the person changed what they had sent',
  },
  changedAt: {
    head: 'Changed',
    title: 'When the person last changed it (in the CSV in UTC, ISO 8601); empty if they did not',
  },
  language: {
    head: 'Language',
    title: 'The language in which it was answered, as a code (BCP 47)',
  },
  // Only in the export for everybody.
  publicName: { head: 'Name', title: 'The person’s name, where they allow it' },
  wordsLeftOut: {
    head: 'Words left out',
    title: 'Answers of which the words are left out, and why: “trees-question: no consent”',
  },
};

/** The sheet of tallies: a row for each figure. */
const tallies = {
  sheet: {
    name: 'Tallies',
    head: ['Section', 'Question', 'Counted or set aside', 'Table', 'Row', 'Column', 'Figure'],
  },
  // About all contributions.
  allContributions: 'All contributions',
  contributions: 'Contributions',
  received: 'Received',
  counted: 'Counted',
  countedByStaff: 'Counted by decision of staff',
  apart: 'Set aside',
  apartUndecided: 'Set aside until staff decide',
  apartByStaff: 'Set aside by decision of staff',
  withdrawn: 'Withdrawn',
  purged: 'Deleted after the time promised',
  byChannel: 'By channel',
  byLanguage: 'By language',
  byDay: 'By day',
  // About the answers to a question.
  isCounted: 'counted',
  isApart: 'set aside',
  answers: 'Answers',
  asked: 'Asked',
  answered: 'Answered',
};

/** The sheet about the file itself. */
const about = {
  sheet: { name: 'About', head: ['About this file', ''] },
  consultation: 'Consultation',
  organisation: 'Who asks',
  madeAt: 'Made on',
  countedBy: 'Counted by',
  contributions: 'Contributions',
  receivedUntilThen: (count: number) =>
    count === 0
      ? 'None yet.'
      : `${sayContributions(count)}, numbers 1 to ${say.number(count)}: all that were received until then.`,
  inFigures: 'In the figures',
  countedInFigures: (count: number) =>
    `${sayContributions(count)}. The sheet Tallies has the figures of the report; the sheet Contributions says of each one whether it is counted.`,
};

/** What the schemas of the JSON exports say to programmers. */
const schemas = {
  title: 'Weigh In: export of contributions',
  madeBy: 'The program that counted and wrote this, with its version.',
  versions: 'The questions as people were asked them, the oldest version first.',
  number: 'Consecutive from 1: a gap means that something is missing.',
  version: 'The version whose questions it answers.',
  change: 'Which revision of it this is: 1 until the person changed what they had sent.',
  changedAt: 'When the person last changed it. null: never.',
  language: 'The language in which it was answered (BCP 47).',
  marks:
    'Codes. “network:…” and “same-words:…” are group marks and change no figure; with any other code it is set aside until staff decide.',
  remarks:
    'Words in a form filed by staff that we could not understand, each with the question above it.',
  decision:
    'What staff decided about it: to count it, or to set it aside (“apart”). null: nothing yet.',
  undoUntil: 'Until when the person can undo a withdrawal. Then the answers are erased.',
  erased:
    'Why and when it was withdrawn or its answers were erased. Its number stays. null: they were not.',
  email: 'State of the email to staff.',
  answers: 'null: not answered. The kind of its question says what an answer holds.',

  forEverybody: {
    title: 'Weigh In: export of contributions for everybody',
    madeBy: 'The program that wrote this, with its version.',
    readThisFirst: 'What staff must read before they publish this file.',
    holds: 'What the column holds, in words.',
    columns: 'The columns of the public CSV, in its order.',
    contributions:
      'One object for each contribution that is counted: its cells that are not empty, by the ids of their columns. Numbers are written as in the CSV. The order says nothing of who came when.',
  },
};

export const exports = {
  // Sheets, in the order of the file.
  readThisFirst: { name: 'Read this first', head: ['Read this before you publish it'] },
  contributions: 'Contributions',
  rankings: { name: 'Rankings', heads: ['Option', 'Rank'] },
  points: { name: 'Points', heads: ['Option', 'Points'] },
  grids: { name: 'Grids', heads: ['Row', 'Answer', 'As a number'] },
  /** The column that says which question a part belongs to. */
  question: 'Question',
  tallies,
  columns: {
    name: 'Columns',
    head: ['Column of the sheet Contributions', 'The same column in the CSV', 'What it holds'],
  },
  about,
  /** At the end of a text that is too long for a cell. */
  cut: ' … (cut here: the CSV and JSON exports have the whole text)',

  // Columns of contributions.
  facts,
  answers,
  // Ways to distinguish two columns with the same head.
  /** Words of a column for answers to a question while it was of another kind. */
  ofKind: (title: string, kind: string) => `${title} (answered as: ${kind})`,
  headInSection: (section: string, head: string) => `${section}: ${head}`,
  repeatedHead: (head: string, time: number) => `${head} (${time})`,
  /** The head of a column of dates and times. `zone`: the name of the time zone. */
  headInZone: (head: string, zone: string) => `${head} (${zone})`,

  schemas,
};
