/**
 * Emails to people who answer. They have fixed words and never an answer, because the address can be somebody else’s.
 */
import type { Consultation } from '../consultation/consultation.ts';
import { graceEnds, sayMoment } from '../consultation/moments.ts';
import { wrap } from '../contribution/contribution-text.ts';
import { catalogueOf } from '../languages/catalogues.ts';
import { html } from '../text/html.ts';
import { emailPage, factsToHtml, linkToHtml, style } from './email.ts';

/** People ask for `saved` and `receipt`. The others tell people what was done with their answers. */
export type PersonEmailWhat = 'saved' | 'receipt' | 'changed' | 'withdrawn' | 'undone';

/**
 * @param mark the reference, or the code of saved answers
 * @param link the private link, in full
 */
export function composePersonEmail(
  what: PersonEmailWhat,
  consultation: Consultation,
  mark: string,
  link: string,
): { subject: string; text: string; html: string } {
  const { title, contact, telephone, language } = consultation;
  const say = catalogueOf(consultation).emails;
  const isSaved = what === 'saved';
  const markName = isSaved ? say.code : say.reference;
  const begin = isSaved
    ? say.saved.opening(sayMoment(graceEnds(consultation), consultation))
    : say[what].opening;
  const secret = isSaved ? say.saved.secret : say.secret;
  const questions =
    telephone === undefined ? say.questions(contact) : say.questionsOrCall(contact, telephone);
  const address = html`<a href="mailto:${contact}">${contact}</a>`;
  const questionsHtml =
    telephone === undefined
      ? say.questionsHtml(address)
      : say.questionsOrCallHtml(address, telephone);
  const paragraphs = [
    wrap(begin),
    `${wrap(say.fact(say.consultation, title))}\n${say.fact(markName, mark)}`,
    // The link is not wrapped, because mail programs would break it.
    `${say.privateLink}:\n${link}`,
    wrap(secret),
    wrap(`${say.notMine} ${questions}`),
  ];
  const subject = subjectOf(what, consultation, mark);
  const body = html`<h1 style="${style.h1}">${say[what].heading}</h1>
<p>${begin}</p>
${factsToHtml([
  [say.consultation, title],
  [markName, mark],
])}
${linkToHtml(say.privateLink, link)}
<p>${secret}</p>
<p style="${style.small}">${say.notMine} ${questionsHtml}</p>`;
  return {
    subject,
    text: `${paragraphs.join('\n\n')}\n`,
    html: emailPage(language, subject, body),
  };
}

/**
 * Leaves the code of saved answers out of the subject. Locked screens show subjects, and the code opens the answers.
 */
function subjectOf(what: PersonEmailWhat, consultation: Consultation, mark: string): string {
  const say = catalogueOf(consultation).emails;
  if (what === 'saved') return say.saved.subject(consultation.title);
  return what === 'receipt' ? say.receipt.subject(mark) : say.noticeSubject(mark);
}
