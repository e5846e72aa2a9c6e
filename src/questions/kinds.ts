/** The registry of kinds. A kind without one of its parts does not compile. */
import { checkboxes } from './checkboxes/checkboxes.ts';
import { choice } from './choice/choice.ts';
import { comment } from './comment/comment.ts';
import { consent } from './consent/consent.ts';
import { contact } from './contact/contact.ts';
import { grid } from './grid/grid.ts';
import { line } from './line/line.ts';
import { number } from './number/number.ts';
import { points } from './points/points.ts';
import { optionsOf, type Kind, type OptionLists, type Question } from './question.ts';
import { ranking } from './ranking/ranking.ts';

/** In the order in which the docs and a new consultation have them. */
export const kindNames = [
  'choice',
  'checkboxes',
  'comment',
  'line',
  'number',
  'ranking',
  'grid',
  'points',
  'contact',
  'consent',
] as const;
export type KindName = (typeof kindNames)[number];

const rules = {
  choice,
  checkboxes,
  comment,
  line,
  number,
  ranking,
  grid,
  points,
  contact,
  consent,
} satisfies {
  [Name in KindName]: { name: Name };
};

/** A kind as callers see it. It takes only questions and answers that its own schemas made. */
type AnyKind = Kind<Question, unknown>;

// The cast is needed because TypeScript cannot know that a question goes to the kind that it names.
export const kinds = kindNames.map((name) => rules[name]) as unknown as readonly (AnyKind & {
  name: KindName;
})[];

/** Returns the kind of a question. Throws if no kind has that name. */
export function kindOf(question: { kind: string }): (typeof kinds)[number] {
  const kind = kinds.find(({ name }) => name === question.kind);
  if (kind) return kind;
  throw new Error(
    `there is no kind of question named "${question.kind}"; there are: ${kindNames.join(', ')}`,
  );
}

/** Returns the lists of what people choose, rank or answer, in groups. In one group, no id occurs twice. */
export function listsOf(question: Question): OptionLists[] {
  return kindOf(question).lists?.(question) ?? [{ options: optionsOf(question) }];
}
