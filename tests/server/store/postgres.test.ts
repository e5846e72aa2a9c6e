/** What is specific to PostgreSQL: a server that can be unfit or away, other nodes, and clocks that differ. */
import assert from 'node:assert/strict';
import { createServer, connect, type AddressInfo } from 'node:net';
import { after, before, test, type TestContext } from 'node:test';
import { clock, openDatabase } from '../../../src/server/store/postgres/database.ts';
import { findFault } from '../../../src/server/store/postgres/server-check.ts';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { openStorage } from '../../../src/server/store/open-storage.ts';
import type { WithdrawalFacts } from '../../../src/server/store/email-facts.ts';
import type { Outcome } from '../../../src/server/store/emails.ts';
import { openStaffStore } from '../../../src/server/store/open-staff-store.ts';
import type { Storage } from '../../../src/server/store/storage.ts';
import { act } from '../../../src/staff/commands/run-command.ts';
import { atEnd } from '../../cleanup.ts';
import { startMailServer } from '../../mail-server.ts';
import { password, startPostgres, type Postgres } from '../../postgres.ts';
import { builtConsultation, makeFolder, slug, startTestSite, tokenIn, until } from '../../site.ts';
import { makePostgres } from './stores.ts';

let postgres: Postgres;
before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.close());

const outcome: Outcome = {
  state: 'delivered',
  reply: '250 kept',
  via: 'smtp',
  at: 0,
  maybeSent: false,
  takenFor: [],
  leftOut: 0,
};

/** Two nodes on one database, and a contribution to send. */
async function openNodes(t: TestContext, options: { lease?: number; now?: () => number } = {}) {
  const place = await makePostgres(() => postgres)(t);
  // At once: both find no tables.
  const [first, second] = await Promise.all([place.open(options), place.open({ ...options })]);
  const consultation = await builtConsultation();
  await first.store.keepVersion(consultation);
  const add = (token: string) =>
    first.store.add({
      consultation,
      answers: [{ question: 'final-comment', answer: { text: token } }],
      token,
      receivedAt: new Date(options.now?.() ?? Date.now()),
      late: false,
    });
  return { place, first, second, add };
}

test('a living node renews the leases of what it sends', async (t) => {
  const { first, second, add } = await openNodes(t, { lease: 3_000 });
  await add('one');
  assert.equal((await first.emails.claim(0, 1)).length, 1);
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  assert.deepEqual(await second.emails.claim(0, 1), []);
});

test('a node that lost its lease removes no mark, but can still record a delivery', async (t) => {
  const { place, first, second, add } = await openNodes(t);
  for (const token of ['one', 'two']) {
    await add(token);
    const [slow] = await first.emails.claim(0, 1);
    // It stood still for longer than its lease, and another node took it up.
    await place.run("UPDATE email SET next_at = 0 WHERE state = 'sending'");
    const [again] = await second.emails.claim(0, 1);
    assert.ok(slow && again);
    assert.equal(again.maybeSent, true);
    const read = () => place.run(`SELECT state, maybe_sent FROM email WHERE id = ${slow.id}`);
    const failed = { ...outcome, state: 'queued' as const };
    await first.emails.settle(slow.id, token === 'one' ? failed : outcome);
    const isDelivered = token === 'two';
    assert.deepEqual(await read(), [
      { state: isDelivered ? 'delivered' : 'sending', maybe_sent: 1 },
    ]);
    await second.emails.settle(again.id, isDelivered ? failed : outcome);
    assert.deepEqual(await read(), [{ state: 'delivered', maybe_sent: 1 }]);
  }
});

/** What a node sends next, in short. */
async function claimNext({ emails }: Storage): Promise<[id: number, kind: string] | null> {
  const [email] = await emails.claim(0, 1);
  return email ? [email.id, email.kind] : null;
}

test('a request to delete waits while another node sends what it names, and so does what undoes it', async (t) => {
  const { first, second, add } = await openNodes(t);
  for (const token of ['one', 'two']) await add(token);
  const one = await claimNext(first);
  assert.equal(one?.[1], 'contribution');
  assert.equal(await second.store.withdraw('one'), 'done');
  const two = await claimNext(second);
  assert.equal(two?.[1], 'contribution', 'of another contribution');
  assert.equal(await claimNext(second), null);
  assert.ok(((await second.emails.nextDue()) ?? 0) > Date.now() + 10_000, 'nobody looks for it');
  await first.emails.settle(one[0], outcome);
  const asked = await claimNext(second);
  assert.equal(asked?.[1], 'withdrawal');

  assert.equal(await first.store.undo('one'), 'done');
  assert.equal(await claimNext(first), null);
  await second.emails.settle(asked[0], outcome);
  const undone = await claimNext(first);
  assert.equal(undone?.[1], 'change');
  assert.equal(await second.store.withdraw('one'), 'done');
  assert.equal(await claimNext(second), null, 'a change brings the words too');
  await first.emails.settle(undone[0], { ...outcome, state: 'queued', at: Date.now() + 3_600_000 });
  assert.equal((await claimNext(second))?.[1], 'withdrawal', 'nothing is being sent');
});

test('a request to delete waits for a batch, and names it', async (t) => {
  const { place, first, second, add } = await openNodes(t);
  for (const token of ['one', 'two']) await add(token);
  await place.run('DELETE FROM email');
  await place.run('UPDATE contribution SET email = NULL');
  await first.emails.addBatches(slug, Date.now());
  const batch = await claimNext(first);
  assert.equal(batch?.[1], 'batch');
  await second.store.withdraw('one');
  assert.equal(await claimNext(second), null);
  await first.emails.settle(batch[0], outcome);
  const [asked] = await second.emails.claim(0, 1);
  assert.equal(asked?.kind, 'withdrawal');
  assert.equal((asked.facts as WithdrawalFacts).isInBatch, true);
});

test('what is erased while another node sends it is asked back after that, and never sent again', async (t) => {
  const { place, first, second, add } = await openNodes(t);
  const { reference } = await add('one');
  const one = await claimNext(first);
  assert.ok(one);
  const staff = await openStaffStore(readSettings(place.environment));
  atEnd(t, () => staff.close());
  await act({ changes: staff.openChanges(), slug }, 'forget', { references: [reference] });
  assert.equal(await claimNext(second), null);
  await first.emails.settle(one[0], { ...outcome, state: 'queued', at: Date.now() - 1_000 });
  const due = await second.emails.claim(0, 9);
  assert.deepEqual(due.map(({ kind }) => kind).sort(), ['contribution', 'withdrawal']);
  assert.equal(due.find(({ brings }) => brings)?.brings?.isWithdrawn, true, 'it is dropped');
});

test('emails about one contribution whose nodes have died do not wait for each other', async (t) => {
  const { place, first, second, add } = await openNodes(t);
  await add('one');
  const one = await claimNext(first);
  await first.emails.settle(one?.[0] ?? 0, outcome);
  await first.store.withdraw('one');
  await place.run("UPDATE email SET state = 'sending', next_at = 0");
  assert.ok(await claimNext(second));
  assert.ok(await claimNext(second));
});

test('a node whose clock is wrong by days delays nothing', async (t) => {
  const days = 3 * 86_400_000;
  const { place, first, add } = await openNodes(t, { now: () => Date.now() + days });
  const behind = await place.open({ now: () => Date.now() - days });
  await add('from ahead');
  const [delivery] = await behind.emails.claim(Date.now() - days, 1);
  assert.ok(delivery);
  const wait = { ...outcome, state: 'queued' as const, at: Date.now() - days + 3_600_000 };
  await behind.emails.settle(delivery.id, wait);
  assert.deepEqual(await first.emails.claim(Date.now() + days, 1), [], 'an hour is an hour');
  const due = (await first.emails.nextDue()) ?? 0;
  assert.ok(Math.abs(due - Date.now() - days - 3_600_000) < 60_000);
});

test('due emails are found by the index, however many wait', async (t) => {
  const { place } = await openNodes(t);
  const database = await openDatabase(place.environment['DATABASE_URL'] as string, 'weigh-in node');
  atEnd(t, () => database.close());
  const plan = await database.inTransaction(async (query) => {
    await query('SET LOCAL enable_seqscan = off');
    return query(
      `EXPLAIN SELECT id FROM email
       WHERE state <> 'delivered' AND next_at <= ${clock} ORDER BY next_at, id`,
    );
  });
  assert.match(JSON.stringify(plan), /email_waiting[^]*Index Cond: \(next_at <=/);
});

test('refuses a server that would lose what it confirms', async (t) => {
  const good = {
    version: 150_004,
    fsync: 'on',
    fullPageWrites: 'on',
    synchronousCommit: 'on',
    encoding: 'UTF8',
    isStandby: false,
  };
  assert.equal(findFault(good), null);
  for (const [change, sentence] of [
    [{ version: 140_010 }, /version 14, and must be 15 or later/],
    [{ fsync: 'off' }, /fsync=off/],
    [{ fullPageWrites: 'off' }, /full_page_writes=off/],
    [{ synchronousCommit: 'off' }, /synchronous_commit is off/],
    [{ encoding: 'SQL_ASCII' }, /encoding SQL_ASCII/],
    [{ isStandby: true }, /standby/],
  ] as const)
    assert.match(findFault({ ...good, ...change })?.message ?? '', sentence);

  const careless = await startPostgres({ fsync: 'off', synchronous_commit: 'off' });
  atEnd(t, () => careless.close());
  const settings = readSettings({
    DATA_DIR: await makeFolder(t),
    DATABASE_URL: await careless.makeDatabase(),
  });
  await assert.rejects(
    openStorage(settings, { mailDomain: 'x' }),
    /^Error: DATABASE_URL: PostgreSQL runs with fsync=off, and .*\.$/,
  );
});

test('commits to disk even if the database’s settings are unsafe', async (t) => {
  const url = await postgres.makeDatabase();
  await postgres.run(url, 'ALTER ROLE weigh SET synchronous_commit = off');
  atEnd(t, () => postgres.run(url, 'ALTER ROLE weigh RESET synchronous_commit'));
  const database = await openDatabase(url, 'weigh-in node');
  atEnd(t, () => database.close());
  const [row] = await database.query('SHOW synchronous_commit');
  assert.equal(row?.['synchronous_commit'], 'on');
});

test('refuses a database of a newer version', async (t) => {
  const place = await makePostgres(() => postgres)(t);
  await (await place.open()).close();
  await place.run('UPDATE schema_version SET version = 999');
  await assert.rejects(place.open(), /DATABASE_URL: it was made by a newer version of Weigh In\.$/);
});

test('while PostgreSQL is away, people get their words back, and the alarm says why; then everything continues', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, {
    DATABASE_URL: await postgres.makeDatabase(),
    SMTP_URL: mail.url,
    MAIL_FROM: 'weigh-in@example.org',
  });
  const check = await (await site.post({ 'final-comment': 'Words that stay' })).text();
  const send = () =>
    site.post({
      'final-comment': 'Words that stay',
      _token: tokenIn(check),
      _checked: '1700000000000',
      _do: 'send',
    });
  await postgres.stop('immediate');
  const failed = await send();
  assert.equal(failed.status, 503);
  const page = await failed.text();
  assert.match(page, /we could not store your answers[\s\S]*Words that stay/);
  const health = () => fetch(`${site.localUrl}/healthz`);
  await until('health says so', async () => (await health()).status === 503);
  assert.equal(((await (await health()).json()) as { store: string }).store, 'failed');
  const said =
    /^ALARM: Contributions are being refused: (PostgreSQL cannot be reached|the connection to PostgreSQL broke)/m;
  await until('the alarm says why', () => said.test(site.lines.join('\n')));
  const receipt = await fetch(`${site.endpoint}?receipt=${'A'.repeat(22)}`);
  assert.equal(receipt.status, 503);

  await postgres.start();
  const sent = await send();
  assert.equal(sent.status, 303);
  await until('it is emailed', () => mail.emails.length === 1);
  assert.equal((await send()).headers.get('location'), sent.headers.get('location'));
  await until('health is well again', async () => (await health()).status === 200);
  for (const part of [password, decodeURIComponent(password), 'Words that stay'])
    assert.ok(!`${site.lines.join('\n')}${page.replaceAll('Words that stay', '')}`.includes(part));
});

test('a commit whose reply is lost counts once', async (t) => {
  const url = new URL(await postgres.makeDatabase());
  let isCutting = false;
  let cuts = 0;
  const proxy = createServer((client) => {
    const server = connect(Number(url.port), url.hostname);
    for (const socket of [client, server]) socket.on('error', () => {});
    client.on('data', (chunk) => {
      server.write(chunk);
      // With the NUL that ends it: BEGIN says COMMITTED.
      if (!isCutting || !chunk.includes('COMMIT\0')) return;
      cuts += 1;
      isCutting = false;
      // PostgreSQL commits, and nobody hears of it.
      client.destroy();
    });
    server.on('data', (chunk) => client.write(chunk));
    client.on('close', () => setTimeout(() => server.destroy(), 200));
    server.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  atEnd(t, () => proxy.close());
  const through = new URL(url);
  through.port = String((proxy.address() as AddressInfo).port);
  const settings = readSettings({ DATA_DIR: await makeFolder(t), DATABASE_URL: through.href });
  const { store, close } = await openStorage(settings, { mailDomain: 'x' });
  atEnd(t, close);
  const consultation = await builtConsultation();
  await store.keepVersion(consultation);
  const add = (token: string) =>
    store.add({
      consultation,
      answers: [{ question: 'final-comment', answer: { text: token } }],
      token,
      receivedAt: new Date(),
      late: false,
    });
  isCutting = true;
  const [first, second] = await Promise.all([add('one'), add('two')]);
  assert.ok(cuts > 0, 'nothing was cut: nothing is shown');
  assert.deepEqual([first.outcome, second.outcome], ['added', 'added']);
  assert.equal((await add('one')).outcome, 'again');
  const rows = await postgres.run(url.href, 'SELECT number FROM weigh_in.contribution');
  assert.equal(rows.length, 2);
});

test('a node that is paused during a commit does not block the others for ever', async (t) => {
  const { place, add } = await openNodes(t);
  const url = place.environment['DATABASE_URL'] as string;
  const database = await openDatabase(url, 'weigh-in node');
  let letGo = () => {};
  // In a test that fails before it lets go, too: closing waits for the transaction.
  atEnd(t, async () => {
    letGo();
    await database.close();
  });
  const holds = Promise.withResolvers<void>();
  const standing = database.inTransaction(async (query) => {
    await query('SELECT * FROM counter FOR UPDATE');
    holds.resolve();
    await new Promise<void>((resolve) => (letGo = resolve));
    await query('SELECT 1');
  });
  standing.catch(() => {});
  await holds.promise;
  await assert.rejects(add('held up'), /another node is writing and does not finish/);
  await until('it is put out', async () => {
    return (await add('held up').catch(() => null)) !== null;
  });
  letGo();
  await assert.rejects(standing);
});
