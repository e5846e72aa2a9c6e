/** The languages of a consultation change after people have answered in them: nothing that they wrote is lost. */
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import {
  appendFile,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildContent } from '../build-content.ts';
import { buildLanguages, languagesContent } from './build-languages.ts';
import { startMailServer } from '../mail-server.ts';
import { makeFolder, startTestSite, tokenIn, whileOpen, type TestSite } from '../site.ts';

const shared = ['contact', 'recipients', 'opens', 'closes', 'timeZone', 'minutes'];

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weigh-in-languages-'));
  await build('english', leaveWelshOut);
  await build('turned', putWelshFirst);
  await build('renamed', giveOtherName);
});
after(() => rm(folder, { recursive: true }));

async function build(name: string, change: (library: string) => Promise<void>): Promise<void> {
  const changed = join(folder, `content-${name}`);
  await cp(languagesContent, changed, { recursive: true });
  await change(join(changed, 'library'));
  await buildContent(changed, join(folder, name));
}

async function leaveWelshOut(library: string): Promise<void> {
  await rm(join(library, 'cy'), { recursive: true });
  const file = join(library, 'consultation.yaml');
  const settings = await readFile(file, 'utf8');
  await writeFile(file, settings.replace('languages: [en-GB, cy]', 'language: en-GB'));
}

async function putWelshFirst(library: string): Promise<void> {
  const [english, welsh] = ['consultation.yaml', 'cy/consultation.yaml'].map((name) =>
    readFile(join(library, name), 'utf8'),
  );
  const lines = ((await english) ?? '').split('\n');
  const isShared = (line: string) => shared.some((key) => line.startsWith(`${key}:`));
  await mkdir(join(library, 'en'));
  for (const name of (await readdir(library)).filter((one) => one.endsWith('.md'))) {
    await rename(join(library, name), join(library, 'en', name));
    await rename(join(library, 'cy', name), join(library, name));
  }
  await rm(join(library, 'cy'), { recursive: true });
  const main = [...lines.filter(isShared), 'languages: [cy, en-GB]', await welsh];
  await writeFile(join(library, 'consultation.yaml'), main.join('\n'));
  const other = lines.filter((line) => !isShared(line) && !line.startsWith('languages:'));
  await writeFile(join(library, 'en/consultation.yaml'), other.join('\n'));
}

async function giveOtherName(library: string): Promise<void> {
  await appendFile(join(library, 'consultation.yaml'), 'formerly: [library]\n');
  await rename(library, join(library, '../books'));
}

const clock = { now: () => whileOpen + 86_400_000 };

/** @param name of the build; `both`: as it is in tests/languages/content */
async function start(t: TestContext, name: string, settings: Record<string, string>) {
  const dist = name === 'both' ? await buildLanguages() : join(folder, name);
  return startTestSite(t, settings, { dist, ...clock }, 'library');
}

function post({ localUrl }: TestSite, path: string, fields: Record<string, string>) {
  const body = new URLSearchParams(fields);
  return fetch(localUrl + path, { method: 'POST', body, redirect: 'manual' });
}

const versionIn = (html: string) => /name="_version" value="([^"]+)"/.exec(html)?.[1] ?? '';
const languageOf = (html: string) => /<html lang="([^"]+)"/.exec(html)?.[1];

/** Opens the Welsh form, saves answers and sends others. What is open then is as it was in the browser. */
async function answerInWelsh(site: TestSite) {
  const _version = versionIn(await (await fetch(`${site.localUrl}/library/cy/`)).text());
  const answers = { _version, when: 'evening', more: 'Mwy o lyfrau' };
  const saved = await (await post(site, '/library/cy/respond', { ...answers, _do: 'save' })).text();
  const code = /class="reference"[^>]*>\s*([0-9A-Z-]+)/.exec(saved)?.[1] ?? '';
  const sent = await send(site, answers);
  return { answers, code, receipt: sent.headers.get('location') ?? '' };
}

async function send(site: TestSite, answers: Record<string, string>): Promise<Response> {
  const check = await (await post(site, '/library/cy/respond', answers)).text();
  const _checked = String(clock.now() - 60_000);
  const last = { _token: tokenIn(check), _checked, _do: 'send' };
  return post(site, '/library/cy/respond', { ...answers, ...last });
}

for (const [dist, main] of [
  ['english', 'en-GB'],
  ['turned', 'cy'],
] as const) {
  test(`forms, saved answers and receipts in Welsh outlive a change to "${dist}"`, async (t) => {
    const settings = { DATA_DIR: await makeFolder(t) };
    const both = await start(t, 'both', settings);
    const { answers, code, receipt } = await answerInWelsh(both);
    await both.stop();
    const site = await start(t, dist, settings);

    const check = await (await post(site, '/library/cy/respond', answers)).text();
    assert.equal(languageOf(check), 'cy', 'the check page is in the language of the open form');
    assert.match(check, /Gyda’r nos/);
    const sent = await send(site, { ...answers, more: 'Rhagor' });
    assert.equal(sent.status, 303);
    const second = await fetch(site.localUrl + (sent.headers.get('location') ?? ''));
    assert.match(await second.text(), /<html lang="cy"[^]*Rhagor/);

    for (const path of ['/library/respond', '/library/cy/respond']) {
      const opened = await (await post(site, path, { _code: code, _do: 'open' })).text();
      assert.equal(languageOf(opened), main, path);
      assert.match(opened, /Mwy o lyfrau<\/textarea>/);
    }
    const first = await (await fetch(site.localUrl + receipt)).text();
    assert.match(first, /<html lang="cy"[^]*Mwy o lyfrau/);
    const _receipt = new URL(receipt, site.localUrl).searchParams.get('receipt') ?? '';
    const changed = await post(site, '/library/cy/respond', { _receipt, _do: 'open' });
    assert.match(await changed.text(), /Mwy o lyfrau<\/textarea>/);
  });

  test(`links to Welsh pages lead to the main language after a change to "${dist}"`, async (t) => {
    const site = await start(t, dist, { DATA_DIR: await makeFolder(t) });
    for (const rest of ['', 'privacy/', 'form.txt']) {
      const page = await fetch(`${site.localUrl}/library/cy/${rest}`, { redirect: 'manual' });
      assert.equal(page.status, 303, rest);
      assert.equal(page.headers.get('location'), `/library/${rest}`);
    }
    const saved = await fetch(`${site.localUrl}/library/cy/respond?saved=XXXX-XXXX-XXXX-XXXX`);
    assert.equal(languageOf(await saved.text()), main);
  });

  test(`a change to "${dist}" alone rewords no question that people answered`, async (t) => {
    const settings = { DATA_DIR: await makeFolder(t) };
    const both = await start(t, 'both', settings);
    await answerInWelsh(both);
    await both.stop();
    const { lines } = await start(t, dist, settings);
    assert.deepEqual(
      lines.filter((line) => /when people answered it|is gone| now\./.test(line)),
      [],
    );
  });
}

test('a form of the version before can go on in another language of that version', async (t) => {
  const settings = { DATA_DIR: await makeFolder(t) };
  const both = await start(t, 'both', settings);
  const _version = versionIn(await (await fetch(both.form)).text());
  await both.stop();
  const site = await start(t, 'turned', settings);
  const turned = await site.post({ _version, more: 'More books', _do: 'in_cy' });
  const page = await turned.text();
  assert.equal(languageOf(page), 'cy');
  assert.match(page, /More books<\/textarea>/);
});

test('saved answers in Welsh have a link that is emailed', async (t) => {
  const mail = await startMailServer(t);
  const environment = { SMTP_URL: mail.url, MAIL_FROM: 'site@elmton.example' };
  const site = await start(t, 'both', {
    ...environment,
    DATA_DIR: await makeFolder(t),
    PUBLIC_URL: 'https://elmton.example',
  });
  const typed = { more: 'Mwy o lyfrau', _do: 'save' };
  const saved = await (await post(site, '/library/cy/respond', typed)).text();
  const _saved = /name="_saved" value="([^"]+)"/.exec(saved)?.[1] ?? '';
  const asked = { _saved, _to: 'ann@elmton.example', _do: 'email' };
  const reply = await post(site, '/library/cy/respond', asked);
  assert.equal(reply.status, 200);
  assert.match(await reply.text(), /<html lang="cy"[^]*ann@elmton\.example/);
});

test('a consultation that is renamed has its languages at both names', async (t) => {
  const settings = { DATA_DIR: await makeFolder(t) };
  const both = await start(t, 'both', settings);
  const { answers, code, receipt } = await answerInWelsh(both);
  await both.stop();
  const site = await start(t, 'renamed', settings);
  const page = await fetch(`${site.localUrl}/library/cy/`);
  assert.equal(page.url, `${site.localUrl}/books/cy/`);
  const sent = await send(site, { ...answers, more: 'Rhagor' });
  assert.equal(sent.status, 303);
  for (const address of [receipt, sent.headers.get('location') ?? ''])
    assert.match(await (await fetch(site.localUrl + address)).text(), /<html lang="cy"/);
  for (const path of ['/library/cy/respond', '/books/cy/respond']) {
    const opened = await (await post(site, path, { _code: code, _do: 'open' })).text();
    assert.match(opened, /<html lang="cy"[^]*Mwy o lyfrau<\/textarea>/, path);
  }
  assert.ok(!site.lines.some((line) => /when people answered it/.test(line)));
});

test('a language that is added while people answer takes over what was typed and saved before', async (t) => {
  const settings = { DATA_DIR: await makeFolder(t) };
  const english = await start(t, 'english', settings);
  const _version = versionIn(await (await fetch(english.form)).text());
  const answers = { _version, when: 'evening', more: 'More books' };
  const saved = await (await english.post({ ...answers, _do: 'save' })).text();
  const _code = /class="reference"[^>]*>\s*([0-9A-Z-]+)/.exec(saved)?.[1] ?? '';
  await english.stop();
  const site = await start(t, 'both', settings);
  const check = await (await site.post(answers)).text();
  assert.match(check, /<html lang="en-GB"[^]*More books/);
  const turned = await (await site.post({ ...answers, _do: 'in_cy' })).text();
  const opened = await (await post(site, '/library/cy/respond', { _code, _do: 'open' })).text();
  for (const page of [turned, opened]) {
    assert.match(page, /<html lang="cy"[^]*More books<\/textarea>/);
    assert.ok(!page.includes('name="_left"'), 'nothing has lost its box');
  }
});
