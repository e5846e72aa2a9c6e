/** Every state passes every check: other people's engines and our own rules. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startBrowser } from '../browser.ts';
import { checks } from './checks/index.ts';
import { withoutExceptions } from './exceptions.ts';
import { sayFinding } from './finding.ts';
import { openGallery } from './gallery.ts';
import { runChecks } from './run-checks.ts';

// On a busy machine this takes longer than any other test.
test('every state passes every check', { timeout: 1_800_000 }, async (t) => {
  const gallery = await openGallery(t);
  const { findings } = await runChecks(await startBrowser(t), gallery, checks);
  for (const { name, says } of checks) {
    await t.test(`${name}: ${says}`, () => {
      const ours = findings.filter(({ engine }) => engine === name);
      assert.deepEqual(withoutExceptions(name, ours).map(sayFinding), []);
    });
  }
});

test('help is in the same place on every page, and has an address', async (t) => {
  const { seen } = await openGallery(t);
  const places = seen
    .filter(({ state }) => state.kind === 'page')
    .map(({ html }) => /<header>[^]*?<\/header>/.exec(html)?.[0].replace(/\s+/g, ' '));
  // A consultation can name a telephone number beside the address.
  const byEmail = places.map((place) => place?.replace(/ or telephone .*?(?= <\/p>)/, ''));
  assert.equal(new Set(byEmail).size, 1, 'the header differs from page to page');
  assert.ok(places.some((place) => place?.includes(' or telephone <a href="tel:')));
  assert.match(places[0] ?? '', /Need help\? Email <a href="mailto:[^"]+@[^"]+">/);
});

test('every page says where it is on the site', async (t) => {
  const { seen } = await openGallery(t);
  for (const { state, html } of seen) {
    if (state.kind !== 'page') continue;
    const [, nav = ''] = /<nav aria-labelledby="place">([^]*?)<\/nav>/.exec(html) ?? [];
    const words = nav
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    const place = /^You are here: home(?: – (.+))?$/.exec(words);
    assert.ok(place, `${state.name}: ${words}`);
    const [, title = ''] = /<title>(?:Error: )?([^<]+)<\/title>/.exec(html) ?? [];
    const last = place[1]?.split(' – ').at(-1);
    const isReceipt = last === 'Receipt' && /^(?:Thank you|Withdrawn)/.test(title);
    assert.ok(
      isReceipt || title.startsWith(last ?? 'Weigh In'),
      `${state.name}: ${words}, ${title}`,
    );
  }
});

test('no page sets a cookie, and none has a time limit', async (t) => {
  const { seen } = await openGallery(t);
  const pages = seen.filter(({ state }) => state.kind === 'page');
  assert.deepEqual(
    pages.filter(({ cookies }) => cookies > 0).map(({ state }) => state.name),
    [],
  );
});
