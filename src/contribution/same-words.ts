/** Finds contributions with the same words, such as those of a campaign. */
import { kindOf } from '../questions/kinds.ts';
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import type { Answers } from '../consultation/answers.ts';

/** Many people write "Yes, I agree", but few write the same forty characters. */
const fewestCharacters = 40;

/** Matches white space, except a single space, which most of it is. */
const manySpaces = /\s{2,}|[^\S ]/g;

/**
 * Returns a key that is the same for contributions with the same words: everything that the person wrote, with a
 * single space for each run of white space. Names, addresses, choices and rankings are not part of it, so that
 * names do not hide a campaign.
 *
 * @returns `null` for fewer than 40 characters
 */
export function sameWordsKey(consultation: Consultation, answers: Answers): string | null {
  const answerOf = new Map(answers.map(({ question, answer }) => [question, answer]));
  const words = questionsOf(consultation).flatMap((question) => {
    const answer = answerOf.get(question.id) ?? null;
    if (answer === null) return [];
    const own = kindOf(question).wordsOf?.(answer).replace(manySpaces, ' ').trim() ?? '';
    return own === '' ? [] : own;
  });
  const key = words.join('\n');
  return key.length < fewestCharacters ? null : key;
}
