/** Words about a contribution, or a group of them, wherever staff read about it. */
import { say } from '../say.ts';
import { sayAnswers, sayContributions, sayDrafts } from './counts.ts';

/** Says why there is a doubt, after the words that say whether a contribution is counted. */
const because = (doubts: readonly string[]) =>
  doubts.length === 0 ? '' : `: ${doubts.join(', ')}`;

export const contributions = {
  /** What looks automatic about how it was sent: parts of `notices.byProgram`. */
  sendingMarks: {
    trapFilled: 'a box that people are asked to leave empty was filled in',
    notChecked: 'it was sent without the page where people check their answers',
    quicklySent: 'it was sent within 2 seconds of the page where people check their answers',
    busyNetwork: 'many contributions came from the same network in a short time',
  },

  /** What emails and lists say about a contribution. `first`, `earlier`: references. `ask`: the question. */
  notices: {
    secondCopy: (earlier: string) =>
      `It may be a second copy: its answers are the same, word for word, as those of ${earlier}.`,
    byProgram: (marks: readonly string[]) =>
      `This may have been sent by a program: ${say.list(marks)}. Nothing is missing from it.`,
    sameWords: (first: string) => `Its comments have the same words as those of ${first}.`,
    oneOfMany:
      'It is one of many contributions that came from one network in a short time. This happens with a library or a workplace, and also when a program sends them.',
    leftBlank: (ask: string) => `This person left a needed question blank: ${ask}`,
    notMet: (ask: string) =>
      `This person answered a follow-up question without choosing the option that it is about: ${ask}`,
    /** The heading above words of a filled form that nobody could place. */
    notUnderstood: 'Words that were not understood',
  },

  /** Why it is set aside, in two or three words. */
  doubts: {
    late: 'late',
    automatic: 'maybe automatic',
    secondCopy: 'maybe a second copy',
    byStaff: 'set aside by staff',
  },

  /** Notes about it in a list. `day`: 2027-03-01. */
  notes: {
    changed: (times: number) =>
      say.plural(times, { one: 'changed', other: `changed ${times} times` }),
    countedByStaff: 'counted by staff',
    notDecided: 'not decided yet',
    withdrawn: 'withdrawn',
    purged: 'purged',
    withdrawnUntil: (day: string) => `withdrawn, can be undone until ${day}`,
  },

  /** Whether it is counted. */
  counted: {
    yes: 'yes',
    apartByStaff: (doubts: readonly string[]) => `no, set aside by staff${because(doubts)}`,
    undecided: (doubts: readonly string[]) => `no, set aside until staff decide${because(doubts)}`,
  },

  /** Why staff do not have its email. The words come after its name, or after “It”. `code`: of a mail server. */
  notWithStaff: {
    noRecord: 'has no record of an email to staff',
    cameBack: (code: string) => `came back: the mail server could not deliver it ${code}`,
    notYet: 'has not been emailed to staff yet',
    unwritable: 'is held, because the site cannot write it',
    rejected: (code: string) => `is held, because the mail server rejects it ${code}`,
  },

  groups: {
    sameWords: 'same words',
    network: 'one network',
    /** `span`: from when to when. */
    cameFromNetwork: (count: number, span: string) =>
      `${sayContributions(count)} came from one network ${span} (this happens with a library or a workplace, and also when a program sends them).`,
    haveSameWords: (count: number, span: string) =>
      `${sayContributions(count)} have the same words, and came ${span}.`,
    allCounted: 'All of them are in the totals.',
    ofThese({ counted, undecided, apart }: Record<'counted' | 'undecided' | 'apart', number>) {
      const parts = [
        ...(counted > 0 ? [`${say.number(counted)} in the totals`] : []),
        ...(undecided > 0 ? [`${say.number(undecided)} waiting for a decision`] : []),
        ...(apart > 0 ? [`${say.number(apart)} set aside by staff`] : []),
      ];
      return `Of these: ${say.list(parts)}.`;
    },
  },

  /** What the person allows us to publish. */
  consent: {
    withName: 'may be published with name',
    withoutName: 'may be published without name',
    no: 'may not be published',
  },

  /** At the top of everything for publication. */
  readThisFirst: {
    withConsent:
      'This file has the words only of people who said that we may publish them, and names only people who allowed that too. People who did not answer that question are not quoted.',
    nobodyAsked:
      'Nobody was asked whether we may publish what they say, so nobody is quoted in this file.',
    notInIt:
      'It has no reference or time of a contribution, no contact details and no staff notes.',
    byProgram:
      'A program left out the words of every answer that contains a name, an address, a telephone number or a postcode that somebody gave. It cannot find everything, such as a short form of a name, the name of somebody who gave none, or a person who is described without a name. Read every word before you publish it.',
    fewPeople:
      'An answer that few people gave can show who gave it to anybody who knows them. Look at figures of one or two people, and at rows that are like no other.',
  },

  /** How many answers are left out of what is published, and why. */
  leftOut: {
    apart: (count: number) => `${sayAnswers(count)}, because the contribution is set aside`,
    noConsent: (count: number) =>
      `${sayAnswers(count)}, because the person did not allow it, or did not say`,
    name: (count: number) =>
      `${sayAnswers(count)}, because the words hold a name that somebody gave`,
    address: (count: number) => `${sayAnswers(count)}, because the words hold an address`,
    telephone: (count: number) => `${sayAnswers(count)}, because the words hold a telephone number`,
    postcode: (count: number) => `${sayAnswers(count)}, because the words hold a postcode`,
  },

  /**
   * What was done with contributions, as a sentence without a full stop. `who`: one of the first two. `which`: a
   * reference, or several.
   */
  actions: {
    staff: 'Staff',
    operator: 'The person who runs the site',
    /** Some of several contributions are named. `more`: how many are not. */
    several: (count: number, named: readonly string[], more: number) =>
      `${sayContributions(count)} (${say.list(more > 0 ? [...named, `${say.number(more)} more`] : named)})`,
    counted: (who: string, which: string) => `${who} counted ${which}`,
    setApart: (who: string, which: string) => `${who} set aside ${which}`,
    tookBackDecision: (who: string, which: string) => `${who} undid the decision about ${which}`,
    settled: (who: string, which: string, ask: string) =>
      `${who} settled an answer of ${which}: ${ask}`,
    askedForEmail: (who: string, email: string) => `${who} asked for ${email} again`,
    askedForHeld: (who: string, emails: number) =>
      `${who} asked again for all emails that were held: ${say.number(emails)}`,
    askedForEmailOf: (who: string, which: string) => `${who} asked for the email of ${which} again`,
    withdrew: (who: string, which: string) => `${who} withdrew ${which} for the person who sent it`,
    erased: (who: string, which: string) => `${who} erased ${which} for the person who sent it`,
    purged(who: string, count: number, drafts: number) {
      const both = [sayContributions(count), ...(drafts === 0 ? [] : [sayDrafts(drafts)])];
      return `${who} erased ${say.list(both)} at the end of the time that people were promised`;
    },
    filed: (who: string, which: string) =>
      `${who} filed ${which} for somebody who did not use the site`,
    askedForFigures: (who: string) => `${who} asked for the figures and the report`,
    askedForLink: 'Somebody asked for a new link',
    undidFiling: (who: string, which: string) =>
      `${who} undid the filing of ${which}: it is set aside`,
    undidSettling: (who: string, which: string, ask: string) =>
      `${who} undid what they had settled of ${which}: ${ask}`,
    undidWithdrawal: (who: string, which: string) =>
      `${who} undid the withdrawal of ${which}: it counts again`,
    undidDecision: (who: string, which: string) => `${who} undid a decision about ${which}`,
    endedLinks: (who: string) =>
      `${who} ended every link in emails to staff, and every link to a preview`,
  },

  /** Why an action cannot be undone. */
  notUndone: {
    undone: 'It has been undone.',
    nothing: 'There is nothing to undo.',
    wordsGone: 'It cannot be undone: the words are erased.',
    tooLate: 'It was done more than seven days ago, so it stays.',
    takenBack: 'The person who sent it has undone this since.',
  },
};
