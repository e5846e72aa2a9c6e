/** Says why an email has not reached staff, without the text of a mail server's reply, which can quote a person. */
import { staffWords } from '../languages/staff.ts';
import { sayCode } from '../text/reply-code.ts';
import { isWithStaff, type FiledContribution } from './filed.ts';

const words = staffWords.contributions.notWithStaff;

/** Returns `null` if staff have the email, or the words of the contribution are gone. */
export function sayNotWithStaff(filed: FiledContribution): string | null {
  const { delivery, erased } = filed;
  if (erased || isWithStaff(filed)) return null;
  if (!delivery) return words.noRecord;
  if (delivery.bounce !== null) return words.cameBack(sayCode(delivery.bounce));
  if (delivery.state !== 'held') return words.notYet;
  return sayWhyHeld(delivery.reply);
}

/** @param reply the reason that the store has */
export function sayWhyHeld(reply: string | null): string {
  return reply !== null && notWritten.test(reply)
    ? words.unwritable
    : words.rejected(sayCode(reply ?? ''));
}

/** The reasons that the store and the outbox give for an email that cannot be written. */
const notWritten = /^(its contribution cannot be read|it cannot be written)/;
