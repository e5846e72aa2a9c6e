/** The receipt, changing and withdrawing. */
import { html, type Html } from '../../text/html.ts';

export const receipt = {
  place: 'Receipt',
  thanks: 'Thank you. We have received your answers',
  youWithdrew: 'You have withdrawn your answers',
  staffWithdrew: 'Staff have withdrawn your answers',
  /** Titles in the list of tabs, where the reference tells one receipt from another. */
  thanksFor: (reference: string) => `Thank you: ${reference}`,
  withdrawnTitle: (reference: string) => `Withdrawn: ${reference}`,
  yourReference: 'Your reference:',
  received: (moment: string) => `Received ${moment}.`,
  changed: (moment: string) => `Changed ${moment}.`,
  withdrawn: (moment: string) => `Withdrawn ${moment}.`,

  // What happens to the answers.
  late: 'This is after the closing date, so we have marked your answers as late.',
  onTheWay: (organisation: string) =>
    `We have stored them safely, and they are on their way to ${organisation}. Open this page again later to see when we sent them.`,
  cameBack: (organisation: string) =>
    `We have stored them safely. Our email to ${organisation} came back, and the people who run this site can see that.`,
  emailed: (organisation: string) =>
    `We emailed them to ${organisation}, and the email service accepted them.`,
  emailedOn: (organisation: string, moment: string) =>
    `We emailed them to ${organisation} on ${moment}, and the email service accepted them.`,
  passedOn: (organisation: string) => `We passed them on to ${organisation}.`,
  passedOnOn: (organisation: string, moment: string) =>
    `We passed them on to ${organisation} on ${moment}.`,
  nothingToDo: 'You do not need to do anything else.',
  documents: (email: Html) =>
    html`If you also have a document for us, email it to ${email}, with your reference.`,
  next: 'What happens next',
  willClose: (closes: string, organisation: string) =>
    `The consultation closes on ${closes}. Then ${organisation} has all the answers, yours among them.`,
  hasClosed: (closes: string, organisation: string) =>
    `The consultation closed on ${closes}, and ${organisation} has all the answers, yours among them.`,
  sent: 'What you sent',

  // What the person can do.
  keep: 'Keep a copy',
  print: 'You can print this page. You can also keep a copy:',
  download: 'Download your answers as plain text',
  privateLink: 'Your private link',
  link: 'Private link to this receipt',
  linkReads: '(anyone who has the link can read your answers, so keep it to yourself)',
  linkChanges:
    '(anyone who has the link can read, change and withdraw your answers, so keep it to yourself)',
  changeOrWithdraw: 'Change or withdraw your answers',
  mayChange: (until: string) =>
    `You can change your answers until ${until}. Only the last ones count. Changes after the closing date are marked as late.`,
  mayWithdraw: 'You can withdraw your answers. We will ask you to confirm.',
  change: 'Change your answers',
  withdraw: 'Withdraw your answers',
  email: 'Email me my receipt',
  aboutEmail:
    'We email you your reference and the private link, but not your answers. We use the address once, and do not keep it.',
  emailAddress: 'Your email address',

  // Withdrawing.
  withdrawNow: 'Withdraw your answers?',
  noLongerCounts: (organisation: string) =>
    `Your answers will no longer count, and we will ask ${organisation} to delete them.`,
  sevenDays: 'You have seven days to undo this, with the same private link.',
  thenErased:
    'After that we will erase what you wrote. We keep only your reference, a serial number, and when and how your answers came.',
  published: 'Figures that were published before stay as they are.',
  yes: 'Yes, withdraw my answers',
  no: 'No, go back to my receipt',
  /** `takenBack`: who can undo it, and until when, as a sentence. */
  youWithdrewThem: (organisation: string, takenBack: string) =>
    `Your answers do not count any more, and we have asked ${organisation} to delete them. ${takenBack} Then we will erase what you wrote. We keep only your reference, a serial number, and when and how your answers came.`,
  staffWithdrewThem: (organisation: string, takenBack: string) =>
    `Staff of ${organisation} withdrew your answers for you. They do not count any more, and we have asked ${organisation} to delete them. ${takenBack} Then we will erase what you wrote. We keep only your reference, a serial number, and when and how your answers came.`,
  notAsked: (email: Html) =>
    html`If you did not ask them to do this, email ${email} and quote your reference.`,
  youTakeBack: (until: string) => `You can undo this until ${until}.`,
  bothTakeBack: (organisation: string, until: string) =>
    `You and staff of ${organisation} can undo this until ${until}.`,
  staffTakeBack: (organisation: string, until: string) =>
    `This can be undone until ${until}, but only by staff of ${organisation}.`,
  ifWanted: 'If you want your answers to count:',
  ifMistake: 'If you did not mean to withdraw them:',
  takeBack: 'Undo: count my answers again',

  // What was just done.
  haveChanged: 'We have stored your changed answers. Only these count now.',
  haveEmailed:
    'We are sending the email. If it does not come within an hour, look in your spam folder.',
  notDone:
    'Sorry, we could not do this: something is wrong with this site’s storage. Please try again in an hour.',
  example:
    'This receipt is an example, so its links and buttons lead nowhere. To try them, send answers from the form of this preview.',
};
