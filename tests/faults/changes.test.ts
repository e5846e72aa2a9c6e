/**
 * People change what they sent, withdraw it, undo that, and save answers and come back to them, and staff act by
 * links, while the site is killed at each point, at random, or loses its power.
 */
import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { faultPoints, type FaultPoint } from '../../src/server/store/fault-point.ts';
import { makeLinkKey } from '../../src/server/store/sqlite/link-key.ts';
import { restore } from '../../src/server/store/sqlite/restore.ts';
import { atEnd } from '../cleanup.ts';
import { makeFolder, until, whileOpen } from '../site.ts';
import { countWaiting, holdToPromise, pick, record } from './account.ts';
import { ask, recipients } from './all-kinds.ts';
import { allIn, takeAccountOfChanges, wordsLeft } from './changing-account.ts';
import { countSteps, letPeopleChange, type Crowded, type Person } from './changing-people.ts';
import { makeDisk, whyNoDisk } from './disk.ts';
import { letDieAt } from './dying.ts';
import { post } from './people.ts';
import { prepareProcess, type FaultProcess } from './process.ts';
import { startSink, type Sink } from './sink.ts';

const minute = 60_000;
const day = 86_400_000;
const agent = new Agent({ keepAlive: false });
const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

interface Prepared {
  folder: string;
  sink: Sink;
  site: FaultProcess;
  /** In ms since 1970, of the site's clock. */
  now: () => number;
  putClockForward: (time: number) => void;
}

/** @param folder which need not be there yet */
async function prepare(t: TestContext, folder: string): Promise<Prepared> {
  const sink = await startSink(t);
  const clock = join(await makeFolder(t), 'clock');
  let offset = whileOpen - Date.now();
  const putClockForward = (time: number) => {
    offset += time;
    // At one go: an empty file would be another time.
    writeFileSync(`${clock}.part`, String(offset));
    renameSync(`${clock}.part`, clock);
  };
  putClockForward(0);
  const site = await prepareProcess(t, {
    DATA_DIR: folder,
    SMTP_URL: sink.url,
    MAIL_FROM: 'weigh-in@example.org',
    MAIL_TO: recipients.join(','),
    PUBLIC_URL: 'https://consult.example.org',
    FAULT_CLOCK: clock,
    FAULT_LOOK: '50',
  });
  return { folder, sink, site, now: () => Date.now() + offset, putClockForward };
}

/** Minutes are short here: staff are told of changes ten minutes after the first. */
function hurryClock(t: TestContext, { putClockForward }: Prepared): () => void {
  const timer = setInterval(() => putClockForward(11 * minute), 250);
  const stop = () => clearInterval(timer);
  atEnd(t, stop);
  return stop;
}

async function begin(t: TestContext, prepared: Prepared, people: number) {
  const { folder, site } = prepared;
  const stopClock = hurryClock(t, prepared);
  const linkKey = makeLinkKey(folder);
  let isDown = false;
  const url = () => site.url;
  const crowd = letPeopleChange({ url, people, linkKey, isDown: () => isDown });
  return { crowd, stopClock, setDown: (down: boolean) => void (isDown = down) };
}

type KeepUp = (what: string, isSo: () => boolean) => Promise<void>;

/**
 * Compares all with what people were told, lets seven days pass, and looks for words that must be gone.
 *
 * @param keepUp starts the site again if it is not running
 */
async function settle(
  t: TestContext,
  { folder, sink, site, now, putClockForward }: Prepared,
  { people }: Crowded,
  stopClock: () => void,
  keepUp: KeepUp,
) {
  await keepUp('all is emailed', () => countWaiting(folder) === 0);
  stopClock();
  const sent = people.filter(({ token }) => token !== '');
  const restored = await makeFolder(t);
  cpSync(join(folder, 'journal'), join(restored, 'journal'), { recursive: true });
  restore(restored, now());
  const account = takeAccountOfChanges(folder, restored, sent, sink);
  await openSaved(site.endpoint, people, keepUp);
  const withdrawn = people.filter((person) => person.isWithdrawn);
  assert.ok(wordsLeft([folder], people).length > 0, 'there is nothing to erase: nothing is shown');
  putClockForward(8 * day);
  const erased = `SELECT count(*) AS n FROM contribution WHERE erased = 'withdrawn'`;
  await keepUp('they are erased', () => ask(folder, erased)[0]?.['n'] === withdrawn.length);
  await keepUp('no trace is left', () => wordsLeft([folder], people).length === 0);
  holdToPromise(account);
  return account;
}

/** Throws when answers that were saved, and not sent, do not open with their code. */
async function openSaved(endpoint: string, people: Person[], keepUp: KeepUp): Promise<void> {
  const unsent = people.filter(({ token, code }) => token === '' && code !== '');
  assert.ok(unsent.length > 0, 'nothing was only saved: nothing is shown');
  for (const { code, saved } of unsent) {
    let text: string | null = null;
    while (text === null) {
      await keepUp('it runs', () => true);
      text =
        (await post(endpoint, agent, { _code: code, _do: 'open' }).catch(() => null))?.text ?? null;
    }
    assert.ok(text.includes(saved.at(-1) ?? ''), 'saved answers are lost');
  }
}

/** The long form has much to wait for. */
async function wait(what: string, isSo: () => boolean): Promise<void> {
  const end = performance.now() + 300_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await pause(20);
  }
}

const sayCrowd = (people: number) => `${countSteps(people)} steps of people and staff`;

/** Passed once for each contribution or email; the others by each commit. */
const seldom: FaultPoint[] = ['before reply', 'after sending'];

for (const point of faultPoints) {
  test(`no change, withdrawal, draft or action is lost when it is killed ${point}`, async (t) => {
    const prepared = await prepare(t, await makeFolder(t));
    const people = pick({ short: 10, long: 100 });
    const upTo = seldom.includes(point) ? 6 : 12;
    const dying = letDieAt(prepared.site, point, upTo, pick({ short: 2, long: 30 }));
    await dying.reviveUntil('it runs', () => true);
    const { crowd, stopClock } = await begin(t, prepared, people);
    let isDone = false;
    const done = crowd.done.finally(() => (isDone = true));
    done.catch(() => {});
    await dying.reviveUntil('all have done what they wanted', () => isDone);
    await done;
    const account = await settle(t, prepared, crowd, stopClock, dying.reviveUntil);
    assert.ok(dying.deaths() > 0, 'it was never killed: nothing is shown');
    record(`changes, killed ${point}`, account, `${sayCrowd(people)}; ${dying.deaths()} kills`);
  });
}

test('no change, withdrawal, draft or action is lost when it is killed at random', async (t) => {
  const prepared = await prepare(t, await makeFolder(t));
  const { site } = prepared;
  const people = pick({ short: 20, long: 600 });
  const kills = pick({ short: 3, long: 60 });
  assert.ok(await site.start());
  const { crowd, stopClock } = await begin(t, prepared, people);
  const steps = countSteps(people);
  for (let kill = 1; kill <= kills; kill += 1) {
    await Promise.race([
      crowd.done,
      wait('some have done more', () => crowd.steps() >= (steps * kill) / (kills + 1)),
    ]);
    await pause(Math.random() * 20);
    await site.start();
  }
  await crowd.done;
  const account = await settle(t, prepared, crowd, stopClock, wait);
  record('changes, killed at random', account, `${sayCrowd(people)}; ${kills} kills`);
});

const missing = whyNoDisk();
const skip = missing === null ? false : `a power cut ${missing}`;

test('no change, withdrawal, draft or action is lost when the power goes', { skip }, async (t) => {
  // Answers are saved only while 256 MB are free.
  const disk = await makeDisk(t, 512);
  const prepared = await prepare(t, join(disk.folder, 'data'));
  const { site } = prepared;
  const people = pick({ short: 20, long: 900 });
  const cuts = pick({ short: 2, long: 40 });
  assert.ok(await site.start());
  const { crowd, stopClock, setDown } = await begin(t, prepared, people);
  const steps = countSteps(people);
  for (let cut = 1; cut <= cuts; cut += 1) {
    await Promise.race([
      crowd.done,
      wait('some have done more', () => crowd.steps() >= (steps * cut) / (cuts + 1)),
    ]);
    await pause(Math.random() * 20);
    // The process outlives the power by a moment: what it answers then, nobody was told.
    setDown(true);
    disk.cutPower();
    await site.kill();
    await disk.remount();
    assert.ok(await site.start(), site.output());
    setDown(false);
  }
  await crowd.done;
  const account = await settle(t, prepared, crowd, stopClock, wait);
  record('changes, power cut', account, `${sayCrowd(people)}; ${cuts} cuts`);
});

test('the files of what was withdrawn are gone wherever the erasing is cut off', async (t) => {
  const folder = await makeFolder(t);
  const clock = join(await makeFolder(t), 'clock');
  const setClock = (moment: number) => writeFileSync(clock, String(moment - Date.now()));
  const settings = { DATA_DIR: folder, FAULT_CLOCK: clock, FAULT_LOOK: '50' };
  const site = await prepareProcess(t, settings);
  const mail = join(folder, 'mail');
  setClock(whileOpen);
  for (const point of ['after journal', 'after commit'] as const) {
    setClock(whileOpen);
    assert.ok(await site.start());
    const word = `withdrawn${point.replace(' ', '')}`;
    const _token = `${point.replace(' ', '-')}-token`.padEnd(22, 'x');
    const answers = { 'vision-comment': word, _token, _checked: '1700000000000', _do: 'send' };
    assert.equal((await post(site.endpoint, agent, answers)).status, 303);
    const before = ask(folder, 'SELECT reference FROM contribution ORDER BY number DESC LIMIT 1');
    const reference = String(before[0]?.['reference']);
    const own = () =>
      existsSync(mail) ? readdirSync(mail).filter((name) => name.startsWith(reference)) : [];
    await until('it is a file', () => own().length > 0 && countWaiting(folder) === 0);
    const withdraw = { _receipt: _token, _do: 'withdraw now' };
    assert.equal((await post(site.endpoint, agent, withdraw)).status, 303);
    await until('staff are told', () => countWaiting(folder) === 0);
    assert.equal(await site.stop(), 0);
    setClock(whileOpen + 8 * day);
    let deaths = 0;
    // Emails and drafts commit too: one of these passes is that of the erasing.
    for (let pass = 1; pass <= 6; pass += 1) {
      await site.start({ FAULT_POINT: point, FAULT_PASS: String(pass) });
      await pause(200);
      if (!site.isRunning()) deaths += 1;
    }
    assert.ok(deaths > 0, 'it was never killed: nothing is shown');
    assert.ok(await site.start());
    const words = () => allIn(folder).includes(word);
    await until('nothing is left', () => own().length === 0 && !words());
  }
});
