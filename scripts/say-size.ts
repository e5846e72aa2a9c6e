/** Says after a build how large a consultation is, compared with the limits of a form and its page. */
import { addressOf } from '../src/consultation/addresses.ts';
import { staffFormats } from '../src/languages/staff.ts';
import { questionsOf, type Consultation } from '../src/consultation/consultation.ts';
import {
  close,
  firstRoundTrip,
  formSize,
  largestBody,
  longestForm,
  mostBoxes,
} from '../src/consultation/form-limits.ts';

/** @param page the size of the page with the form as it is sent, in bytes */
export function saySize(
  consultation: Consultation,
  page: number,
): { said: string; warning: string | null } {
  const slug = addressOf(consultation).slice(1, -1);
  const { boxes, characters, bytes } = formSize(questionsOf(consultation));
  const said = `${slug}: ${of(boxes, mostBoxes)} boxes; a page of ${of(page, firstRoundTrip)} bytes; a full form of ${of(characters, longestForm)} characters, ${of(bytes, largestBody)} bytes.`;
  if (page <= firstRoundTrip * close) return { said, warning: null };
  const where =
    page > firstRoundTrip
      ? 'which is more than comes in the first round trip of a connection'
      : 'which is close to what comes in the first round trip of a connection';
  return {
    said,
    warning: `Warning: ${slug}/: the page with the form has ${number(page)} bytes, ${where} (${number(firstRoundTrip)}). On slow lines people wait longer for it. Shorten the text, or split the consultation into two.`,
  };
}

function of(size: number, most: number): string {
  return `${number(size)} of ${number(most)}`;
}

function number(value: number): string {
  return staffFormats.number(value);
}
