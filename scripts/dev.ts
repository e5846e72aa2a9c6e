/**
 * For developing: builds and starts the site again after each change in src/ and public/, on the same
 * address. The build takes two seconds, and what is seen is what will be served.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
/** Editors write several times when they save, in ms. */
const settle = 150;

let site: ChildProcess | null = null;

async function restart(): Promise<void> {
  await stop();
  const { status } = spawnSync(process.execPath, ['scripts/build.ts', '--if-needed'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) return console.log('The build failed: mend it, and it is built again');
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
for (const folder of ['src', 'public']) {
  watch(`${root}${folder}`, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => (working = working.then(restart)), settle);
  });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void working.then(stop).then(() => process.exit(0)));
}
