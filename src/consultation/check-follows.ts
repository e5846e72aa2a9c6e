/** Finds questions that follow an option which people cannot have chosen before them. */
import { kindOf } from '../questions/kinds.ts';
import { choicesOf, type Question } from '../questions/question.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import type { ReadSection } from './check-names.ts';
import type { Fault } from './fault.ts';

/**
 * @param sections in the order of the document
 * @param areAllRead whether every question could be read. One that has a mistake is missing from `sections`.
 */
export function checkFollows(sections: readonly ReadSection[], areAllRead: boolean): Fault[] {
  const placed = sections.flatMap(({ file, questions }) =>
    questions.map((question) => ({ file, question })),
  );
  const all = placed.map(({ question }) => question);
  return placed.flatMap(({ file, question }, index): Fault[] => {
    const wrong = findWrong(question, all, all.slice(0, index));
    const isMissing = all.every(({ id }) => id !== question.follows?.question);
    if (!wrong || (isMissing && !areAllRead)) return [];
    const path = ['questions', question.id, 'follows', wrong.key];
    return [{ file, path, message: wrong.message }];
  });
}

function findWrong(
  { follows }: Question,
  all: readonly Question[],
  before: readonly Question[],
): { key: 'question' | 'option'; message: string } | null {
  if (!follows) return null;
  const followed = before.find(({ id }) => id === follows.question);
  if (!followed) {
    const isLater = all.some(({ id }) => id === follows.question);
    const ids = before.filter((question) => kindOf(question).chosen).map(({ id }) => id);
    const known =
      ids.length === 0
        ? 'No question before this one has options to choose.'
        : `Questions before this one with options to choose: ${ids.join(', ')}.`;
    const message = isLater
      ? `The question "${follows.question}" does not come before this one. Put it first.`
      : `There is no question "${follows.question}".${didYouMean(follows.question, ids)} ${known}`;
    return { key: 'question', message };
  }
  const kind = kindOf(followed);
  if (!kind.chosen) {
    const message = `The question "${followed.id}" is a ${kind.name}, in which nothing is chosen. Only a question with options to choose can be followed.`;
    return { key: 'question', message };
  }
  const ids = choicesOf(followed).map(({ id }) => id);
  if (ids.includes(follows.option)) return null;
  const message = `The question "${followed.id}" has no option "${follows.option}".${didYouMean(follows.option, ids)} It has: ${ids.join(', ')}.`;
  return { key: 'option', message };
}
