/** How many allow what. People who did not say are not published, so they have a row of their own. */
import { staffFormats } from '../../languages/staff.ts';
import { sayCount } from '../figures.ts';
import type { Tally } from '../question.ts';
import {
  consentOptions,
  consents,
  type ConsentAnswer,
  type ConsentQuestion,
} from './consent-question.ts';

const notSaid = 'Did not say, so not published';

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
        { label: notSaid, count: asked - answered },
      ];
      const published = counts['with-name'] + counts['without-name'];
      return {
        sentences: [
          asked === 0
            ? 'No contributions yet.'
            : `We may publish what ${staffFormats.number(published)} of ${sayCount(asked, 'person', 'people')} wrote: ${staffFormats.number(counts['with-name'])} with the name, ${staffFormats.number(counts['without-name'])} without. ${staffFormats.number(asked - answered)} did not say, so we do not publish what they wrote.`,
        ],
        tables: [
          {
            caption: 'What people allow us to publish',
            rowHead: 'Answer',
            columns: [
              { head: 'People', as: 'count' },
              { head: 'Share of all people', as: 'share' },
            ],
            none: 'nobody was asked',
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
