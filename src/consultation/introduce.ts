/** Completes the words of questions that follow another, need an answer, or are for equality monitoring. */
import { catalogueOf } from '../languages/catalogues.ts';
import { html } from '../text/html.ts';
import type { Section } from './consultation.ts';
import { nameOption, optionOf, type Question } from '../questions/question.ts';

/**
 * A question that follows an option begins with "If you chose …", and one that is needed ends with "(needed)". So
 * all places have the same words: the page, the form on paper, emails, exports and the report.
 */
export function introduce<S extends Pick<Section, 'questions'>>(
  sections: readonly S[],
  language: string,
): S[] {
  const note = html`<p>${catalogueOf({ language }).questions.introduced.onlyTotals}</p>`.html;
  const all = sections.flatMap(({ questions }) => questions);
  return sections.map((section) => ({
    ...section,
    questions: section.questions.map((question) => ({
      ...question,
      ask: askInFull(question, all, language),
      ...(question.monitoring ? { hint: `${question.hint ?? ''}${note}` } : {}),
    })),
  }));
}

function askInFull(
  { ask, follows, needed }: Question,
  all: readonly Question[],
  language: string,
): string {
  const { ifYouChose, isNeeded } = catalogueOf({ language }).questions.introduced;
  const followed = all.find(({ id }) => id === follows?.question);
  const option = followed && follows ? optionOf({ ...followed, language }, follows.option) : null;
  const whole = option ? ifYouChose(nameOption(option), ask) : ask;
  return needed ? isNeeded(whole) : whole;
}
