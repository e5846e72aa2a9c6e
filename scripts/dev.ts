/**
 * For developing and writing: builds and restarts the site after each change in src/, public/ and the content, at
 * the same address. The build takes two seconds, and people see exactly what will be served. If something is wrong,
 * the site stays as it was.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentDir } from '../src/content-files/content-dir.ts';
import { loadSettingsFile } from '../src/server/settings/settings-file.ts';

loadSettingsFile(process.env);
const root = fileURLToPath(new URL('../', import.meta.url));
/** How long to wait after a change, in ms, because editors write several times when they save. */
const settle = 150;

let site: ChildProcess | null = null;

async function restart(): Promise<void> {
  const { status } = spawnSync(process.execPath, ['scripts/build.ts', '--if-needed'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) return console.log('Save a correction, and the site is built again.');
  await stop();
  site = spawn(process.execPath, ['src/server/main.ts'], { cwd: root, stdio: 'inherit' });
}

async function stop(): Promise<void> {
  const running = site;
  site = null;
  if (!running || running.exitCode !== null) return;
  const ended = new Promise((resolve) => running.once('exit', resolve));
  running.kill('SIGTERM');
  await ended;
}

let timer: NodeJS.Timeout | undefined;
let working = restart();
const folders = [join(root, 'src'), join(root, 'public'), contentDir()];
for (const folder of folders.filter((one) => existsSync(one))) {
  watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => (working = working.then(restart)), settle);
  });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void working.then(stop).then(() => process.exit(0)));
}
