/** Checks the machine: its settings, its disk, its clock, and who can read the data folder. */
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { staffWords } from '../../languages/staff.ts';
import { findExposed } from '../../server/files/ownership.ts';
import { defaultDist } from '../../server/http/built-site.ts';
import type { Settings } from '../../server/settings/settings.ts';
import { findUnknownSettings } from '../../server/settings/unknown-settings.ts';
import { findingsAbout, type Finding } from './finding.ts';

const { right, wrong } = findingsAbout('machine');
const words = staffWords.checking.machine;

/** Below this much free space, in bytes, somebody should make room while there is time. */
const scarce = 1_000_000_000;

export async function checkMachine({ dataDir }: Settings, now: Date): Promise<Finding[]> {
  const unknown = findUnknownSettings(process.env).map(wrong);
  return [
    ...(unknown.length > 0 ? unknown : [right(words.settingsRead)]),
    ...(existsSync(dataDir) ? [await checkDisk(dataDir), ...checkOwners(dataDir)] : []),
    await checkClock(now),
  ];
}

async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const gigabytes = (free / 1_000_000_000).toFixed(1);
  return free < scarce
    ? wrong(words.diskScarce(dataDir, gigabytes))
    : right(words.diskFree(dataDir, gigabytes));
}

function checkOwners(dataDir: string): Finding[] {
  const { open, foreign } = findExposed(dataDir);
  const found: Finding[] = [];
  if (open.length > 0) found.push(wrong(words.othersCanOpen(open)));
  if (foreign.length > 0) found.push(wrong(words.othersOwn(foreign, dataDir)));
  return found.length > 0 ? found : [right(words.onlyOwner(dataDir))];
}

async function checkClock(now: Date): Promise<Finding> {
  const time = now
    .toISOString()
    .replace(/:\d\d\.\d+Z$/, ' UTC')
    .replace('T', ', ');
  const built = join(defaultDist, 'consultations.json');
  if (existsSync(built) && statSync(built).mtimeMs > now.getTime() + 60_000)
    return wrong(words.clockBehind(time));
  const isSet = await askClock();
  if (isSet === null) return right(words.clockMaybeSet(time));
  return isSet ? right(words.clockSet(time)) : wrong(words.clockNotSet(time));
}

/** Resolves to whether network time sets the clock, or to `null` if this machine does not say. */
function askClock(): Promise<boolean | null> {
  return new Promise((resolve) => {
    const asked = ['show', '--property=NTPSynchronized', '--value'];
    execFile('timedatectl', asked, { timeout: 3_000 }, (error, out) => {
      const said = out.trim();
      resolve(error || !['yes', 'no'].includes(said) ? null : said === 'yes');
    });
  });
}
