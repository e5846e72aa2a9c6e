/** Everything can be restored from the journal. */
import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { backUp } from '../../src/server/store/sqlite/back-up.ts';
import { eraseFromJournal, journalIn } from '../../src/server/store/journal.ts';
import { restore, sayRestored } from '../../src/server/store/sqlite/restore.ts';
import { makeFolder, startTestSite, until, whileOpen } from '../site.ts';
import { holdToPromise, pick, record, takeAccount, untilEmailed } from './account.ts';
import { letPeopleSend } from './people.ts';
import { startSink } from './sink.ts';

const people = pick({ short: 25, long: 1000 });
const now = () => whileOpen + performance.now();

async function start(t: TestContext, folder: string, url: string) {
  return startTestSite(
    t,
    {
      DATA_DIR: folder,
      SMTP_URL: url,
      MAIL_FROM: 'weigh-in@example.org',
      FORMS_PER_SECOND: '100000',
    },
    { now },
  );
}

function referencesIn(folder: string): string[] {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'), { readOnly: true });
  const rows = database
    .prepare('SELECT number, reference, token_hash, answers FROM contribution ORDER BY number')
    .all();
  database.close();
  return rows.map((row) => JSON.stringify(row));
}

for (const damage of ['lost', 'damaged'] as const) {
  test(`a ${damage} database comes back from the journal, word for word`, async (t) => {
    const folder = await makeFolder(t);
    const sink = await startSink(t);
    const site = await start(t, folder, sink.url);
    const early = await letPeopleSend({ endpoint: site.endpoint, people });
    await untilEmailed(folder);
    // These do not count as emailed when it happens. Some were, but nobody knows.
    sink.fail = () => 'cut after it is stored';
    const late = await letPeopleSend({ endpoint: site.endpoint, people });
    await site.stop();
    const before = referencesIn(folder);

    const file = join(folder, 'weigh-in.sqlite');
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
    if (damage === 'lost') rmSync(file);
    else writeFileSync(file, Buffer.alloc(100_000, 0xa5));

    const restored = restore(folder, now());
    assert.equal(restored.added, 2 * people);
    assert.equal(restored.kept, 0);
    assert.equal(restored.marked, people);
    assert.equal(restored.damagedCopy !== null, damage === 'damaged');
    assert.match(sayRestored(restored), /marked as possible second copies/);
    assert.deepEqual(referencesIn(folder), before);

    sink.fail = () => null;
    await start(t, folder, sink.url);
    await untilEmailed(folder);
    const acknowledged = new Map([...early.acknowledged, ...late.acknowledged]);
    const account = takeAccount(folder, { acknowledged, told: 0, wrong: [] }, sink);
    holdToPromise(account);
    record(`database ${damage}, restored from the journal`, account);
  });
}

test('a backup made under load is whole, and the journal brings it up to date', async (t) => {
  const folder = await makeFolder(t);
  const sink = await startSink(t);
  const site = await start(t, folder, sink.url);
  const sending = letPeopleSend({ endpoint: site.endpoint, people: 4 * people });
  await until('some have come', () => site.lines.length > people);
  const copy = join(await makeFolder(t), 'backup.sqlite');
  await backUp(folder, copy);
  await assert.rejects(backUp(folder, copy), /choose another name/);
  const sent = await sending;
  await site.stop();

  const file = join(folder, 'weigh-in.sqlite');
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  copyFileSync(copy, file);
  const { kept, added } = restore(folder, now());
  t.diagnostic(`${kept} in the backup, ${added} from the journal`);
  assert.ok(kept > 0 && added > 0, 'the backup had all or nothing: nothing is shown');
  assert.equal(kept + added, 4 * people);
  await start(t, folder, sink.url);
  await untilEmailed(folder);
  const account = takeAccount(folder, sent, sink);
  holdToPromise(account);
  record(
    'backup under load, then lost, restored',
    account,
    `${kept} from the backup, ${added} from the journal`,
  );
});

test('restoring twice adds nothing, and a running site is not touched', async (t) => {
  const folder = await makeFolder(t);
  const sink = await startSink(t);
  const site = await start(t, folder, sink.url);
  await letPeopleSend({ endpoint: site.endpoint, people: 5 });
  await untilEmailed(folder);
  assert.throws(() => restore(folder), /The site is running/);
  await site.stop();
  const before = referencesIn(folder);
  const { kept, added, marked } = restore(folder);
  assert.deepEqual({ kept, added, marked }, { kept: 5, added: 0, marked: 0 });
  assert.deepEqual(referencesIn(folder), before);
});

test('a line that a power cut left incomplete does not affect other lines', async (t) => {
  const folder = await makeFolder(t);
  const sink = await startSink(t);
  const first = await start(t, folder, sink.url);
  await letPeopleSend({ endpoint: first.endpoint, people: 3 });
  await first.stop();
  const [name = ''] = readdirSync(journalIn(folder));
  appendFileSync(join(journalIn(folder), name), '{"line":"contribution","consulta');
  const second = await start(t, folder, sink.url);
  await letPeopleSend({ endpoint: second.endpoint, people: 3 });
  await second.stop();
  rmSync(join(folder, 'weigh-in.sqlite'));
  const { added, unreadable } = restore(folder);
  assert.deepEqual({ added, unreadable }, { added: 6, unreadable: 1 });
});

test('words erased from the journal do not come back, and a running site continues', async (t) => {
  const folder = await makeFolder(t);
  const sink = await startSink(t);
  const site = await start(t, folder, sink.url);
  await letPeopleSend({ endpoint: site.endpoint, people: 3 });
  const reference = (JSON.parse(referencesIn(folder)[1] as string) as { reference: string })
    .reference;
  eraseFromJournal(journalIn(folder), new Map([[reference, { why: 'withdrawn', at: 1 }]]));
  await letPeopleSend({ endpoint: site.endpoint, people: 2 });
  await site.stop();
  for (const end of ['', '-wal', '-shm'])
    rmSync(join(folder, `weigh-in.sqlite${end}`), { force: true });
  assert.equal(restore(folder).added, 4);
  const rows = referencesIn(folder).map((row) => JSON.parse(row) as Record<string, unknown>);
  assert.deepEqual(
    rows.map(({ number }) => number),
    [1, 2, 3, 4, 5],
    'its number stays',
  );
  assert.equal(rows.find((row) => row['reference'] === reference)?.['answers'], '[]');
});

test('there must be something to restore from', async (t) => {
  const folder = await makeFolder(t);
  assert.throws(() => restore(folder), /nothing to restore from/);
});
