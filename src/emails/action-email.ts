/** The email that tells all recipients what was done by a link, with a link to undo it. */
import { staffLanguage } from '../languages/staff.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { underline, wrap } from '../contribution/contribution-text.ts';
import { sayAction, type StaffAction } from '../contribution/staff-action.ts';
import { html, joinHtml } from '../text/html.ts';
import { emailPage, linkToHtml, linkToText, style, type Email } from './email.ts';

interface ActionLinks {
  /** To see it, and undo it for seven days. `null`: there is nothing to undo, or there are no links. */
  action: string | null;
  /** What somebody asked a new link to. */
  fresh: string | null;
  today: string | null;
}

export function composeAction(
  consultation: Consultation,
  action: Pick<StaffAction, 'kind' | 'facts'>,
  links: ActionLinks,
): Email {
  const isLink = action.kind === 'link';
  const isPurge = action.kind === 'purge';
  const title = isLink
    ? 'A new link'
    : isPurge
      ? 'Erased at the end of the promised time'
      : 'Done by a link for staff';
  const subject = `[${consultation.title}] ${title}`;
  const sentences = [
    `${sayAction(action)}.`,
    isLink
      ? 'The earlier link was over. If none of you asked for this, you can ignore it.'
      : isPurge
        ? 'All recipients of these emails get this one. The numbers and references stay, and the record of what was erased and when.'
        : 'All recipients of these emails get this one. If you do not know who did it, ask each other, and tell the person who runs the site.',
  ];
  const listed: [string, string | null][] = [
    ['The new link', links.fresh],
    ['See what was done, or undo it within seven days', links.action],
    ['Today’s page', links.today],
  ];
  const given = listed.filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    subject,
    text: [
      underline(title),
      ...sentences.map((sentence) => wrap(sentence)),
      ...given.map(([label, link]) => linkToText(label, link)),
      '',
    ].join('\n\n'),
    html: emailPage(
      staffLanguage,
      subject,
      joinHtml(
        [
          html`<h1 style="${style.h1}">${title}</h1>`,
          ...sentences.map((sentence) => html`<p>${sentence}</p>`),
          ...given.map(([label, link]) => linkToHtml(label, link)),
        ],
        '\n',
      ),
    ),
    replyTo: null,
    attachments: [],
  };
}
