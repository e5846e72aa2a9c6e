import { isBlank } from './blank.ts';

/**
 * Returns what was typed into a box of one line, with spaces instead of any line breaks that a program sent, or
 * `null` if it is blank.
 */
export function onOneLine(typed: string): string | null {
  return isBlank(typed) ? null : typed.replace(/\s+/g, ' ').trim();
}
