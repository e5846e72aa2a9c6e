/** Who the person is, if they want to say: a name and an email address, either or neither. */
import { staffWords } from '../../languages/staff.ts';
import { sentencesOf, valueIn, type Kind } from '../question.ts';
import { onOneLine } from '../../text/one-line.ts';
import type { Block } from '../../text/shown.ts';
import {
  contactAnswerSchema,
  contactFields,
  contactQuestionSchema,
  type ContactAnswer,
  type ContactQuestion,
} from './contact-question.ts';
import { blankContact, readContact } from './contact-lines.ts';
import { longestAddress, readAddress, saysNoAddress } from './read-address.ts';

const longestName = 300;

export const contact: Kind<ContactQuestion, ContactAnswer> = {
  name: 'contact',
  purpose: 'A name and an email address, both optional; staff can reply to the address.',
  questionSchema: contactQuestionSchema,
  answerSchema: contactAnswerSchema,
  countsAlone: false,
  example: () => ({ name: 'Example Name', email: null, isAddress: false }),
  fields(question) {
    const { name, email } = contactFields(question);
    return [
      {
        name,
        takes: 'one',
        most: longestName,
        tooLong: sentencesOf(question).contact.shortenName(longestName),
      },
      {
        name: email,
        takes: 'one',
        most: longestAddress,
        tooLong: sentencesOf(question).contact.shortenAddress(longestAddress),
      },
    ];
  },

  /** Accepts "N/A" instead of an address as it is typed, because nobody must give what they do not have. */
  parse(question, form) {
    const fields = contactFields(question);
    const name = onOneLine(valueIn(form.typed, fields.name));
    const email = onOneLine(valueIn(form.typed, fields.email));
    if (email === null || saysNoAddress(email)) {
      const isEmpty = name === null && email === null;
      return { answer: isEmpty ? null : { name, email, isAddress: false }, errors: [] };
    }
    const read = readAddress(email, sentencesOf(question).contact.wrong);
    if (read.isAddress) {
      const { address } = read;
      const answer = { name: joinNames(name, read.name), email: address, isAddress: true };
      return { answer, errors: [] };
    }
    if (form.isInsistedOn(fields.email)) {
      return { answer: { name, email, isAddress: false }, errors: [] };
    }
    const message = sentencesOf(question).contact.fixAddress(read.wrong);
    return { answer: null, errors: [{ field: fields.email, message, mayStay: true }] };
  },

  fill(question, { name, email }) {
    const fields = contactFields(question);
    return {
      ...(name === null ? {} : { [fields.name]: [name] }),
      ...(email === null ? {} : { [fields.email]: [email] }),
    };
  },

  show(question, { name, email, isAddress }) {
    const { nameIs, emailIs, invalidAddress } = sentencesOf(question).contact;
    const pairs: { name: string; blocks: Block[] }[] = [];
    if (name !== null) pairs.push({ name: nameIs, blocks: [{ say: 'theirs', text: name }] });
    if (email !== null) {
      const isRight = isAddress || saysNoAddress(email);
      const note: Block[] = isRight ? [] : [{ say: 'ours', text: invalidAddress }];
      pairs.push({ name: emailIs, blocks: [{ say: 'theirs', text: email }, ...note] });
    }
    return [{ pairs }];
  },

  columns(question) {
    const fields = contactFields(question);
    const { nameOfPerson, emailAddress } = staffWords.exports.answers;
    return [
      { id: fields.name, ...nameOfPerson(question.ask) },
      { id: fields.email, ...emailAddress(question.ask) },
    ];
  },
  cells(question, { name, email }) {
    const fields = contactFields(question);
    return { [fields.name]: name ?? '', [fields.email]: email ?? '' };
  },
  blankLines: blankContact,
  readLines: readContact,

  /** Counts how many people can be contacted, but not who, because people who need not know that read the report. */
  startTally() {
    let writable = 0;
    let known = 0;
    return {
      add(_question, { name, email, isAddress }) {
        if (isAddress) writable += 1;
        if (isGiven(name) || isGiven(email)) known += 1;
      },
      summarise: ({ asked }) => ({
        sentences: [staffWords.figures.known.contact(known, asked, writable)],
        tables: [],
      }),
    };
  },

  replyTo: ({ email, isAddress }) => (isAddress ? email : null),
  personalIn: (_question, { name, email }) => [
    ...(isGiven(name) ? [{ is: 'name' as const, text: name }] : []),
    ...(isGiven(email) ? [{ is: 'address' as const, text: email }] : []),
  ],
};

/** Whether a person gave a name or an address, and not "N/A", "no thanks" or the like. */
function isGiven(said: string | null): said is string {
  return said !== null && !saysNoAddress(said);
}

/** Joins the name with one that came with the address. If one contains the other, returns the longer one. */
function joinNames(name: string | null, beside: string | null): string | null {
  if (name === null || beside === null) return name ?? beside;
  const [one, other] = [name.toLowerCase(), beside.toLowerCase()];
  if (one.includes(other)) return name;
  return other.includes(one) ? beside : `${name} (${beside})`;
}
