/** Pictures, tables, headings, notes and quotations of the prose, as people get them. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { renderMarkdown } from '../../src/content-files/markdown.ts';
import { htmlToPassages } from '../../src/paper-form/prose-text.ts';
import { openContext } from '../browser.ts';
import { buildContent } from '../build-content.ts';
import { makeFolder, startTestSite } from '../site.ts';
import { writeContent } from './content.ts';

function render(markdown: string, notesBefore = 0) {
  const size = { width: 600, height: 400 };
  return renderMarkdown(markdown, 1, {
    slug: 'park',
    ...{ section: 'places', notesBefore },
    files: new Set(['my map.jpg', 'plan.pdf']),
    sizes: new Map([['my map.jpg', size]]),
    hasPath: () => true,
  });
}

test('a picture has its size, and is loaded late', () => {
  const late = 'loading="lazy" decoding="async"';
  const written = render('![A map](my%20map.jpg)').html;
  assert.match(written, new RegExp(`alt="A map" width="600" height="400" ${late}>`));
  const html = render('<img src="my%20map.jpg" alt="A map" width="300">').html;
  assert.match(html, new RegExp(`alt="A map" width="300" ${late}>`), 'as the editor wants it');
  const [missing] = render('![](my%20map.jpg)').found;
  assert.match(missing?.message ?? '', /no words for people who cannot see it/);
});

test('a cell of a table has the heading of its column, and no style that the site would block', () => {
  const { html } = render('| Place & *time* | Cost | |\n| --- | --: | --- |\n| Pond | 2 | x |\n');
  assert.match(
    html,
    /<td data-head="Place &amp; time">Pond<\/td>\s*<td data-head="Cost">2<\/td>\s*<td>x/,
  );
  assert.doesNotMatch(html, /style=/);
  assert.match(html, /<table aria-label="Place &amp; time, Cost">[^]*<th scope="col">Cost<\/th>/);
});

test('headings have ids with their section, and the first of two has the plain one', () => {
  const { html, headings } = render(
    '### The *pond*\n\n### The pond\n\nA note.[^1]\n\n[^1]: Note.\n',
  );
  assert.deepEqual(headings, ['places--the-pond']);
  assert.match(html, /<h3 id="places--the-pond">The <em>pond<\/em><\/h3>\s*<h3>The pond<\/h3>/);
  assert.match(html, /<h3 id="places-footnotes">/);
  assert.match(html, /<a href="#places-fnref-1" [^>]*>Back to reference 1<\/a>/);
  assert.doesNotMatch(html, /aria-label/, 'what people see is what they can say');
});

test('notes are numbered on from those of earlier sections, and the ways back too', () => {
  const written = 'Ponds[^b], oaks[^a] and ponds[^b].\n\n[^a]: On oaks.\n\n[^b]: On ponds.\n';
  const first = render(written);
  assert.equal(first.notes, 2);
  assert.doesNotMatch(first.html, /start=/);
  const { html, notes } = render(written, 3);
  assert.equal(notes, 2, 'only its own');
  const links = [...html.matchAll(/<a href="#([^"]+)"[^>]*>([^<]*)<\/a>/g)];
  assert.deepEqual(
    links.map(([, to, words]) => [to, words]),
    [
      ['places-fn-b', '4'],
      ['places-fn-a', '5'],
      ['places-fn-b', '4'],
      ['places-fnref-b', 'Back to reference 4'],
      ['places-fnref-b-2', 'Back to reference 4-2'],
      ['places-fnref-a', 'Back to reference 5'],
    ],
  );
  assert.match(html, /<ol start="4">/);
  const texts = htmlToPassages(html, {}).map(({ lead, text }) => lead + text);
  assert.deepEqual(texts, [
    'Ponds [4], oaks [5] and ponds [4].',
    'Footnotes',
    '4. On ponds.',
    '5. On oaks.',
  ]);
});

test('a page with pictures can be read and answered before they arrive, at 320 pixels too', async (t) => {
  const photo = await sharp({
    create: { width: 3_000, height: 2_000, channels: 3, background: '#3a6' },
  })
    .jpeg({ quality: 100 })
    .withExif({ IFD0: { Copyright: 'Somebody' } })
    .toBuffer();
  const more = [
    '---\ntitle: More\n---\n',
    '![A map of the park](map.jpg)\n\n![The pond](pond.jpg) [Larger](pond.jpg) [Data](data.xyz)\n',
    '| Place | What it costs in a year |\n| --- | --: |\n| Pond | 2,000 |\n',
    '> What the neighbours said.\n',
    '### Benches\n\nSee [benches](#more--benches). A note.[^1]\n\n[^1]: The first.\n',
    '### Paths\n',
  ].join('\n');
  const content = await writeContent(t, {
    'park/map.jpg': photo,
    'park/pond.jpg': photo,
    'park/data.xyz': 'x',
    'park/3-more.md': more,
    'park/4-last.md': '---\ntitle: Last\n---\n\nA note.[^1]\n\n[^1]: The second.\n',
  });
  const dist = join(await makeFolder(t), 'dist');
  await buildContent(content, dist);

  const small = await readFile(join(dist, 'client/park/map.jpg'));
  const { width, height, exif } = await sharp(small).metadata();
  assert.deepEqual([width, height, exif], [1_200, 800, undefined]);
  const linked = await readFile(join(dist, 'client/park/pond.jpg'));
  assert.ok(linked.equals(photo), 'one that a link leads to stays as it is');

  const site = await startTestSite(t, {}, { dist });
  const response = await fetch(`${site.url}/park/`);
  assert.match(response.headers.get('content-security-policy') ?? '', /img-src 'self' data:;/);
  const html = await response.text();
  assert.equal(html.match(/width="1200" height="800" loading="lazy"/g)?.length, 2);
  assert.match(html, /<h3 id="more--benches">Benches<\/h3>/);
  assert.match(html, /<h3>Paths<\/h3>/, 'an id that nothing leads to is left out');
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  assert.deepEqual(ids, [...new Set(ids)], 'no id is there twice, also of notes');
  assert.ok(ids.includes('more-fn-1') && ids.includes('last-fn-1'));
  assert.match(html, /href="#more-fn-1"[^>]*>1<\/a>[^]*href="#last-fn-1"[^>]*>2<\/a>/);
  const data = await fetch(`${site.url}/park/data.xyz`);
  assert.equal(data.headers.get('content-disposition'), 'attachment');

  const context = await openContext(t, { viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  const asked: string[] = [];
  // Never answered, as if the line were too slow.
  await page.route('**/*.jpg', (route) => void asked.push(route.request().url()));
  await page.goto(`${site.url}/park/`, { waitUntil: 'commit' });
  const cell = page.locator('td', { hasText: '2,000' });
  await cell.scrollIntoViewIfNeeded();
  assert.equal(await cell.getAttribute('data-head'), 'What it costs in a year');
  for (const name of ['A map of the park', 'The pond']) {
    const box = await page.getByAltText(name).boundingBox();
    assert.ok(
      box && box.width <= 320 && box.height > 100,
      `${name} has its place: ${JSON.stringify(box)}`,
    );
  }
  const words = await cell.evaluate((element) => [
    getComputedStyle(element, '::before').content,
    String(document.documentElement.scrollWidth),
  ]);
  assert.deepEqual(words, ['"What it costs in a year: "', '320'], 'nothing scrolls sideways');
  await page.locator('#comment-question').fill('More benches');
  await Promise.all([
    page.waitForURL('**/respond', { waitUntil: 'commit' }),
    page.getByRole('button', { name: 'Check your answers' }).click({ noWaitAfter: true }),
  ]);
  await page.getByText('Check your answers before you send them').waitFor();
  assert.notEqual(asked.length, 0, 'the pictures were asked for');
});
