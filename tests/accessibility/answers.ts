/** What people send in the states: by field, as a browser would post it. */

/** Everything answered. */
export const full = {
  'vision-choice': 'option-2',
  'vision-comment':
    'First line\nSecond “line”\n\nA new paragraph, with <b>angle brackets</b> & an ampersand.',
  'mission-choice': 'option-1',
  'mission-comment': 'I like “learn, connect and create”.',
  'definition-comment': 'Say what equal benefit means.',
  'values-ranking-human': '1',
  'values-ranking-real': '2',
  'values-ranking-inclusive': '3',
  'values-ranking-transparent': '4',
  'values-ranking-responsive': '5',
  'values-ranking-challenging': '6',
  'values-comment': 'Human comes first.',
  'goals-ranking-h': '1',
  'goals-ranking-b': '2',
  'goals-ranking-e': '3',
  'goals-ranking-j': '4',
  'goals-ranking-a': '5',
  'goals-comment': 'Ten goals are many.',
  'final-comment': 'Thank you for asking.',
  'about-you-name': 'Zoë Ní Bhriain',
  'about-you-email': 'zoe@example.org',
};

/** One choice and half a ranking: every other part is empty. */
export const partial = {
  'vision-choice': 'option-1',
  'values-ranking-real': '1',
  'values-ranking-human': '3',
};

const word = 'participation-in-research-without-a-single-space-';
const paragraph =
  'We were asked late, and in a room that not everyone could get into. Next time, ask first where people can come. ';

/** Comments of 10,000 characters, which is the limit. One of them has no spaces to break at. */
export const long = {
  'vision-comment': paragraph.repeat(100).slice(0, 9_998) + '\n.',
  'mission-comment': word.repeat(300).slice(0, 10_000),
  'about-you-name': 'A name that goes on '.repeat(15).trim(),
};

/** Arabic, Hebrew and English, in separate paragraphs and mixed in one. */
export const rightToLeft = {
  'vision-comment':
    'نحن نرحب بهذه الرؤية (الخيار 2).\n\nThe second paragraph is English, and names ראיון once.',
  'mission-comment': 'אנחנו מעדיפים את Option 1, כי הוא קצר יותר!',
  'about-you-name': 'فاطمة الزهراء',
  'about-you-email': 'fatima@example.org',
};

/** The same number beside two values. */
export const clash = { 'values-ranking-human': '2', 'values-ranking-real': '2' };

/** A number outside the range, and a word that is not a number. */
export const outOfRange = { 'goals-ranking-c': '6', 'goals-ranking-d': 'often' };

export const tooLong = { 'final-comment': 'x'.repeat(10_001) };
export const noAddress = { 'about-you-email': 'nobody' };
export const noSuchOption = { 'mission-choice': 'option-9' };
export const longName = { 'about-you-name': 'n'.repeat(301) };

/** Every kind of error at once, with some correct answers. */
export const allWrong = {
  ...full,
  ...clash,
  ...outOfRange,
  ...tooLong,
  ...noAddress,
  ...noSuchOption,
};
