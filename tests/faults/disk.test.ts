/** The disk is full, missing or broken, or another program locks the database. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { atEnd } from '../cleanup.ts';
import { makeFolder, startTestSite, until, whileOpen } from '../site.ts';
import { pick, record, settleAccount } from './account.ts';
import { makeDisk, whyNoDisk } from './disk.ts';
import { letPeopleSend } from './people.ts';
import { prepareProcess } from './process.ts';
import { startSink } from './sink.ts';

const missing = whyNoDisk();
const skip = missing === null ? false : `a disk of its own ${missing}`;
const mailFrom = 'weigh-in@example.org';
const now = () => whileOpen + performance.now();

test(
  'says so and keeps the words while the disk is full, and loses nothing',
  { skip },
  async (t) => {
    const disk = await makeDisk(t, 128);
    const sink = await startSink(t);
    const site = await startTestSite(
      t,
      {
        DATA_DIR: join(disk.folder, 'data'),
        SMTP_URL: sink.url,
        MAIL_FROM: mailFrom,
        FORMS_PER_SECOND: '100000',
      },
      // Without the reserve, because this tests what happens when the disk is nevertheless full.
      { now, freeBytes: async () => Infinity },
    );
    // Emails wait, so that they must be recorded while the disk is full.
    let isFull = false;
    sink.fail = () => (isFull ? null : '450 to the recipient');
    disk.fill(600 * 1024);
    const sending = letPeopleSend({ endpoint: site.endpoint, people: 600, pause: 50 });
    await until('the disk is full', async () => !(await isHealthy(site.url)));
    isFull = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
    disk.makeRoom();
    const sent = await sending;
    assert.ok(sent.told > 0, 'nobody was told to send again: nothing is shown');
    assert.deepEqual(sent.wrong, []);
    assert.equal(sent.acknowledged.size, 600);
    await settleAccount(
      'disk full, on accepting and on sending',
      site.dataDir,
      sent,
      sink,
      `${sent.told} were told to send again`,
    );
    await until('health is well again', () => isHealthy(site.url));
  },
);

test(
  'accepts nothing while less than the reserve is free, so that emails can go on',
  { skip },
  async (t) => {
    const disk = await makeDisk(t, 256);
    disk.fill(50 * 1024 * 1024);
    const site = await startTestSite(t, { DATA_DIR: join(disk.folder, 'data') }, { now });
    const sent = await letPeopleSend({ endpoint: site.endpoint, people: 5, tries: 2 });
    assert.equal(sent.acknowledged.size, 0);
    assert.equal(sent.told, 10);
    assert.ok(!(await isHealthy(site.url)));
    disk.makeRoom();
    await until('there is room', () => isHealthy(site.url));
    assert.equal((await site.send({ 'vision-comment': 'Now' })).status, 303);
  },
);

test('on a failing disk nobody gets a receipt, and nothing is lost', { skip }, async (t) => {
  const disk = await makeDisk(t, 256);
  const folder = join(disk.folder, 'data');
  const sink = await startSink(t);
  const site = await prepareProcess(t, {
    DATA_DIR: folder,
    SMTP_URL: sink.url,
    MAIL_FROM: mailFrom,
  });
  await site.start();
  const before = await letPeopleSend({ endpoint: site.endpoint, people: 50 });
  disk.cutPower();
  const during = await letPeopleSend({ endpoint: site.endpoint, people: 20, tries: 1 });
  assert.equal(during.acknowledged.size, 0);
  assert.deepEqual(during.wrong, []);
  assert.equal(during.told, 20);
  assert.ok(!(await isHealthy(site.url)));
  assert.ok(site.isRunning());
  await site.kill();
  await disk.remount();
  await site.start();
  await settleAccount('I/O errors', folder, before, sink, `${during.told} were told to send again`);
});

test('does not start on a folder it cannot write to, and says why', { skip }, async (t) => {
  const folder = await makeFolder(t);
  assert.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder]).status, 0);
  atEnd(t, () => spawnSync('umount', [folder]));
  const site = await prepareProcess(t, { DATA_DIR: folder });
  assert.equal(await site.start(), false);
  assert.match(site.output(), /^DATA_DIR: the database .* cannot be used: .*\.\n$/);
  record('folder is read-only', null, 'does not start, says why in one sentence');
});

test('does not start on a damaged database, and says what to do', async (t) => {
  for (const damage of ['head', 'pages'] as const) {
    const { folder, site } = await makeDamaged(t, damage);
    assert.equal(await site.start(), false, `started with damaged ${damage}`);
    assert.match(site.output(), /DATA_DIR: the database .* cannot be used: .*restore/);
    assert.ok(statSync(join(folder, 'journal')).isDirectory());
  }
  record(
    'database damaged at start',
    null,
    'does not start, and names the command that restores it',
  );
});

async function makeDamaged(t: Parameters<typeof makeFolder>[0], where: 'head' | 'pages') {
  const folder = await makeFolder(t);
  const site = await startTestSite(t, { DATA_DIR: folder, FORMS_PER_SECOND: '100000' });
  await letPeopleSend({ endpoint: site.endpoint, people: 100 });
  await site.stop();
  damage(join(folder, 'weigh-in.sqlite'), where);
  return { folder, site: await prepareProcess(t, { DATA_DIR: folder }) };
}

/** Overwrites a file as a failing disk would. */
function damage(file: string, where: 'head' | 'pages'): void {
  const { size } = statSync(file);
  const descriptor = openSync(file, 'r+');
  if (where === 'head') writeSync(descriptor, Buffer.alloc(100, 0xa5), 0, 100, 0);
  else writeSync(descriptor, Buffer.alloc(size - 8192, 0xa5), 0, size - 8192, 8192);
  closeSync(descriptor);
}

test('stops accepting when the database turns out to be damaged, and says so', async (t) => {
  const folder = await makeFolder(t);
  const site = await startTestSite(t, { DATA_DIR: folder, FORMS_PER_SECOND: '100000' });
  await letPeopleSend({ endpoint: site.endpoint, people: 300 });
  const file = join(folder, 'weigh-in.sqlite');
  const other = new DatabaseSync(file);
  other.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  other.close();
  damage(file, 'pages');
  const sent = await letPeopleSend({ endpoint: site.endpoint, people: 20, tries: 2 });
  assert.equal(sent.acknowledged.size, 0);
  await until('health says so', async () => !(await isHealthy(site.url)));
  await until('the alarm says what to do', () =>
    /^ALARM: .*damaged.*restore/m.test(site.lines.join('\n')),
  );
  record(
    'database damaged while running',
    null,
    '503 with the words kept; the alarm says what to do',
  );
});

test('waits, and then says so, while another program locks the database; health never waits', async (t) => {
  const sink = await startSink(t);
  const site = await startTestSite(
    t,
    { SMTP_URL: sink.url, MAIL_FROM: mailFrom, FORMS_PER_SECOND: '100000' },
    { now },
  );
  const other = new DatabaseSync(join(site.dataDir, 'weigh-in.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  const sending = letPeopleSend({ endpoint: site.endpoint, people: 20, atOnce: 20, tries: 3 });
  await until('health says that nothing can be stored', async () => !(await isHealthy(site.url)));
  await new Promise((resolve) => setTimeout(resolve, pick({ short: 1000, long: 9000 })));
  other.exec('ROLLBACK');
  other.close();
  const sent = await sending;
  assert.equal(sent.acknowledged.size, 20);
  assert.deepEqual(sent.wrong, []);
  await settleAccount(
    'database held by another program',
    site.dataDir,
    sent,
    sink,
    `${sent.told} were told to send again`,
  );
  await until('health is well again', () => isHealthy(site.url));
});

test('a contribution that cannot be read does not delay others, and its words stay out of the log', async (t) => {
  const folder = await makeFolder(t);
  const sink = await startSink(t);
  await sink.stop();
  const environment = { DATA_DIR: folder, SMTP_URL: sink.url, MAIL_FROM: mailFrom };
  const first = await startTestSite(t, environment, { now });
  await letPeopleSend({ endpoint: first.endpoint, people: 5, atOnce: 1 });
  await first.stop();
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  database.exec(`UPDATE contribution SET answers = 'canary ' || answers WHERE number = 2`);
  database.close();
  const back = await startSink(t, Number(new URL(sink.url).port));
  const site = await startTestSite(t, environment, { now });
  await until('the others are emailed', () => back.copies.size >= 4);
  await until('it is told', () => site.lines.some((line) => line.includes('cannot be read')));
  assert.doesNotMatch(site.lines.join('\n'), /canary|Words of/);
});

async function isHealthy(url: string): Promise<boolean> {
  const { status } = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) });
  return status === 200;
}
