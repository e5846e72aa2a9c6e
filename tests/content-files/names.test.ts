/** Names that the site reserves are in the lists that editors’ names are checked against. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'node-html-parser';
import { reservedSlugs } from '../../src/content-files/file-names.ts';
import { questionsOf } from '../../src/consultation/consultation.ts';
import { frameIds, idsBeside } from '../../src/consultation/page-ids.ts';
import { kindOf } from '../../src/questions/kinds.ts';
import { builtConsultation, startTestSite } from '../site.ts';

test('each page of the whole site has a reserved address', () => {
  const pages = readdirSync(fileURLToPath(new URL('../../src/pages', import.meta.url)))
    .map((name) => name.replace(/\..*$/, ''))
    .filter((name) => !name.startsWith('['));
  const known: readonly string[] = reservedSlugs;
  assert.deepEqual(
    pages.filter((name) => !known.includes(name)),
    [],
  );
});

test('each id on the pages of a consultation belongs to the layout, a section or a question', async (t) => {
  const consultation = await builtConsultation();
  const site = await startTestSite(t);
  const [wrong, check] = [{ 'values-ranking-human': 'x' }, { 'final-comment': 'Words' }];
  const pages = await Promise.all([
    fetch(site.form),
    fetch(site.url),
    site.post(wrong),
    site.post(check),
    site
      .send(check)
      .then((response) => fetch(new URL(response.headers.get('location') ?? '', site.url))),
  ]);
  const known = new Set<string>([
    ...frameIds,
    ...consultation.sections.map(({ id }) => id),
    ...questionsOf(consultation).flatMap((question) => {
      const fields = kindOf(question)
        .fields(question)
        .map(({ name }) => name);
      return [...fields, ...idsBeside(question.id, fields)];
    }),
  ]);
  for (const page of pages) {
    const ids = parse(await page.text())
      .querySelectorAll('[id]')
      .map(({ id }) => id);
    assert.ok(ids.length > 1, page.url);
    assert.deepEqual(
      ids.filter((id) => !known.has(id)),
      [],
      page.url,
    );
  }
});
