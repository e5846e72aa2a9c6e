/** A lost database is restored with decisions, withdrawals, and what was sent in batches. */
import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { backUp } from '../../src/server/store/sqlite/back-up.ts';
import { restore } from '../../src/server/store/sqlite/restore.ts';
import { buildWith } from '../journeys/batches.ts';
import { makeFolder, slug, startTestSite, until, whileOpen } from '../site.ts';
import { holdToPromise, pick, record } from './account.ts';
import {
  ask,
  change,
  countUnsent,
  nothingYet,
  recipients,
  referenceOf,
  takeAccountOfAll,
  withdraw,
} from './all-kinds.ts';
import { letPeopleSend } from './people.ts';
import { startSink } from './sink.ts';

const people = pick({ short: 12, long: 500 });
const few = pick({ short: 3, long: 100 });
const hour = 3_600_000;
const day = 24 * hour;

/** Returns the files of a folder that have any of these words. */
function filesWith(folder: string, words: string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = join(folder, name);
    if (!statSync(file).isFile()) return false;
    const bytes = readFileSync(file, 'latin1');
    return words.some((word) => bytes.includes(word));
  });
}

/** Earlier versions left copies of rows in pages that were free. */
function leaveTraces(file: string): void {
  const database = new DatabaseSync(file);
  const rows =
    'SELECT one.answers FROM contribution one, contribution other, contribution third LIMIT 5000';
  database.exec(`CREATE TABLE moved AS ${rows}; DROP TABLE moved`);
  database.close();
}

const known = 'SELECT number, reference, decision, erased FROM contribution ORDER BY number';

for (const damage of ['lost', 'a backup of the day before'] as const) {
  test(`decisions, withdrawals and batches come back: ${damage}`, async (t) => {
    const folder = await makeFolder(t);
    const sink = await startSink(t);
    const clock = { now: whileOpen };
    const dist = await buildWith(t, { above: 0, every: 'hour' });
    const environment = {
      SMTP_URL: sink.url,
      MAIL_FROM: 'weigh-in@example.org',
      MAIL_TO: recipients.join(','),
      DATA_DIR: folder,
      FORMS_PER_SECOND: '100000',
    };
    const start = () =>
      startTestSite(t, environment, { now: () => clock.now, dist, lookEvery: 20 });
    const expected = nothingYet();
    const { sent } = expected;
    const allHaveLeft = () => countUnsent(folder, expected) === 0;

    const site = await start();
    await letPeopleSend({ endpoint: site.endpoint, people, sent });
    const early = [...sent.acknowledged.keys()];
    const backup = join(await makeFolder(t), 'backup.sqlite');
    await backUp(folder, backup);
    leaveTraces(backup);
    expected.others.push(`summary-${slug}-2027-03-02`);
    clock.now += day;
    await until('all has left', allHaveLeft);
    await letPeopleSend({ endpoint: site.endpoint, people, sent });
    const late = [...sent.acknowledged.keys()].slice(people);

    const apart = [early, late].map((tokens) => referenceOf(folder, tokens.at(-1) ?? ''));
    await change(folder, 'decide', { references: apart, decision: 'apart' }, clock.now);
    const erased = [...early.slice(0, few), ...late.slice(0, few)];
    for (const token of erased.slice(0, few)) await withdraw(folder, expected, token, clock.now);
    // Nobody knows whether staff have the other withdrawals, and what came since.
    sink.fail = (_recipient, message) => (message === undefined ? null : 'cut after it is stored');
    clock.now += hour;
    const [newest = ''] = late.slice(-1).map((token) => referenceOf(folder, token));
    await until('the batch was stored', () =>
      sink.all.some(({ brings }) => brings.includes(newest)),
    );
    for (const token of erased.slice(few)) await withdraw(folder, expected, token, clock.now);
    await site.stop();
    assert.deepEqual(filesWith(folder, erased), [], 'before the database is lost');
    const before = ask(folder, known);

    for (const end of ['', '-wal', '-shm'])
      rmSync(join(folder, `weigh-in.sqlite${end}`), { force: true });
    if (damage !== 'lost') copyFileSync(backup, join(folder, 'weigh-in.sqlite'));
    restore(folder, clock.now);
    assert.deepEqual(ask(folder, known), before);

    sink.fail = () => null;
    const again = await start();
    await letPeopleSend({ endpoint: again.endpoint, people, sent });
    expected.others.push(`summary-${slug}-2027-03-03`);
    clock.now += day;
    await until('all has left', allHaveLeft);
    await again.stop();
    const numbers = ask(folder, 'SELECT number, reference FROM contribution');
    const twice = numbers.length - new Set(numbers.map(({ number }) => number)).size;
    const changed = before.filter(({ number, reference }) =>
      numbers.some((row) => row['number'] === number && row['reference'] !== reference),
    );
    const found = filesWith(folder, erased);
    assert.deepEqual([twice, changed, found], [0, [], []]);
    assert.equal(numbers.length, 3 * people);
    const account = takeAccountOfAll(folder, expected, sink);
    holdToPromise(account);
    const note = `${apart.length} decisions and ${erased.length} withdrawals; numbers given twice: ${twice}; files with erased words: ${found.length}`;
    record(`restored with batches: ${damage}`, account, note);
  });
}
