/** `npm run dev`, as an editor uses it: it shows each change, and keeps the page when something is wrong. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { test } from 'node:test';
import { atEnd } from './cleanup.ts';
import { parkFiles, writeContent } from './content-files/content.ts';
import { freePort } from './faults/process.ts';
import { copyProject } from './project-copy.ts';
import { makeFolder } from './site.ts';

test('npm run dev shows each change, keeps the page when one is wrong, and stops', async (t) => {
  const project = await copyProject(t, ['scripts/dev.ts']);
  const content = await writeContent(t);
  const address = `http://127.0.0.1:${await freePort()}`;
  const child = spawn('npm', ['run', 'dev'], {
    cwd: project,
    // A group, as in a terminal: Ctrl+C reaches npm, the builder and the site.
    detached: true,
    env: {
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      CONTENT_DIR: content,
      DATA_DIR: await makeFolder(t),
      PORT: new URL(address).port,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const signal = (name: NodeJS.Signals) => process.kill(-(child.pid ?? 0), name);
  const ended = once(child, 'close');
  atEnd(t, () => child.exitCode ?? child.signalCode ?? signal('SIGKILL'));
  let output = '';
  let look = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      look();
    });
  }
  /** Resolves when it has said something for the given time, counted from 1. */
  const hear = (words: string, time = 1) =>
    new Promise<void>((resolve, reject) => {
      look = () => output.split(words).length > time && resolve();
      void ended.then(() => reject(new Error(`it ended: ${output}`)));
      look();
    });
  const titleOf = async () =>
    /<h1[^>]*>([^]*?)<\/h1>/.exec(await (await fetch(`${address}/park/`)).text())?.[1];
  const settings = parkFiles['consultation.yaml'] ?? '';
  const save = (title: string) =>
    writeFile(
      join(content, 'park/consultation.yaml'),
      settings.replace(/^title: .*$/m, `title: ${title}`),
    );

  await hear(`Weigh In is at ${address}`);
  assert.equal(await titleOf(), 'A plan for the park');

  await save('A better plan');
  await hear(`Weigh In is at ${address}`, 2);
  assert.equal(await titleOf(), 'A better plan');

  await save("''");
  await hear('Save a correction, and the site is built again.');
  assert.match(output, /park\/consultation\.yaml, line \d+: /);
  assert.equal(await titleOf(), 'A better plan');

  signal('SIGINT');
  await ended;
  await assert.rejects(fetch(address), 'nothing is left behind');
});
