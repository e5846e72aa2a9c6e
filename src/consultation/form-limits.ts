/** How much one form can hold, and how much a consultation asks for. */
import { kindOf } from '../questions/kinds.ts';
import { choicesOf, type Question } from '../questions/question.ts';
import { reservedFields } from './form-fields.ts';

/**
 * How many boxes the questions of one consultation may have. A group of radios counts as one, and so does each
 * checkbox.
 */
export const mostBoxes = 500;

/**
 * How many fields of a form are read. Besides its boxes, a form can have a seen mark for each box and question that had
 * an error. Parsing 260,000 fields would take 0.7 s.
 */
export const mostFields = 3 * mostBoxes + reservedFields.length;

/** How much may be typed into one form, in UTF-16 code units, because staff get it in one email. */
export const longestForm = 250_000;

/** In bytes. Six full comments in any script fit, percent-encoded. */
export const largestBody = 2 * 1024 * 1024;

/** How many bytes of a page a connection with TLS 1.3 and HTTP/2 carries in its first round trip. */
export const firstRoundTrip = 10_000;

/** The share of a limit from which it counts as close. */
export const close = 0.8;

interface FormSize {
  boxes: number;
  /** The characters of a form with every box full. */
  characters: number;
  /** The bytes that a browser would send for it, in a script that needs the most bytes. */
  bytes: number;
}

/** UTF-8 needs at most three bytes for a code unit, and percent-encoding three characters for a byte. */
const bytesEach = 9;

export function formSize(questions: readonly Question[]): FormSize {
  const size: FormSize = { boxes: 0, characters: 0, bytes: 0 };
  for (const question of questions) {
    for (const { name, takes, most, told = most } of kindOf(question).fields(question)) {
      const values = takes === 'several' ? Math.max(1, choicesOf(question).length) : 1;
      size.boxes += values;
      size.characters += values * told;
      size.bytes += values * (name.length + '=&'.length + told * bytesEach);
    }
  }
  return size;
}
