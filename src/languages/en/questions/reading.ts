/**
 * Words that people write into boxes and filled forms. They are read in all languages at once, whatever the language
 * of the page. Texts are sources of regular expressions, in small letters and without Arabic vowel marks.
 */
export const reading = {
  /** The whole text of a box in which somebody had nothing to write, besides "N/A" and dashes. */
  none: 'not (?:applicable|relevant)|none|nil|null|nothing|no answer',
  /** The whole text of a box for an email address that somebody does not have, or does not give. */
  noAddress:
    "no|nope|no (?:thanks|thank you|e-?mail|e-?mail address|address)|(?:i )?(?:don['’]?t|do not) have (?:one|(?:an )?e-?mail(?: address)?)|(?:i(?:['’]d| would)? )?(?:prefer|rather) not(?: to)?(?: say)?|anonymous",
  /** Labels before a name, an address, a postcode or a telephone number. */
  nameLabel: '(?:your )?name(?: address)?',
  emailLabel: '(?:your )?e-?mail(?: address)?',
  myEmail: 'my e-?mail(?: address)? is:?(?= )',
  postcodeLabel: 'post ?code',
  telephoneLabel: 'tel(?:ephone)?|(?:mobile )?phone|mob(?:ile)?',
  extension: 'ext(?:ension)?|x',
  /** What people put into brackets beside the option that they choose, besides an X or another sign. */
  marks: 'v|y|yes|ok',
  /** Words that make a number inexact, and words that say nothing about it. */
  nearly:
    "about|approx(?:imately)?\\.?|around|roughly|circa|maybe|perhaps|probably|nearly|almost|only|just|exactly|in total|or so|i think|i guess|i(?:['’]d| would) say",
  /** Words for a range of numbers, which does not say one of them. */
  bound:
    '(?:more|less|fewer) than|or (?:more|less|fewer)|at (?:least|most)|over|under|above|below|up to|max(?:imum)?|minimum',
  minus: 'minus',
  /** After digits. */
  andHalf: 'and a half',
  percent: 'per ?cent',
  /** "3 of 6", "40 of 100". */
  ofAll: '(?:out )?of',
  /** The whole text of a box for points. */
  noPoints: '(?:no|none|nil|zero|nothing)(?: points?)?',
  allPoints: 'all(?: of them| (?:the )?points)?',
  /** Points beside an option: "40 points". */
  points: 'points?',
  /** Points that a language says in words: "نقطتان". */
  pointsInWords: [] as readonly (readonly [words: string, count: number])[],
  /** Between what was typed and its option, in an answer that we could not work out. */
  beside: 'beside',
  /** What people call a rank: "choice 2", "2nd choice". */
  rankBefore: 'number|rank|place|choice|priority',
  rankAfter: 'choice|place|priority|preference',
  /** After the digits of an ordinal: "2nd". */
  ordinalEnd: 'st|nd|rd|th',
  /** For each place from 1, how people write it. */
  ordinals: [
    ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'],
    ...['tenth', 'eleventh', 'twelfth'],
  ],
  /** Multipliers after digits, unless English has the same. */
  multipliers: [] as readonly (readonly [word: string, times: number])[],
  /**
   * The words for each unit. The first identifies it. In English, the first is the plural and the second the singular.
   */
  units: [
    ['hours', 'hour', 'hrs', 'hr', 'h'],
    ['days', 'day'],
    ['weeks', 'week', 'wks', 'wk'],
    ['months', 'month', 'mths', 'mth'],
    ['years', 'year', 'yrs', 'yr'],
    ['£', '£', 'gbp', 'pounds', 'pound', 'quid'],
    ['€', '€', 'eur', 'euros', 'euro'],
    ['$', '$', 'usd', 'dollars', 'dollar'],
    ['%', '%', 'percent', 'per cent', 'pct'],
    ['miles', 'mile', 'mi'],
    ['km', 'km', 'kilometres', 'kilometre', 'kilometers', 'kilometer', 'kms'],
    // Before minutes, so that a unit written as “m” alone means metres.
    ['metres', 'metre', 'meters', 'meter', 'm'],
    ['minutes', 'minute', 'mins', 'min', 'm'],
    ['people', 'person', 'persons', 'ppl'],
    ['points', 'point', 'pts', 'pt'],
    ['times', 'time', 'x'],
  ] as readonly (readonly string[])[],
  /** Whole numbers in words. Empty in English, which `number-words.ts` reads by its grammar. */
  numbers: new Map() as ReadonlyMap<string, number>,
};
