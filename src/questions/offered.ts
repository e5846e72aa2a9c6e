/**
 * Counts how many people could choose each option: an editor may add or delete one while people answer. An option of a
 * version that nobody answered was offered to nobody.
 */
import type { Question } from './question.ts';

interface Offer {
  id: string;
  /** How a sentence names it. */
  label: string;
}

/**
 * @param versions the newest last
 * @param choicesIn returns all that a person could choose in a question
 */
export function startOffered<Q extends Question>(
  versions: readonly Q[],
  choicesIn: (question: Q) => readonly { id: string }[],
) {
  // Most people answer the same version, and finding its choices takes longer than counting them.
  const known = new WeakMap<Q, string[]>();
  const idsIn = (question: Q): string[] => {
    const ids = known.get(question) ?? choicesIn(question).map(({ id }) => id);
    known.set(question, ids);
    return ids;
  };
  const newest = new Set(versions.slice(-1).flatMap(idsIn));
  const counts = new Map<string, number>();
  let everybody = 0;
  const to = (id: string): number => counts.get(id) ?? 0;

  return {
    /** @param question as this person was asked it */
    add(question: Q): void {
      everybody += 1;
      for (const id of idsIn(question)) counts.set(id, to(id) + 1);
    },
    to,
    /** Returns a sentence for each option that only some could choose. */
    say(
      options: readonly Offer[],
      sayOne: (label: string, could: number, everybody: number) => string,
    ): string[] {
      return options
        .filter(({ id }) => to(id) < everybody && (to(id) > 0 || newest.has(id)))
        .map(({ id, label }) => sayOne(label, to(id), everybody));
    },
  };
}
