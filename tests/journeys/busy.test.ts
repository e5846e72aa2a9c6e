/**
 * A person sends while the site is too busy: every word is on the page, however long, and can be sent again from
 * there.
 */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { reservedFields } from '../../src/consultation/form-fields.ts';
import { openContext } from '../browser.ts';
import { formIn } from '../form-in-page.ts';
import { slug, startTestSite, tokenIn, until, type Fields, type TestSite } from '../site.ts';

const title = 'Many people are sending answers just now';
const from = (address: string) => ({ 'x-forwarded-for': address });
const [crowd, quiet] = [from('192.0.2.1'), from('192.0.2.2')];

/** A site that reads no more forms from the crowd's network for ten seconds. */
async function startBusySite(t: TestContext): Promise<TestSite> {
  const site = await startQuietSite(t);
  await flood(site);
  return site;
}

const startQuietSite = (t: TestContext) =>
  startTestSite(t, { TRUST_PROXY: '1', FORMS_PER_SECOND: '1' });

async function flood(site: TestSite): Promise<void> {
  const one = () => site.post({ 'vision-comment': 'Flood' }, { headers: crowd });
  await Promise.all(Array.from({ length: 25 }, one));
}

/** Sends from the quiet network until the site reads the form. */
async function untilRead(site: TestSite, fields: Fields): Promise<Response> {
  let reply = await site.post(fields, { headers: quiet });
  await until('the site reads a form', async () => {
    if (reply.status === 503) reply = await site.post(fields, { headers: quiet });
    return reply.status !== 503;
  });
  return reply;
}

/** Sends a form while forms are turned away, and presses “Send again” on the page when they are read. */
async function turnedAwayThenSent(site: TestSite, fields: Fields): Promise<Response> {
  await flood(site);
  const busy = await site.post(fields, { headers: crowd });
  assert.equal(busy.status, 503);
  return untilRead(site, formIn(await busy.text()));
}

/** Sends a contribution. Resolves to the token of its receipt. */
async function contribute(site: TestSite): Promise<string> {
  const fields = { 'vision-comment': 'The first words' };
  const check = await (await untilRead(site, fields)).text();
  const sent = await untilRead(site, { ...fields, _token: tokenIn(check), _do: 'send' });
  return /receipt=([\w-]+)/.exec(String(sent.headers.get('location')))?.[1] as string;
}

const short = 'Line one\nLine two & <three> "four" +5%';
const long = `Перше & <друге> "третє" +5%\n${'Довгі слова. '.repeat(700)}\nКінець`;

for (const [length, words] of Object.entries({ short, long })) {
  test(`a ${length} form that is turned away twice is whole, and taken when it is sent again`, async (t) => {
    const site = await startBusySite(t);
    const context = await openContext(t, { extraHTTPHeaders: crowd });
    const page = await context.newPage();
    await page.goto(site.form);
    await page.locator('[name=final-comment]').fill(words);
    await page.getByRole('button', { name: 'Check your answers' }).click();
    assert.equal(await page.locator('h1').textContent(), title);
    await page.getByRole('button', { name: 'Send again' }).click();
    assert.equal(await page.locator('h1').textContent(), title);
    if (length === 'short') {
      assert.equal(await page.locator('[name=final-comment]').inputValue(), words);
    }
    // The page is sent from another network, with the crowd's words.
    await context.setExtraHTTPHeaders(quiet);
    await until('the site reads a form', async () => {
      await page.getByRole('button', { name: 'Send again' }).click();
      return (await page.locator('h1').textContent()) !== title;
    });
    assert.equal(await page.locator('h1').textContent(), 'Check your answers before you send them');
    const carried = page.locator('input[type=hidden][name=final-comment]');
    assert.equal(await carried.inputValue(), words);
  });
}

test('a long form that is turned away can be read again in the form', async (t) => {
  const site = await startBusySite(t);
  const context = await openContext(t, { extraHTTPHeaders: crowd });
  const page = await context.newPage();
  await page.goto(site.form);
  await page.locator('[name=final-comment]').fill(long);
  await page.getByRole('button', { name: 'Check your answers' }).click();
  await context.setExtraHTTPHeaders(quiet);
  await until('the site reads a form', async () => {
    await page.getByRole('button', { name: 'Go back to the form' }).click();
    return (await page.locator('h1').textContent()) !== title;
  });
  assert.equal(new URL(page.url()).pathname, `/${slug}/respond`);
  assert.equal(await page.locator('textarea[name=final-comment]').inputValue(), long);
});

test('every reserved field comes back unchanged from a form that is turned away', async (t) => {
  const site = await startBusySite(t);
  const value = `7+8 %41 & <b> "four" 'five' ключ`;
  const fields = reservedFields.map((name): [string, string] => [name, value]);
  const busy = await site.post(fields, { headers: crowd });
  assert.equal(busy.status, 503);
  const html = await busy.text();
  assert.deepEqual(formIn(html), fields);
  assert.doesNotMatch(html, /textarea name="_(?!left|empty)/, 'people see only words');
});

// Each waits until its site reads forms again.
describe('a form that is turned away', { concurrency: true }, () => {
  test('a change replaces the answers when it is sent again', async (t) => {
    const site = await startQuietSite(t);
    const _receipt = await contribute(site);
    const change = { 'vision-comment': 'The corrected words', _receipt, _change: '1' };
    const check = await (await untilRead(site, { ...change, _do: 'check' })).text();
    const _token = tokenIn(check);
    const sent = await turnedAwayThenSent(site, { ...change, _token, _do: 'send' });
    const location = `/${slug}/respond?receipt=${_receipt}&done=changed`;
    assert.equal(sent.headers.get('location'), location);
    assert.match(await (await fetch(site.localUrl + location)).text(), /The corrected words/);
  });

  test('a withdrawal is done when it is sent again', async (t) => {
    const site = await startQuietSite(t);
    const _receipt = await contribute(site);
    const sent = await turnedAwayThenSent(site, { _receipt, _do: 'withdraw now' });
    const receipt = await fetch(site.localUrl + String(sent.headers.get('location')));
    assert.match(await receipt.text(), /<h1>You have withdrawn/);
  });

  test('a code opens the answers when it is sent again', async (t) => {
    const site = await startQuietSite(t);
    const saved = await untilRead(site, { 'vision-comment': 'The saved words', _do: 'save' });
    const [code = ''] = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/.exec(await saved.text()) ?? [];
    const opened = await turnedAwayThenSent(site, {
      _code: code.replaceAll('-', ' '),
      _do: 'open',
    });
    assert.equal(new Map(formIn(await opened.text())).get('vision-comment'), 'The saved words');
  });
});
