/** A folder from an older version is upgraded as it is: receipts open, and waiting emails are sent. */
import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test, type TestContext } from 'node:test';
import pg from 'pg';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { readFolders } from '../../../src/server/store/journal.ts';
import { schemaVersion as postgresVersion } from '../../../src/server/store/postgres/schema.ts';
import { schemaVersion } from '../../../src/server/store/sqlite/schema.ts';
import { openStorage } from '../../../src/server/store/open-storage.ts';
import { startPostgres, type Postgres } from '../../postgres.ts';
import { clockFrom, makeFolder, startTestSite, until, whileOpen } from '../../site.ts';
import { runStaff } from '../../staff/run.ts';
import {
  campaign,
  contributionsOf,
  emailsOf,
  levelOf,
  namesOfOld,
  readOld,
  recipients,
  startNoting,
  tokenOf,
  wordsOf,
} from './old-data.ts';

let postgres: Postgres;
before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.close());

const dayLength = 86_400_000;

test('there is old data of every version', () => {
  const versions = (count: number) => Array.from({ length: count - 1 }, (_, index) => index + 1);
  assert.deepEqual(
    namesOfOld('sqlite'),
    versions(schemaVersion).map((version) => `${version}.sql`),
  );
  assert.deepEqual(
    namesOfOld('postgres'),
    versions(postgresVersion).map((version) => `postgres-${version}.sql`),
  );
});

interface OldPlace {
  folder: string;
  /** `DATABASE_URL`, where it is in PostgreSQL. */
  settings: Record<string, string>;
}

/** Starts the current version on old data, and checks that everything is as it was. */
async function takeOver(t: TestContext, name: string, { folder, settings }: OldPlace) {
  const mail = await startNoting(t);
  const environment = {
    ...{ DATA_DIR: folder, SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' },
    ...{ MAIL_TO: recipients.join(), ...settings },
  };
  const sent = () => mail.notes.map(({ what }) => what);
  const ask = async <T>(...words: string[]) => {
    const { out, error } = await runStaff(folder, [...words, '--json'], folder, settings);
    assert.equal(error, '');
    return JSON.parse(out) as T;
  };
  const list = async () => {
    const lines = await ask<{ number: number; reference: string; notes: string }[]>('list');
    return lines.map(({ number, reference, notes }) => `${number} ${reference} ${notes}`.trim());
  };

  const site = await startTestSite(t, environment, { lookEvery: 20 });
  const old = contributionsOf(name);
  const expected = emailsOf(name);
  await until('what waited is emailed', () => mail.notes.length >= expected.length);
  for (const [index, { reference, email, notes }] of old.entries()) {
    const receipt = await fetch(`${site.endpoint}?receipt=${tokenOf(index + 1)}`);
    const isErased = ['withdrawn', 'purged'].includes(notes ?? '');
    assert.equal(receipt.status, isErased ? 404 : 200, reference);
    if (isErased) continue;
    assert.ok((await receipt.text()).includes(wordsOf(reference)), reference);
    if (email === 'none' || email === 'stays') continue;
    const one = mail.notes.filter(({ text }) => text.includes(wordsOf(reference)));
    assert.equal(one.length, 1, `${reference} goes once`);
  }
  const asBefore = old.map(({ reference, notes = '' }, index) =>
    `${index + 1} ${reference} ${notes}`.trim(),
  );
  assert.deepEqual(await list(), asBefore);

  // Numbering continues, and the same words as before the upgrade are recognised.
  assert.equal((await site.send({ 'vision-comment': campaign })).status, 303);
  await until('it is emailed', () => mail.notes.length > expected.length);
  const newest = (await list()).at(-1) as string;
  const [number, reference = ''] = newest.split(' ');
  assert.equal(number, String(old.length + 1));
  assert.equal(newest, `${number} ${reference}`, 'it is counted');
  if (levelOf(name) >= 4) {
    const groups = await ask<{ references: string[] }[]>('list', '--groups');
    assert.deepEqual(
      groups.map(({ references }) => references),
      [['CMP-234-FST', 'CMP-234-SCD', reference]],
    );
    const summary = mail.notes.find(({ what }) => what.includes('2027-03-01'))?.text ?? '';
    assert.match(summary.replace(/\s+/g, ' '), /contributions, numbers 11 to 26\. /);
  }
  const all = [...expected, `${reference} to one@example.org and two@example.org`].sort();
  assert.deepEqual(sent().sort(), all);
  await site.stop();

  const status = await ask<Record<string, unknown>>('status');
  assert.deepEqual([status['waiting'], status['held']], [0, { count: 0, why: {} }]);
  const tomorrow = clockFrom(whileOpen + dayLength);
  const again = await startTestSite(t, environment, { lookEvery: 20, now: tomorrow });
  const summary = 'summary-strategy-2020-2022-2027-03-02 to one@example.org and two@example.org';
  await until("the next day's summary comes", () => sent().includes(summary));
  await again.stop();
  assert.deepEqual(sent().sort(), [...all, summary].sort());

  // What older versions had not written into the journal, and a restored database would not know.
  const journal = readFolders([folder]);
  const decided = [...journal.decisions.values()].map((line) => [line.reference, line.decision]);
  const gone = [...journal.erased.values()]
    .map((line) => [line.number, line.why] as const)
    .sort(([a], [b]) => a - b);
  const isThere = levelOf(name) >= 4;
  assert.deepEqual(
    decided,
    isThere
      ? [
          ['DCD-234-CNT', 'count'],
          ['DCD-234-PRT', 'apart'],
        ]
      : [],
  );
  assert.deepEqual(
    gone,
    isThere
      ? [
          [15, 'withdrawn'],
          [16, 'withdrawn'],
          [17, 'purged'],
          [21, 'withdrawn'],
        ]
      : [],
  );
}

for (const name of namesOfOld('postgres')) {
  test(`tables of ${name.replace('.sql', '')} are taken over`, async (t) => {
    const url = await postgres.makeDatabase();
    await postgres.run(url, readOld(name));
    await takeOver(t, name, { folder: await makeFolder(t), settings: { DATABASE_URL: url } });
    const read = (sql: string) => postgres.run(`${url}?options=-csearch_path%3Dweigh_in`, sql);
    assert.deepEqual(await read('SELECT version FROM schema_version'), [
      { version: postgresVersion },
    ]);
    assert.deepEqual(
      await read(
        'SELECT 1 FROM contribution WHERE erased IS NOT NULL AND answers_hash IS NOT NULL',
      ),
      [],
    );
  });
}

test('a node waits while another one brings the tables up to date', async (t) => {
  const url = await postgres.makeDatabase();
  await postgres.run(url, readOld('postgres-1.sql'));
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query('SELECT pg_advisory_lock(3141592653)');
  const settings = { DATA_DIR: await makeFolder(t), DATABASE_URL: url };
  const starting = openStorage(readSettings(settings), { mailDomain: 'example.org' });
  // Longer than a node waits for anything else.
  await new Promise((resolve) => setTimeout(resolve, 9_000));
  await other.end();
  const storage = await starting;
  assert.equal(await storage.emails.lastNumber('strategy-2020-2022'), 26);
  await storage.close();
});

for (const name of namesOfOld('sqlite')) {
  test(`data of version ${name.replace('.sql', '')} is taken over`, async (t) => {
    const folder = await makeOld(t, name);
    await takeOver(t, name, { folder, settings: {} });
    assert.equal(versionOf(join(folder, 'weigh-in.sqlite')), schemaVersion);
    const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'), { readOnly: true });
    const hashed = database
      .prepare('SELECT reference, erased FROM contribution WHERE answers_hash IS NOT NULL')
      .all();
    assert.ok(hashed.every(({ erased }) => erased === null));
    assert.deepEqual(database.prepare('PRAGMA foreign_key_check').all(), []);
    database.close();
  });

  test(`data of version ${name.replace('.sql', '')} is copied before it is taken over`, async (t) => {
    const folder = await makeOld(t, name);
    const file = join(folder, 'weigh-in.sqlite');
    const version = versionOf(file);
    const copies = () => readdirSync(folder).filter((one) => one.includes('.before-'));
    const start = () => startTestSite(t, { DATA_DIR: folder });
    const first = await start();
    await first.stop();
    const copy = `weigh-in.sqlite.before-${schemaVersion}`;
    assert.deepEqual(copies(), [copy]);
    assert.ok(first.lines.some((line) => line.endsWith(`has a copy from before: ${copy}`)));
    assert.equal(versionOf(join(folder, copy)), version);
    assert.equal(statSync(join(folder, copy)).mode & 0o777, 0o600);
    await (await start()).stop();
    assert.deepEqual(copies(), [copy], 'what is up to date is not copied');

    // Back to the old version, and then the upgrade again: the first copy stays.
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
    copyFileSync(join(folder, copy), file);
    assert.equal(versionOf(file), version);
    await (await start()).stop();
    assert.deepEqual(copies(), [copy, `${copy}-2`]);
  });
}

// The newest old form has all sorts of rows, and the oldest the most to change.
for (const name of [namesOfOld('sqlite').at(0), namesOfOld('sqlite').at(-1)] as string[]) {
  test(`commands that read leave data of version ${name.replace('.sql', '')} as it is`, async (t) => {
    const folder = await makeOld(t, name);
    const file = join(folder, 'weigh-in.sqlite');
    const before = readFileSync(file);
    for (const words of [
      ['status'],
      ['list'],
      ['show', 'HKD-473-MXR'],
      ['export', '--output', join(folder, 'out.csv')],
      ['backup', join(folder, 'out.sqlite')],
    ]) {
      const { code, error } = await runStaff(folder, words);
      // One is held, which a person should look at.
      assert.equal(code, words[0] === 'status' ? 3 : 0, error);
    }
    assert.match(readFileSync(join(folder, 'out.csv'), 'utf8'), /Words from before the upgrade/);
    assert.match((await runStaff(folder, ['show', 'HKD-473-MXR'])).out, /Words from before/);
    assert.equal(versionOf(join(folder, 'out.sqlite')), versionOf(file));

    for (const words of [
      ['decide', 'HKD-473-MXR', 'apart'],
      ['resend', 'HKD-473-MXR'],
      ['forget', 'HKD-473-MXR', '--yes'],
    ]) {
      const { code, error } = await runStaff(folder, words);
      assert.equal(code, 1);
      assert.match(
        error,
        /^The database \S+ is from an older version of Weigh In: start this version .* nothing was changed\.$/,
      );
    }
    assert.deepEqual(readFileSync(file), before);
  });
}

test('a command says so when the data is from a newer version', async (t) => {
  const folder = await makeOld(t, '1.sql');
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  database.exec('PRAGMA user_version = 999');
  database.close();
  const { code, error } = await runStaff(folder, ['status']);
  assert.equal(code, 1);
  assert.match(
    error,
    /was made by a newer version of Weigh In: run the commands of that version\.$/,
  );
});

async function makeOld(t: TestContext, name: string): Promise<string> {
  const folder = await makeFolder(t);
  const old = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  old.exec(readOld(name));
  old.close();
  return folder;
}

function versionOf(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  } finally {
    database.close();
  }
}
