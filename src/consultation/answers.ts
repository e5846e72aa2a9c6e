/** Answers by question, in the order of the document. `null`: not answered. */
export type Answers = { question: string; answer: unknown }[];

/**
 * Whether two lists of answers say the same. A question without an answer that only one list has makes no difference.
 */
export function areSame(some: Answers, others: Answers): boolean {
  return given(some) === given(others);
}

function given(answers: Answers): string {
  const pairs = answers
    .filter(({ answer }) => answer !== null)
    .map(({ question, answer }): [string, unknown] => [question, answer]);
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
