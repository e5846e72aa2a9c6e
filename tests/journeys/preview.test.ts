/** A preview of every state on the real server. What is sent there is a rehearsal, and in no count. */
import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { previewPath, readPreviewToken } from '../../src/server/settings/preview-link.ts';
import { changeBuild } from '../changed-build.ts';
import { startMailServer } from '../mail-server.ts';
import { startPostgres } from '../postgres.ts';
import { slug, startTestSite, tokenIn, until } from '../site.ts';
import { askStaff, runStaff } from '../staff/run.ts';

const opens = Date.parse('2026-11-02T09:00:00Z');

/** What a browser sends of a check page. */
function fieldsOf(page: string, wish: string): URLSearchParams {
  const hidden = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  const fields = [...hidden].map(([, name = '', value = '']) => [name, value]);
  return new URLSearchParams([...fields, ['_do', wish]]);
}

/** A site whose consultation is hidden, on the clock of now less the time until a moment before it opens. */
async function startHidden(t: TestContext, environment: Record<string, string> = {}) {
  const mail = await startMailServer(t);
  const clock = { time: opens - 86_400_000 };
  const settings = { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org', ...environment };
  const dist = await changeBuild(t, { before: 'hidden', recipients: ['staff@example.org'] });
  const site = await startTestSite(t, settings, { dist, now: () => clock.time });
  return { mail, clock, site };
}

async function makeLink(dataDir: string, ...words: string[]): Promise<string> {
  const { link } = await askStaff<{ link: string }>(dataDir, ['preview', slug, ...words]);
  return new URL(link).pathname;
}

test('a link shows every state with a banner before anybody else can see anything', async (t) => {
  const { site, clock } = await startHidden(t);
  // The command makes it by the clock of the machine, the site judges it by its own.
  clock.time = Math.min(opens - 1000, Date.now());
  const path = await makeLink(site.dataDir, '--days', '28');
  assert.equal((await stat(join(site.dataDir, 'links.key'))).mode & 0o777, 0o600);
  assert.equal((await fetch(site.form)).status, 404);
  const read = async (rest: string, init?: RequestInit) => {
    const response = await fetch(site.url + path + rest, init);
    const html = await response.text();
    assert.match(
      html,
      /<aside class="notice" aria-labelledby="preview_title">[^]*This is a preview/,
      rest,
    );
    assert.equal(response.headers.get('x-robots-tag'), 'noindex');
    assert.doesNotMatch(html, new RegExp(`="/(rehearsal-of-)?${slug}/`), 'no link leaves it');
    return { status: response.status, html, url: response.url };
  };
  const form = await read('');
  assert.match(form.html, /<form [^]*action="\/preview\/[^"]+\/respond"[^]*Check your answers/);
  assert.match((await read('closed')).html, /This consultation has closed/);
  assert.equal((await read('before')).status, 404, 'as hidden as it will be');
  assert.match((await read('privacy/')).html, /Privacy notice/);
  const [, banner = ''] = /<aside class="notice"([^]*?)<\/aside>/.exec(form.html) ?? [];
  const links = [...banner.matchAll(/href="([^"]+)"/g)].map(([, to = '']) => to);
  assert.deepEqual(
    links.map((to) => to.slice(path.length)),
    ['before', '', 'errors', 'check', 'receipt', 'late', 'closed'],
  );
  const errors = (await read('errors')).html;
  assert.match(errors, /<title>Error: [^]*Answer at least one question/);
  const early = (await read('check')).html;
  const asked = /You answered (\d+) of (\d+) questions/.exec(early);
  assert.ok(asked && asked[1] === asked[2], 'every question has an example');
  assert.doesNotMatch(early, /The closing date was/);
  const late = (await read('late')).html;
  assert.match(late, /Check your answers[^]*The closing date was [^<]*we will mark them as late/);
  const example = (await read('receipt')).html;
  assert.match(example, /This receipt is an example[^]*HKD-473-MXR/);
  const sent = await read('respond', { method: 'POST', body: fieldsOf(early, 'send') });
  assert.match(sent.html, /Thank you\. We have received your answers/, 'an example can be sent');
  const back = await read('respond', { method: 'POST', body: fieldsOf(early, 'change') });
  assert.match(back.html, /<form [^]*This is an example of an answer/);
  for (const to of links)
    assert.doesNotMatch(to.slice(path.length), /\//, 'pictures are found from it');
  const text = await fetch(`${site.url}${path}form.txt`);
  assert.equal(text.headers.get('content-type'), 'text/plain; charset=utf-8');

  const body = new URLSearchParams({ 'values-ranking-human': 'x' });
  const wrong = await read('respond', { method: 'POST', body });
  assert.equal(wrong.status, 422);
  assert.match(wrong.html, /Enter a number from 1 to 6/);

  const unslashed = await fetch(site.url + path.slice(0, -1), { redirect: 'manual' });
  assert.deepEqual([unslashed.status, unslashed.headers.get('location')], [308, path]);
  for (const bad of [path.replace(/.(?=\/$)/, '_'), path.replace(slug, 'other'), '/preview/x/y/']) {
    if (bad !== path) assert.equal((await fetch(site.url + bad)).status, 404, bad);
  }
  assert.ok(site.lines.every((line) => !line.includes('/preview/')));
  clock.time = Date.now() + 29 * 86_400_000;
  assert.equal((await fetch(site.url + path)).status, 404, 'it ends');
});

/** Sends answers from a preview. Resolves to the receipt. */
async function rehearse(base: string, words: string) {
  const post = (more: Record<string, string> = {}) =>
    fetch(`${base}respond`, {
      method: 'POST',
      body: new URLSearchParams({ 'final-comment': words, ...more }),
    });
  const check = await (await post()).text();
  assert.match(check, /Check your answers before you send them/);
  const receipt = await post({ _token: tokenIn(check), _do: 'send' });
  assert.equal(receipt.status, 200);
  return { url: receipt.url, html: await receipt.text() };
}

const stores: Record<string, (t: TestContext) => Promise<Record<string, string>>> = {
  SQLite: async () => ({}),
  PostgreSQL: async (t) => {
    const postgres = await startPostgres();
    t.after(() => postgres.close());
    return { DATABASE_URL: await postgres.makeDatabase() };
  },
};

for (const [name, makeSettings] of Object.entries(stores)) {
  test(`${name}: a rehearsal is numbered separately, emailed as one, in no count, and erased by one command`, async (t) => {
    const settings = await makeSettings(t);
    const { site, mail, clock } = await startHidden(t, settings);
    clock.time = Math.min(opens - 1000, Date.now());
    const staff = (...words: string[]) => runStaff(site.dataDir, words, site.dataDir, settings);
    const json = async <T>(...words: string[]) =>
      JSON.parse((await staff(...words, '--json')).out) as T;
    const { link } = await json<{ link: string }>('preview', slug);
    const base = site.url + new URL(link).pathname;
    const receipt = await rehearse(base, 'Only trying it out');
    assert.match(receipt.html, /This is a preview[^]*Thank you\. We have received your answers/);
    assert.ok(receipt.url.startsWith(base));

    await until('its email has come', () => mail.emails.length === 1);
    const [email] = mail.emails;
    assert.match(email?.subject ?? '', /^\[Rehearsal: Strategy consultation\] Contribution 1: /);
    assert.match(email?.text ?? '', /^Please note: This is a rehearsal\./);
    assert.match(email?.text ?? '', /Somebody with a link to the preview wrote these answers/);
    const token = new URL(receipt.url).searchParams.get('receipt') ?? '';
    for (const at of [slug, `rehearsal-of-${slug}`])
      assert.equal((await fetch(`${site.url}/${at}/respond?receipt=${token}`)).status, 404, at);

    clock.time = opens;
    const real = await site.send({ 'final-comment': 'In earnest' });
    assert.equal(real.status, 303);
    await until('its email has come', () => mail.emails.length === 2);
    assert.match(mail.emails[1]?.subject ?? '', /^\[Strategy consultation\] Contribution 1: /);

    assert.equal((await json<{ received: number }>('status')).received, 1);
    assert.equal((await json<unknown[]>('list')).length, 1);
    const exported = join(site.dataDir, 'all.json');
    assert.equal((await staff('export', '--format', 'json', '--output', exported)).code, 0);
    assert.doesNotMatch(await readFile(exported, 'utf8'), /Only trying/);
    const report = join(site.dataDir, 'report.html');
    assert.equal((await staff('report', '--output', report)).code, 0);
    const html = await readFile(report, 'utf8');
    assert.match(html, /In earnest/);
    assert.doesNotMatch(html, /Only trying|Rehearsal/);
    assert.doesNotMatch((await staff('check', '--no-email')).out, /rehearsal-of-/);

    const erased = await json<{ erased: string[] }>('preview', slug, '--erase');
    assert.equal(erased.erased.length, 1);
    assert.equal((await fetch(receipt.url)).status, 404);
    assert.match((await staff('preview', slug, '--erase')).out, /There are no rehearsals/);
    assert.equal((await json<{ received: number }>('status')).received, 1);
    assert.ok(site.lines.every((line) => !line.includes(token) && !line.includes('/preview/')));
  });
}

test('a link is for one consultation and a limited time; a command that cannot make one says why', async (t) => {
  const key = Buffer.alloc(32, 7);
  const [, , name = '', token = ''] = previewPath(key, 'plan', 2_000_000_000_000).split('/');
  assert.equal(name, 'plan');
  assert.equal(readPreviewToken(key, 'plan', token, 0), 2_000_000_000_000);
  assert.equal(readPreviewToken(key, 'plan', token, 2_000_000_000_000), null);
  assert.equal(readPreviewToken(key, 'plans', token, 0), null);
  assert.equal(readPreviewToken(Buffer.alloc(32, 8), 'plan', token, 0), null);
  assert.equal(readPreviewToken(key, 'plan', token.replace(/^./, 'z'), 0), null);

  const { site } = await startHidden(t);
  const run = (...words: string[]) => runStaff(site.dataDir, ['preview', ...words]);
  assert.equal((await run(slug, '--days', '29')).code, 2);
  const unknown = await run('no-such-plan');
  assert.deepEqual([unknown.code, unknown.out], [1, '']);
  assert.match(unknown.error, /^The site does not have no-such-plan; it has strategy-2020-2022/);
  await writeFile(join(site.dataDir, 'links.key'), 'short');
  const damaged = await run(slug);
  assert.match(damaged.error, /links\.key is damaged: delete it/);
});
