/** How much one form can hold, and how much a consultation asks for. */
import { kindOf } from '../questions/kinds.ts';
import { choicesOf, type Question } from '../questions/question.ts';
import { reservedFields } from './form-fields.ts';

/** What the questions of one consultation can send: a radio group is one, a box to tick is one. */
export const mostBoxes = 500;

/**
 * What is read of a form: it also has a mark for each box and each question that was wrong. To parse 260,000
 * fields would take 0.7 s.
 */
export const mostFields = 3 * mostBoxes + reservedFields.length;

/** All that is typed into one form, in UTF-16 code units: staff get it in one email. */
export const longestForm = 250_000;

/** In bytes: six full comments in any script, percent-encoded, fit. */
export const largestBody = 2 * 1024 * 1024;

/** A connection with TLS 1.3 and HTTP/2 carries so many bytes of a page in its first round trip. */
export const firstRoundTrip = 10_000;

/** A limit is close from this share of it on. */
export const close = 0.8;

interface FormSize {
  boxes: number;
  /** If every box were filled, in characters. */
  characters: number;
  /** The same as a browser sends it, in a script that needs as many bytes as any. */
  bytes: number;
}

/** UTF-8 needs three bytes for a code unit at most, and a form three characters for a byte. */
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
