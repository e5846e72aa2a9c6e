/** The staff commands where contributions are in PostgreSQL, as a person runs them. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { blankForm } from '../../src/paper-form/text-form.ts';
import { readFolders } from '../../src/server/store/journal.ts';
import { openPostgresStaffStore } from '../../src/server/store/postgres/staff-store.ts';
import { startJournallingChanges } from '../../src/server/store/postgres/journal-changes.ts';
import { openDatabase } from '../../src/server/store/postgres/database.ts';
import { fillStore } from '../generated.ts';
import { atEnd } from '../cleanup.ts';
import { startMailServer } from '../mail-server.ts';
import { restorePostgres } from '../../src/server/store/postgres/restore.ts';
import { findPrograms, password, startPostgres, type Postgres } from '../postgres.ts';
import { act } from '../../src/staff/commands/run-command.ts';
import { builtConsultation, makeFolder, slug, startTestSite, until } from '../site.ts';
import { makePostgres } from '../server/store/stores.ts';
import { runStaff as run } from './run.ts';

let postgres: Postgres;
before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.close());

type Test = Parameters<typeof makeFolder>[0];

async function fill(t: Test, count: number) {
  const place = await makePostgres(() => postgres)(t);
  const storage = await place.open();
  const consultation = await builtConsultation();
  await storage.store.keepVersion(consultation);
  await fillStore(storage, consultation, count);
  await storage.close();
  const url = place.environment['DATABASE_URL'] as string;
  const runStaff = (...words: string[]) =>
    run(place.folder, words, place.folder, { DATABASE_URL: url });
  const ask = async <T>(...words: string[]) =>
    JSON.parse((await runStaff(...words, '--json')).out) as T;
  return { place, url, runStaff, ask };
}

test('status, list, show, resend, decide: as with a folder', async (t) => {
  const { place, url, runStaff, ask } = await fill(t, 5);
  assert.equal((await runStaff('status')).code, 0);
  await place.run("UPDATE email SET state = 'held', reply = '550 No such mailbox' WHERE id = 2");
  const status = await runStaff('status');
  assert.equal(status.code, 3);
  assert.match(status.out, /Received: 5 contributions[\s\S]*550 No such mailbox/);
  const [held] = await ask<{ reference: string }[]>('list', '--held');
  assert.ok(held);
  const shown = await runStaff('show', held.reference.toLowerCase());
  assert.match(shown.out, /held \(550 No such mailbox\)/);
  assert.equal((await runStaff('resend', '--held')).code, 0);
  assert.deepEqual(await ask('list', '--held'), []);
  const all = await ask<{ reference: string; email: string }[]>('list');
  const delivered = all.find(({ email }) => email === 'delivered')?.reference as string;
  assert.equal((await runStaff('resend', delivered)).code, 0);
  const rows = await place.run('SELECT state, maybe_sent FROM email ORDER BY maybe_sent DESC');
  assert.deepEqual(rows[0], { state: 'queued', maybe_sent: 1 });
  assert.equal((await runStaff('decide', delivered, 'apart')).code, 0);
  assert.match((await runStaff('show', delivered)).out, /Counted: no, set aside by staff/);
  const [first, , third] = all.map(({ reference }) => reference);
  const mark = `["same-words:${first}"]`;
  await place.run(`UPDATE contribution SET marks = '${mark}' WHERE number = 3`);
  const group = await ask<{ references: string[] }>('decide', '--group', first ?? '', 'apart');
  assert.deepEqual(group.references, [first, third]);
  const { openChanges, close } = await openPostgresStaffStore(url, 'example.org', {});
  const both = { references: [first ?? '', 'AAA-333-AAA'], decision: 'count' as const };
  const decided = act({ changes: openChanges(), slug }, 'decide', both);
  await assert.rejects(decided, /There is no contribution AAA-333-AAA/);
  await close();
  const apart = await ask<{ reference: string }[]>('list', '--apart');
  const wanted = new Set([first, third, delivered]);
  assert.deepEqual(new Set(apart.map(({ reference }) => reference)), wanted);
  const unknown = await runStaff('show', 'AAA-333-AAA');
  assert.deepEqual([unknown.code, unknown.out], [1, '']);
  assert.match(unknown.error, /^There is no contribution AAA-333-AAA/);
});

test('report and exports hold everything, and are those of a backup on SQLite', async (t) => {
  const { place, runStaff } = await fill(t, 600);
  const copy = await makeFolder(t);
  const file = join(copy, 'weigh-in.sqlite');
  assert.match((await runStaff('backup', file)).out, /^600 contributions copied/);
  for (const format of ['csv', 'json']) {
    const words = ['export', '--format', format, '--replace', '--output'];
    assert.equal((await runStaff(...words, 'from-postgres')).code, 0);
    assert.equal((await run(copy, [...words, 'from-copy'])).code, 0);
    const read = async (path: string) =>
      (await readFile(path, 'utf8')).replace(/"exportedAt": ?"[^"]+"/, '');
    const text = await read(join(place.folder, 'from-postgres'));
    assert.ok(text.length > 100_000);
    assert.equal(text, await read(join(copy, 'from-copy')));
  }
  const report = await runStaff('report');
  assert.match(report.out, /^The report on 600 contributions/);
  assert.ok((await readdir(place.folder)).includes('strategy-2020-2022-report.html'));
});

test('add files a form once, and reconcile takes note of what staff have', async (t) => {
  const { place, runStaff, ask } = await fill(t, 3);
  const form = join(place.folder, 'form.txt');
  const blank = blankForm(await builtConsultation());
  await writeFile(form, blank.replace('[  ] Human', '[1] Human'));
  const added = await runStaff('add', form, '--channel', 'post', '--yes');
  assert.match(added.out, /Filed as contribution 4/, added.error);
  assert.equal((await runStaff('add', form, '--channel', 'post', '--yes')).code, 1);
  const [first] = await ask<{ reference: string }[]>('list');
  const mailbox = join(place.folder, 'one.eml');
  await writeFile(mailbox, `X-Weigh-In-Reference: ${first?.reference}\r\n\r\nwords\r\n`);
  const found = await ask<{ present: string[]; missing: string[] }>('reconcile', mailbox);
  assert.deepEqual([found.present.length, found.missing.length], [1, 3]);
  const rows = await place.run('SELECT 1 FROM contribution WHERE reconciled_at IS NOT NULL');
  assert.equal(rows.length, 1);
});

test('forget removes words from the database, and from the journal of each node', async (t) => {
  const { place, url, runStaff, ask } = await fill(t, 4);
  const [, second] = await ask<{ reference: string }[]>('list');
  const reference = second?.reference as string;
  const has = (folder: string) =>
    readFolders([folder]).contributions.some((line) => line.reference === reference);
  assert.ok(has(place.folder));
  const forgotten = await runStaff('forget', reference, '--yes');
  assert.equal(forgotten.code, 0);
  assert.match(forgotten.out, /Each node takes it out of its journal/);
  const [row] = await place.run('SELECT answers, erased FROM contribution WHERE number = 2');
  assert.deepEqual(row, { answers: '[]', erased: 'withdrawn' });
  const database = await openDatabase(url, 'weigh-in node');
  atEnd(t, () => database.close());
  const journalling = startJournallingChanges(database, place.folder, 50);
  atEnd(t, () => journalling.stop());
  await until('the journal has it no more', () => !has(place.folder));
  assert.equal(readFolders([place.folder]).contributions.length, 3);
});

test('a restore waits a moment for a node that has just been stopped', async (t) => {
  const { place, url } = await fill(t, 1);
  const ending = await openDatabase(url, 'weigh-in node');
  const restoring = restorePostgres(url, [place.folder]);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await ending.close();
  assert.equal((await restoring).added, 0);
});

test('a lost database comes back from the journals of its nodes', async (t) => {
  const place = await makePostgres(() => postgres)(t);
  const [folder, other] = [place.folder, await makeFolder(t)];
  const mail = await startMailServer(t);
  const url = place.environment['DATABASE_URL'] as string;
  const environment = { DATABASE_URL: url, SMTP_URL: mail.url, MAIL_FROM: 'a@example.org' };
  const nodes = [
    await startTestSite(t, { ...environment, DATA_DIR: folder }),
    await startTestSite(t, { ...environment, DATA_DIR: other }),
  ];
  for (const node of [...nodes, ...nodes])
    assert.equal((await node.send({ 'final-comment': 'Kept twice' })).status, 303);
  await until('all is emailed', () => mail.emails.length === 4);
  const restore = (...words: string[]) =>
    run(folder, ['restore', ...words], folder, { DATABASE_URL: url });
  assert.match((await restore()).error, /The site is running: stop every node first/);
  for (const node of nodes) await node.stop();
  const read = () =>
    place.run(
      `SELECT number, reference, token_hash, answers, received_at, e.state, e.message_id
       FROM contribution c JOIN email e ON e.id = c.email ORDER BY number`,
    );
  const before = await read();
  assert.match((await restore(other)).out, /^4 contributions were in the database; 0 came/);
  assert.deepEqual(await read(), before);

  await place.run('DROP SCHEMA weigh_in CASCADE');
  const restored = await restore(other);
  assert.match(restored.out, /^0 contributions were in the database; 4 came/, restored.error);
  assert.match(restored.out, /0 emails go out after the next start/);
  assert.deepEqual(await read(), before);
  const again = await startTestSite(t, { ...environment, DATA_DIR: folder });
  assert.equal((await again.send({ 'final-comment': 'After it' })).status, 303);
  assert.equal(Number((await read()).at(-1)?.['number']), 5);
  await again.stop();

  await place.run('DROP SCHEMA weigh_in CASCADE');
  const nowhere = await makeFolder(t);
  const nothing = await run(nowhere, ['restore'], nowhere, { DATABASE_URL: url });
  assert.match(nothing.error, /There is nothing to restore from/);
});

test('for a PostgreSQL that cannot be used there is one sentence, without the password', async (t) => {
  const folder = await makeFolder(t);
  const url = await postgres.makeDatabase();
  for (const [wrong, sentence] of [
    [url.replace(password, 'canary-wrong'), /refuses the user or the password/],
    [url.replace(/\d+\/test/, '1/test'), /cannot be reached \(ECONNREFUSED\)/],
    [postgres.url('no_such'), /no database of the name/],
    [`${url}?sslmode=verify-full`, /does not speak TLS/],
    [
      url.replace('127.0.0.1', 'no-such-host.invalid'),
      /cannot be reached \((ENOTFOUND|EAI_AGAIN)\)/,
    ],
  ] as const) {
    const { code, out, error } = await run(folder, ['status'], folder, { DATABASE_URL: wrong });
    assert.deepEqual([code, out], [1, ''], error);
    assert.match(error, sentence);
    assert.match(error, /^DATABASE_URL: [^\n]*\.$/);
    for (const part of [decodeURIComponent(password), password, 'canary-wrong'])
      assert.ok(!error.includes(part));
  }
  const empty = await run(folder, ['status'], folder, { DATABASE_URL: url });
  assert.match(empty.error, /^DATABASE_URL: there is no consultation yet: start the site once\.$/);
});

test('a dump is restored, and the journals bring it up to date, as docs/production.md says', async (t) => {
  const { place, url, runStaff, ask } = await fill(t, 3);
  const bin = await findPrograms();
  const dump = execFileSync(join(bin, 'pg_dump'), [url], { maxBuffer: 1e9 });
  const storage = await place.open();
  await fillStore(storage, await builtConsultation(), 5);
  await storage.close();
  const before = await ask('list');
  await place.run('DROP SCHEMA weigh_in CASCADE');
  execFileSync(join(bin, 'psql'), [url, '-v', 'ON_ERROR_STOP=1'], { input: dump, stdio: 'pipe' });
  assert.match((await runStaff('restore')).out, /^3 contributions were in .*; 2 came from/);
  assert.deepEqual(await ask('list'), before);
});

test('the commands of docs/production.md make a database that the site can use', async (t) => {
  const docs = await readFile(new URL('../../docs/production.md', import.meta.url), 'utf8');
  const commands = [...docs.matchAll(/`(create(?:user|db) [^`]+)`/g)].map(([, line = '']) => line);
  assert.deepEqual(
    commands.map((line) => line.split(' ')[0]),
    ['createuser', 'createdb'],
  );
  const example = /DATABASE_URL=(postgres:\/\/[^`\s]+)/.exec(docs)?.[1] ?? '';
  const server = new URL(postgres.url('postgres'));
  const bin = await findPrograms();
  for (const line of commands) {
    const [program = '', ...words] = line.split(' ');
    // Without a terminal, it reads the password from the input: twice, as a person types it.
    const child = spawn(join(bin, program), words, {
      detached: true,
      env: {
        PGHOST: server.hostname,
        PGPORT: server.port,
        PGUSER: server.username,
        PGPASSWORD: decodeURIComponent(server.password),
      },
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdin.on('error', () => {}).end('password\npassword\n');
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 0, `${line}: ${said}`);
  }
  const url = example.replace('db.example', server.host);
  const site = await startTestSite(t, { DATABASE_URL: url });
  assert.equal((await site.send({ 'final-comment': 'Stored there' })).status, 303);
  const [facts] = await postgres.run(
    url,
    `SELECT pg_encoding_to_char(encoding) AS encoding, current_user AS owner,
      (SELECT count(*)::int FROM weigh_in.contribution) AS stored
      FROM pg_database WHERE datname = current_database()`,
  );
  assert.deepEqual(facts, { encoding: 'UTF8', owner: 'weigh_in', stored: 1 });
  await site.stop();
});

test('a folder moves to PostgreSQL and back, with its references and receipts', async (t) => {
  const mail = await startMailServer(t);
  const folder = await makeFolder(t);
  const smtp = { SMTP_URL: mail.url, MAIL_FROM: 'a@example.org' };
  const alone = await startTestSite(t, { ...smtp, DATA_DIR: folder });
  const sent = await alone.send({ 'final-comment': 'From the folder' });
  const receipt = sent.headers.get('location')?.split('?')[1] as string;
  await until('it is emailed', () => mail.emails.length === 1);
  await alone.stop();

  const settings = { DATABASE_URL: await postgres.makeDatabase() };
  assert.match((await run(folder, ['restore'], folder, settings)).out, /; 1 came from the journal/);
  const node = await startTestSite(t, { ...smtp, ...settings, DATA_DIR: folder });
  assert.match(await (await fetch(`${node.endpoint}?${receipt}`)).text(), /From the folder/);
  assert.equal((await node.send({ 'final-comment': 'From the node' })).status, 303);
  await until('that is emailed too', () => mail.emails.length === 2);
  const back = await makeFolder(t);
  const file = join(back, 'weigh-in.sqlite');
  assert.equal((await run(folder, ['backup', file], folder, settings)).code, 0);
  await node.stop();

  const again = await startTestSite(t, { ...smtp, DATA_DIR: back });
  assert.match(await (await fetch(`${again.endpoint}?${receipt}`)).text(), /From the folder/);
  assert.equal((await again.send({ 'final-comment': 'From the folder again' })).status, 303);
  await until('and that', () => mail.emails.length === 3);
  const subjects = mail.emails.map(({ subject }) => /Contribution (\d)/.exec(subject ?? '')?.[1]);
  assert.deepEqual(subjects, ['1', '2', '3']);
});
