/**
 * Bookmarks of a form that a word processor opens. They say where a question and its answer begin, also
 * when somebody has changed the words around them. Word takes 40 letters, digits and underscores, so they
 * have the number of the question in the form's version instead of its id.
 */

export const questionBookmark = (number: number): string => `question_${number}`;
export const answerBookmark = (number: number): string => `answer_${number}`;

/** Where a bookmark of ours stands in a text, in UTF-16 code units. */
export interface FoundBookmark {
  of: 'question' | 'answer';
  /** Of the question, from 1. */
  number: number;
  at: number;
}

/** Returns what a bookmark is of. `null`: it is not one of ours. */
export function readBookmark(name: string): Pick<FoundBookmark, 'of' | 'number'> | null {
  const [, of, number] = /^(question|answer)_(\d{1,4})$/.exec(name) ?? [];
  return of === 'question' || of === 'answer' ? { of, number: Number(number) } : null;
}
