/** A consultation in English and Welsh: one numbering and one count, and nothing typed is lost between them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readFile, writeFile } from 'node:fs/promises';
import { previewPath } from '../../src/server/settings/preview-link.ts';
import { makeLinkKey } from '../../src/server/store/sqlite/link-key.ts';
import { startMailServer } from '../mail-server.ts';
import { startTestSite, tokenIn, until, whileOpen } from '../site.ts';
import { runStaff } from '../staff/run.ts';
import { buildLanguages } from './build-languages.ts';

const clock = { now: () => whileOpen + 86_400_000 };

async function start(t: TestContext, settings: Record<string, string> = {}) {
  return startTestSite(t, settings, { dist: await buildLanguages(), ...clock }, 'library');
}

/** Sends a form to the page in Welsh. */
async function postInWelsh(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(`${url}/library/cy/respond`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
}

const versionIn = (html: string) => /name="_version" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** Sends answers from the Welsh form, through its check page. Resolves to the address of the receipt. */
async function sendInWelsh(url: string, fields: Record<string, string>): Promise<string> {
  const form = await (await fetch(`${url}/library/cy/`)).text();
  const all = { ...fields, _version: versionIn(form) };
  const check = await (await postInWelsh(url, all)).text();
  const _checked = String(clock.now() - 60_000);
  const sent = await postInWelsh(url, { ...all, _token: tokenIn(check), _checked, _do: 'send' });
  assert.equal(sent.status, 303);
  return url + (sent.headers.get('location') ?? '');
}

test('each language has its own pages, which name their language', async (t) => {
  const site = await start(t);
  for (const [path, language, title] of [
    ['/library/', 'en-GB', 'The library in Elmton'],
    ['/library/cy/', 'cy', 'Y llyfrgell yn Elmton'],
    ['/library/cy/privacy/', 'cy', 'Cyngor Tref Elmton'],
  ] as const) {
    const page = await (await fetch(site.url + path)).text();
    assert.match(page, new RegExp(`<html lang="${language}"`), path);
    assert.ok(page.includes(title), path);
  }
  assert.equal((await fetch(`${site.url}/library/ar/`)).url, `${site.url}/library/`);
  assert.equal((await fetch(`${site.url}/library/cy/closed/`)).status, 404);
});

test('the site’s pages in Welsh name a consultation in Welsh, and lead to its pages in Welsh', async (t) => {
  const site = await start(t);
  for (const path of ['/cy/', '/cy/dim/']) {
    const page = await (await fetch(site.url + path)).text();
    assert.match(
      page,
      /href="\/library\/cy\/">Ewch i’r ymgynghoriad: Y llyfrgell yn Elmton</,
      path,
    );
    assert.ok(!page.includes('The library in Elmton'), path);
  }
  const home = await (await fetch(`${site.url}/cy/`)).text();
  assert.match(home, /Dydd Gwener, 30 Ebrill 2027, 11:59yh amser y DU/);
  assert.match(home, /href="\/library\/cy\/privacy\/"/);
});

test('the style sheet of every page is allowed, from left to right and from right to left', async (t) => {
  const site = await start(t);
  const sheets = new Set<string>();
  for (const path of ['/', '/library/cy/', '/ar/', '/health/', '/health/respond?saved']) {
    const response = await fetch(site.url + path);
    const sheet = /<style>([^]*?)<\/style>/.exec(await response.text())?.[1] ?? '';
    sheets.add(sheet);
    const hash = createHash('sha256').update(sheet).digest('base64');
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.ok(policy.includes(`'sha256-${hash}'`), path);
  }
  assert.equal(sheets.size, 2, 'pages from right to left have a style sheet of their own');
});

test('what is typed goes along to the other language, and back', async (t) => {
  const site = await start(t);
  const typed = { more: 'Mwy o lyfrau Cymraeg', 'rooms-books': '1', when: 'evening' };
  const there = await (await postInWelsh(site.url, { ...typed, _do: 'in_en' })).text();
  assert.match(there, /<html lang="en-GB"/);
  assert.match(there, /action="\/library\/respond/);
  assert.match(there, /Mwy o lyfrau Cymraeg<\/textarea>/);
  assert.match(there, /value="evening" checked/);
  assert.match(there, /name="rooms-books"[^>]*value="1"|value="1"[^>]*name="rooms-books"/);
  const back = await (
    await site.post({ ...typed, _version: versionIn(there), _do: 'in_cy' })
  ).text();
  assert.match(back, /<html lang="cy"/);
  assert.match(back, /Mwy o lyfrau Cymraeg<\/textarea>/);
  assert.ok(!back.includes('name="_left"'), 'nothing has lost its box');
});

test('answers in both languages have one numbering and one count, and staff read English', async (t) => {
  const mail = await startMailServer(t);
  const site = await start(t, { SMTP_URL: mail.url, MAIL_FROM: 'site@elmton.example' });
  const receipt = await (
    await fetch(
      await sendInWelsh(site.url, {
        when: 'evening',
        more: 'Mwy o lyfrau Cymraeg',
        'views-warm': 'agree',
      }),
    )
  ).text();
  assert.match(receipt, /<html lang="cy"/);
  assert.match(receipt, /Gyda’r nos/);
  assert.equal((await site.send({ when: 'evening', more: 'More books' })).status, 303);
  await until('both emails have come', () => mail.emails.length === 2);
  const [first, second] = mail.emails.toSorted((a, b) =>
    String(a.subject).localeCompare(String(b.subject)),
  );
  assert.match(first?.subject ?? '', /^\[The library in Elmton\] Contribution 1: /);
  assert.match(first?.text ?? '', /questions answered, in Welsh/);
  assert.match(first?.text ?? '', /When would you come\? \(needed\)\n\nAnswer:\nIn the evening/);
  assert.match(first?.text ?? '', /Mwy o lyfrau Cymraeg/);
  assert.match(second?.text ?? '', /questions answered\n/);
  await site.stop();

  type Exported = { contributions: { number: number; language: string; version: string }[] };
  const write = async (name: string, ...words: string[]) => {
    const file = join(site.dataDir, name);
    const { error } = await runStaff(site.dataDir, [
      ...words,
      ...['--consultation', 'library', '--output', file],
    ]);
    assert.equal(error, '');
    return readFile(file, 'utf8');
  };
  const { contributions } = JSON.parse(
    await write('all.json', 'export', '--format', 'json'),
  ) as Exported;
  assert.deepEqual(
    contributions.map(({ number, language }) => [number, language]),
    [
      [1, 'cy'],
      [2, 'en-GB'],
    ],
  );
  assert.match(await write('all.csv', 'export', '--format', 'csv'), /^[^\n]*"answered-in"/);
  const report = await write('report.html', 'report');
  assert.match(report, /2 of 2 answered/);
  assert.match(report, /<th[^>]*>Welsh<\/th><td[^>]*>1<.*?>50%<\/td>/);
  assert.match(report, /<blockquote>[^<]*<p lang="cy" dir="auto">Mwy o lyfrau Cymraeg<\/p>/);
  assert.match(report, /<th[^>]*>In the evening<\/th>\s*<td[^>]*>2/);
});

test('answers that were saved in Welsh can be opened in English', async (t) => {
  const site = await start(t);
  const saved = await (await postInWelsh(site.url, { more: 'Mwy o lyfrau', _do: 'save' })).text();
  const code = /class="reference"[^>]*>\s*([0-9A-Z-]+)/.exec(saved)?.[1] ?? '';
  const opened = await (await site.post({ _code: code, _do: 'open' })).text();
  assert.match(opened, /<html lang="en-GB"/);
  assert.match(opened, /Mwy o lyfrau<\/textarea>/);
});

test('a preview shows every state in each language, with its banner and its title in that language', async (t) => {
  const site = await startTestSite(
    t,
    {},
    { dist: await buildLanguages(), now: Date.now, log: () => {} },
    'library',
  );
  const until = Date.now() + 86_400_000;
  const base = previewPath(makeLinkKey(site.dataDir), 'library', until).replace(/\/$/, '');
  const read = async (rest: string) => (await fetch(site.localUrl + base + rest)).text();
  for (const rest of ['/', '/before', '/errors', '/check', '/receipt', '/closed']) {
    const page = await read(`/cy${rest}`);
    assert.match(page, /<html lang="cy"[^]*Rhagolwg yw hwn/, rest);
    assert.ok(page.includes(`href="${base}/cy/check"`), rest);
    assert.doesNotMatch(page, /Rehearsal|This is a preview/, rest);
    assert.match(await read(rest), /<html lang="en-GB"[^]*This is a preview/, rest);
  }
  assert.match(await read('/cy/check'), /Ymarfer: Y llyfrgell yn Elmton/);
  assert.match(await read('/check'), /Rehearsal: The library in Elmton/);
  const body = new URLSearchParams({ more: 'Mwy', _do: 'in_en' });
  const turned = await fetch(`${site.localUrl + base}/cy/respond`, { method: 'POST', body });
  assert.match(await turned.text(), /<html lang="en-GB"[^]*This is a preview[^]*Mwy<\/textarea>/);
});

test('staff who file a form in Welsh read in English how it was understood', async (t) => {
  const site = await start(t);
  const form = await (await fetch(`${site.url}/library/cy/form.txt`)).text();
  const file = join(site.dataDir, 'form.txt');
  const filled = form
    .replace('[ ] Gyda’r nos', '[x] Gyda’r nos')
    .replace('[  ] Prynu llyfrau', '[ dau ] Prynu llyfrau')
    .replace('[  ] Agor yr ardd', '[ 2 ] Agor yr ardd');
  await writeFile(file, filled);
  const add = ['add', file, '--consultation', 'library', '--channel', 'post', '--check'];
  const { code, out } = await runStaff(site.dataDir, add);
  assert.equal(code, 3);
  assert.match(out, /Question: When would you come\? \(needed\)\n\nAnswer:\nIn the evening/);
  assert.match(out, /You gave Buy books and Open the garden the same number/);
  assert.doesNotMatch(out, /Gyda’r nos|Agor yr ardd|Dim ateb/);
});

test('answers that were sent in Welsh to a page without a form come back on a Welsh page', async (t) => {
  const site = await start(t);
  const body = new URLSearchParams({ more: 'Mwy o lyfrau' });
  const reply = await fetch(`${site.url}/library/cy/`, { method: 'POST', body });
  assert.equal(reply.status, 405);
  assert.match(await reply.text(), /<html lang="cy"[^]*Mwy o lyfrau/);
});

test('what was sent in Welsh can be changed in English, and withdrawn', async (t) => {
  const site = await start(t);
  const receipt = await sendInWelsh(site.url, { when: 'evening', more: 'Mwy o lyfrau' });
  const _receipt = new URL(receipt).searchParams.get('receipt') ?? '';
  const open = await (await postInWelsh(site.url, { _receipt, _do: 'open' })).text();
  assert.match(open, /<html lang="cy"[^]*Mwy o lyfrau<\/textarea>/);
  const fields = { when: 'evening', more: 'More books', _receipt, _change: '1' };
  const turned = await (
    await postInWelsh(site.url, { ...fields, _version: versionIn(open), _do: 'in_en' })
  ).text();
  assert.match(turned, /<html lang="en-GB"[^]*More books<\/textarea>/);
  const answers = { ...fields, _version: versionIn(turned) };
  const check = await (await site.post(answers)).text();
  assert.match(
    check,
    /Send your changed answers[^]*More books|More books[^]*Send your changed answers/,
  );
  assert.match(check, /Mwy o lyfrau/, 'the answer before stands beside it');
  const _token = tokenIn(check);
  assert.equal((await site.post({ ...answers, _token, _do: 'send' })).status, 303);
  const changed = await (await fetch(receipt)).text();
  assert.match(changed, /<html lang="en-GB"[^]*More books/);
  await site.post({ _receipt, _do: 'withdraw now' });
  assert.doesNotMatch(await (await fetch(receipt)).text(), /name="_do" value="open"/);
});
