/** The process as an operator meets it: what it prints, how it refuses, how it stops. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { atEnd } from '../cleanup.ts';
import { makeFolder, slug, tokenIn, until } from '../site.ts';

const main = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url));

async function start(t: TestContext, environment: Record<string, string>) {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: await makeFolder(t), ...environment },
  });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  atEnd(t, async () => {
    child.kill('SIGKILL');
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
    [{ PORT: String(port) }, 'PORT'],
  ] as const) {
    const { output, ended } = await start(t, environment);
    assert.equal(await ended, 1);
    assert.match(output.err, new RegExp(`^Weigh In cannot start\\. [^\\n]*${name}[^\\n]*\\.\\n$`));
    assert.equal(output.out, '');
  }
});

test('says where it is and where emails go, answers what is in flight, and stops', async (t) => {
  const { child, output, ended } = await start(t, {});
  await until('it is up', () => output.out.includes('emails go'));
  const url = /at (http:\S+)/.exec(output.out)?.[1] ?? '';
  assert.match(output.out, /Contributions are kept in .*; emails go as files to .*mail\n/);

  const endpoint = `${url}/${slug}/respond`;
  const fields = { 'final-comment': 'In flight' };
  const post = (more: Record<string, string>) =>
    fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, ...more }),
      redirect: 'manual',
    });
  const check = await (await post({})).text();
  const sending = post({ _token: tokenIn(check), _do: 'send' });
  child.kill('SIGTERM');
  // Either it came in time and is answered whole, or the connection was refused: never half.
  const status = await sending.then(
    (answer) => answer.status,
    () => 'refused',
  );
  assert.ok(status === 303 || status === 'refused', String(status));
  assert.equal(await ended, 0);
  assert.equal(output.err, '');
});
