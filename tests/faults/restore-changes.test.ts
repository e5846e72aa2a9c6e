/** After the store is lost, decisions are kept, and withdrawn contributions stay withdrawn, in both stores. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startMailServer } from '../mail-server.ts';
import { startPostgres, type Postgres } from '../postgres.ts';
import { makeFolder, startTestSite, until } from '../site.ts';
import { runStaff } from '../staff/run.ts';
import { eraseFromJournal, journalIn } from '../../src/server/store/journal.ts';
import { startJournallingChanges } from '../../src/server/store/postgres/journal-changes.ts';
import { openDatabase } from '../../src/server/store/postgres/database.ts';

let postgres: Postgres;
before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.close());

interface Line {
  number: number;
  reference: string;
  notes: string;
  email: string;
}

const campaign = 'We all ask for a bench beside the pond, please.';

for (const where of ['a folder', 'PostgreSQL with two nodes'] as const) {
  test(`decisions, withdrawals and groups come back: ${where}`, async (t) => {
    const mail = await startMailServer(t);
    const folders = [await makeFolder(t)];
    const [folder] = folders as [string];
    const isAlone = where === 'a folder';
    if (!isAlone) folders.push(await makeFolder(t));
    const url = isAlone ? '' : await postgres.makeDatabase();
    const settings: Record<string, string> = isAlone ? {} : { DATABASE_URL: url };
    const start = (dataDir: string) =>
      startTestSite(
        t,
        { ...settings, DATA_DIR: dataDir, SMTP_URL: mail.url, MAIL_FROM: 'a@example.org' },
        { lookEvery: 20 },
      );
    const staff = (...words: string[]) => runStaff(folder, words, folder, settings);
    const list = async () => JSON.parse((await staff('list', '--json')).out) as Line[];
    const read = async () =>
      (await list()).map(({ number, reference, notes }) => `${number} ${reference} ${notes}`);

    const sites = await Promise.all(folders.map(start));
    const [site, other = site] = sites;
    for (const one of [site, other, site, other, site])
      assert.equal((await one?.send({ 'vision-comment': campaign }))?.status, 303);
    await until('all is emailed', () => mail.emails.length === 5);
    const references = (await list()).map(({ reference }) => reference);
    const [first, second, third, , fifth] = references as [string, string, string, string, string];
    assert.equal((await staff('decide', first, 'apart')).code, 0);
    assert.equal((await staff('decide', third, 'apart')).code, 0);
    assert.equal((await staff('decide', third, 'open')).code, 0);
    for (const reference of [second, fifth])
      assert.equal((await staff('forget', reference, '--yes')).code, 0);
    await until('staff are told', () => mail.emails.length === 7);
    await until('that is known', async () =>
      (await staff('status')).out.endsWith('Nothing is waiting.'),
    );
    for (const one of sites) await one.stop();
    if (!isAlone) {
      // When a node starts, it writes what was changed while it was down into its journal.
      for (const one of folders) {
        const database = await openDatabase(url, 'weigh-in node');
        const erasing = startJournallingChanges(database, one, 20);
        await new Promise((resolve) => setTimeout(resolve, 500));
        erasing.stop();
        await database.close();
      }
    }
    const before = await read();
    const groups = (await staff('list', '--groups', '--json')).out;

    const lose = async () => {
      if (!isAlone) await postgres.run(url, 'DROP SCHEMA weigh_in CASCADE');
      for (const end of ['', '-wal', '-shm'])
        rmSync(join(folder, `weigh-in.sqlite${end}`), { force: true });
    };
    await lose();
    const restored = await staff('restore', ...folders.slice(1));
    assert.match(restored.out, /3 came from the journal/, restored.error);
    assert.match(restored.out, /^0 emails go out/m);
    assert.deepEqual(await read(), before);
    assert.equal((await staff('list', '--groups', '--json')).out, groups);
    assert.equal((await staff('report', '--output', join(folder, 'report.html'))).code, 0);

    const again = await start(folder);
    assert.equal((await again.send({ 'vision-comment': campaign })).status, 303);
    await until('it is emailed', () => mail.emails.length === 8);
    const newest = (await list()).at(-1);
    assert.equal(newest?.number, 6, 'the number of what was withdrawn is never given again');
    const [group] = JSON.parse((await staff('list', '--groups', '--json')).out) as {
      references: string[];
    }[];
    assert.ok(group?.references.includes(newest.reference), 'the same words are known again');
    assert.equal(mail.emails.length, 8, 'nothing that had left goes again');
    await again.stop();
  });
}

for (const where of ['a folder', 'PostgreSQL'] as const) {
  test(`a withdrawal since the backup removes the waiting email: ${where}`, async (t) => {
    const mail = await startMailServer(t, {
      onMailFrom: (_address, _session, done) => done(isDown ? new Error('later') : null),
    });
    let isDown = true;
    const folder = await makeFolder(t);
    const url = where === 'a folder' ? '' : await postgres.makeDatabase();
    const settings: Record<string, string> = url === '' ? {} : { DATABASE_URL: url };
    const start = () =>
      startTestSite(
        t,
        { ...settings, DATA_DIR: folder, SMTP_URL: mail.url, MAIL_FROM: 'a@example.org' },
        { lookEvery: 20 },
      );
    const staff = (...words: string[]) => runStaff(folder, words, folder, settings);
    const site = await start();
    assert.equal((await site.send({ 'vision-comment': 'Withdrawn later' })).status, 303);
    const [line] = JSON.parse((await staff('list', '--json')).out) as Line[];
    const { reference } = line as Line;
    await site.stop();
    // The database is as before the withdrawal, and the journal as after it.
    const erasure = { why: 'withdrawn', at: Date.parse('2027-03-02T12:00:00Z') } as const;
    eraseFromJournal(journalIn(folder), new Map([[reference, erasure]]));
    assert.equal((await staff('restore')).code, 0);
    isDown = false;
    const again = await start();
    await until('staff are told', () => mail.emails.length === 1);
    await until('nothing waits', async () =>
      (await staff('status')).out.endsWith('Nothing is waiting.'),
    );
    await again.stop();
    assert.deepEqual(
      mail.emails.map(({ subject }) => subject),
      [`[Strategy consultation] Withdrawn: contribution 1, ${reference}`],
    );
  });
}
