/** Saving, and coming back later. */
import { html, type Html } from '../../text/html.ts';

export const saved = {
  save: 'Save and come back later',
  title: 'Your answers are saved',
  notSent: (until: string) =>
    html`<strong>You have not sent them yet.</strong> Come back to change them and send them by ${until}. After that, we erase them.`,
  yourCode: 'Your code:',
  keepCode:
    'Write the code down, or keep the link. We do not keep the code, so we cannot give it to you again. Anyone who has it can read and change your answers.',
  link: 'Private link to your saved answers',
  withoutLink:
    'To come back without the link, open the consultation and select “Enter your code”. You can do that on any device.',
  /** The name of the form, for screen readers, and its button. */
  goBack: 'Go back',
  backToAnswers: 'Go back to your answers',
  email: 'Email me this link',
  aboutEmail:
    'We use the address once, and do not keep it. The email has the link and the code, and none of your answers.',
  emailAddress: 'Email address',

  // On the form and the check page.
  kept: (code: Html) =>
    html`Your answers are saved, but not sent yet. Your code is ${code}. We save them again each time you check them.`,
  notKept:
    'We could not save the answers on this page just now. They are still here, and you can check and send them.',
  /** Leads to the other versions, at the end of the same page. */
  differ: () =>
    html`Different answers are saved with the same code, perhaps from another device. You can <a href="#versions">see them from the end of this page</a>.`,
  others: 'Other saved answers',
  othersStay:
    'The answers on this page stay saved when you look at others. Only what you send counts.',
  seeOther: (moment: string) => `See the answers saved on ${moment}`,

  // Opening.
  codeTitle: 'Your code',
  savedTitle: 'Your saved answers',
  openThem: 'You have not sent these answers yet. Open them to change them, or to send them.',
  codeLabel: 'Your code',
  codeHint:
    'You got it when you saved your answers. It has four groups of four letters and numbers.',
  open: 'Open my saved answers',
  unknownCode: 'We cannot find saved answers with this code',
  checkCode:
    'Check each letter and number. Small letters are as good as capitals, and you can leave out spaces and hyphens.',
  erasedAfter: (moment: string) => `We erase saved answers after ${moment}.`,
  tooManyCodes: 'Too many wrong codes',
  wrongCodes:
    'Many wrong codes came from your network, perhaps from somebody else. Your saved answers are safe.',
  waitForCode: 'Please wait ten minutes, then enter your code again.',

  // Saving is refused.
  cannotSave: 'We cannot save your answers now',
  noRoom:
    'There is no room for them on this site. Nothing you wrote is lost: you can still check your answers and send them.',
  keepAsFile: (contact: string) =>
    `If you want to finish later, keep your answers as a file. You can add to it in any text editor, and email it to ${contact}.`,
  download: 'Download your answers as plain text',
  backToForm: 'Go back to the form',
};
