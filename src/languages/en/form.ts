/** The form: the page itself, errors about the whole form, and what is said while it cannot be answered. */
import { html, joinHtml, type Html } from '../../text/html.ts';
import { say } from './say.ts';

export const form = {
  changing: (reference: Html) =>
    html`You are changing the answers that you sent with the reference ${reference}. They stay as they are until you send your changed answers.`,
  closes: (moment: string) => html`Closing date: <b>${moment}</b>`,
  takes: (least: number, most: number) => html`Time it takes: <b>${least} to ${most} minutes</b>`,
  howTo:
    'Answer as many questions as you like, in any order. You can check everything before it is sent. This page does not time out.',
  download: (links: readonly Html[]) =>
    html`You can also download the form: ${joinHtml(links.slice(0, -1), ', ')} or ${links.slice(-1)}.`,
  /** The formats of the form, and the size of a file. */
  word: 'Word',
  largePrint: 'Word in large print',
  openDocument: 'OpenDocument',
  plainText: 'plain text',
  kilobytes: (size: string) => `${size} kB`,
  megabytes: (size: string) => `${size} MB`,
  openSaved: (address: string) =>
    html`Saved your answers? <a href="${address}">Enter your code</a>.`,
  check: 'Check your answers',
  checkHere: 'Finish here and check',
  contents: 'Contents',
  part: (place: number, of: number) => `Part ${place} of ${of}`,
  /** In a table, for a row that belongs under no theme. */
  noTheme: 'None',
  emptyBox: 'Leave this box empty. It is there to catch spam',
  changedSinceOpened:
    'This form has changed since you opened it, and no longer has some of the boxes you wrote in. Your words from those boxes will not be sent: to send them, copy them into another box.',
  changedSinceSent:
    'This form has changed since you sent your answers, and no longer has some of the boxes you wrote in. Your words from those boxes will not be sent: to send them, copy them into another box.',
  leftWords: 'What you wrote in those boxes, to copy',

  // Errors.
  problem: 'There is a problem',
  nothingLost: 'Nothing you wrote is lost. Nothing has been sent yet.',
  mayStay: 'You can also send an answer again without changing it: we keep it as you typed it.',
  mayStayUnlessLong:
    'You can also send an answer again without changing it: we keep it as you typed it, unless it is too long.',
  answerOne: 'Answer at least one question',
  answerNeeded: (ask: string) =>
    `Answer this question, or send the form again to leave it blank: ${ask}`,
  severalAnswers:
    'We received different answers to this question. Keep the one you want, and delete the rest',
  tooLong: (over: number) =>
    `Together, your answers are ${say.number(over)} ${say.plural(over, { one: 'character', other: 'characters' })} too long. Shorten this one, which is the longest, or others`,
  /** A message that several questions have in common, and the question. */
  messageAt: (message: string, ask: string) => `${message}: ${ask}`,
  unreadable:
    'Some characters did not come through, and are shown as “\uFFFD”. Correct them, or leave them as they are, and send your answers again',
  noAddress: 'Enter an email address like name@example.com',
  /** `wrong`: what is wrong with it. In English it completes the sentence; in other languages it is one. */
  wrongAddress: (wrong: string) => `This address ${wrong}. Enter one like name@example.com`,
  late: (closed: string, until: string) =>
    `The closing date was ${closed}. You can still send your answers until ${until}, and we will mark them as late.`,

  // Other formats and other ways to answer.
  otherFormats: 'Other formats',
  otherWays: 'Other ways to take part',
  alsoAs: 'You can also get this document as:',
  alsoTell: 'You can also tell us what you think:',
  /** A format, and how to get it in an editor's words. */
  format: (name: Html, how: string) => html`${name}: ${how}`,
  formatByEmail: (name: Html, email: Html) => html`${name}: email ${email} and ask for it`,
  byTelephone: (telephone: Html) => html`by telephone: ${telephone}`,
  byPost: (address: string) => `by post: ${address}`,
  atMeetings: 'at a meeting:',

  // While nobody can answer.
  announced: (opens: string, closes: string) =>
    `You can read it and answer from ${opens}. Closing date: ${closes}.`,
  from: (opens: string) => `from ${opens}`,
  notOpen: 'This consultation is not open yet',
  opens: (moment: string) => `This consultation opens on ${moment}.`,
  readNow: (closes: string) =>
    `You can read the document and its questions now. Once it opens, you can answer them until ${closes}.`,
  closed: 'This consultation has closed',
  hasClosed: (moment: string) => `The closing date was ${moment}.`,
  thanks: 'Thank you to everyone who took part.',
  stillToRead: 'You can still read the document and its questions.',
  /** A button of the form in another language. */
  goOnInThisLanguage: 'Continue in English',
};
