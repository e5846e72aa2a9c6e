/** Every check by its name, including pa11y's two configurations, as the report lists them. */
import type { Check } from './checks/check.ts';
import { checks } from './checks/index.ts';

type Described = Pick<Check, 'name' | 'says' | 'criteria'>;

/** Checks that are separate tests. */
const others: Described[] = [
  {
    name: 'pa11y-axe',
    says: 'pa11y 9 with axe 4.11: its rules for A and AA, best practice, and those for AAA and 2.2 by name; warnings count',
    criteria: [
      '1.1.1',
      '1.3.1',
      '1.3.4',
      '1.4.3',
      '1.4.6',
      '1.4.12',
      '2.4.1',
      '2.4.2',
      '2.5.3',
      '2.5.8',
      '3.1.1',
      '4.1.2',
    ],
  },
  {
    name: 'pa11y-htmlcs',
    says: 'pa11y 9 with HTML_CodeSniffer at WCAG2AAA',
    criteria: ['1.1.1', '1.3.1', '1.4.3', '1.4.6', '2.4.1', '2.4.2', '3.1.1', '3.3.2', '4.1.2'],
  },
];

/** What a journey or a snapshot tests, and not a look at one page. */
export const journeys: Described[] = [
  {
    name: 'spoken',
    says: 'what a screen reader is given to say of each state is kept, and compared at every run',
    criteria: ['1.3.1', '1.3.2', '2.4.6', '3.3.1', '3.3.3', '4.1.2'],
  },
  {
    name: 'lynx and w3m',
    says: 'the whole journey in two text browsers, and what they show of each state',
    criteria: ['1.3.1', '1.3.2', '1.4.1', '2.1.1', '3.3.1'],
  },
  {
    name: 'journeys',
    says: 'the whole journey in Chromium by keyboard with JavaScript off: errors, check, change, send, receipt',
    criteria: ['2.1.1', '2.1.3', '3.3.1', '3.3.3', '3.3.4', '3.3.6', '3.3.7', '2.2.6'],
  },
  {
    name: 'place',
    says: 'every page says where it is among the others',
    criteria: ['2.4.8'],
  },
  {
    name: 'words',
    says: 'every word that is not among the 3,000 easiest is explained, or was judged by a person to be plain; the level of reading is measured',
    criteria: ['3.1.3', '3.1.4', '3.1.5'],
  },
  {
    name: 'help',
    says: 'the header, with the address for help, is the same on every page; no page sets a cookie',
    criteria: ['3.2.3', '3.2.6', '3.3.5', '2.2.3', '3.3.9'],
  },
];

export const describedChecks: Described[] = [...others, ...checks];
