/** The commands that only show what there is: status, list and show. */
import { sayContributions } from '../counts.ts';

/** Why the words of a contribution are gone. */
export const whyErased = { withdrawn: 'withdrawn', purged: 'purged' };

const states = { queued: 'queued', held: 'held' };

/** Puts words in brackets after a sentence: the reply of a mail server, or doubts. */
const inBrackets = (words: string | null) => (words ? ` (${words})` : '');

const status = {
  about:
    'Shows how many contributions were received, emailed and held, and why; and the oldest waiting',
  warning: (sentence: string) => `Please look at this: ${sentence}`,
  notOnSite:
    'This consultation is not on the site any more. If you renamed it, docs/staff.md says what to do.',
  received: (count: number) => `Received: ${sayContributions(count)}`,
  emailed: (count: number) => `Emailed to staff: ${count}`,
  waiting: (count: number) => `Waiting to be emailed: ${count}`,
  held: (count: number) =>
    `Held (the mail server rejects them; they are retried every hour): ${count}`,
  /** Why an email is held, if the mail server said nothing. */
  reasonUnknown: 'reason unknown',
  changed: (count: number) => `Changed by the people who sent them: ${count}`,
  withdrawn: (count: number) => `Withdrawn: ${count}`,
  purged: (count: number) => `Erased at the end of the promised time: ${count}`,
  cameBack: 'Came back (the mail server of a recipient could not deliver them):',
  undecided: (count: number) =>
    `Not in the totals until staff decide (see "list --apart"): ${count}`,
  groups: (count: number) =>
    `Groups with the same words, or from one network (see "list --groups"): ${count}`,
  otherEmails: (count: number) => `Summaries and other emails waiting to be sent: ${count}`,
  otherEmail: (name: string, tries: number, reply: string | null) =>
    `${name}; attempts so far: ${tries}${inBrackets(reply)}`,
  oldest: (reference: string, moment: string) =>
    `The oldest waiting: ${reference}, received ${moment}`,
  noContributionWaits: 'No contribution is waiting.',
  nothingWaits: 'Nothing is waiting.',
};

const list = {
  about: 'Lists all contributions, one a line: number, reference, when, how, email, notes',
  options: {
    held: 'only those whose email the mail server rejects',
    waiting: 'only those not emailed yet, including held ones',
    apart: 'only those set aside, by staff or until staff decide',
    groups: 'the groups: contributions with the same words, or from one busy network',
  },
  nothing: 'None.',
  howToDecide:
    'To decide about a whole group: decide --group REFERENCE count, or apart (sets it aside), or open.',
};

const show = {
  about: 'Shows one contribution, and the state of its email',
  title: (number: number, reference: string) => `Contribution ${number}: ${reference}`,
  received: (moment: string, isLate: boolean) => `Received: ${moment}${isLate ? ' (late)' : ''}`,
  changed: (times: number, most: number, last: string) =>
    `Changed by the person: ${times} of ${most} times, last ${last}`,
  channel: (channel: string) => `How it came: ${channel}`,
  email: {
    none: 'Email: none',
    sending: 'Email: being sent now',
    delivered: (moment: string, reply: string | null) =>
      `Email: delivered ${moment}${inBrackets(reply)}`,
    waiting: (state: keyof typeof states, reply: string | null, tries: number, next: string) =>
      `Email: ${states[state]}${inBrackets(reply)}; attempts so far: ${tries}; next attempt ${next}`,
    waitingAgain: (state: keyof typeof states, reply: string | null, tries: number, next: string) =>
      `Email: ${states[state]}${inBrackets(reply)}; attempts so far: ${tries}; next attempt ${next}; it may have arrived already, and says so`,
  },
  note: (mark: string) => `Please note: ${mark}`,
  counted: {
    no: 'Counted: no',
    yes: 'Counted: yes',
    undecided: (doubts: string) => `Counted: no, set aside until staff decide${inBrackets(doubts)}`,
    /** For each decision of staff. */
    count: (doubts: string) => `Counted: yes, decided by staff${inBrackets(doubts)}`,
    apart: (doubts: string) => `Counted: no, set aside by staff${inBrackets(doubts)}`,
  },
  settled: (ask: string, reason: string) => `Settled by staff: ${ask} (${reason})`,
  erased: (why: keyof typeof whyErased, moment: string) =>
    `It was erased (${whyErased[why]}, ${moment}).`,
  withdrawn: (moment: string, until: string) =>
    `The person withdrew it on ${moment}. They can undo that until ${until}. Then its words are erased.`,
};

export const looking = { status, list, show };
