/**
 * A person sends while the site is too busy: every word is on the page, however long, and can be sent again from
 * there.
 */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { openContext } from '../browser.ts';
import { slug, startTestSite, until, type TestSite } from '../site.ts';

const title = 'Many people are sending answers just now';
const from = (address: string) => ({ 'x-forwarded-for': address });
const [crowd, quiet] = [from('192.0.2.1'), from('192.0.2.2')];

/** A site that reads no more forms from the crowd's network for ten seconds. */
async function startBusySite(t: TestContext): Promise<TestSite> {
  const site = await startTestSite(t, { TRUST_PROXY: '1', FORMS_PER_SECOND: '1' });
  const flood = () => site.post({ 'vision-comment': 'Flood' }, { headers: crowd });
  await Promise.all(Array.from({ length: 25 }, flood));
  return site;
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
