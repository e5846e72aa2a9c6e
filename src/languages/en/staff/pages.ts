/**
 * Pages that staff open by the links in their emails. `reference`, `title`, `ask`: of a contribution, a consultation
 * and a question. `moment`: in words.
 */
import { say } from '../say.ts';

export const pages = {
  /** Adds the full stop to words that other places use without one: what was done, or a moment. */
  sentence: (said: string) => `${said}.`,

  today: {
    title: 'Today’s page',
    seeOrUndo: 'See what you have done, or undo it',
    see: 'See what you have done',
    asOf: (title: string, moment: string) => `${title}, ${moment}.`,

    howMany: 'How many',
    received: (count: number) =>
      say.plural(count, {
        one: `${say.number(count)} contribution so far`,
        other: `${say.number(count)} contributions so far`,
      }),
    counted: (count: number) => `In the totals: ${say.number(count)}`,
    apart: (count: number) => `Set aside: ${say.number(count)}`,
    withdrawn: (count: number) => `Withdrawn: ${say.number(count)}`,
    purged: (count: number) => `Erased at the end of the promised time: ${say.number(count)}`,

    // What waits for staff.
    nothingWaits: 'Nothing waits for you.',
    notInMailbox: 'Not in your mailbox yet',
    /** `why`: what the email of one contribution says about it, from the verb on. */
    emailOfIt: (why: string) => `It ${why}.`,
    otherHeld: 'Other emails that are held',
    partlyHeld: (why: string) => `Some of the recipients have it. For the others it ${why}.`,
    nextAttempt: (moment: string) => `The next attempt is on ${moment}.`,
    /** `email`: its name, or the reference of the contribution that it brings. */
    sendAgain: (email: string) => `Send ${email} again`,
    whatToDo:
      'The site tries emails that are held every hour. Once the cause is fixed, you can send them again at once. If you cannot fix it, tell the person who runs the site.',
    undecided: 'Waiting for a decision',
    doubts: (doubts: string[]) => `Why: ${say.list(doubts)}.`,
    groups: 'Groups',
    andMore: (count: number) => `And ${say.number(count)} more.`,

    // What staff did, and can do.
    actions: 'What staff did in the last seven days',
    more: 'What else you can do',
    figures: 'Email the figures and the report',
  },

  /** Buttons in a list, which decide about one contribution or one group. */
  decide: {
    one: {
      count: (reference: string) => `Count ${reference}`,
      apart: (reference: string) => `Set ${reference} aside`,
    },
    'same-words': {
      count: (reference: string) => `Count all with the words of ${reference}`,
      apart: (reference: string) => `Set all with the words of ${reference} aside`,
    },
    network: {
      count: (reference: string) => `Count all from the network of ${reference}`,
      apart: (reference: string) => `Set all from the network of ${reference} aside`,
    },
  },

  contribution: {
    link: (reference: string) => `Contribution ${reference}`,
    title: (number: number, reference: string) => `Contribution ${number}: ${reference}`,
    received: (moment: string) => `Received ${moment}.`,
    withdrawn: (moment: string, until: string) =>
      `Withdrawn on ${moment}. This can be undone until ${until}.`,
    /** Why its words are gone. */
    gone: {
      withdrawn: 'Its words are gone (withdrawn). There is nothing to decide.',
      purged: 'Its words are gone (purged). There is nothing to decide.',
    },
    /** `counted`: whether it is, and who decided that. */
    inTotals: (counted: string) => `In the totals: ${counted}.`,
    settled: (ask: string, reason: string) => `Staff settled “${ask}”. Why: ${reason}`,
    count: 'Count it',
    apart: 'Set it aside',
    unclear: 'Answers that we could not work out',
    settle: (ask: string) => `Settle: ${ask}`,
    filed: 'Correct what was filed',
    correct: (ask: string) => `Correct: ${ask}`,
    itsEmail: 'Its email',
    inMailbox: 'It is in your mailbox.',
    /** `why`: from the verb on. */
    notInMailbox: (why: string) => `This contribution ${why}.`,
    sendAgain: 'Send again',
    wantedBack: 'If the person wants to withdraw it',
    withdraw: 'Withdraw it for the person',
  },

  group: {
    title: (reference: string) => `Group of ${reference}`,
    /** `kind`: what its members have in common. */
    link: (reference: string, kind: string) => `Group of ${reference}: ${kind}`,
    none: 'There is no such group now.',
    members: 'Who is in it',
    decide: 'Decide for all of them',
    count: 'Count all of them',
    apart: 'Set all of them aside',
  },

  withdraw: {
    title: (number: number, reference: string) => `Withdraw: Contribution ${number}: ${reference}`,
    means:
      'Do this only if the person who sent it asked you to. It leaves all counts and reports at once. You can undo this for seven days. Then we erase what they wrote. The number stays, so that no gap appears.',
    recipients: 'All recipients get an email that asks them to delete their copy.',
    withdraw: 'Withdraw it',
  },

  /** The page on which staff settle an answer that the site could not work out, or correct one that they filed. */
  settle: {
    unclear: {
      title: (reference: string) => `Settle an answer of ${reference}`,
      before: 'What was sent',
      settle: 'Settle it',
    },
    filed: {
      title: (reference: string) => `Correct an answer of ${reference}`,
      before: 'What was filed',
      settle: 'Correct it',
    },
    means:
      'Settle an answer only if you are certain what the person meant. What they sent stays in the record, and the report says that staff settled it.',
    meant: 'What the person meant',
    reason: 'Why? The report shows your reason',
    noReason: 'Enter a reason',
    changedSince:
      'The person has changed their answers since you opened this page. Nothing was done. Read what they have sent now, and check what you typed.',
  },

  filing: {
    title: 'File a contribution that did not come through the site',
    typeOnly: 'Type what the person wrote or said, and nothing else. Leave the rest blank.',
    howAndWhen: 'How and when it came',
    how: 'How did it come?',
    channels: {
      paper: 'On paper: handed in, or at a meeting',
      post: 'By post',
      telephone: 'By telephone',
      email: 'By email',
    },
    when: 'When did it come?',
    whenHint: 'Such as 2027-03-01, or 2027-03-01 14:30. Leave it blank if it came just now.',
    file: 'File it',
    noHow: 'Select how it came',
    wrongWhen: 'Enter a date in the past, such as 2027-03-01',
    changedSince:
      'The questions have changed since you opened this page, and these words have no place now. Copy what you need into the form below.',
    leftWords: 'Words that have no place now',
  },

  action: {
    title: 'Done',
    byLink: (moment: string) => `This was on ${moment}. All recipients get an email about it.`,
    byCommand: (moment: string) => `This was on ${moment}. The next summary says it too.`,
    writeOnOriginal: (reference: string) => `Write the reference on the original: ${reference}.`,
    undoUntil: (moment: string) => `You can undo it until ${moment}.`,
    undo: 'Undo',
  },

  over: {
    title: 'This link has expired',
    days: 'Links in emails to staff work for 30 days at most.',
    ask: 'Email a new link to the recipients',
    asked: 'A new link is on its way',
    recipients: 'The recipients of this consultation’s emails get a new link.',
  },

  noSuchLink: {
    title: 'This link does not work',
    checkAddress:
      'Check that you have the whole address: some email programs cut long links short.',
    askForNew:
      'The person who runs the site may also have ended all links. Ask them for a new one.',
  },

  /** Why nothing was done. */
  refused: {
    title: 'Nothing was done',
    forbidden:
      'This did not come from a button on our page, or the page was open for more than a day.',
    useButton: 'Open the page again, and use its button.',
    openAgain: 'Open the page again',
    checkAgain:
      'Nothing was done. What you typed is still here: check it, then use the button again.',
    whatYouTyped: 'What you typed, to copy it',
    noContribution: (reference: string) => `There is no contribution ${reference}.`,
    noAction: 'There is no such action.',
    noQuestion: 'This contribution has no such question.',
    noButton: 'This page has no such button.',
    notWithYou: 'Its email has not reached you yet. Settle its answers after that.',
    isClear: 'This answer is clear: it stays as the person sent it.',
    hasReachedYou: 'Its email has reached you since.',
    notHeld: 'This email is not held any more.',
    filedAlready:
      'You have filed another contribution from this page already, and not this one. If this is one more, check it, then use the button again. If you want to correct the first, open it from the page “Done”.',
  },
};
