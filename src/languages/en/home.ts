/** The home page. */
import { html, type Html } from '../../text/html.ts';

export const home = {
  title: 'Have your say',
  about:
    'This site puts a consultation document and its questions on one page. You read it, answer as much as you like, check your answers and send them. We store every answer safely and pass it on to the people who asked.',
  aboutOf: (organisation: string) =>
    `This site, run by ${organisation}, puts a consultation document and its questions on one page. You read it, answer as much as you like, check your answers and send them. We store every answer safely and pass it on to the people who asked.`,
  consultations: 'Consultations',
  none: 'There is no consultation at the moment.',
  openNow: 'Open now',
  openingLater: 'Opening later',
  closed: 'Closed',
  /** How long an answer takes, in minutes, and until when it can be sent. */
  takes: (least: number, most: number, closes: string) =>
    `It takes ${least} to ${most} minutes to answer every question. Closing date: ${closes}.`,
  opens: (opens: string, closes: string) =>
    `You can answer from ${opens}. Closing date: ${closes}.`,
  hasClosed: (closes: string) => `Closing date: ${closes}. It has closed.`,
  howToAnswer: 'How to answer',
  howMuch:
    'Answer as many questions as you like, in any order. You do not have to answer any of them.',
  howLong: 'Take your time: the page will not time out. You do not need an account.',
  howToSend: 'Check your answers on the next page, change them if you like, then send them.',
  whatYouGet: 'You get a reference, and a copy of what you said to print or keep.',
  otherWays: 'Other ways to get help or take part',
  askFor: (email: Html) =>
    html`If you need help with any of the questions, need the document in another format, or would rather answer in another way, email ${email}.`,
};
