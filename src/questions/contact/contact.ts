/** Who the person is, if they want to say: a name and an email address, either or neither. */
import { z } from 'zod';
import { sayCount } from '../figures.ts';
import { questionShape, type FieldError, type Kind } from '../question.ts';
import type { Block } from '../shown.ts';
import { blankContact, readContact } from './contact-lines.ts';

/** RFC 5321 §4.5.3.1.3: a path has at most 256 octets, two of them brackets. */
const longestAddress = 254;
const longestName = 300;

export const contactQuestionSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('contact'),
});
export type ContactQuestion = z.infer<typeof contactQuestionSchema>;

const answerSchema = z.strictObject({
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** Whether `email` has the form of an address. One sent twice as it is is kept, never written to. */
  isAddress: z.boolean(),
});
export type ContactAnswer = z.infer<typeof answerSchema>;

export function contactFields({ id }: ContactQuestion): { name: string; email: string } {
  return { name: `${id}-name`, email: `${id}-email` };
}

export const contact: Kind<ContactQuestion, ContactAnswer> = {
  name: 'contact',
  purpose: 'A name and an email address, both optional; staff can reply to the address.',
  questionSchema: contactQuestionSchema,
  answerSchema,
  fields: (question) => Object.values(contactFields(question)),

  parse(question, form) {
    const fields = contactFields(question);
    const name = onOneLine(form.typed[fields.name]);
    const email = onOneLine(form.typed[fields.email]);
    const isAddress = email !== null && isEmailAddress(email);

    const errors: FieldError[] = [];
    if (name !== null && name.length > longestName) {
      errors.push({
        field: fields.name,
        message: `Shorten your name to ${longestName} characters`,
      });
    }
    if (email !== null && !isAddress && !form.isInsistedOn(fields.email)) {
      const message = 'Write your email address like name@example.com, or leave the box blank';
      errors.push({ field: fields.email, message });
    }
    if (errors.length > 0 || (name === null && email === null)) return { answer: null, errors };
    return { answer: { name, email, isAddress }, errors };
  },

  show(_question, { name, email, isAddress }) {
    const blocks: Block[] = [];
    if (name !== null) blocks.push({ say: 'ours', text: 'Name:' }, { say: 'theirs', text: name });
    if (email !== null)
      blocks.push({ say: 'ours', text: 'Email:' }, { say: 'theirs', text: email });
    if (email !== null && !isAddress) {
      blocks.push({
        say: 'ours',
        text: 'This does not look like an email address. It is kept as it was typed.',
      });
    }
    return blocks;
  },

  columns(question) {
    const fields = contactFields(question);
    return [
      { id: fields.name, title: `${question.ask}: name` },
      { id: fields.email, title: `${question.ask}: email address` },
    ];
  },
  cells(question, { name, email }) {
    const fields = contactFields(question);
    return { [fields.name]: name ?? '', [fields.email]: email ?? '' };
  },
  blankLines: blankContact,
  readLines: readContact,

  /** How many can be contacted, never who: the report goes to people who need not know. */
  startTally() {
    let asked = 0;
    let answered = 0;
    let writable = 0;
    return {
      add(_question, answer) {
        asked += 1;
        if (answer !== null) answered += 1;
        if (answer?.isAddress) writable += 1;
      },
      summarise: () => ({
        asked,
        answered,
        sentences: [
          `${sayCount(answered, 'person', 'people')} of ${asked.toLocaleString('en-GB')} said who they are; ${writable.toLocaleString('en-GB')} left an email address.`,
        ],
        tables: [],
      }),
    };
  },

  replyTo: ({ email, isAddress }) => (isAddress ? email : null),
};

function isEmailAddress(text: string): boolean {
  return text.length <= longestAddress && z.email().safeParse(text).success;
}

/** A box of one line holds no line breaks; a program that sends some gets spaces. Blank is `null`. */
function onOneLine(typed: string | undefined): string | null {
  const text = (typed ?? '').replace(/\s+/g, ' ').trim();
  return text === '' ? null : text;
}
