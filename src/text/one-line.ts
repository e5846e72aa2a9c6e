import { isBlank, withoutInvisible } from './blank.ts';

/** A box of one line holds no line breaks; a program that sends some gets spaces. Blank is `null`. */
export function onOneLine(typed: string): string | null {
  return isBlank(typed) ? null : typed.replace(/\s+/g, ' ').trim();
}

const none =
  /^(?:n[/\\.]? ?a\.?|not (?:applicable|relevant)|none|nil|null|nothing|no answer|[-–—_/.]+)[.!]?$/;

/** Whether a box holds only what people write where they have nothing to write: "N/A", "none", "nil", "-". */
export function saysNone(typed: string): boolean {
  return none.test(withoutInvisible(typed).replace(/\s+/g, ' ').trim().toLowerCase());
}
