/** What a person typed, as plain text to copy, where it cannot be taken as it is. */
import { kindOf } from '../questions/index.ts';
import type { Typed } from '../questions/question.ts';
import type { Consultation } from './consultation.ts';
import { questionsOf } from './consultation.ts';

/** Each question that has something in it, followed by what was typed. `null`: nothing was. */
export function typedToText(consultation: Consultation, typed: Typed): string | null {
  const parts = questionsOf(consultation).flatMap((question) => {
    const fields = kindOf(question).fields(question);
    const lines = fields
      .filter((field) => typed[field])
      .map((field) => (fields.length === 1 ? typed[field] : `${field}: ${typed[field]}`));
    return lines.length === 0 ? [] : [`${question.ask}\n\n${lines.join('\n')}`];
  });
  return parts.length === 0 ? null : parts.join('\n\n\n');
}
