/** The pages that say what went wrong with a request, and what was wrong with what was sent. */
import { html } from '../../text/html.ts';

export const problems = {
  goToConsultation: (title: string) => `Go to the consultation: ${title}`,
  goHome: 'Go to the home page',
  goToReceipt: 'Go to your receipt',

  wrongAddress: {
    notFound: 'Page not found',
    takesNone: 'You cannot send answers to this page',
    isNothing: 'There is nothing at this address.',
    isWrong: 'Your answers were sent to the wrong address.',
    answersNotStored:
      'We have not stored your answers. You can copy them below, and email them to us.',
    nothingStored: 'We have not stored anything.',
  },

  unreadable: 'Sorry, we could not read your answers',
  wrongFormat:
    'Your answers arrived in a format this site does not accept, so we have not stored them.',
  copyBelow: 'You can copy them below, and email them to us.',
  tooManyFields: 'There are more of them than our form has boxes, so we have not stored them.',
  copyBelowTo: (contact: string) => `You can copy them below, and email them to ${contact}.`,

  tooLarge: {
    title: 'Your answers are too long to send',
    notStored: 'We have not read or stored them.',
    shorten:
      'Go back in your browser: your answers should still be in the form. Shorten the longest one, or email your answers to us.',
  },

  busy: {
    title: 'Many people are sending answers just now',
    allHere:
      'We have not read or stored yours yet. Nothing you wrote is lost: it is all on this page.',
    wait: (again: string) => `Please wait a minute, then select “${again}”.`,
    waitLong: (again: string, back: string) =>
      `Your answers are too long to show here. Please wait a minute, then select “${again}”. Or select “${back}”: it will have everything you wrote.`,
    notRead: 'We have not read or stored yours.',
    goBack:
      'Go back in your browser: your answers should still be in the form. Please wait a minute, then send them again.',
    otherWords: 'Other words you sent',
    leaveEmpty: 'Leave this box empty',
  },

  closed: {
    title: 'This consultation has closed',
    notStored: (closes: string) =>
      `The closing date was ${closes}, so you can no longer send answers here. We have not stored yours.`,
    stillEmail: (contact: string) =>
      `You can still email your answers to ${contact}. A copy is below.`,
    savedErased: (closes: string) =>
      `The closing date was ${closes}, so you can no longer send answers here. We have erased answers that were saved and not sent.`,
    linkStillWorks: 'If you sent your answers, the private link on your receipt still works.',
  },

  notOpen: {
    title: 'This consultation is not open yet',
    notStored: (opens: string) => `It opens on ${opens}. We have not stored your answers.`,
    keepCopy: (contact: string) =>
      `A copy of your answers is below. Keep it until then, or email it to ${contact}.`,
  },

  change: {
    title: 'We have not changed your answers',
    copyBelow: (contact: string) =>
      `A copy of what you wrote is below. You can email it to ${contact}.`,
    gone: 'We no longer have the answers that you want to change.',
    storage: 'Something is wrong with this site’s storage. Please try again in an hour.',
    staffWithdrew:
      'Staff have withdrawn your answers. To change them, open your receipt and undo the withdrawal first.',
    youWithdrew:
      'You have withdrawn your answers. To change them, open your receipt and undo the withdrawal first.',
    over: (until: string) => `You could change your answers until ${until}. They stay as they are.`,
    emailInstead: (contact: string) =>
      `If something in them is wrong, email ${contact} and quote your reference.`,
    enough: (most: number) =>
      `You have changed your answers ${most} times, and cannot change them again here.`,
    notStored: (send: string) =>
      `Sorry, we could not store your changes, so your answers are still as they were. Nothing you wrote is lost: it is all on this page. Please wait a minute, then select “${send}” at the end of the page.`,
    changedSince:
      'Your answers were changed from another page or device, after you opened this one. “Before” shows the answers that we have now. If you send the answers below, they will replace the ones we have now.',
    changedSinceOn: (moment: string) =>
      `Your answers were changed from another page or device on ${moment}, after you opened this one. “Before” shows the answers that we have now. If you send the answers below, they will replace the ones we have now.`,
  },

  sentAlready: {
    title: 'You have already sent your answers',
    different:
      'You sent them from another page or device. What you wrote on this page is different, and we have not stored it.',
    savedDifferent: 'You sent them from another page or device. What you saved is different.',
    copyBelow: 'You can copy it below. Your receipt has what you sent.',
  },

  sending: {
    different: (send: string) =>
      `You have already sent answers from this page. To send these as well, check them and select “${send}”.`,
    notStored: (send: string) =>
      `Sorry, we could not store your answers, so they have not been sent. Nothing you wrote is lost: it is all on this page. Please wait a minute, then select “${send}” at the end of the page.`,
    nothingToSave: 'There is nothing to save yet: answer a question first',
    wordsLeft:
      'This form no longer has boxes for some of your words, so they will not be sent. You can copy them below.',
    trapFilled:
      'You wrote in a box that should stay empty. It is at the end of this page. Empty it, or staff may think your answers are spam.',
  },

  noSavedNow: {
    title: 'Sorry, we cannot open your saved answers at the moment',
    storage: 'Something is wrong with this site’s storage.',
    tryAgain: 'Please try again in an hour.',
  },

  noReceiptNow: {
    title: 'Sorry, we cannot show your receipt at the moment',
    answersSafe:
      'Something is wrong with this site’s storage. If you got a reference, your answers are safe.',
    openAgain: 'Please open this page again in an hour.',
  },

  noSuchReceipt: {
    title: 'There is no receipt at this address',
    checkAddress:
      'Check that you have the whole address: some email programs cut long links short.',
    askStaff: (contact: string) =>
      `If you have a reference, email ${contact}: they can tell you whether your contribution arrived.`,
  },

  serverError: {
    title: 'Something went wrong',
    heading: 'Sorry, something went wrong on our side',
    goBack:
      'If you were sending answers, go back in your browser: they should still be in the form. Please try again in a few minutes. Sending twice does no harm.',
    /** `contacts`: links to email addresses. */
    ifAgain: (contacts: string) => `If it happens again, email ${contacts}.`,
    toCopy: 'What you wrote, to copy',
  },

  /** Above every page of a preview. */
  preview: {
    /** The title of the consultation that is rehearsed. */
    title: (title: string) => `Rehearsal: ${title}`,
    intro: (title: string, until: string) =>
      html`<strong id="preview_title">This is a preview</strong> of “${title}”. The link works until ${until}.`,
    rehearsal:
      'If you send answers here, they are treated as a rehearsal: the email says so, and no figures include them.',
    links: {
      before: 'Preview: before it opens',
      form: 'Preview: the form',
      errors: 'Preview: the form with errors',
      check: 'Preview: the check page',
      receipt: 'Preview: the receipt',
      late: 'Preview: the check page after the closing date, in the grace period',
      closed: 'Preview: after it has closed',
    },
  },
};
