/** The process as an operator sees it: what it prints, when it refuses to start, how it stops. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { atEnd } from '../cleanup.ts';
import { makeFolder, slug, until } from '../site.ts';

const main = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url));

async function start(
  t: TestContext,
  environment: Record<string, string>,
  command = [process.execPath, main],
) {
  const [program = '', ...words] = command;
  const child = spawn(program, words, {
    // A group, so that nothing stays when the program leaves a process behind.
    detached: true,
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: await makeFolder(t), ...environment },
  });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  atEnd(t, async () => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // All have ended.
    }
    await ended;
  });
  return { child, output, ended };
}

test('a wrong setting stops the start with one sentence that names it', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  atEnd(t, () => taken.close());
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as AddressInfo;
  for (const [environment, name] of [
    [{ PORT: 'x' }, 'PORT'],
    [{ NODE_ENV: 'production' }, 'SMTP_URL'],
    [{ DATA_DIR: join(main, 'below-a-file') }, 'DATA_DIR'],
    [{ DATA_DIR: '/proc/nope' }, 'DATA_DIR'],
    [{ MAIL_DIR: main }, 'MAIL_DIR'],
    [{ PORT: String(port) }, 'PORT'],
  ] as const) {
    const { output, ended } = await start(t, environment);
    assert.equal(await ended, 1);
    assert.match(output.err, new RegExp(`^Weigh In cannot start\\. [^\\n]*${name}[^\\n]*\\.\\n$`));
    assert.equal(output.out, '');
  }
});

test('a misspelt setting is warned about once, and does not stop the start', async (t) => {
  const { child, output, ended } = await start(t, { MAILTO: 'cron@example.org', PATH: '/bin' });
  await until('it is up', () => output.out.includes('emails go'));
  child.kill('SIGTERM');
  await ended;
  assert.equal(output.out.match(/^.*did you mean.*$/gm)?.join(), meant('MAILTO', 'MAIL_TO'));
  assert.equal(output.err, '');
});

test('when a setting is missing, a misspelt one is named too', async (t) => {
  const { output, ended } = await start(t, { NODE_ENV: 'production', SMPT_URL: 'smtp://a:b@c' });
  assert.equal(await ended, 1);
  assert.match(output.err, /^Weigh In cannot start\. SMTP_URL is not set/);
  assert.ok(output.err.endsWith(`${meant('SMPT_URL', 'SMTP_URL')}\n`), output.err);
});

function meant(name: string, setting: string): string {
  return `${name} is set, but Weigh In has no such setting: did you mean ${setting}?`;
}

test('says where it is and where emails go, answers what is in flight, and stops', async (t) => {
  const { child, output, ended } = await start(t, {});
  await until('it is up', () => output.out.includes('emails go'));
  const url = /at (http:\S+)/.exec(output.out)?.[1] ?? '';
  assert.match(output.out, /Contributions are stored in .*; emails go as files to .*mail\n/);

  const answered = new Promise<number | undefined>((resolve, reject) => {
    const body = new URLSearchParams({ 'final-comment': 'In flight' }).toString();
    const sending = request(
      `${url}/${slug}/respond`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode));
      },
    );
    sending.once('error', reject);
    sending.write(body.slice(0, 5));
    child.stdout.once('data', () => sending.end(body.slice(5)));
  });
  // Half of the form has been sent when the process is asked to stop; the rest follows.
  await new Promise((resolve) => setTimeout(resolve, 300));
  child.kill('SIGTERM');
  // 409: the machine's clock is after the closing date of the shipped consultation.
  assert.ok([200, 409].includes((await answered) ?? 0));
  await assert.rejects(fetch(url), 'nothing new is taken');
  assert.equal(await ended, 0);
  assert.equal(output.err, '');
});

test('if it is asked to stop twice, or while it starts, it stops once and without an error', async (t) => {
  const { child, output, ended } = await start(t, { MAILTO: 'cron@example.org' });
  await until('it has begun to start', () => output.out.includes('did you mean'));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM'] as const) child.kill(signal);
  assert.equal(await ended, 0);
  assert.equal(output.out.match(/^Stopping/gm)?.length, 1);
  assert.equal(output.err, '');
});

test('when npm is asked to stop, the site stops', async (t) => {
  // Its own home, so that npm writes nothing elsewhere; without the build, which the tests have already.
  const environment = { HOME: await makeFolder(t), npm_config_update_notifier: 'false' };
  const command = ['npm', 'start', '--ignore-scripts'];
  const { child, output, ended } = await start(t, environment, command);
  await until('it is up', () => output.out.includes('emails go'));
  const url = /at (http:\S+)/.exec(output.out)?.[1] ?? '';
  child.kill('SIGTERM');
  await until('the port is free', () =>
    fetch(url).then(
      () => false,
      () => true,
    ),
  );
  await ended;
  assert.match(output.out, /^Stopping/m);
});
