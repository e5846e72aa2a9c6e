/** Questions that are answered in words. `ask`: the words of the question, as an editor wrote them. */
import { say } from '../say.ts';

const characters = (count: number) =>
  say.plural(count, {
    one: `${say.number(count)} character`,
    other: `${say.number(count)} characters`,
  });

export const comment = {
  upTo: (most: number) => `Up to ${characters(most)}`,
  shortenTo: (most: number, ask: string) =>
    `Shorten your comment to ${characters(most)}, or continue in another box: ${ask}`,
  shortenBy: (over: number, ask: string) =>
    `Your comment is ${characters(over)} too long. Shorten it, or continue in another box: ${ask}`,
};

/** Sentences about a line end with what to do. */
export const line = {
  shorten: (most: number, ask: string) => `Shorten your answer to ${most} characters: ${ask}`,
  /** After what is wrong with a line and what to do. */
  orLeaveBlank: (wrong: string, ask: string) => `${wrong}, or leave the box blank: ${ask}`,
  strangePostcode: (strange: string) =>
    `Your postcode has “${strange}” in it. Enter one postcode, with letters and digits only`,
  noPostcode: (typed: string) =>
    `“${typed}” has no digit, so it is not a postcode. Enter a postcode, or the first part of one`,
  longPostcode: (length: number, most: number) =>
    `Your postcode is ${length} characters long, and no postcode has more than ${most}. Enter only the postcode`,
  secondHalf: (half: string) =>
    `The second half of your postcode is “${half}”, not a digit and two letters. Enter a postcode like SW1A 2AB`,
  noTelephone: (typed: string) =>
    `“${typed}” has no digit, so it is not a telephone number. Enter one number, with the area code`,
  strangeTelephone: (strange: string) =>
    `Your telephone number has “${strange}” in it. Enter one number, with digits and spaces only`,
  tooFewDigits: (digits: number) =>
    `Your telephone number has ${digits} digits, which is too few. Enter one number, with the area code`,
  tooManyDigits: (digits: number) =>
    `Your telephone number has ${digits} digits, which is too many for one number. Enter one number, with the area code`,
  otherScheme: (scheme: string) =>
    `Your web address begins with “${scheme}”. Enter a web address like www.example.com`,
  webSpace: 'Your web address has a space in it. Enter a web address like www.example.com',
  webEmail:
    'This is an email address, because it has an @. Enter a web address like www.example.com',
  noWebAddress: (typed: string) =>
    `“${typed}” is not a web address. Enter a web address like www.example.com`,
  webEnding: (host: string) =>
    `Your web address is not complete: “${host}” needs an ending, such as .org. Enter a web address like www.example.com`,
};

export const contact = {
  yourName: 'Your name (you can leave this blank)',
  yourEmail: 'Your email address (you can leave this blank)',
  /** Before a name or an address in an answer, and in the form of plain text. */
  nameIs: 'Name',
  emailIs: 'Email',
  shortenName: (most: number) => `Shorten your name to ${most} characters`,
  shortenAddress: (most: number) =>
    `Shorten your email address to ${most} characters, or leave the box blank`,
  /** @param wrong a text of `wrong` */
  fixAddress: (wrong: string) =>
    `Your email address ${wrong}. Enter an email address like name@example.com, or leave the box blank`,
  /**
   * What is wrong with an address. In English these complete “Your email address …”. In other languages each is a
   * sentence.
   */
  wrong: {
    noAt: 'has no @',
    severalAddresses: 'is more than one address',
    severalAts: 'has more than one @',
    hasSpace: 'has a space in it',
    nothingBefore: 'has nothing before the @',
    nothingAfter: 'has nothing after the @',
    strangeLetter: (strange: string) =>
      `has “${strange}” before the @, which most mail servers do not accept there`,
    strangeBefore: (strange: string) =>
      `has “${strange}” before the @, which no email address can have there`,
    strayStop: 'has a full stop in the wrong place before the @',
    doubleStop: 'has two full stops in a row',
    longBefore: 'is too long before the @',
    strangeAfter: (strange: string) =>
      `has “${strange}” after the @, where only letters, digits, hyphens and full stops can be`,
    noEnding: (domain: string) => `is not complete: “${domain}” needs an ending, such as .org`,
    noDomain: (domain: string) => `has “${domain}” after the @, which is not a domain name`,
    tooLongAddress: 'is too long',
  },
  /** Shown below an invalid address, and recognised when a receipt comes back as a form. */
  invalidAddress:
    'This does not look like an email address, so nobody can reply to it. It is shown as typed.',
};
