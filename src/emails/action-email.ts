/**
 * The email that tells all recipients about an action by a link for staff, or about a purge. If the action can be
 * undone, the email has a link for that.
 */
import { staffLanguage, staffWords } from '../languages/staff.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { underline, wrap } from '../contribution/contribution-text.ts';
import { sayAction, type StaffAction } from '../contribution/staff-action.ts';
import { html, joinHtml } from '../text/html.ts';
import { emailPage, linkToHtml, linkToText, style, type Email } from './email.ts';

const words = staffWords.emails.action;

interface ActionLinks {
  /**
   * The link to see the action, and to undo it within seven days. `null`: it cannot be undone, or no links can be made.
   */
  action: string | null;
  /** The new link that somebody asked for. */
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
  const title = isLink ? words.linkTitle : isPurge ? words.purgeTitle : words.title;
  const subject = `[${consultation.title}] ${title}`;
  const sentences = [
    words.done(sayAction(action)),
    isLink ? words.ignore : isPurge ? words.stays : words.askEachOther,
  ];
  const listed: [string, string | null][] = [
    [words.newLink, links.fresh],
    [words.see, links.action],
    [words.today, links.today],
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
