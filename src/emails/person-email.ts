/** Emails to people who answer: fixed words, and never an answer. The address can be somebody else’s. */
import type { Consultation } from '../consultation/consultation.ts';
import { graceEnds, sayMoment } from '../consultation/moments.ts';
import { wrap } from '../contribution/contribution-text.ts';
import { html } from '../text/html.ts';
import { emailPage, factsToHtml, linkToHtml, style } from './email.ts';

/** `saved` and `receipt` are what people ask for. The others tell them what was done with their answers. */
export type PersonEmailWhat = 'saved' | 'receipt' | 'changed' | 'withdrawn' | 'undone';

const headings: Record<PersonEmailWhat, string> = {
  saved: 'Your saved answers',
  receipt: 'Your receipt',
  changed: 'Your answers were changed',
  withdrawn: 'Your answers were withdrawn',
  undone: 'Your answers count again',
};

const opening: Record<PersonEmailWhat, (consultation: Consultation) => string> = {
  saved: (consultation) =>
    `You asked for the link to your saved answers. You have not sent them yet. Open the link, and send them from there. You can do this until ${sayMoment(graceEnds(consultation), consultation)}. After that, we erase them.`,
  receipt: () => 'This is the receipt that you asked for.',
  changed: () => 'The answers with this reference were changed.',
  withdrawn: () =>
    'The answers with this reference were withdrawn. You can take this back for seven days.',
  undone: () => 'The answers with this reference are no longer withdrawn. They count again.',
};

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
  const isSaved = what === 'saved';
  const markName = isSaved ? 'Code' : 'Reference';
  const begin = opening[what](consultation);
  const secret = isSaved
    ? 'Anyone who has this link or the code can read and change the answers, so keep them to yourself.'
    : 'Anyone who has this link can read, change and withdraw the answers, so keep it to yourself.';
  const notMine =
    'If you did not write any answers, somebody entered your address by mistake: delete this email. Please do not reply to this email.';
  const byTelephone = telephone === undefined ? '' : ` or telephone ${telephone}`;
  const paragraphs = [
    wrap(begin),
    `${wrap(`Consultation: ${title}`)}\n${markName}: ${mark}`,
    // On one line, or mail programs break the link.
    `${linkLabel}:\n${link}`,
    wrap(secret),
    wrap(`${notMine} Questions: ${contact}${byTelephone}`),
  ];
  const subject = subjectOf(what, title, mark);
  const body = html`<h1 style="${style.h1}">${headings[what]}</h1>
<p>${begin}</p>
${factsToHtml([
  ['Consultation', title],
  [markName, mark],
])}
${linkToHtml(linkLabel, link)}
<p>${secret}</p>
<p style="${style.small}">${notMine} Questions: <a href="mailto:${contact}">${contact}</a>${byTelephone}</p>`;
  return {
    subject,
    text: `${paragraphs.join('\n\n')}\n`,
    html: emailPage(language, subject, body),
  };
}

const linkLabel = 'Your private link';

/** A code leads to the answers: it is in no subject, which locked screens show. */
function subjectOf(what: PersonEmailWhat, title: string, mark: string): string {
  if (what === 'saved') return `Your saved answers: ${title}`;
  return what === 'receipt' ? `Your receipt: ${mark}` : `Your answers: ${mark}`;
}
