/** Every barrier is seen by at least one check, and the page without barriers by none. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../browser.ts';
import { barriers, goodPage, withBarrier } from './barriers.ts';
import { checks } from './checks/index.ts';
import { serveGallery, type Seen } from './gallery.ts';
import { runPa11y } from './pa11y.ts';
import { runChecks } from './run-checks.ts';
import type { PageState } from './states.ts';

const document = fileURLToPath(new URL('../../docs/accessibility-barriers.md', import.meta.url));

function toSeen(name: string, html: string): Seen {
  const state: PageState = {
    kind: 'page',
    name,
    says: name,
    on: 'open',
    status: 200,
    reach: () => Promise.reject(new Error('it is served as it is')),
    has: ['Have your say'],
  };
  return { state, html, policy: null, cookies: 0 };
}

test('every barrier is seen, and the good page is not complained of', async (t) => {
  const good = toSeen('broken-by-nothing', goodPage);
  const broken = barriers.map((barrier) => toSeen(`broken-${barrier.name}`, withBarrier(barrier)));
  const gallery = await serveGallery(t, [good, ...broken]);
  const browser = await startBrowser(t);
  const [axe, htmlcs, { findings, took }] = await Promise.all([
    runPa11y('axe', gallery),
    runPa11y('htmlcs', gallery),
    runChecks(browser, gallery, checks),
  ]);
  t.diagnostic([...took].map(([name, time]) => `${name} ${Math.round(time)} ms`).join(', '));
  const all = [...axe, ...htmlcs, ...findings];
  const seers = (name: string) => [
    ...new Set(all.filter(({ state }) => state === name).map(({ engine }) => engine)),
  ];
  await t.test('the page without barriers is green', () => {
    const complaints = all.filter(({ state }) => state === 'broken-by-nothing');
    assert.deepEqual(
      complaints.map(({ engine, rule, message, where }) => [engine, rule, message, where]),
      [],
    );
  });
  await t.test(`each of ${barriers.length} barriers is seen`, () => {
    assert.ok(barriers.length >= 40);
    const unseen = barriers.filter(({ name }) => seers(`broken-${name}`).length === 0);
    assert.deepEqual(
      unseen.map(({ name }) => name),
      [],
    );
  });
  await t.test('docs/accessibility-barriers.md tells which check sees which', async () => {
    const rows = barriers.map(({ name, says, criterion }) => {
      const by = seers(`broken-${name}`);
      return `| ${name} | ${says} | ${criterion} | ${by.length} | ${by.join(', ')} |`;
    });
    const names = ['pa11y-axe', 'pa11y-htmlcs', ...checks.map(({ name }) => name)];
    const counts = names.map((name) => {
      const count = barriers.filter((barrier) =>
        seers(`broken-${barrier.name}`).includes(name),
      ).length;
      return `| ${name} | ${count} |`;
    });
    const text = toDocument(rows, counts);
    if (process.env['KEEP']) await writeFile(document, text);
    assert.equal(
      await readFile(document, 'utf8'),
      text,
      'if this is meant: npm run accessibility:keep',
    );
  });
});

function toDocument(rows: string[], counts: string[]): string {
  return `# Barriers, and which check sees which

Made by \`npm run accessibility:keep\` from tests/accessibility/barriers.ts, and compared at every test. Each
barrier is one change to a page that no check complains of.

| barrier | what a person meets | WCAG 2.2 | seen by | checks |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

## How many each check sees

| check | barriers of ${rows.length} |
| --- | --- |
${counts.join('\n')}
`;
}
