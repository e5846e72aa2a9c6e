/** What a person typed, as plain text to copy, where it cannot be taken as it is. */
import { kindOf } from '../questions/kinds.ts';
import { valuesIn, type Question, type Typed } from '../questions/question.ts';
import { blocksToLines } from '../text/shown.ts';
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import { isTooLong } from './typed.ts';

/** Each question that has something in it, followed by its answer in words. `null`: nothing was typed. */
export function typedToText(consultation: Consultation, typed: Typed): string | null {
  const parts = questionsOf(consultation).flatMap(
    (question) => questionToText(question, typed) ?? [],
  );
  return parts.length === 0 ? null : parts.join('\n\n\n');
}

/** A question, followed by its answer in words. `null`: nothing was typed. */
export function questionToText(question: Question, typed: Typed): string | null {
  const lines = typedLines(question, typed);
  return lines.length === 0 ? null : `${question.ask}\n\n${lines.join('\n')}`;
}

/** As the question's kind says it; what even that cannot understand stays as it was typed. */
export function typedLines(question: Question, typed: Typed): string[] {
  const kind = kindOf(question);
  const fields = kind.fields(question);
  const asTyped = fields.flatMap(({ name }) => valuesIn(typed, name));
  if (fields.some((field) => isTooLong(field, typed))) return asTyped;
  const { answer } = kind.parse(question, { typed, isInsistedOn: () => true });
  if (answer !== null) return blocksToLines(kind.show(question, answer));
  return asTyped;
}
