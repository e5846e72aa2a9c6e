/** The states of a document with pictures, a table, a quotation and a note. */
import { proseSlug, proseTitle } from '../prose-content.ts';
import { get } from './reach.ts';
import type { PageState } from './states.ts';

const has: PageState['has'] = [
  proseTitle,
  'A map of the park: the pond is in the middle, and grass is around it',
  /<img src="pond\.jpg"[^>]* width="1200" height="750" loading="lazy"/,
  '<td data-head="What it costs in a year">',
  'id="park--what-it-costs"',
  'That was a hundred years ago',
];

export const prosePages: Omit<PageState, 'kind'>[] = [
  {
    name: 'prose-form',
    says: 'opens a consultation with pictures, a table, a quotation and a note',
    on: 'every kind',
    status: 200,
    reach: get(`/${proseSlug}/`),
    has,
  },
  {
    name: 'prose-closed',
    says: 'opens it after it has closed',
    on: 'every kind, closed',
    status: 200,
    reach: get(`/${proseSlug}/`),
    has,
  },
];
