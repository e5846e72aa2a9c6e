/** The commands before a consultation opens, and for its links: new, check, preview and rotate-links. */
import { sayRehearsals } from '../counts.ts';

const begin = {
  about:
    'Creates a consultation in the content folder (CONTENT_DIR), with every line explained; the slug is its address, such as park-plan',
  title: 'its title',
  noFolder: 'Set CONTENT_DIR to the folder of your consultations.',
  /** `guess`: a slug made from the same words, or empty. */
  wrongSlug: (guess: string) =>
    `The slug must have only small letters, digits and hyphens, and begin with a letter${guess ? `: such as ${guess}` : ''}.`,
  taken: (slug: string) => `The site itself uses the address /${slug}/: choose another slug.`,
  exists: (folder: string) => `${folder} already exists, and was not changed: choose another slug.`,
  onlyBuilt: 'Run this command where the site is built: this folder has only what was built.',
  changeThese: (folder: string) =>
    `${folder} is your new consultation. Change each line of these files:`,
  // How to see the changes, depending on how commands are run here.
  shownByDev: '"npm run dev" shows each change, and docs/content.md explains every key.',
  shownByBuild: (command: string) =>
    `"${command}" builds the site with it, or says what is wrong, and docs/content.md explains every key.`,
  opens: (command: string, slug: string) =>
    `It opens in two weeks, unless you change "opens". "${command} preview ${slug}" prints a link to a preview that you can answer before then.`,
};

const check = {
  about:
    'Says whether everything is ready, in a sentence for each thing. Sends one test email to the recipients; a slug limits it to one consultation',
  noEmail: 'do not send the test email',
  right: 'OK:',
  needsPerson: 'Needs attention:',
  isReady: 'Everything is ready.',
};

const preview = {
  about:
    'Prints a link to see a consultation in every state before it opens. Answers sent there are rehearsals, and never counted',
  days: 'how long the link works',
  erase: 'erase all rehearsals instead: nobody can bring them back',
  wrongDays: (most: number) => `It must be a whole number from 1 to ${most}.`,
  /** `slugs`: those that the site has, or empty. */
  notOnSite: (slug: string, slugs: string) =>
    `The site does not have ${slug}${slugs ? `; it has ${slugs}` : ''}. Start it, so that it is built.`,
  works: (until: string) =>
    `It works until ${until}, for everybody who has it. Answers that are sent there are rehearsals: emailed as such, numbered separately, and in no figures.`,
  howToErase: (command: string, slug: string) =>
    `To erase all rehearsals: ${command} preview ${slug} --erase`,
  noRehearsals: 'There are no rehearsals.',
  rehearsalsErased: (count: number) =>
    `${sayRehearsals(count)} erased. The emails about them are still in the mailboxes of the recipients.`,
};

const rotateLinks = {
  about: 'Ends every link to a preview and every link in emails to staff',
  ended:
    'All links have ended. The next summary has a new link to today’s page; make new previews with "preview".',
};

export const consultation = { new: begin, check, preview, rotateLinks };
