/** The email that tells all recipients what was done by a link, with a link to undo it. */
import { staffLanguage, staffWords } from '../languages/staff.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { underline, wrap } from '../contribution/contribution-text.ts';
import { sayAction, type StaffAction } from '../contribution/staff-action.ts';
import { html, joinHtml } from '../text/html.ts';
import { emailPage, linkToHtml, linkToText, style, type Email } from './email.ts';

const words = staffWords.emails.action;

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
