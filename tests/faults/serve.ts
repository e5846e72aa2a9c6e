/**
 * The site as a separate process, as main.ts starts it, with ways to fail. The environment says what fails:
 * FAULT_POINT (where to end, as a power cut would), FAULT_PASS (at which pass of it), FAULT_CLOCK (a file with how
 * far the clock is off, in ms), FAULT_WEAKEN (what not to sync), FAULT_DIST (another build), FAULT_LOOK (how often
 * to check whether a summary is due, in ms), FAULT_LEASE (how long a node holds an email that it sends, in ms),
 * FAULT_PATIENCE (how long a mail server may be silent, in ms), FAULT_FULL (no reserve of free space).
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { createLog } from '../../src/server/watch/log.ts';
import { readSettings } from '../../src/server/settings/settings.ts';
import type { World } from '../../src/server/start.ts';

const environment = process.env;
weaken(environment['FAULT_WEAKEN']);
const { startSite } = await import('../../src/server/start.ts');

let passesLeft = Number(environment['FAULT_PASS'] ?? 1);
const clock = environment['FAULT_CLOCK'];
const world: World = {
  firstWait: 50,
  atFaultPoint(point) {
    if (point !== environment['FAULT_POINT']) return;
    passesLeft -= 1;
    if (passesLeft === 0) process.kill(process.pid, 'SIGKILL');
  },
};
if (clock !== undefined) world.now = () => Date.now() + Number(fs.readFileSync(clock, 'utf8'));
if (environment['FAULT_DIST']) world.dist = environment['FAULT_DIST'];
if (environment['FAULT_LOOK']) {
  world.lookEvery = Number(environment['FAULT_LOOK']);
  world.steadyAfter = 0;
}
if (environment['FAULT_PATIENCE']) world.mailPatience = Number(environment['FAULT_PATIENCE']);
if (environment['FAULT_LEASE']) world.lease = Number(environment['FAULT_LEASE']);
if (environment['FAULT_FULL']) world.freeBytes = async () => Infinity;

try {
  const settings = readSettings(environment);
  const site = await startSite(settings, { ...world, log: createLog(settings.logFormat) });
  console.log(`Weigh In is at ${site.url}`);
  process.once('SIGTERM', () => void site.stop().then(() => process.exit(0)));
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

/** Weakens the store on purpose, as a control: the power cut must detect it. */
function weaken(what: string | undefined): void {
  if (what === undefined) return;
  const { exec, prepare } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (sql) {
    exec.call(this, sql.replace('synchronous = FULL', 'synchronous = NORMAL'));
  };
  DatabaseSync.prototype.prepare = function (sql, ...rest) {
    return prepare.call(this, sql === 'PRAGMA synchronous' ? 'SELECT 2' : sql, ...rest);
  };
  if (what !== 'database and journal') return;
  fs.fdatasyncSync = () => {};
  fs.fsyncSync = () => {};
  syncBuiltinESMExports();
}
