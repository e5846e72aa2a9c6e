/**
 * The package that `npm run package` has made, as docs/production.md tells operators to install and replace it: these
 * very commands run below an empty folder, with nothing on the PATH but a few tools of every system.
 */
import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, glob, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { atEnd } from '../cleanup.ts';
import { freePort } from '../faults/process.ts';
import { startMailServer } from '../mail-server.ts';
import { makeFolder, until } from '../site.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tools = ['cp', 'gzip', 'ln', 'mkdir', 'mv', 'readlink', 'rm', 'tar'];

/** The blocks of code below a heading of docs/production.md. */
async function blocksUnder(heading: string): Promise<string[]> {
  const docs = await readFile(join(root, 'docs/production.md'), 'utf8');
  const part = docs.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? '';
  return [...part.matchAll(/^```\w+\n([^]*?)^```$/gm)].map(([, block = '']) => block);
}

/** Everything that the commands touch, below one folder. */
interface Machine {
  /** A text of the docs, with the paths of this machine. */
  adapt(text: string): string;
  /** Runs commands one after another, and resolves to what they said. Each must end well. */
  run(commands: string): Promise<string>;
  /** Starts what the service is, as systemd would. */
  startService(): Promise<ChildProcess>;
}

async function makeMachine(t: TestContext, file: string, port: number): Promise<Machine> {
  const place = await makeFolder(t);
  const bin = join(place, 'usr/local/bin');
  for (const path of ['opt', 'srv', 'var/lib', 'etc/systemd/system', 'usr/local/bin'])
    await mkdir(join(place, path), { recursive: true });
  for (const tool of tools) await symlink(await findTool(tool), join(bin, tool));
  // Nobody has systemd in a test: what it is asked to do, the test does.
  await writeFile(join(bin, 'systemctl'), '#!/bin/sh\n');
  await chmod(join(bin, 'systemctl'), 0o755);
  const settings = join(place, 'etc/weigh-in.env');
  const adapt = (text: string) =>
    text
      .replaceAll(/(?<![\w.])\/(opt|srv|var\/lib|etc|usr\/local)\//g, `${place}/$1/`)
      .replaceAll(/weigh-in-[\d.]+-linux-x64\.tar\.gz/g, file);
  const run = (command: string) =>
    new Promise<string>((resolve, reject) => {
      const env = { PATH: bin, SETTINGS_FILE: settings };
      const child = execFile('/bin/sh', ['-c', command], { cwd: root, env }, (_e, out, error) => {
        // 3: "check" has something to say.
        const isDone = child.exitCode === 0 || child.exitCode === 3;
        if (isDone) resolve(out);
        else reject(new Error(`${command}\n${out}${error}`));
      });
    });
  return {
    adapt,
    async run(commands) {
      let said = '';
      for (const command of adapt(commands).trim().split('\n')) said += await run(command);
      return said;
    },
    async startService() {
      const unit = adapt(
        await readFile(join(place, 'etc/systemd/system/weigh-in.service'), 'utf8'),
      );
      const [, command = ''] = /^ExecStart=(.*)$/m.exec(unit) ?? [];
      const own = [...unit.matchAll(/^Environment=(.*)$/gm)].map(([, line]) => line).join('\n');
      const env = { ...parseEnv(own), ...parseEnv(await readFile(settings, 'utf8')) };
      const [program = '', ...words] = command.split(' ');
      const child = spawn(program, words, {
        env,
        cwd: '/',
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      atEnd(t, () => stop(child));
      await until('the service answers', () =>
        fetch(`http://127.0.0.1:${port}/healthz`).then(
          ({ status }) => status === 200,
          () => false,
        ),
      );
      return child;
    },
  };
}

async function findTool(name: string): Promise<string> {
  const [found] = await Array.fromAsync(glob(`{/usr/bin,/bin}/${name}`));
  assert.ok(found, `this machine has ${name}`);
  return found;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => void child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

test('an operator installs the package, changes words, and replaces it with a newer one', async (t) => {
  const [file] = await Array.fromAsync(glob('weigh-in-*.tar.gz', { cwd: root }));
  assert.ok(file, 'npm run package makes the file first');
  const [unpack, settings, begin, change, replace, ...more] = await blocksUnder('From one file');
  assert.ok(unpack && settings && begin && change && replace && more.length === 0);
  const mail = await startMailServer(t);
  const port = await freePort();
  const { adapt, run, startService } = await makeMachine(t, file, port);
  const url = `http://127.0.0.1:${port}`;
  const read = async (path: string, init?: RequestInit) =>
    (await fetch(`${url}${path}`, init)).text();

  await run(unpack);
  const own = settings.replace(/^SMTP_URL=.*$/m, `SMTP_URL=${mail.url}`);
  await writeFile(adapt('/etc/weigh-in.env'), adapt(`${own}PORT=${port}\n`), { mode: 0o600 });
  const [first = '', ...others] = begin.trim().split('\n');
  assert.match(await run(first), /"weigh-in build" builds the site/);
  const yaml = adapt('/srv/consultations/park-plan/consultation.yaml');
  const edit = async (from: RegExp, to: string) =>
    writeFile(yaml, (await readFile(yaml, 'utf8')).replace(from, to));
  // Open by the clock of the machine, which the package goes by.
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await edit(/^opens: .*$/m, `opens: ${yesterday}T00:00:00+00:00`);
  await edit(/^timeZone: .*$/m, 'timeZone: UTC');
  await edit(/^(closes: \S+)\+01:00$/m, '$1+00:00');
  await run(others.slice(0, -1).join('\n'));
  const installed = await startService();
  const checked = await run(others.at(-1) ?? '');
  assert.match(checked, /The content in \S+ has no mistakes/);
  assert.match(checked, /The mail server accepted a test email/);
  assert.doesNotMatch(checked, /is set, but Weigh In has no such setting/);
  assert.match(await run('weigh-in --help'), /weigh-in build[^]*Usage: weigh-in \[options\]/);

  assert.match(await read('/park-plan/'), /<h1[^>]*>\s*Park plan/);
  const form = new URLSearchParams({ 'comment-question': 'A bench, please.', _do: 'check' });
  const page = await read('/park-plan/respond', { method: 'POST', body: form });
  const token = /name="_token" value="([^"]+)"/.exec(page)?.[1];
  assert.ok(token, page);
  form.set('_token', token);
  form.set('_do', 'send');
  const sent = await fetch(`${url}/park-plan/respond`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  assert.equal(sent.status, 303);

  await edit(/^title: .*$/m, 'title: "A new plan: for the park');
  await assert.rejects(run(change), /consultation\.yaml, line \d+: A quote, [^]*stays as it is/);
  assert.match(await read('/park-plan/'), /<h1[^>]*>\s*Park plan/);
  await edit(/^title: .*$/m, 'title: A new plan for the park');
  await run(change);
  await stop(installed);
  const changed = await startService();
  assert.match(await read('/park-plan/'), /A new plan for the park/);

  await run(replace);
  await stop(changed);
  await startService();
  assert.match(await read('/park-plan/'), /A new plan for the park/);
  assert.match(await run('weigh-in list --json'), /"number": 1/);
});
