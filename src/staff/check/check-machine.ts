/** Whether the machine is right: its settings, disk, clock, and who can read the data folder. */
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { findExposed } from '../../server/files/ownership.ts';
import { defaultDist } from '../../server/http/built-site.ts';
import type { Settings } from '../../server/settings/settings.ts';
import { findUnknownSettings } from '../../server/settings/unknown-settings.ts';
import { findingsAbout, type Finding } from './finding.ts';

const { right, wrong } = findingsAbout('machine');

/** Below it, somebody should make room while there is time, in bytes. */
const scarce = 1_000_000_000;

export async function checkMachine({ dataDir }: Settings, now: Date): Promise<Finding[]> {
  const unknown = findUnknownSettings(process.env).map(wrong);
  return [
    ...(unknown.length > 0 ? unknown : [right('All settings can be read, and none is misspelt.')]),
    ...(existsSync(dataDir) ? [await checkDisk(dataDir), ...checkOwners(dataDir)] : []),
    await checkClock(now),
  ];
}

async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const sentence = `The disk of ${dataDir} has ${(free / 1_000_000_000).toFixed(1)} GB free`;
  return free < scarce ? wrong(`${sentence}: make room.`) : right(`${sentence}.`);
}

function checkOwners(dataDir: string): Finding[] {
  const { open, foreign } = findExposed(dataDir);
  const found: Finding[] = [];
  if (open.length > 0)
    found.push(
      wrong(
        `Other users of this machine can open ${open.join(', ')}: restart the site, which corrects it, or run chmod go-rwx.`,
      ),
    );
  if (foreign.length > 0)
    found.push(
      wrong(
        `${foreign.join(', ')} belongs to another user than the rest of ${dataDir}: give it to the user who runs the site.`,
      ),
    );
  return found.length > 0 ? found : [right(`Only its owner can open ${dataDir}.`)];
}

async function checkClock(now: Date): Promise<Finding> {
  const time = now
    .toISOString()
    .replace(/:\d\d\.\d+Z$/, ' UTC')
    .replace('T', ', ');
  const built = join(defaultDist, 'consultations.json');
  if (existsSync(built) && statSync(built).mtimeMs > now.getTime() + 60_000)
    return wrong(`The clock says ${time}, but the site was built after that: set the clock.`);
  const isSet = await askClock();
  if (isSet === null)
    return right(
      `The clock says ${time}. Compare it with yours: nothing here tells whether network time sets it.`,
    );
  if (isSet) return right(`The clock says ${time}, and network time sets it.`);
  return wrong(
    `The clock says ${time}, and network time does not set it: switch that on (timedatectl set-ntp true).`,
  );
}

/** Resolves to whether network time sets the clock; `null`: nobody here knows. */
function askClock(): Promise<boolean | null> {
  return new Promise((resolve) => {
    const words = ['show', '--property=NTPSynchronized', '--value'];
    execFile('timedatectl', words, { timeout: 3_000 }, (error, out) => {
      const said = out.trim();
      resolve(error || !['yes', 'no'].includes(said) ? null : said === 'yes');
    });
  });
}
