/** A site in three languages: its own pages in each, with links between them. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, type HTMLElement } from 'node-html-parser';
import { buildContent } from '../build-content.ts';
import { writeContent, parkFiles } from '../content-files/content.ts';
import { makeFolder, startTestSite } from '../site.ts';

test('the site’s own pages are in each of its languages, and link to each other', async (t) => {
  const content = await writeContent(t, {
    'site.yaml': 'name: Elmton\norganisation: Elmton Town Council\nlanguages: [en-GB, cy, ar]\n',
    'cy/site.yaml': 'name: Trellwyfen\n',
    'parc/consultation.yaml': parkFiles['consultation.yaml']?.replace(
      'language: en-GB',
      'language: cy',
    ) as string,
    ...Object.fromEntries(
      Object.entries(parkFiles)
        .filter(([name]) => name.endsWith('.md'))
        .map(([name, text]) => [`parc/${name}`, text]),
    ),
  });
  const dist = join(await makeFolder(t), 'dist');
  await buildContent(content, dist);
  const site = await startTestSite(t, {}, { dist });
  const open = async (path: string, status = 200): Promise<HTMLElement> => {
    const response = await fetch(site.url + path);
    assert.equal(response.status, status, path);
    return parse(await response.text());
  };

  for (const path of ['/', '/accessibility/']) {
    const addresses = { 'en-GB': path, cy: `/cy${path}`, ar: `/ar${path}` };
    for (const [language, address] of Object.entries(addresses)) {
      const page = await open(address);
      const html = page.querySelector('html');
      assert.equal(html?.getAttribute('lang'), language);
      assert.equal(html?.getAttribute('dir'), language === 'ar' ? 'rtl' : 'ltr');
      const others = Object.entries(addresses).filter(([other]) => other !== language);
      const linked = (tags: string) =>
        page
          .querySelectorAll(tags)
          .map((link) => [link.getAttribute('hreflang'), link.getAttribute('href')]);
      assert.deepEqual(linked('link[rel=alternate]'), others);
      assert.deepEqual(linked('header a[hreflang]'), others);
    }
  }

  const welsh = await open('/cy/');
  assert.match(welsh.querySelector('header')?.text ?? '', /Trellwyfen/);
  assert.match(welsh.querySelector('header')?.text ?? '', /Elmton Town Council/);
  assert.match(welsh.querySelector('title')?.text ?? '', /^Trellwyfen/);
  const links = welsh.querySelectorAll('a').map((link) => link.getAttribute('href'));
  assert.ok(links.includes('/cy/accessibility/'), 'the links of its frame stay in Welsh');
  assert.ok(links.includes('/park/') && links.includes('/parc/'), 'every consultation is listed');
  assert.equal(welsh.querySelector('header a[lang=ar]')?.text.trim(), 'العربية');

  const statement = await open('/cy/accessibility/');
  assert.equal(statement.querySelector('h1')?.text, 'Datganiad hygyrchedd');
  assert.match(statement.querySelector('main')?.text ?? '', /iaith gyntaf wedi gwirio/);
  const report = statement.querySelector('main a[href="/accessibility/report/"]');
  assert.equal(report?.getAttribute('hreflang'), 'en');
  const main = await open('/accessibility/');
  assert.doesNotMatch(main.querySelector('main')?.text ?? '', /translation/);

  const privacy = await open('/parc/privacy/');
  assert.equal(privacy.querySelector('html')?.getAttribute('lang'), 'cy');
  assert.match(privacy.querySelector('main')?.text ?? '', /Pwy sy’n gyfrifol am eich data/);
  assert.doesNotMatch(privacy.querySelector('main')?.text ?? '', /We keep|lawful basis/);

  const languageOf = (page: HTMLElement) => page.querySelector('html')?.getAttribute('lang');
  assert.equal(languageOf(await open('/cy/nothing/', 404)), 'cy');
  assert.equal(languageOf(await open('/nothing/', 404)), 'en-GB');
  const short = await fetch(`${site.url}/cy`, { redirect: 'manual' });
  assert.equal(short.headers.get('location'), '/cy/');
});
