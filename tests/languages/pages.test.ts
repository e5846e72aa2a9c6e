/** The pages of the form in Welsh and in Arabic: all our words on them are in that language, in its direction. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readTypedAddress } from '../../src/form/typed-address.ts';
import { ar } from '../../src/languages/ar/ar.ts';
import { cy } from '../../src/languages/cy/cy.ts';
import { en } from '../../src/languages/en/en.ts';
import { nameIn } from '../../src/layouts/name-in.ts';
import { press } from '../form-in-page.ts';
import { startTestSite } from '../site.ts';
import { englishIn } from './english-runs.ts';
import { buildTwoLanguages } from './two-languages.ts';

/** A page as somebody reads it: its words, with those of its attributes. */
function wordsOf(page: string): string {
  return page
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(
      /<\/?(?:a|b|strong|span|small)\b[^>]*>/g,
      (tag) => /aria-label="[^"]*"/.exec(tag)?.[0] ?? '',
    )
    .replace(/\s+/g, ' ');
}

function assertSpeaks(page: string, name: string, language: 'cy' | 'ar', says: string[]): void {
  const head = language === 'cy' ? '<html lang="cy" dir="ltr">' : '<html lang="ar" dir="rtl">';
  assert.ok(page.includes(head), `${name}: it does not begin with ${head}`);
  const words = wordsOf(page);
  for (const sentence of says) assert.ok(words.includes(sentence), `${name} lacks “${sentence}”`);
  assert.deepEqual(englishIn(words.replace(/<[^>]*>/g, ' ')), [], `${name} has English words`);
}

test('every page of the form is in the language of its consultation', async (t) => {
  const dist = await buildTwoLanguages();
  for (const [language, slug, say, answer] of [
    ['cy', 'parc', cy, 'pwll-1'],
    ['ar', 'hadiqa', ar, 'birka-1'],
  ] as const) {
    const speaks = (page: string, name: string, says: string[]) =>
      assertSpeaks(page, `${language}: ${name}`, language, says);
    const built = (path: string) =>
      readFile(join(dist, 'client', slug, path, 'index.html'), 'utf8');
    speaks(await built('announced'), 'announced', [say.form.otherWays, say.form.atMeetings]);
    speaks(await built('not-yet-open'), 'not yet open', [say.form.notOpen, say.form.contents]);
    speaks(await built('closed'), 'closed', [say.form.closed, say.form.thanks]);
    const form = await built('');
    speaks(form, 'the form', [say.form.check, say.saved.save, say.form.part(1, 2)]);
    assert.match(form, new RegExp(`<a href="/${slug}/form.txt"[^>]*>${say.form.plainText} \\(`));
    const direction = language === 'ar' ? ' dir="ltr"' : '';
    assert.ok(
      form.includes(`<a href="tel:+442079460000"${direction}>+44&nbsp;20&nbsp;7946&nbsp;0000</a>`),
      'a telephone number is written from left to right',
    );

    const site = await startTestSite(t, {}, { dist }, slug);
    const read = async (reply: Response | Promise<Response>) => (await reply).text();
    const get = (path: string) => read(fetch(site.localUrl + path));
    const errors = await read(site.post({ _do: 'check' }));
    speaks(errors, 'errors', [say.form.problem, say.form.answerOne, say.form.nothingLost]);
    assert.ok(errors.includes(`<title>${say.frame.error('')}`), 'the title says that it is wrong');
    const check = await read(site.post({ [answer]: 'Pwll' }));
    speaks(check, 'the check page', [say.check.answered(1, 2), say.check.send]);

    const saved = await read(press(site, check, 'save'));
    speaks(saved, 'saved answers', [say.saved.title, say.saved.keepCode, say.saved.withoutLink]);
    const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(saved)?.[0] ?? '';
    speaks(await get(`/${slug}/respond?saved=${code}`), 'to open', [say.saved.openThem]);
    speaks(await read(site.post({ _code: 'x', _do: 'open' })), 'a wrong code', [
      say.saved.unknownCode,
      say.saved.codeHint,
    ]);
    const opened = await read(site.post({ _code: code, _do: 'open' }));
    const element = `<b class="reference" translate="no"${direction}>${code}</b>`;
    assert.ok(opened.includes(element), 'a code is written from left to right');
    speaks(opened, 'opened answers', [wordsOf(say.saved.kept({ html: code }).html)]);

    const sent = await site.send({ [answer]: 'Pwll' });
    const address = String(sent.headers.get('location'));
    const receipt = await get(address);
    speaks(receipt, 'the receipt', [say.receipt.thanks, say.receipt.sent, say.receipt.keep]);
    const changing = await read(press(site, receipt, 'open'));
    speaks(changing, 'a change', [say.check.title]);
    speaks(await read(press(site, changing, 'check')), 'checking a change', [say.check.same]);
    const ask = await read(press(site, receipt, 'withdraw'));
    speaks(ask, 'withdrawing', [say.receipt.sevenDays, say.receipt.yes, say.receipt.no]);
    await press(site, ask, 'withdraw now');
    speaks(await get(address), 'a withdrawn receipt', [
      say.receipt.youWithdrew,
      say.receipt.ifMistake,
    ]);
    await site.stop();
  }
});

test('the home page is in the main language of the site, and says which titles are in another', async (t) => {
  const dist = await buildTwoLanguages();
  const site = await startTestSite(t, {}, { dist }, 'parc');
  const home = await (await fetch(site.url)).text();
  assertSpeaks(home, 'home', 'cy', [cy.home.title, cy.home.openNow, 'o 1 i 2 funud']);
  assert.match(home, /<h3 lang="ar" dir="rtl">الحديقة الجديدة<\/h3>/);
  assert.match(home, />Ewch i’r ymgynghoriad: <span lang="ar" dir="rtl">الحديقة الجديدة<\/span></);
  assert.match(home, />Ewch i’r ymgynghoriad: Y parc newydd</);
  const unknown = await (await fetch(`${site.url}/dim/`)).text();
  assertSpeaks(unknown, 'an unknown address', 'cy', [cy.frame.notFound, cy.frame.nothingHere]);
});

test('a title in the language of the page has no language of its own', () => {
  assert.equal(nameIn('en', { language: 'en-GB', title: 'A & B' }).html, 'A &amp; B');
  assert.equal(
    nameIn('en', { language: 'cy', title: 'Y parc' }).html,
    '<span lang="cy">Y parc</span>',
  );
});

test('a sentence has the form that its number needs', () => {
  assert.match(ar.form.tooLong(2), /بمقدار حرفين\./);
  assert.match(ar.form.tooLong(5), /بمقدار 5 أحرف\./);
  assert.match(ar.form.tooLong(1_200), /بمقدار 1,200 حرف\./);
  assert.match(cy.form.tooLong(6), /atebion 6 nod yn rhy hir/);
  assert.match(cy.form.tooLong(1_204), /atebion 1,204 o nodau yn rhy hir/);
  assert.match(en.form.tooLong(1), /are 1 character too long/);
  assert.match(ar.home.takes(5, 10, ''), /من 5 إلى 10 دقائق/);
  assert.match(ar.form.takes(1, 2).html, /من 1 إلى دقيقتين/);
});

test('an email address is asked for in the language of the page', () => {
  assert.deepEqual(readTypedAddress(' ', { language: 'cy' }), { error: cy.form.noAddress });
  assert.deepEqual(readTypedAddress('', { language: 'ar' }), { error: ar.form.noAddress });
});
