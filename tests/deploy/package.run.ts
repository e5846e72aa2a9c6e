/**
 * The package that `npm run package` has made, in an empty folder and with nothing else on the PATH: it builds a
 * content folder, serves it, takes an answer, follows a change, and leaves content and data to a newer one.
 */
import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { glob, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { atEnd } from '../cleanup.ts';
import { newConsultation } from '../../src/content-files/new-consultation.ts';
import { writeContent } from '../content-files/content.ts';
import { makeFolder } from '../site.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

interface Running {
  url: string;
  stop(): Promise<void>;
}

/** Starts the site, and resolves when it says where it is. */
async function start(test: TestContext, folder: string, env: NodeJS.ProcessEnv): Promise<Running> {
  const child = spawn('/bin/sh', [join(folder, 'bin/weigh-in'), 'start'], { env, cwd: folder });
  const stop = () => stopProcess(child);
  atEnd(test, stop);
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (data: Buffer) => {
      said += data.toString();
      const found = /Weigh In is at (http\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => reject(new Error(said)));
  });
  return { url, stop };
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => void child.on('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function unpack(into: string): Promise<string> {
  const [file] = await Array.fromAsync(glob('weigh-in-*.tar.gz', { cwd: root }));
  assert.ok(file, 'npm run package makes the file first');
  await mkdir(into);
  await run('tar', ['-xzf', join(root, file), '--strip-components=1', '-C', into]);
  return into;
}

test('the package runs by itself', async (t) => {
  const place = await makeFolder(t);
  // Open by the clock of the machine, which the package goes by.
  const now = new Date(Date.now() - 20 * 86_400_000);
  const open = newConsultation({ title: 'A plan for the park', contact: 'park@example.org', now });
  const content = await writeContent(t, {
    'park/consultation.yaml': open['consultation.yaml'] ?? '',
  });
  const data = join(place, 'data');
  await writeFile(
    join(place, 'settings.env'),
    `CONTENT_DIR=${content}\nDATA_DIR=${data}\nHOST=127.0.0.1\nPORT=0\n`,
  );
  const env = { PATH: '/nowhere', SETTINGS_FILE: join(place, 'settings.env') };
  const folder = await unpack(join(place, 'weigh-in'));

  const first = await start(t, folder, env);
  const page = await fetch(`${first.url}/park/`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /A plan for the park/);
  const form = new URLSearchParams({ 'comment-question': 'A bench, please.', _do: 'check' });
  const checked = await (
    await fetch(`${first.url}/park/respond`, { method: 'POST', body: form })
  ).text();
  const token = /name="_token" value="([^"]+)"/.exec(checked)?.[1];
  assert.ok(token, checked);
  form.set('_token', token);
  form.set('_do', 'send');
  const sent = await fetch(`${first.url}/park/respond`, { method: 'POST', body: form });
  assert.match(await sent.text(), /We have received your answers/);
  await first.stop();

  const yaml = join(content, 'park/consultation.yaml');
  const text = await readFile(yaml, 'utf8');
  await writeFile(yaml, text.replace(/^title: .*$/m, 'title: A new plan for the park'));
  await rename(folder, join(place, 'older'));
  const newer = await unpack(join(place, 'weigh-in'));
  const second = await start(t, newer, env);
  assert.match(await (await fetch(`${second.url}/park/`)).text(), /A new plan for the park/);
  const status = await run('/bin/sh', [join(newer, 'bin/weigh-in'), 'list', '--json'], {
    env,
    cwd: place,
  });
  assert.match(status.stdout, /"number": 1/);
  await second.stop();
});
