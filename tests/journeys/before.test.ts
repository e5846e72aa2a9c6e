/** Before it opens: hidden, announced or readable, by the clock; and what the home page lists. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { listAt, viewAt } from '../../src/consultation/view.ts';
import { en } from '../../src/languages/en/en.ts';
import { saySize } from '../../src/languages/say-size.ts';
import { formFiles } from '../../src/paper-form/form-files.ts';
import { changeBuild } from '../changed-build.ts';
import { slug, startTestSite } from '../site.ts';

const opens = Date.parse('2026-11-02T09:00:00Z');
const title = 'Strategy consultation';

async function start(t: TestContext, before: Consultation['before'], more: object = {}) {
  const clock = { time: opens - 1 };
  const dist = await changeBuild(t, { before, ...more });
  const site = await startTestSite(t, {}, { dist, now: () => clock.time });
  const ask = (path: string, init?: RequestInit) =>
    fetch(site.url + path, { redirect: 'manual', ...init });
  const read = async (path: string) => (await ask(path)).text();
  return { clock, ask, read };
}

const forms = formFiles.map(({ name }) => name);
const below = ['', 'privacy/', 'privacy', ...forms, 'respond', 'closed/', 'announced/'];

test('hidden: nothing at any of its addresses until it opens', async (t) => {
  const { clock, ask, read } = await start(t, 'hidden', { formerly: ['old-plan'] });
  const unknown = await read('/no-such-plan/');
  assert.doesNotMatch(unknown, new RegExp(`${title}|${slug}`));
  for (const path of [`/${slug}`, '/old-plan/', ...below.map((rest) => `/${slug}/${rest}`)]) {
    const response = await ask(path);
    assert.equal(response.status, 404, path);
    // A GET of the endpoint gets a different page for every unknown consultation.
    if (!path.endsWith('respond')) assert.equal(await response.text(), unknown, path);
  }
  const [own, other] = await Promise.all(
    [slug, 'no-such-plan'].map(async (name) => {
      const body = new URLSearchParams({ 'final-comment': 'Words' });
      const response = await ask(`/${name}/respond`, { method: 'POST', body });
      return [response.status, (await response.text()).replaceAll(/again=\w+/g, '')];
    }),
  );
  assert.deepEqual(own, other);
  for (const path of ['/', '/robots.txt'])
    assert.doesNotMatch(await read(path), new RegExp(`${title}|/${slug}/`), path);
  assert.match(await read('/'), /There is no consultation at the moment/);

  clock.time = opens;
  assert.match(await read(`/${slug}/`), /<form /);
  assert.match(await read('/'), new RegExp(`Open now[^]*${title}`));
  assert.match(await read('/nothing'), new RegExp(`Go to the consultation: ${title}`));
  for (const name of forms) assert.equal((await ask(`/${slug}/${name}`)).status, 200, name);
  clock.time = Date.parse('2028-01-01T00:00:00Z');
  for (const name of forms) assert.equal((await ask(`/${slug}/${name}`)).status, 200, name);
});

test('every form has its type, its length, and a link on the page that says its format and its size', async (t) => {
  const { clock, ask, read } = await start(t, 'readable');
  clock.time = opens;
  const page = await read(`/${slug}/`);
  const types = {
    'form.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'form-large.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'form.odt': 'application/vnd.oasis.opendocument.text',
    'form.txt': 'text/plain; charset=utf-8',
  };
  for (const { name, format, saved } of formFiles) {
    const headers = { 'accept-encoding': 'identity' };
    const response = await ask(`/${slug}/${name}`, { headers });
    const { byteLength } = await response.arrayBuffer();
    assert.equal(response.headers.get('content-type'), types[name]);
    assert.equal(response.headers.get('content-length'), String(byteLength));
    const link = `<a href="/${slug}/${name}" download="${slug}${saved}"> ?${en.form[format]} \\(${saySize(byteLength, {})}\\) ?</a>`;
    assert.match(page, new RegExp(link), name);
  }
  const body = new URLSearchParams({ 'values-ranking-human': 'x' });
  const drawn = await (await ask(`/${slug}/respond`, { method: 'POST', body })).text();
  const linksIn = (html: string) => html.match(/<a href="[^"]*\/form[^>]*>[^<]*<\/a>/g);
  assert.equal(linksIn(page)?.length, formFiles.length);
  assert.deepEqual(linksIn(drawn), linksIn(page));
});

test('announced: title, summary, dates and the privacy notice; no document, question or file', async (t) => {
  const { clock, ask, read } = await start(t, 'announced');
  const page = await read(`/${slug}/`);
  assert.match(page, /<h1>Strategy consultation<\/h1>/);
  assert.match(page, /from Monday 2 November 2026, 9am UK time.*Closing date:\s+Friday 20 August/s);
  assert.doesNotMatch(page, /vision statement|no contributions will be lost/);
  // Only words that are on this page are explained.
  const explained = [...page.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, word]) => word);
  assert.deepEqual(explained, ['am, pm', 'strategy', 'UK']);
  for (const path of [...forms, 'closed/', 'announced/', 'not-yet-open/'])
    assert.equal((await ask(`/${slug}/${path}`)).status, 404, path);
  assert.equal((await ask(`/${slug}/privacy/`)).status, 200);
  const body = new URLSearchParams({ 'vision-choice': 'option-1', 'final-comment': 'My words' });
  const sent = await ask(`/${slug}/respond`, { method: 'POST', body });
  assert.equal(sent.status, 409);
  const given = await sent.text();
  assert.match(given, /It opens on Monday[^]*My words/);
  assert.doesNotMatch(given, /vision statement/);
  assert.match(await read('/'), /Opening later[^]*You can answer from Monday 2 November 2026, 9am/);

  clock.time = opens;
  assert.match(await read(`/${slug}/`), /vision statement[^]*<form |<form [^]*vision statement/);
});

test('the home page lists what is open, opens later and has closed, with dates, without a build', async (t) => {
  const { clock, read } = await start(t, 'readable');
  assert.match(await read('/'), /<h2 id="consultations">Opening later<\/h2>/);
  clock.time = opens;
  assert.match(await read('/'), /<h2 id="consultations">Open now<\/h2>[^]*How to answer/);
  clock.time = Date.parse('2027-09-15T12:00:00Z');
  const closed = await read('/');
  assert.match(closed, /<h2 id="consultations">Closed<\/h2>[^]*It has closed/);
  assert.doesNotMatch(closed, /How to answer/);
});

test('what people see of several consultations, and whom they can ask', () => {
  const make = (name: string, before: Consultation['before'], from: string) =>
    ({
      slug: name,
      before,
      opens: from,
      closes: '2027-06-01T00:00:00Z',
      graceHours: 24,
      contact: `${name}@example.org`,
    }) as Consultation;
  const now = new Date('2027-03-01T12:00:00Z');
  const later = '2027-04-01T00:00:00Z';
  const all = [
    make('secret', 'hidden', later),
    make('soon', 'announced', later),
    make('draft', 'readable', later),
    make('now', 'hidden', '2027-02-01T00:00:00Z'),
  ];
  assert.deepEqual(
    all.map((one) => viewAt(now, one)),
    ['nothing', 'announcement', 'document', 'form'],
  );
  const { listed, only, contacts } = listAt(now, all, undefined);
  assert.deepEqual(
    listed.map(({ consultation }) => consultation.slug),
    ['soon', 'draft', 'now'],
  );
  assert.equal(only, null);
  assert.ok(!contacts.includes('secret@example.org'));
  assert.equal(listAt(now, all.slice(2, 3), undefined).only?.slug, 'draft');
  assert.equal(listAt(now, all.slice(1, 2), undefined).only, null);
  assert.deepEqual(listAt(now, all, 'us@example.org').contacts, ['us@example.org']);
});
