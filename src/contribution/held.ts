/** Says why an email has not reached staff, without the text of a mail server's reply, which can quote a person. */
import { codeOf } from '../text/reply-code.ts';
import { isWithStaff, type FiledContribution } from './filed.ts';

/** Returns `null` if staff have it, or its words are gone. */
export function sayNotWithStaff(filed: FiledContribution): string | null {
  const { delivery, erased } = filed;
  if (erased || isWithStaff(filed)) return null;
  if (!delivery) return 'has no record of an email to staff';
  if (delivery.bounce !== null)
    return `came back: the mail server could not deliver it (${codeOf(delivery.bounce)})`;
  if (delivery.state !== 'held') return 'has not been emailed to staff yet';
  return `is held, because the mail server rejects it (${codeOf(delivery.reply ?? '')})`;
}
