/**
 * Exports and the report for 100,000 contributions, compared with those for 500: time and peak memory. `node
 * scripts/bench/staff.ts [how many]`. Memory must not grow with the number.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillFolder } from '../../tests/generated.ts';
import { builtConsultation } from '../built-consultation.ts';
import { multiply } from './multiply.ts';
import { runStaff } from './staff-command.ts';

const few = 500;
const many = Number(process.argv[2] ?? 100_000);
const commands = [
  ['status'],
  ['export', '--format', 'csv'],
  ['export', '--format', 'json'],
  ['export', '--format', 'xlsx'],
  ['report'],
];

const folder = await mkdtemp(join(tmpdir(), 'weigh-in-'));
try {
  const consultation = await builtConsultation();
  await fillFolder(folder, consultation, few);
  const before = await Promise.all(commands.map((words) => runStaff(folder, words)));
  multiply(folder, few, many);
  for (const [index, words] of commands.entries()) {
    const small = before[index];
    const large = await runStaff(folder, words);
    if (!small) throw new Error('nothing to compare with');
    const growth = (large.memory / small.memory).toFixed(2);
    console.log(
      `${words.join(' ')}: ${large.seconds.toFixed(1)} s, ${Math.round(large.memory / 1024)} MB at most (${growth} times that of ${few}), ${Math.round(large.bytes / 1e6)} MB written`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
