/** Names the held emails that bring no single contribution, for staff: each as nobody else’s, and why it is held. */
import type { Consultation } from '../../consultation/consultation.ts';
import { sayMoment } from '../../consultation/moments.ts';
import { sayWhyHeld } from '../../contribution/held.ts';
import { sayAction } from '../../contribution/staff-action.ts';
import { staffFormats } from '../../languages/staff.ts';
import {
  actionEmailFactsSchema,
  batchFactsSchema,
  referenceIn,
  type EmailKind,
} from '../store/email-facts.ts';
import type { HeldEmail } from '../store/records.ts';

type Name = (email: HeldEmail, consultation: Consultation) => string;

const names: Record<EmailKind, Name> = {
  contribution: ({ key }) => `the email of ${key}`,
  batch: ({ facts }) => {
    const { references } = batchFactsSchema.parse(facts);
    const [first = 'no contribution', ...others] = references;
    const more = staffFormats.number(others.length);
    return `the email that brings ${first}${others.length > 0 ? ` and ${more} more` : ''}`;
  },
  summary: ({ key }) => `the summary of ${staffFormats.shortDay(key.slice(0, 10))}`,
  withdrawal: ({ key }) => `the request to delete ${referenceIn(key)}`,
  change: ({ key, facts }) =>
    (facts as object | null) && 'undoneAt' in (facts as object)
      ? `the email that says that ${referenceIn(key)} counts again`
      : `the email about a change of ${referenceIn(key)}`,
  action: ({ facts }) => `the email “${sayAction(actionEmailFactsSchema.parse(facts))}”`,
  figures: ({ madeAt }, consultation) =>
    `the figures and the report of ${sayMoment(madeAt, consultation)}`,
};

/** "the summary of Tue 2 March" */
export function nameHeld(email: HeldEmail, consultation: Consultation): string {
  return names[email.kind](email, consultation);
}

/** Returns a sentence for the summary. */
export function sayHeld(email: HeldEmail, consultation: Consultation): string {
  return `${capitalise(nameHeld(email, consultation))} ${sayWhyHeld(email.reply)}.`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
