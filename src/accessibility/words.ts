/** Unusual words of the site itself. Pages that use them explain them below. */

const meanings = {
  'A, AA, AAA': 'the levels of the guidelines: A asks least of a site, AAA most',
  ARIA: 'Accessible Rich Internet Applications: marks in a page that are there for screen readers',
  'assistive technology':
    'equipment or programs that help people with a disability to use a computer, such as a screen reader',
  authentication: 'showing who you are, for example by a password',
  'axe, pa11y, HTML_CodeSniffer, html-validate, Alfa (of Siteimprove)':
    'programs that look for barriers in pages',
  barrier: 'something on a page that stops somebody',
  calm: 'here, a page that changes only when you do something',
  caption: 'the words that name a table, or that stand for what is said in a video',
  contrast: 'how much lighter one colour is than another: black on white has 21:1',
  cookie: 'a note that a site leaves in your browser, to know you again',
  criterion: 'one thing that the guidelines ask for; several are criteria',
  focus: 'the place on a page that the keyboard acts on, with a ring around it',
  'forced colours': 'colours that a person chooses, in place of those of the page',
  gesture: 'a movement of fingers on a screen that does something',
  header: 'the first cell of a row or of a column, or the first part of a page',
  'hover, tooltip': 'to point at something with the mouse; words that come only then',
  HTML: 'HyperText Markup Language: the language that pages are written in',
  'IP address': 'the number of your computer on the internet',
  JavaScript: 'programs in a page, which run in the browser',
  'label, legend': 'the words that say what a box or a group of boxes is for',
  landmark: 'a main part of a page, to which a screen reader can go',
  'lawful basis': 'the reason why the law lets us keep this',
  'Lynx, w3m': 'two text browsers',
  markup: 'the marks in a page that say what is a heading, a list or a link',
  'personal data': 'facts about a person, such as a name or an email address',
  pixel: 'a dot of the screen',
  'redundant entry': 'having to write the same thing twice',
  reflow: 'lines break earlier where the window is narrow',
  region: 'a part of a page that has a name',
  role: 'the kind of thing that a part of a page is, such as a button',
  scope: 'whether a header is that of a row or of a column',
  'screen reader': 'a program that speaks what is on the screen',
  server: 'the computer that the site runs on',
  state: 'one page or email, in one situation',
  'style sheet, CSS': 'Cascading Style Sheets: the part of a page that says how it looks',
  Tab: 'the key that takes you from link to link and from box to box',
  'text browser': 'a browser that shows text only',
} as const;

type SiteWord = keyof typeof meanings;

/** Returns words in alphabetical order. */
function explain(words: readonly SiteWord[]): { word: string; means: string }[] {
  return words
    .map((word) => ({ word, means: meanings[word] }))
    .sort((a, b) => a.word.localeCompare(b.word, 'en'));
}

export const statementWords = explain([
  'A, AA, AAA',
  'assistive technology',
  'contrast',
  'cookie',
  'criterion',
  'JavaScript',
  'screen reader',
  'state',
  'text browser',
]);

export const privacyWords = explain([
  'cookie',
  'IP address',
  'lawful basis',
  'personal data',
  'server',
]);

const elsewhere = new Set(['IP address', 'lawful basis', 'personal data', 'server']);

/** The report uses nearly all of them. */
export const reportWords = explain(
  (Object.keys(meanings) as SiteWord[]).filter((word) => !elsewhere.has(word)),
);
