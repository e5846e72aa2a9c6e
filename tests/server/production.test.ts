/** The build alone, in a folder where nothing is installed: what docs/production.md tells to copy. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { defaultDist } from '../../src/server/http/built-site.ts';
import { atEnd } from '../cleanup.ts';
import { startMailServer } from '../mail-server.ts';
import { startPostgres } from '../postgres.ts';
import { makeFolder, slug, tokenIn, until } from '../site.ts';

for (const kept of ['in its folder', 'in PostgreSQL']) {
  test(`dist/ and Node are enough: form, check, send, receipt, email, stop; kept ${kept}`, async (t) => {
    const mail = await startMailServer(t);
    const database: Record<string, string> = {};
    if (kept === 'in PostgreSQL') {
      const postgres = await startPostgres();
      atEnd(t, () => postgres.close());
      database['DATABASE_URL'] = await postgres.makeDatabase();
    }
    const folder = await makeFolder(t);
    await cp(defaultDist, join(folder, 'weigh-in'), { recursive: true });
    await keepOpen(join(folder, 'weigh-in/consultations.json'));
    assert.ok(!(await readdir(folder)).includes('node_modules'));

    const site = spawn(process.execPath, [...flags, 'weigh-in/server/main.mjs'], {
      cwd: folder,
      env: { PORT: '0', SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org', ...database },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    atEnd(t, () => site.kill('SIGKILL'));
    let printed = '';
    site.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await until('it is up', () => /Weigh In is at (http\S+)/.test(printed));
    const url = /Weigh In is at (http\S+)/.exec(printed)?.[1] ?? '';

    const form = await fetch(`${url}/${slug}/`);
    assert.equal(form.status, 200);
    const post = (fields: Record<string, string>) =>
      fetch(`${url}/${slug}/respond`, { method: 'POST', body: new URLSearchParams(fields) });
    const check = await post({ 'final-comment': 'From the build alone' });
    assert.equal(check.status, 200);
    const token = tokenIn(await check.text());
    const receipt = await post({
      'final-comment': 'From the build alone',
      _token: token,
      _do: 'send',
    });
    assert.match(await receipt.text(), /Thank you/);
    await until('the email has come', () => mail.emails.length === 1);
    assert.deepEqual((await readdir(folder)).sort(), ['data', 'weigh-in']);

    site.kill('SIGTERM');
    const [code] = (await once(site, 'exit')) as [number];
    assert.equal(code, 0);
  });
}

/** The blocks of commands that stand before the first heading of docs/production.md, for a machine below a folder. */
function blocksFor(place: string, mailUrl: string): string[] {
  const [part = ''] = read('docs/production.md').split(/^## /m);
  return [...part.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) =>
    block
      .replaceAll(/(?<![\w.])\/(srv|var\/lib)\//g, `${place}/$1/`)
      .replace('cp -r dist ', `cp -r ${defaultDist} `)
      .replace(/SMTP_URL=\S+/, `SMTP_URL=${mailUrl}`)
      // So that a signal reaches the site, and not the shell.
      .replace(/^ {2}node /m, '  exec node '),
  );
}

test('the commands of the docs copy a build, start it, and put a newer one in its place', async (t) => {
  const mail = await startMailServer(t);
  const place = await makeFolder(t);
  for (const path of ['srv', 'var/lib']) await mkdir(join(place, path), { recursive: true });
  const [, begin = '', replace = '', ...more] = blocksFor(place, mail.url);
  assert.ok(replace && more.length === 0, 'the docs have other blocks now');
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, PORT: '0' };
  const runAll = (commands: string) =>
    promisify(execFile)('/bin/sh', ['-ec', commands], { cwd: place, env });
  const start = async (commands: string) => {
    const site = spawn('/bin/sh', ['-ec', commands], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    atEnd(t, () => site.kill('SIGKILL'));
    let printed = '';
    site.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await until('it is up', () => /Weigh In is at (http\S+)/.test(printed));
    return { site, url: /Weigh In is at (http\S+)/.exec(printed)?.[1] ?? '' };
  };
  const copy = begin.slice(0, begin.indexOf('mkdir'));
  await runAll(copy);
  await keepOpen(join(place, 'srv/weigh-in/consultations.json'));
  const first = await start(begin.replace(copy, ''));
  const post = async (fields: Record<string, string>) =>
    fetch(`${first.url}/${slug}/respond`, { method: 'POST', body: new URLSearchParams(fields) });
  const words = { 'final-comment': 'Before the newer build' };
  const token = tokenIn(await (await post(words)).text());
  await post({ ...words, _token: token, _do: 'send' });
  await until('the email has come', () => mail.emails.length === 1);

  await runAll(replace);
  assert.deepEqual((await readdir(join(place, 'srv'))).sort(), ['weigh-in', 'weigh-in.old']);
  const ended = once(first.site, 'exit');
  first.site.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
  const again = begin.slice(begin.indexOf('cd '));
  const second = await start(again);
  assert.equal((await fetch(`${second.url}/healthz`)).status, 200);
  const [, staff = ''] =
    /`(DATA_DIR=data node \/srv\/\S+ status)`/.exec(read('docs/production.md')) ?? [];
  const status = staff.replace('/srv/', `${place}/srv/`);
  const { stdout } = await runAll(`cd ${place}/var/lib/weigh-in\n${status}`);
  assert.match(stdout, /1 /);
});

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');

/** Of each line that starts the site. */
function flagsIn(text: string): string[][] {
  const starts = text.matchAll(/node ((?:--\S+ )*)\S*server\/main\.(?:mjs|ts)/g);
  return [...starts].map(([, flags = '']) => flags.split(' ').slice(0, -1));
}

const [flags = []] = flagsIn(read('docs/production.md'));

test('the docs and the systemd unit start it with the flags of "npm start"', () => {
  assert.ok(flags.length > 0);
  assert.deepEqual(flagsIn(read('package.json')), [flags]);
  assert.deepEqual(flagsIn(read('docs/deploy/weigh-in.service')), [flags]);
});

/** This process has the clock of the machine: the consultation is open at any time. */
async function keepOpen(file: string): Promise<void> {
  const consultations = JSON.parse(await readFile(file, 'utf8')) as object[];
  const always = { opens: '2020-01-01T00:00:00Z', closes: '2999-01-01T00:00:00Z' };
  await writeFile(file, JSON.stringify(consultations.map((item) => ({ ...item, ...always }))));
}
