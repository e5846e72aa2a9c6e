/** Completes the words of questions that follow another, need an answer, or are for equality monitoring. */
import type { Section } from './consultation.ts';
import { nameOption, optionOf, type Question } from '../questions/question.ts';

/**
 * A question that follows an option begins with "If you chose …", and one that is needed ends with "(needed)". So
 * all places have the same words: the page, the form on paper, emails, exports and the report.
 */
export function introduce<S extends Pick<Section, 'questions'>>(sections: readonly S[]): S[] {
  const all = sections.flatMap(({ questions }) => questions);
  return sections.map((section) => ({
    ...section,
    questions: section.questions.map((question) => ({
      ...question,
      ask: askInFull(question, all),
      ...(question.monitoring ? { hint: `${question.hint ?? ''}${monitoringHint}` } : {}),
    })),
  }));
}

const monitoringHint =
  '<p>Your answer to this question is kept apart from your other answers. Only totals are reported.</p>';

function askInFull({ ask, follows, needed }: Question, all: readonly Question[]): string {
  const followed = all.find(({ id }) => id === follows?.question);
  const option = followed && follows ? optionOf(followed, follows.option) : null;
  const start = option ? `If you chose “${nameOption(option)}”: ` : '';
  return `${start}${ask}${needed ? ' (needed)' : ''}`;
}
