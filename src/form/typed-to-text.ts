/** Turns what a person typed into plain text to copy, if it cannot be accepted as it is. */
import { kindOf } from '../questions/kinds.ts';
import { valuesIn, type Question, type Typed } from '../questions/question.ts';
import { blocksToLines } from '../text/shown.ts';
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import { fieldsOfQuestion, isTooLong } from './typed.ts';

/** Returns each question with an answer, followed by the answer in words, or `null` if nothing was typed. */
export function typedToText(consultation: Consultation, typed: Typed): string | null {
  const parts = questionsOf(consultation).flatMap(
    (question) => questionToText(question, typed) ?? [],
  );
  return parts.length === 0 ? null : parts.join('\n\n\n');
}

/**
 * Returns everything that a person must not lose, or `null` if there is nothing: the answers in words, and words without
 * a place in the form.
 *
 * @param consultation the text of the form that the person had
 */
export function wordsToCopy(consultation: Consultation, typed: Typed, left: string): string | null {
  const words = [typedToText(consultation, typed), left].filter(Boolean);
  return words.length === 0 ? null : words.join('\n\n\n');
}

/** Returns a question, followed by its answer in words, or `null` if nothing was typed. */
export function questionToText(question: Question, typed: Typed): string | null {
  const lines = typedLines(question, typed);
  return lines.length === 0 ? null : `${question.ask}\n\n${lines.join('\n')}`;
}

/** Returns the answer in the words of the question's kind. What the kind cannot understand stays as it was typed. */
export function typedLines(question: Question, typed: Typed): string[] {
  const kind = kindOf(question);
  const fields = fieldsOfQuestion(question);
  const asTyped = fields.flatMap(({ name }) => valuesIn(typed, name));
  if (fields.some((field) => isTooLong(field, typed))) return asTyped;
  const { answer } = kind.parse(question, { typed, isInsistedOn: () => true });
  if (answer !== null) return blocksToLines(kind.show(question, answer));
  return asTyped;
}
