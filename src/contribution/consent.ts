/** Finds what a person allows us to publish. If they did not answer, or were not asked, they allow nothing. */
import { staffWords } from '../languages/staff.ts';
import { kindOf } from '../questions/kinds.ts';
import type { Consent, PersonalDetail, Question } from '../questions/question.ts';
import type { Contribution } from './contribution.ts';

const words = staffWords.contributions.consent;

export const consentNotes: Record<Consent, string> = {
  'with-name': words.withName,
  'without-name': words.withoutName,
  no: words.no,
};

/** Whether any of these questions asks for consent. */
export function asksConsent(questions: readonly Pick<Question, 'kind'>[]): boolean {
  return questions.some((question) => kindOf(question).consentOf);
}

export function consentIn({ answers }: Pick<Contribution, 'answers'>): Consent {
  for (const { question, answer } of answers) {
    const { consentOf } = kindOf(question);
    if (consentOf) return answer === null ? 'no' : consentOf(answer);
  }
  return 'no';
}

/** Returns everything that says who the person is, or where to find them. */
export function personalIn({ answers }: Pick<Contribution, 'answers'>): PersonalDetail[] {
  return answers.flatMap(({ question, answer }) =>
    answer === null ? [] : (kindOf(question).personalIn?.(question, answer) ?? []),
  );
}

/** Returns the first of the names that the person gave. */
export function nameIn(contribution: Pick<Contribution, 'answers'>): string | null {
  return personalIn(contribution).find(({ is }) => is === 'name')?.text ?? null;
}
