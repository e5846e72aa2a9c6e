/**
 * Bookmarks of a form for word processors. They mark where a question and its answer begin, even if somebody has
 * changed the words around them. Word allows 40 letters, digits and underscores, so a bookmark has the number of
 * the question in the form's version instead of its id.
 */

export const questionBookmark = (number: number): string => `question_${number}`;
export const answerBookmark = (number: number): string => `answer_${number}`;

/** The place of one of our bookmarks in a text, in UTF-16 code units. */
export interface FoundBookmark {
  of: 'question' | 'answer';
  /** The number of the question, from 1. */
  number: number;
  at: number;
}

/** Returns what a bookmark marks, or `null` if it is not one of ours. */
export function readBookmark(name: string): Pick<FoundBookmark, 'of' | 'number'> | null {
  const [, of, number] = /^(question|answer)_(\d{1,4})$/.exec(name) ?? [];
  return of === 'question' || of === 'answer' ? { of, number: Number(number) } : null;
}
