/**
 * What is on every page (the layout, its links and its breadcrumbs), and the page for an address that does not exist.
 */
import { html, type Html } from '../../text/html.ts';

export const frame = {
  skip: 'Skip to main content',
  home: (site: string) => html`<b>${site}</b>: home`,
  runBy: (organisation: string) => `Run by ${organisation}`,
  help: (email: Html, telephone: Html | null) =>
    telephone
      ? html`Need help? Email ${email} or telephone ${telephone}`
      : html`Need help? Email ${email}`,
  /** The first of the breadcrumbs. The part with the id names them. */
  youAreHere: () => html`<span id="place">You are here</span>: home`,
  /** Between the parts of a title, and between breadcrumbs. */
  dash: ' – ',
  /** Between addresses, or the lines of one. */
  comma: ', ',
  words: 'Words explained',
  wordsOf: (title: Html) => html`Words explained: ${title}`,
  privacy: 'Privacy notice',
  privacyOf: (title: Html) => html`Privacy notice: ${title}`,
  accessibility: 'Accessibility statement',
  /** The title of a page with mistakes to correct. */
  error: (title: string) => `Error: ${title}`,
  notFound: 'Page not found',
  nothingHere:
    'There is nothing at this address. If you typed it, check it. If you followed a link, it may be old.',
  goHome: 'Go to the home page',
  goTo: (title: Html) => html`Go to the consultation: ${title}`,
  sendAgain: 'Send again',
  goToForm: 'Go back to the form',
  whatYouWrote: 'What you wrote, to copy',
};
