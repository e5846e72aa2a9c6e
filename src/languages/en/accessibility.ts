/** The accessibility statement without its report, and the unusual words of the site itself. */
import { html, type Html } from '../../text/html.ts';
import { say } from './say.ts';

export const accessibility = {
  title: 'Accessibility statement',
  about:
    'This statement is about this site, where you can read and answer a consultation. We want everyone to be able to use it. You should be able to:',
  can: [
    'read and answer without JavaScript, without cookies, and with a text browser',
    'do everything with a keyboard, or with a screen reader',
    'see text at twice its size, or the page at 400%, with nothing cut off',
    'change colours, contrast and spacing with your browser or your device',
    'take your time: nothing times out, and you check your answers before you send them',
  ],
  howAccessible: {
    heading: 'How accessible this site is',
    known: 'We know some parts of this site are not fully accessible:',
    /** @param name of the criterion of WCAG 2.2 */
    part: (how: string, number: string, name: string) => `${how} (${number} ${name})`,
  },
  /** The criteria that are not met, by their numbers. */
  notMet: {
    '3.1.5': {
      name: 'Reading Level',
      how: 'parts of the document of a consultation can need more than 9 years of school, and there is no easier version',
    },
  },
  feedback: {
    heading: 'Feedback and contact',
    /** `contacts`: links to email addresses. */
    tell: (contacts: Html) =>
      html`If something stops you, tell us what you were trying to do. You can also ask for the document in another format, or send your answers in any other way: email ${contacts}.`,
  },
  enforcement: {
    heading: 'Enforcement',
    who: 'The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. If you are not happy with how we respond to your complaint, contact the Equality Advisory and Support Service at equalityadvisoryservice.com.',
  },
  compliance: {
    heading: 'Compliance',
    full: 'By our own tests, this site is fully compliant with the Web Content Accessibility Guidelines (WCAG) 2.2 at levels A and AA.',
    partial:
      'This site is partially compliant with the Web Content Accessibility Guidelines (WCAG) 2.2 at levels A and AA, because of the parts listed above.',
    notMet: (count: number) =>
      say.plural(count, {
        one: `It does not meet ${say.number(count)} criterion at level AAA, listed above.`,
        other: `It does not meet ${say.number(count)} criteria at level AAA, listed above.`,
      }),
  },
  tested: {
    heading: 'How this site was tested',
    how: (day: string, checks: number, states: number) =>
      `We prepared this statement on ${day}, from tests of the same day. ${checks} automated checks looked at ${states} states of its pages and emails. Automated checks find only some accessibility problems. The screen reader Orca has read every page from the form to the receipt, with a mistake to correct, in the browsers Chromium and Firefox. No person who uses assistive technology has tested this site yet.`,
    report: 'Accessibility report: every criterion and every check',
  },
  /** What the statement says about itself if it is a translation. The English one is not, so no page shows these. */
  translation: {
    reportInEnglish: 'The report is in English.',
    unchecked:
      'No native speaker has checked this translation yet. If you find a mistake in it, please tell us.',
    checked: (name: string, day: string) => `Who checked this translation: ${name}, ${day}.`,
  },
  words: {
    levels: {
      word: 'A, AA, AAA',
      means: 'the levels of the guidelines: A asks least of a site, AAA most',
    },
    assistiveTechnology: {
      word: 'assistive technology',
      means:
        'equipment or programs that help people with a disability to use a computer, such as a screen reader',
    },
    contrast: {
      word: 'contrast',
      means: 'how much lighter one colour is than another: black on white has 21:1',
    },
    cookie: {
      word: 'cookie',
      means: 'a note that a site leaves in your browser, to recognise you later',
    },
    criterion: {
      word: 'criterion',
      means: 'one thing that the guidelines ask for; several are criteria',
    },
    ipAddress: { word: 'IP address', means: 'the number of your computer on the internet' },
    javaScript: { word: 'JavaScript', means: 'programs in a page, which run in the browser' },
    lawfulBasis: { word: 'lawful basis', means: 'the reason why the law lets us keep this' },
    personalData: {
      word: 'personal data',
      means: 'facts about a person, such as a name or an email address',
    },
    screenReader: {
      word: 'screen reader',
      means: 'a program that speaks what is on the screen',
    },
    server: { word: 'server', means: 'the computer that the site runs on' },
    state: { word: 'state', means: 'one page or email, in one situation' },
    textBrowser: { word: 'text browser', means: 'a browser that shows text only' },
  },
};
