/** `npm run bench`: runs all measurements of the server, or those that are named. Takes about half an hour. */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { measureBlocked } from './bench/blocked.ts';
import { measureDrain } from './bench/drain.ts';
import { measureDrawn } from './bench/drawn.ts';
import { measureGet } from './bench/get.ts';
import { measureMemory } from './bench/memory.ts';
import { measureProfile } from './bench/profile.ts';
import { measureSends } from './bench/sends.ts';
import { measureShed, measureStalled } from './bench/shed.ts';
import { measureStart } from './bench/start.ts';

const parts: Record<string, () => Promise<string>> = {
  get: measureGet,
  sends: measureSends,
  drawn: measureDrawn,
  start: measureStart,
  drain: measureDrain,
  memory: measureMemory,
  shed: measureShed,
  stalled: measureStalled,
  blocked: measureBlocked,
  profile: measureProfile,
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in parts));
if (unknown) {
  console.error(
    `There is no measurement "${unknown}"; there are: ${Object.keys(parts).join(', ')}.`,
  );
  process.exit(1);
}
const built = spawnSync(process.execPath, ['scripts/build.ts', '--if-needed'], {
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(1);
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}\n`);
for (const [name, measure] of Object.entries(parts)) {
  if (asked.length === 0 || asked.includes(name)) console.log(await measure());
}
process.exit(0);
