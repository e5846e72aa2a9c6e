/** Runs a staff command in a separate process, and measures its time and its peak memory. */
import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../src/staff/main.ts', import.meta.url));

export interface Spent {
  seconds: number;
  /** The peak memory, in KB (1024). */
  memory: number;
  /** How much it wrote into the folder. */
  bytes: number;
}

/** Throws an error with the command's output if it fails. */
export async function runStaff(folder: string, words: string[]): Promise<Spent> {
  const file = join(folder, `out-${words.at(-1)}`);
  const output = words[0] === 'status' ? [] : ['--output', file, '--replace'];
  const start = performance.now();
  const { status, stderr } = spawnSync(
    '/usr/bin/time',
    ['-f', '%M', process.execPath, script, ...words, ...output],
    { env: { ...process.env, DATA_DIR: folder }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
  const bytes = words[0] === 'status' ? 0 : (await stat(file)).size;
  const seconds = (performance.now() - start) / 1000;
  return { seconds, memory: Number(stderr.trim().split('\n').at(-1)), bytes };
}
