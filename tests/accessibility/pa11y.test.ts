/** Both engines of pa11y find barriers, and say when there is nothing to look at. `checks.test.ts` runs them on the states. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serveGallery } from './gallery.ts';
import { configurations, runPa11y } from './pa11y.ts';
import type { PageState } from './states.ts';

const runners = Object.keys(configurations) as (keyof typeof configurations)[];

const broken: PageState = {
  kind: 'page',
  name: 'broken',
  says: 'opens a page with barriers',
  on: 'open',
  status: 200,
  reach: () => Promise.reject(new Error('it is served as it is')),
  has: ['Broken'],
};

test('a page with barriers fails, and so does a list without pages', async () => {
  const html =
    '<!doctype html><html><head><title>Broken</title></head><body><div><h1>Broken</h1>' +
    '<p style="color:#666;background:#fff">Pale</p><input name="nameless"></div></body></html>';
  const gallery = await serveGallery([{ state: broken, html, policy: null, cookies: 0 }]);
  const rules = {
    axe: ['html-has-lang', 'color-contrast-enhanced', 'label', 'landmark-one-main'],
    htmlcs: ['H57.2', 'G17.Fail', 'F68'],
  };
  for (const runner of runners) {
    const found = (await runPa11y(runner, gallery)).map(({ rule }) => rule).join(' ');
    for (const rule of rules[runner]) assert.ok(found.includes(rule), `${rule} is not in ${found}`);
    await assert.rejects(runPa11y(runner, { ...gallery, seen: [] }), /no page/);
    await assert.rejects(
      runPa11y(runner, { ...gallery, addressOf: () => `${gallery.addressOf('gone')}` }),
      /answers 404/,
    );
  }
});
