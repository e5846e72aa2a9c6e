/** The states of a preview: pages as people will get them, with a banner that leads to every state. */
import { previewPath } from '../../src/server/settings/preview-link.ts';
import { makeLinkKey } from '../../src/server/store/sqlite/link-key.ts';
import { slug, type TestSite } from '../site.ts';
import { get } from './reach.ts';
import type { PageState } from './states.ts';

/** A week after the site of these states has started. */
const until = Date.parse('2026-10-08T12:00:00Z');

const preview = (rest: string) => (site: TestSite) =>
  get(`${previewPath(makeLinkKey(site.dataDir), slug, until)}${rest}`)(site);

const banner = ['This is a preview', 'Preview: before it opens', 'Preview: after it has closed'];

export const previewPages: Omit<PageState, 'kind'>[] = [
  {
    name: 'preview',
    says: 'opens a preview, with the list of every state and the form',
    on: 'not yet open',
    status: 200,
    reach: preview(''),
    has: ['Strategy consultation', ...banner, 'Check your answers'],
  },
  {
    name: 'preview-errors',
    says: 'looks at the form with errors in a preview',
    on: 'not yet open',
    status: 200,
    reach: preview('errors'),
    has: ['Rehearsal: Strategy consultation', ...banner, 'There is a problem'],
  },
  {
    name: 'preview-receipt',
    says: 'looks at the example of a receipt in a preview',
    on: 'not yet open',
    status: 200,
    reach: preview('receipt'),
    has: ['Thank you. We have received your answers', ...banner, 'This receipt is an example'],
  },
];
