import { isBlank, withoutInvisible } from './blank.ts';

/**
 * Returns what was typed into a box of one line, with spaces instead of any line breaks that a program sent, or
 * `null` if it is blank.
 */
export function onOneLine(typed: string): string | null {
  return isBlank(typed) ? null : typed.replace(/\s+/g, ' ').trim();
}

const none =
  /^(?:n[/\\.]? ?a\.?|not (?:applicable|relevant)|none|nil|null|nothing|no answer|[-–—_/.]+)[.!]?$/;

/** Whether a box holds only what people write where they have nothing to write: "N/A", "none", "nil", "-". */
export function saysNone(typed: string): boolean {
  return none.test(withoutInvisible(typed).replace(/\s+/g, ' ').trim().toLowerCase());
}
