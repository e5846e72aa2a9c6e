/** `/healthz` says that contributions would be refused before anybody sends one, and nothing else. */
import assert from 'node:assert/strict';
import { chownSync, mkdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { startHealth } from '../../../src/server/watch/health.ts';
import { journalIn } from '../../../src/server/store/journal.ts';
import type { World } from '../../../src/server/start.ts';
import { prepareProcess } from '../../faults/process.ts';
import { makeFolder, startTestSite, until, whileOpen } from '../../site.ts';

const today = `${new Date(whileOpen).toISOString().slice(0, 10)}.jsonl`;
const well = { ok: true, room: true, store: 'ok', journal: 'ok', warnings: [] };

async function start(t: TestContext, world: World = {}, environment = {}) {
  const site = await startTestSite(t, environment, { tryEvery: 20, ...world });
  const ask = async () => (await fetch(`${site.localUrl}/healthz`)).json() as Promise<typeof well>;
  const isOk = async () => {
    const { status } = await fetch(`${site.localUrl}/healthz`);
    assert.ok(status === 200 || status === 503);
    return status === 200;
  };
  /** Breaks something, waits until health says so, and repairs it. */
  async function breakFor(fault: () => void, repair: () => void) {
    assert.deepEqual(await ask(), well);
    fault();
    await until('health says so', async () => !(await isOk()));
    const ill = await ask();
    repair();
    await until('health is well again', isOk);
    assert.deepEqual(await ask(), well);
    assert.equal((await site.send({ 'vision-comment': 'After it' })).status, 303);
    return ill;
  }
  return { site, ask, breakFor };
}

test('health says that the journal is gone before anybody sends, and when it is back', async (t) => {
  const { site, breakFor } = await start(t);
  const journal = journalIn(site.dataDir);
  const ill = await breakFor(
    () => renameSync(journal, `${journal}-away`),
    () => renameSync(`${journal}-away`, journal),
  );
  assert.deepEqual(ill, { ...well, ok: false, journal: 'failed' });
  await until('the alarm says it', () =>
    site.lines.includes(
      'ALARM: Contributions are being refused: the journal cannot be written: ENOENT.',
    ),
  );
  assert.ok(site.lines.includes('contributions are accepted again'));
});

test("health says that today's file of the journal cannot be written", async (t) => {
  const { site, breakFor } = await start(t);
  const file = join(journalIn(site.dataDir), today);
  const ill = await breakFor(
    () => mkdirSync(file),
    () => rmdirSync(file),
  );
  assert.deepEqual(ill, { ...well, ok: false, journal: 'failed' });
});

test('health says that the disk is nearly full', async (t) => {
  let free = 1e12;
  const { breakFor } = await start(t, { freeBytes: async () => free });
  const ill = await breakFor(
    () => (free = 1000),
    () => (free = 1e12),
  );
  assert.deepEqual(ill, { ...well, ok: false, room: false });
});

test('health says that another program holds the database', async (t) => {
  const { site, breakFor } = await start(t);
  const other = new DatabaseSync(join(site.dataDir, 'weigh-in.sqlite'));
  const ill = await breakFor(
    () => other.exec('BEGIN IMMEDIATE'),
    () => other.exec('ROLLBACK'),
  );
  other.close();
  assert.deepEqual(ill, { ...well, ok: false, store: 'failed' });
});

test(
  "health says that another user owns today's file of the journal",
  { skip: process.geteuid?.() === 0 ? false : 'only root can give files away' },
  async (t) => {
    const user = { uid: 65534, gid: 65534 };
    const folder = await makeFolder(t);
    chownSync(folder, user.uid, user.gid);
    const site = await prepareProcess(t, { DATA_DIR: folder }, user);
    assert.ok(await site.start(), site.output());
    const status = async () => (await fetch(`${site.url}/healthz`)).status;
    assert.equal(await status(), 200);
    const days = [whileOpen, Date.now()].map((day) => new Date(day).toISOString().slice(0, 10));
    const files = days.map((day) => join(journalIn(folder), `${day}.jsonl`));
    for (const file of files) writeFileSync(file, '', { mode: 0o600 });
    await until('health says so', async () => (await status()) === 503);
    for (const file of files) chownSync(file, user.uid, user.gid);
    await until('health is well again', async () => (await status()) === 200);
  },
);

test('health stays ok when people are asked to send again later', async (t) => {
  const { site, ask } = await start(t, {}, { FORMS_PER_SECOND: '1' });
  const sent = await Promise.all(
    Array.from({ length: 5 }, () => site.post({ 'vision-comment': 'One of many' })),
  );
  assert.ok(sent.some(({ status }) => status === 503));
  assert.deepEqual(await ask(), well);
});

test('health asks a store that does not answer only once, and counts that as a failure', async () => {
  let asked = 0;
  const never = () => {
    asked += 1;
    return new Promise<null>(() => {});
  };
  const changes: string[] = [];
  const health = startHealth({
    tries: { room: async () => null, store: never, journal: async () => null },
    onChange: (trouble) => changes.push(...trouble.values()),
  });
  await health.look();
  await health.look();
  await health.stop();
  assert.equal(asked, 1);
  assert.deepEqual(changes, ['it takes too long']);
  assert.equal(health.now().store, 'failed');
});

test('a warning is one fixed word, given once, and contributions are still accepted', async () => {
  const fine = async () => null;
  const health = startHealth({
    tries: { room: fine, store: fine, journal: fine },
    onChange: () => assert.fail('nothing changed'),
  });
  health.warn('forwarded-header-not-trusted');
  health.warn('forwarded-header-not-trusted');
  assert.deepEqual(health.now(), { ...well, warnings: ['forwarded-header-not-trusted'] });
  await health.stop();
});
