/**
 * The fault suite in its long form: npm run faults. Prints a table of the results, and writes it into
 * docs/reliability.md, between its two marks, if all passed. Needs root on Linux for the faults of a disk.
 */
import { staffFormats } from '../src/languages/staff.ts';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Account } from '../tests/faults/account.ts';

interface Row {
  fault: string;
  account: Omit<Account, 'integrity'> | null;
  note: string;
  /** The file of the test. */
  from: string;
}

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'weigh-in-faults-'));
const recorded = join(folder, 'rows.jsonl');
writeFileSync(recorded, '');

/** These measure times and memory, so nothing else runs beside them. The others mostly wait, for starts and disks. */
const measuring = ['bodies.test.ts', 'flood.test.ts', 'machine.test.ts'];
const others = readdirSync(join(root, 'tests/faults')).filter(
  (name) => name.endsWith('.test.ts') && !measuring.includes(name),
);

const began = performance.now();
const passed = [run(measuring, 1), run(others, cpus().length)].every((status) => status === 0);
const rows = readFileSync(recorded, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Row)
  .sort((a, b) => a.from.localeCompare(b.from));
rmSync(folder, { recursive: true });
const table = describe(rows);
console.log(`\n${table}\n\nIt took ${Math.round((performance.now() - began) / 60_000)} minutes.`);
if (!passed) {
  console.error('Not all faults passed: docs/reliability.md is as it was.');
  process.exit(1);
}
writeTable(table);

function run(files: string[], atOnce: number): number | null {
  const words = [
    '--test',
    `--test-concurrency=${atOnce}`,
    '--test-timeout=3600000',
    ...files.map((name) => `tests/faults/${name}`),
  ];
  // In a separate mount namespace, if possible. Otherwise a program that starts in its own namespace would copy our
  // mounts, and keep a disk that has lost its power.
  const hasOwnMounts = spawnSync('unshare', ['--mount', 'true']).status === 0;
  const { status } = spawnSync(
    hasOwnMounts ? 'unshare' : process.execPath,
    hasOwnMounts ? ['--mount', process.execPath, ...words] : words,
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, FAULTS: 'long', FAULTS_RECORD: recorded },
    },
  );
  return status;
}

function writeTable(described: string): void {
  const file = join(root, 'docs/reliability.md');
  const [begin, end] = ['<!-- faults -->', '<!-- end of faults -->'];
  const document = readFileSync(file, 'utf8');
  const [before = '', rest = ''] = document.split(begin);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`${file} has no place for the table`);
  writeFileSync(file, `${before}${begin}\n\n${described}\n\n${end}${after}`);
}

function describe(results: Row[]): string {
  const kept = results.filter(({ fault }) => !fault.startsWith('*control'));
  const sum = (key: keyof Omit<Account, 'integrity'>) =>
    kept.reduce((total, { account }) => total + (account?.[key] ?? 0), 0);
  const day = new Date().toISOString().slice(0, 10);
  const duplicates = sum('duplicates');
  return [
    `${day}, Node ${process.versions.node}, Linux ${release().replace(/-.*/, '')}, ${cpus().length} cores. ` +
      `Of ${staffFormats.number(sum('acknowledged'))} contributions with a receipt: ` +
      `**${sum('lost')} lost, ${sum('notEmailed')} never emailed, ${duplicates} second copies, ` +
      `${duplicates - sum('unmarked')} of them marked**.`,
    '',
    '| fault | with a receipt | lost | not in the journal | never emailed | second copies | of these marked | |',
    '| --- | --: | --: | --: | --: | --: | --: | --- |',
    ...results.map(toRow),
  ].join('\n');
}

function toRow({ fault, account, note }: Row): string {
  if (account === null) return `| ${fault} | | | | | | | ${note} |`;
  const { acknowledged, lost, notJournalled, notEmailed, duplicates, unmarked } = account;
  const figures = [
    acknowledged,
    lost,
    notJournalled,
    notEmailed,
    duplicates,
    duplicates - unmarked,
  ];
  return `| ${[fault, ...figures, note].join(' | ')} |`;
}
