/** Says why an email has not reached staff, without the text of a mail server's reply, which can quote a person. */
import { sayCode } from '../text/reply-code.ts';
import { isWithStaff, type FiledContribution } from './filed.ts';

/** Returns `null` if staff have it, or its words are gone. */
export function sayNotWithStaff(filed: FiledContribution): string | null {
  const { delivery, erased } = filed;
  if (erased || isWithStaff(filed)) return null;
  if (!delivery) return 'has no record of an email to staff';
  if (delivery.bounce !== null)
    return `came back: the mail server could not deliver it ${sayCode(delivery.bounce)}`;
  if (delivery.state !== 'held') return 'has not been emailed to staff yet';
  return sayWhyHeld(delivery.reply);
}

/** @param reply what the store has as the reason */
export function sayWhyHeld(reply: string | null): string {
  return reply !== null && notWritten.test(reply)
    ? 'is held, because the site cannot write it'
    : `is held, because the mail server rejects it ${sayCode(reply ?? '')}`;
}

/** The reasons that the store and the outbox give for an email that cannot be written. */
const notWritten = /^(its contribution cannot be read|it cannot be written)/;
