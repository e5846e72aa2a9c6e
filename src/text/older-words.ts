/**
 * Sentences of earlier versions of Weigh In, in forms, receipts and emails that people still have. Reading must
 * recognise them, so when you change a sentence there, add the old one here.
 */

const changes: [today: string, before: string][] = [
  [
    'Leave a question blank if you do not want to answer it. Please do not change anything else.',
    'Leave blank what you do not want to answer. Please change nothing else.',
  ],
  [
    'This person left no usable email address, so you cannot reply to them.',
    'There is no address to reply to: none was left, or none that can be written to.',
  ],
  [
    'This person left no usable email address, so you cannot reply to them.',
    'This person left no address to reply to.',
  ],
  [
    'This person left an email address. If you reply to this email, your reply goes to them.',
    'This person is happy to be contacted: reply to this email and it goes to them.',
  ],
  [
    'an earlier attempt to send it was cut off before the mail server confirmed it, or the site was restored.',
    'an earlier try was cut off before the mail server confirmed it, or the site was restored from its second copy.',
  ],
  [
    'an earlier attempt to send it was cut off before the mail server confirmed it, or the site was restored.',
    'an earlier try was cut off before the mail server confirmed it.',
  ],
  [
    'This does not look like an email address, so nobody can reply to it. It is shown as typed.',
    'This does not look like an email address. It is kept as it was typed.',
  ],
  [
    'We could not work out this ranking, so it is shown as typed:',
    'This ranking is unclear. It is kept just as it was typed:',
  ],
  [
    'We could not work out this answer, so we show what you ticked:',
    'We could not work out this answer, so it is shown as ticked:',
  ],
  ['We did not count this as a number.', 'We did not take this as a number.'],
  ['Nothing is missing from it.', 'It is complete all the same: you decide.'],
  [
    'It is not in the totals yet. Ask the person who runs the site to count it or set it aside.',
    'It is counted apart until somebody decides: npm run staff -- decide --help',
  ],
  [
    'It is not in the totals yet. Ask the person who runs the site to count it or set it aside.',
    'It is not in the totals yet. Ask the person who runs the site to include or exclude it.',
  ],
  [
    'It is not in the totals yet. Open the link below to count it or set it aside.',
    'It is not in the totals yet. Open the link below to include or exclude it.',
  ],
  [
    'Open today’s page from the day’s summary to count it or set it aside.',
    'Open today’s page from the day’s summary to include or exclude it.',
  ],
  [
    'Staff set it aside, so it is not in the totals.',
    'Staff decided to leave it out of the totals.',
  ],
  [
    'Staff decided to count it, so it is in the totals.',
    'Staff decided to include it in the totals.',
  ],
  ['the page where people check their answers', 'the page on which people check their answers'],
  [
    'A member of the public wrote these answers. The attached file contains the same contribution as data.',
    'The words of the answers were written by a member of the public. The attached file holds the same contribution as data.',
  ],
];

/** Returns a current sentence, and its wordings in earlier versions. */
export function withOlder(sentence: string): string[] {
  const said = sentence.replace(/\s+/g, ' ');
  const reworded = changes
    .filter(([today]) => said.includes(today))
    .map(([today, before]) => said.replace(today, before));
  return [...new Set([said, ...reworded].flatMap((one) => [one, inOlderTimes(one)]))];
}

/** Earlier versions wrote "9:00am" for 9am, and "12:00pm" for midday. */
function inOlderTimes(sentence: string): string {
  return sentence
    .replace(/\b1?\d(?=[ap]m\b)/g, '$&:00')
    .replace(/\bmidday\b/g, '12:00pm')
    .replace(/\bmidnight\b/g, '12:00am');
}
