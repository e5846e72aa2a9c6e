/** Held emails on today’s page: what each is, why it is held, and a button that sends it again. */
import type { Consultation } from '../../consultation/consultation.ts';
import { sayMomentToStaff } from '../../consultation/moments.ts';
import type { FiledContribution } from '../../contribution/filed.ts';
import { sayWhyHeld } from '../../contribution/held.ts';
import type { StaffLink } from '../../form/staff-page.ts';
import { staffWords } from '../../languages/staff.ts';
import { nameHeld, sayHeld } from '../mail/held-emails.ts';
import { batchFactsSchema, type EmailKey } from '../store/email-facts.ts';
import type { HeldEmail } from '../store/records.ts';

const words = staffWords.pages.today;

export function isHeld({ delivery, erased }: FiledContribution): boolean {
  return erased === null && delivery?.state === 'held';
}

/** Says why an email is held although some of the recipients have it. */
export function sayPartlyHeld({ delivery }: FiledContribution): string {
  return words.partlyHeld(sayWhyHeld(delivery?.reply ?? null));
}

/**
 * Returns the button for an email that is held or bounced. An email that only waits has none, because the site sends
 * it.
 */
export function sendOneAgain(filed: FiledContribution): Pick<StaffLink, 'buttons'> {
  const { contribution, delivery } = filed;
  const cameBack = delivery !== null && delivery.bounce !== null;
  if (!isHeld(filed) && !cameBack) return {};
  const { reference } = contribution;
  return { buttons: [{ value: `resend ${reference}`, label: words.sendAgain(reference) }] };
}

/** @param email one that does not bring a single contribution */
export function sendHeldAgain(email: HeldEmail, consultation: Consultation): StaffLink {
  const { kind, key, at } = email;
  return {
    label: sayHeld(email, consultation),
    note: words.nextAttempt(sayMomentToStaff(at, consultation)),
    buttons: [
      { value: `resend ${kind} ${key}`, label: words.sendAgain(nameHeld(email, consultation)) },
    ],
  };
}

/** Returns the contributions that an email brings together. */
export function referencesOfBatch({ kind, facts }: HeldEmail): string[] {
  return kind === 'batch' ? batchFactsSchema.parse(facts).references : [];
}

/** Reads the value of a button that sends an email again. `null`: it is another button. */
export function readResending(wish: string): { reference: string } | EmailKey | null {
  const [, reference] = /^resend ([A-Z]{3}-\d{3}-[A-Z]{3})$/.exec(wish) ?? [];
  if (reference !== undefined) return { reference };
  const [, kind, key] = /^resend ([a-z]+) (.+)$/.exec(wish) ?? [];
  return kind !== undefined && key !== undefined ? { kind, key } : null;
}
