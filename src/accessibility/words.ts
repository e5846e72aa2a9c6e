/** Unusual words of the site itself. Pages that use them explain them below. */
import { catalogueOf, type Spoken } from '../languages/catalogues.ts';

/** Words of the report, which is in English. Those that other pages use too are in the catalogues. */
const meanings = {
  ARIA: 'Accessible Rich Internet Applications: marks in a page that are there for screen readers',
  authentication: 'showing who you are, for example by a password',
  'axe, pa11y, HTML_CodeSniffer, html-validate, Alfa (of Siteimprove)':
    'programs that look for barriers in pages',
  barrier: 'something on a page that stops somebody',
  calm: 'here, a page that changes only when you do something',
  caption: 'the words that name a table, or that stand for what is said in a video',
  focus: 'the place on a page that the keyboard acts on, with a ring around it',
  'forced colours': 'colours that a person chooses, in place of those of the page',
  gesture: 'a movement of fingers on a screen that does something',
  header: 'the first cell of a row or of a column, or the first part of a page',
  'hover, tooltip': 'to point at something with the mouse; words that come only then',
  HTML: 'HyperText Markup Language: the language that pages are written in',
  'label, legend': 'the words that say what a box or a group of boxes is for',
  landmark: 'a main part of a page, to which a screen reader can go',
  'Lynx, w3m': 'two text browsers',
  markup: 'the marks in a page that say what is a heading, a list or a link',
  pixel: 'a dot of the screen',
  'redundant entry': 'having to write the same thing twice',
  reflow: 'lines break earlier where the window is narrow',
  region: 'a part of a page that has a name',
  role: 'the kind of thing that a part of a page is, such as a button',
  scope: 'whether a header is that of a row or of a column',
  'style sheet, CSS': 'Cascading Style Sheets: the part of a page that says how it looks',
  Tab: 'the key that takes you from link to link and from box to box',
};

interface Explained {
  word: string;
  means: string;
}
type SharedWord = keyof ReturnType<typeof catalogueOf>['accessibility']['words'];

/** Returns words in alphabetical order. */
function sort(words: Explained[], { language = 'en' }: Spoken): Explained[] {
  return words.sort((a, b) => a.word.localeCompare(b.word, language));
}

function explain(keys: readonly SharedWord[], spoken: Spoken): Explained[] {
  const { words } = catalogueOf(spoken).accessibility;
  return sort(
    keys.map((key) => words[key]),
    spoken,
  );
}

const inStatement = [
  'levels',
  'assistiveTechnology',
  'contrast',
  'cookie',
  'criterion',
  'javaScript',
  'screenReader',
  'state',
  'textBrowser',
] as const;

export const statementWords = (spoken: Spoken) => explain(inStatement, spoken);

export const privacyWords = (spoken: Spoken) =>
  explain(['cookie', 'ipAddress', 'lawfulBasis', 'personalData', 'server'], spoken);

/** The report uses all those of the statement. */
export const reportWords: Explained[] = sort(
  [...Object.entries(meanings).map(([word, means]) => ({ word, means })), ...statementWords({})],
  {},
);
