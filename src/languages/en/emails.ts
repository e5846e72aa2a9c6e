/** Emails to people who answer, and what the site says when somebody asks for one. */
import { html, type Html } from '../../text/html.ts';

export const emails = {
  saved: {
    heading: 'Your saved answers',
    subject: (title: string) => `Your saved answers: ${title}`,
    opening: (until: string) =>
      `You asked for the link to your saved answers. You have not sent them yet. Open the link, and send them from there. You can do this until ${until}. After that, we erase them.`,
    secret:
      'Anyone who has this link or the code can read and change the answers, so keep them to yourself.',
  },
  receipt: {
    heading: 'Your receipt',
    subject: (reference: string) => `Your receipt: ${reference}`,
    opening: 'This is the receipt that you asked for.',
  },
  changed: {
    heading: 'Your answers were changed',
    opening: 'The answers with this reference were changed.',
  },
  withdrawn: {
    heading: 'Your answers were withdrawn',
    opening: 'The answers with this reference were withdrawn. You can undo this for seven days.',
  },
  undone: {
    heading: 'Your answers count again',
    opening: 'The answers with this reference are no longer withdrawn. They count again.',
  },
  /** The subject of notices about what was done with answers. */
  noticeSubject: (reference: string) => `Your answers: ${reference}`,
  secret:
    'Anyone who has this link can read, change and withdraw the answers, so keep it to yourself.',
  consultation: 'Consultation',
  code: 'Code',
  reference: 'Reference',
  privateLink: 'Your private link',
  /** A fact on a separate line. */
  fact: (name: string, value: string) => `${name}: ${value}`,
  notMine:
    'If you did not write any answers, somebody entered your address by mistake: delete this email. Please do not reply to this email.',
  questions: (contact: string) => `Questions: ${contact}`,
  questionsOrCall: (contact: string, telephone: string) =>
    `Questions: ${contact} or telephone ${telephone}`,
  questionsHtml: (contact: Html) => html`Questions: ${contact}`,
  questionsOrCallHtml: (contact: Html, telephone: string) =>
    html`Questions: ${contact} or telephone ${telephone}`,

  /** The answer to somebody who asked for the link to saved answers by email. */
  linkAsked: {
    queued: (address: string) =>
      `We are emailing the link to ${address}. If it does not come within an hour, use the code on this page.`,
    enough:
      'We have emailed this link three times, and cannot email it again. Use the code on this page.',
    tooMany:
      'We cannot email the link now, because too many emails were asked for. Use the code on this page.',
  },
  /** Why a receipt is not emailed. */
  receiptRefused: {
    enough: 'We have emailed this receipt three times, and cannot email it again',
    tooMany: 'We cannot email any more receipts for now. Copy the private link instead',
    notNow: 'We cannot send it at the moment. Please try again in an hour',
  },
};
