/**
 * Every state passes every check, and a sample of them the slow ones: other people's engines and our own rules. So do
 * the four whole consultations in tests/consultations.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, type HTMLElement } from 'node-html-parser';
import { questionsOf } from '../../src/consultation/consultation.ts';
import { catalogueOf } from '../../src/languages/catalogues.ts';
import { en } from '../../src/languages/en/en.ts';
import { html } from '../../src/text/html.ts';
import { startBrowser } from '../browser.ts';
import { describedChecks } from './all-checks.ts';
import { withoutExceptions } from './exceptions.ts';
import { sayFinding } from './finding.ts';
import { openFour } from './four.ts';
import { openGallery, serveGallery, type Gallery } from './gallery.ts';
import { representativeSample } from './representative-sample.ts';
import { runAllChecks } from './run-all-checks.ts';
import { show, textBrowsers } from './text-browsers.ts';

// On a busy machine this takes longer than any other test.
test('every state passes every check', { timeout: 1_800_000 }, async (t) => {
  const { seen } = await openGallery(t);
  const four = await openFour(t);
  assert.equal(four.seen.length, 29);
  const all = await serveGallery([...seen, ...four.seen]);
  const samples = {
    fine: representativeSample(all.seen, 'fine'),
    coarse: representativeSample(all.seen, 'coarse'),
  };
  for (const [grain, { length }] of Object.entries(samples))
    t.diagnostic(`the ${grain} sample has ${length} of ${all.seen.length} states`);
  const { findings, took } = await runAllChecks(await startBrowser(t), all, samples);
  t.diagnostic([...took].map(([name, time]) => `${name} ${Math.round(time)} ms`).join(', '));
  for (const { name, says } of describedChecks) {
    await t.test(`${name}: ${says}`, () => {
      const ours = findings.filter(({ engine }) => engine === name);
      assert.deepEqual(withoutExceptions(name, ours).map(sayFinding), []);
    });
  }
});

for (const browser of Object.keys(textBrowsers) as (keyof typeof textBrowsers)[]) {
  test(`${browser} shows every question of the four consultations`, async (t) => {
    const squeeze = (text: string) => text.replace(/\s+/g, ' ');
    const { consultations, seen } = await openFour(t);
    const { addressOf } = await serveGallery(seen);
    for (const consultation of consultations) {
      for (const page of ['form', 'errors', 'check', 'receipt']) {
        const name = `${consultation.slug}-${page}`;
        const text = squeeze(await show(browser, addressOf(name)));
        for (const { ask } of questionsOf(consultation)) {
          assert.ok(text.includes(squeeze(ask)), `${name}: ${ask}`);
        }
      }
    }
  });
}

const pagesOf = ({ seen }: Gallery) =>
  seen
    .filter(({ state }) => state.kind === 'page')
    .map(({ state, html: source }) => {
      const page = parse(source);
      const language = page.querySelector('html')?.getAttribute('lang') ?? '';
      return { state, source, page, say: catalogueOf({ language }) };
    });

const textOf = (element: HTMLElement | null | undefined) =>
  (element?.text ?? '').replace(/\s+/g, ' ').trim();

test('help is in the same place on every page, and has an address', async (t) => {
  const pages = pagesOf(await openGallery(t));
  const places = pages
    .filter(({ say }) => say === en)
    .map(({ source }) => /<header>[^]*?<\/header>/.exec(source)?.[0].replace(/\s+/g, ' '));
  // A consultation can name a telephone number beside the address.
  const byEmail = places.map((place) => place?.replace(/ or telephone .*?(?= ?<\/p>)/, ''));
  assert.equal(new Set(byEmail).size, 1, 'the header differs from page to page');
  assert.ok(places.some((place) => place?.includes(' or telephone <a href="tel:')));
  assert.match(places[0] ?? '', /Need help\? Email <a href="mailto:[^"]+@[^"]+">/);
  const others = pages.filter(({ say }) => say !== en);
  assert.ok(others.length > 10);
  for (const { state, page, say } of others) {
    const second = page.querySelectorAll('header > p')[1];
    const address = second?.querySelector('a[href^="mailto:"]')?.text ?? '';
    assert.match(address, /@/, state.name);
    const help = parse(say.frame.help(html`${address}`, null).html).text;
    assert.ok(textOf(second).startsWith(help), `${state.name}: ${textOf(second)}`);
  }
});

test('every page says where it is on the site', async (t) => {
  for (const { state, page, say } of pagesOf(await openGallery(t))) {
    const words = textOf(page.querySelector('nav[aria-labelledby=place]'));
    const home = parse(say.frame.youAreHere().html).text;
    assert.ok(words === home || words.startsWith(`${home}${say.frame.dash}`), state.name);
    const last = words === home ? null : words.split(say.frame.dash).at(-1);
    const whole = page.querySelector('title')?.text ?? '';
    const before = say.frame.error('');
    const title = whole.startsWith(before) ? whole.slice(before.length) : whole;
    const { place, thanksFor, withdrawnTitle } = say.receipt;
    const isReceipt =
      last === place && [thanksFor(''), withdrawnTitle('')].some((head) => title.startsWith(head));
    const name = textOf(page.querySelector('header b'));
    assert.ok(isReceipt || title.startsWith(last ?? name), `${state.name}: ${words}, ${title}`);
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
