/** What a person typed, as plain text to copy, where it cannot be taken as it is. */
import { kindOf } from '../questions/index.ts';
import type { Question, Typed } from '../questions/question.ts';
import { blocksToLines } from '../questions/shown.ts';
import type { Consultation } from './consultation.ts';
import { questionsOf } from './consultation.ts';

/** Each question that has something in it, followed by its answer in words. `null`: nothing was typed. */
export function typedToText(consultation: Consultation, typed: Typed): string | null {
  const parts = questionsOf(consultation).flatMap((question) => {
    const lines = linesOf(question, typed);
    return lines.length === 0 ? [] : [`${question.ask}\n\n${lines.join('\n')}`];
  });
  return parts.length === 0 ? null : parts.join('\n\n\n');
}

/** As the question's kind says it; what even that cannot understand stays as it was typed. */
function linesOf(question: Question, typed: Typed): string[] {
  const kind = kindOf(question);
  const { answer } = kind.parse(question, { typed, isInsistedOn: () => true });
  if (answer !== null) return blocksToLines(kind.show(question, answer));
  return kind.fields(question).flatMap((field) => typed[field] || []);
}
