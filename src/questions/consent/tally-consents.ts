/**
 * Counts what people allow. People who did not say have a separate row, because nothing that they wrote is published.
 */
import { staffWords } from '../../languages/staff.ts';
import type { Tally } from '../question.ts';
import {
  consentOptions,
  consents,
  type ConsentAnswer,
  type ConsentQuestion,
} from './consent-question.ts';

const { noContributions, consent: words } = staffWords.figures;

export function startConsentTally(
  versions: readonly ConsentQuestion[],
): Tally<ConsentQuestion, ConsentAnswer> {
  const newest = versions.at(-1);
  const counts = { 'with-name': 0, 'without-name': 0, no: 0 };
  return {
    add: (_question, answer) => void (counts[answer.consent] += 1),

    summarise({ asked, answered }) {
      const options = newest ? consentOptions(newest) : [];
      const rows = [
        ...consents.map((id, at) => ({ label: options[at]?.label ?? id, count: counts[id] })),
        { label: words.silent, count: asked - answered },
      ];
      const people = {
        asked,
        withName: counts['with-name'],
        withoutName: counts['without-name'],
        silent: asked - answered,
      };
      return {
        sentences: [asked === 0 ? noContributions : words.mayPublish(people)],
        tables: [
          {
            caption: words.caption,
            rowHead: words.answer,
            columns: [
              { head: words.people, as: 'count' },
              { head: words.shareOfAll, as: 'share' },
            ],
            none: words.nobody,
            rows: rows.map(({ label, count }) => ({
              label,
              figures: [count, asked === 0 ? null : count / asked],
            })),
            bars: { column: 0, full: asked },
          },
        ],
      };
    },
  };
}
