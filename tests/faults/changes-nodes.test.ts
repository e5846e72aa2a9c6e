/** People change, withdraw, save and come back, and staff act, while three nodes on PostgreSQL are killed at random. */
import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readSettings } from '../../src/server/settings/settings.ts';
import { openStaffStore } from '../../src/server/store/open-staff-store.ts';
import { backUpPostgres } from '../../src/server/store/postgres/back-up.ts';
import { restorePostgres } from '../../src/server/store/postgres/restore.ts';
import { atEnd } from '../cleanup.ts';
import { startPostgres, type Postgres } from '../postgres.ts';
import { makeFolder, whileOpen } from '../site.ts';
import { holdToPromise, pick, record } from './account.ts';
import { recipients } from './all-kinds.ts';
import { allIn, takeAccountOfChanges, wordsLeft } from './changing-account.ts';
import { countSteps, letPeopleChange } from './changing-people.ts';
import { prepareProcess, type FaultProcess } from './process.ts';
import { startSink } from './sink.ts';

let postgres: Postgres;
before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.close());

const day = 86_400_000;
const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

test('no change, withdrawal, draft or action is lost while three nodes are killed at random', async (t) => {
  const sink = await startSink(t);
  const database = await postgres.makeDatabase();
  const clock = join(await makeFolder(t), 'clock');
  const setClock = (moment: number) => {
    writeFileSync(`${clock}.part`, String(moment - Date.now()));
    renameSync(`${clock}.part`, clock);
  };
  setClock(whileOpen);
  const folders = [await makeFolder(t), await makeFolder(t), await makeFolder(t)];
  const settings = { DATABASE_URL: database, SMTP_URL: sink.url, MAIL_FROM: 'a@example.org' };
  const nodes = await Promise.all(
    folders.map((folder) =>
      prepareProcess(t, {
        ...settings,
        DATA_DIR: folder,
        MAIL_TO: recipients.join(','),
        PUBLIC_URL: 'https://consult.example.org',
        FAULT_CLOCK: clock,
        FAULT_LOOK: '50',
        FAULT_LEASE: '2000',
      }),
    ),
  );
  const startAll = () => Promise.all(nodes.map((node) => node.start()));
  await startAll();
  const staff = await openStaffStore(readSettings({ ...settings, DATA_DIR: folders[0] }));
  const linkKey = await staff.makeLinkKey();
  await staff.close();

  // By PostgreSQL's clock, changes of ten minutes are one email.
  let isOver = false;
  const hurrying = (async () => {
    while (!isOver) {
      await postgres.run(
        database,
        `UPDATE weigh_in.email SET next_at = 0 WHERE state = 'queued' AND kind = 'change'`,
      );
      await pause(200);
    }
  })();
  hurrying.catch(() => {});
  atEnd(t, () => (isOver = true));

  const people = pick({ short: 20, long: 600 });
  const kills = pick({ short: 3, long: 60 });
  const any = () => nodes[Math.floor(Math.random() * nodes.length)] as FaultProcess;
  const crowd = letPeopleChange({ url: () => any().url, people, linkKey });
  const wait = async (what: string, isSo: () => boolean | Promise<boolean>) => {
    const end = performance.now() + 300_000;
    while (!(await isSo())) {
      if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
      await pause(20);
    }
  };
  for (let kill = 1; kill <= kills; kill += 1) {
    const steps = (countSteps(people) * kill) / (kills + 1);
    await Promise.race([crowd.done, wait('more is done', () => crowd.steps() >= steps)]);
    const node = any();
    await node.kill();
    await node.start();
  }
  await crowd.done;
  await wait('all is emailed', async () => {
    const sql = `SELECT count(*) AS count FROM weigh_in.email WHERE state <> 'delivered'`;
    const [row] = await postgres.run(database, sql);
    return Number(row?.['count']) === 0;
  });
  isOver = true;
  await hurrying;

  // A node writes what staff changed into its journal when it starts, or within a minute.
  await startAll();
  const sent = crowd.people.filter(({ token }) => token !== '');
  const decided = sent.filter(({ actions }) => actions.includes('Set it aside'));
  const journals = folders.map((folder) => join(folder, 'journal'));
  await wait('each node has the decisions', () =>
    journals.every((journal) => {
      const all = allIn(journal);
      return decided.every(({ reference }) =>
        all.includes(`{"line":"decision","reference":"${reference}"`),
      );
    }),
  );
  for (const node of nodes) await node.kill();
  const again = await postgres.makeDatabase();
  await restorePostgres(again, folders, whileOpen);
  const copies = await Promise.all([database, again].map(() => makeFolder(t)));
  const [copy = '', restored = ''] = copies;
  await backUpPostgres(database, join(copy, 'weigh-in.sqlite'));
  await backUpPostgres(again, join(restored, 'weigh-in.sqlite'));
  const account = takeAccountOfChanges(copy, restored, sent, sink);

  setClock(whileOpen + 8 * day);
  await startAll();
  await wait('what was withdrawn is erased', async () => {
    const sql = `SELECT count(*) AS count FROM weigh_in.contribution
      WHERE withdrawn_at IS NOT NULL AND erased IS NULL`;
    return Number((await postgres.run(database, sql))[0]?.['count']) === 0;
  });
  await startAll();
  await wait('no journal has a trace', () => wordsLeft(journals, crowd.people).length === 0);
  holdToPromise(account);
  assert.ok(crowd.people.some(({ isWithdrawn }) => isWithdrawn));
  const note = `${countSteps(people)} steps of people and staff; ${kills} kills`;
  record('changes, three nodes on PostgreSQL killed at random', account, note);
});
