/**
 * Exports and the report for 100,000 contributions, beside those for 500: time, and the most memory they
 * held. `node scripts/bench/staff.ts [how many]`. Memory is what must not grow with the number.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { fillStore } from '../../tests/generated.ts';
import { readBuiltSite } from '../../src/server/built-site.ts';
import { makeReference } from '../../src/server/reference.ts';

const few = 500;
const many = Number(process.argv[2] ?? 100_000);
const script = fileURLToPath(new URL('../staff.ts', import.meta.url));
const commands = [
  ['status'],
  ['export', '--format', 'csv'],
  ['export', '--format', 'json'],
  ['export', '--format', 'xlsx'],
  ['report'],
];

const folder = await mkdtemp(join(tmpdir(), 'weigh-in-'));
try {
  const [consultation] = (await readBuiltSite()).consultations;
  if (!consultation) throw new Error('the build has no consultation');
  await fillStore(folder, consultation, few);
  const before = await Promise.all(commands.map((words) => run(words)));
  multiply();
  for (const [index, words] of commands.entries()) {
    const small = before[index];
    const large = await run(words);
    if (!small) throw new Error('nothing to compare with');
    const growth = (large.memory / small.memory).toFixed(2);
    console.log(
      `${words.join(' ')}: ${large.seconds.toFixed(1)} s, ${Math.round(large.memory / 1024)} MB at most (${growth} times that of ${few}), ${Math.round(large.bytes / 1e6)} MB written`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function run(words: string[]) {
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

/** Copies what is there until there are as many as wanted. */
function multiply(): void {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  const copy = database.prepare(
    `INSERT OR IGNORE INTO contribution
       (consultation, number, reference, token_hash, version, received_at, late, answers, marks)
     SELECT consultation, ?, ?, ?, version, received_at + ?, late, answers, marks
     FROM contribution WHERE number = ? RETURNING id`,
  );
  const deliver = database.prepare(
    `INSERT INTO delivery (contribution, next_at, message_id, state, via) VALUES (?, 0, ?, 'delivered', 'smtp')`,
  );
  database.exec('BEGIN');
  for (let number = few + 1; number <= many; number += 1) {
    let row;
    while (!row) {
      row = copy.get(number, makeReference(), randomBytes(32), number, 1 + (number % few));
    }
    deliver.run(Number(row['id']), `<${number}@example.org>`);
  }
  database.exec('COMMIT');
  database.close();
}
