/** Pages for staff are in their language, and what people are asked on them is in its own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestSite } from '../site.ts';
import { open, publicUrl, readPage, staffLink } from '../staff-links.ts';
import { buildLanguages } from './build-languages.ts';

test('a page for staff of an Arabic consultation is in English, with its form in Arabic', async (t) => {
  const dist = await buildLanguages();
  const settings = { PUBLIC_URL: publicUrl };
  const site = await startTestSite(t, settings, { dist }, 'health');
  const read = (page: 'today' | 'file') =>
    readPage(open(site, staffLink(site, { page, slug: 'health' })));
  const today = await read('today');
  assert.match(today, /<html lang="en-GB" dir="ltr">/);
  const filing = await read('file');
  assert.match(filing, /<html lang="en-GB" dir="ltr">/);
  assert.match(
    filing,
    /<h2 lang="ar" dir="rtl">الخدمات<\/h2>\s*<div lang="ar" dir="rtl">\s*<fieldset/,
  );
  assert.doesNotMatch(filing, /lang="ar"[^]{0,200}How did it come\?/, 'our own question');
  assert.match(filing, /How did it come\?/);
});
