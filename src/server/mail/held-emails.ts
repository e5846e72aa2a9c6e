/** Tells staff which emails are held, and why. Each name fits only one email. */
import type { Consultation } from '../../consultation/consultation.ts';
import { sayMomentToStaff } from '../../consultation/moments.ts';
import { sayWhyHeld } from '../../contribution/held.ts';
import { sayAction } from '../../contribution/staff-action.ts';
import { staffFormats, staffWords } from '../../languages/staff.ts';
import {
  actionEmailFactsSchema,
  batchFactsSchema,
  referenceIn,
  type EmailKind,
} from '../store/email-facts.ts';
import type { HeldEmail } from '../store/records.ts';

const words = staffWords.emails.held;

type Name = (email: HeldEmail, consultation: Consultation) => string;

const names: Record<EmailKind, Name> = {
  contribution: ({ key }) => words.contribution(key),
  batch: ({ facts }) => words.batch(batchFactsSchema.parse(facts).references),
  summary: ({ key }) => words.summary(staffFormats.shortDay(key.slice(0, 10))),
  withdrawal: ({ key }) => words.withdrawal(referenceIn(key)),
  change: ({ key, facts }) =>
    (facts as object | null) && 'undoneAt' in (facts as object)
      ? words.undone(referenceIn(key))
      : words.change(referenceIn(key)),
  action: ({ facts }) => words.action(sayAction(actionEmailFactsSchema.parse(facts))),
  figures: ({ madeAt }, consultation) => words.figures(sayMomentToStaff(madeAt, consultation)),
};

/** "the summary of Tue 2 March" */
export function nameHeld(email: HeldEmail, consultation: Consultation): string {
  return names[email.kind](email, consultation);
}

/** Returns a sentence for the summary. */
export function sayHeld(email: HeldEmail, consultation: Consultation): string {
  return staffWords.emails.isHeld(nameHeld(email, consultation), sayWhyHeld(email.reply));
}
