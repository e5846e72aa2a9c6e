/** Finds questions that somebody has reworded in a document, by our bookmarks. */
import type { Question } from '../questions/question.ts';
import type { FoundBookmark } from './bookmarks.ts';
import type { Head } from './form-heads.ts';

/** Adds the heads of questions that can be found only by bookmarks, in the order of the text. */
export function addBookmarked(
  heads: readonly Head[],
  questions: readonly Question[],
  bookmarks: readonly FoundBookmark[],
): Head[] {
  const found = new Set(heads.map(({ question }) => question));
  const added = questions.flatMap((question, index): Head[] => {
    if (found.has(question)) return [];
    const of = (what: FoundBookmark['of']) =>
      bookmarks.find((one) => one.of === what && one.number === index + 1)?.at;
    const [asked, answered] = [of('question'), of('answer')];
    const start = asked ?? answered;
    if (start === undefined) return [];
    const end = answered !== undefined && answered > start ? answered : start;
    const isInAnother = heads.some((head) => head.start < end && start < head.end);
    return isInAnother ? [] : [{ question, start, end, isBookmarked: true }];
  });
  return [...heads, ...added].sort((a, b) => a.start - b.start);
}
