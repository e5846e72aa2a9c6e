/** Every state passes both engines of pa11y, at their strictest settings. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutExceptions } from './exceptions.ts';
import { sayFinding } from './finding.ts';
import { openGallery, serveGallery } from './gallery.ts';
import { configurations, runPa11y } from './pa11y.ts';
import type { PageState } from './states.ts';

const runners = Object.keys(configurations) as (keyof typeof configurations)[];

test('every state passes pa11y', { concurrency: 2, timeout: 1_800_000 }, async (t) => {
  const gallery = await openGallery(t);
  await Promise.all(
    runners.map((runner) =>
      t.test(`with ${runner}`, async () => {
        const findings = withoutExceptions(`pa11y-${runner}`, await runPa11y(runner, gallery));
        assert.deepEqual(findings.map(sayFinding), []);
      }),
    ),
  );
});

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
