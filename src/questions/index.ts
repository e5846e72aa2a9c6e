/** The list of kinds. A new kind is one line here, and one in components/Question.astro. */
import { choice } from './choice/choice.ts';
import { comment } from './comment/comment.ts';
import { contact } from './contact/contact.ts';
import type { Kind, Question } from './question.ts';
import { ranking } from './ranking/ranking.ts';

/** A kind, seen from outside: it takes only questions and answers that its own schemas made. */
export type AnyKind = Kind<Question, unknown>;

// The cast gives up what TypeScript cannot know: that a question goes to the kind it names.
export const kinds = [choice, comment, ranking, contact] as unknown as readonly AnyKind[];

/** The kind of a question. Throws when there is none of that name. */
export function kindOf(question: { kind: string }): AnyKind {
  const kind = kinds.find(({ name }) => name === question.kind);
  if (!kind) {
    const names = kinds.map(({ name }) => name).join(', ');
    throw new Error(`there is no kind of question named "${question.kind}"; there are: ${names}`);
  }
  return kind;
}
