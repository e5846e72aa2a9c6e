/** The staff commands, as a person runs them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { makeForms } from '../../scripts/make-forms.ts';
import { readReceived } from '../../src/paper-form/received.ts';
import { blankForm } from '../../src/paper-form/text-form.ts';
import { startMailServer } from '../mail-server.ts';
import { builtConsultation, makeFolder, startTestSite, until } from '../site.ts';
import { askStaff, filledFolder, runStaff } from './run.ts';

interface Line {
  number: number;
  reference: string;
  channel: string;
  email: string;
  notes: string;
}

const lines = (folder: string, ...words: string[]) => askStaff<Line[]>(folder, ['list', ...words]);

function change(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  database.exec(sql);
  database.close();
}

test('every command says how to use it, and is in the docs; the docs name no others', async () => {
  const help = await runStaff('.', ['--help']);
  assert.equal(help.code, 0);
  const listed = help.out.slice(help.out.indexOf('Commands:'));
  const names = [...listed.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name as string);
  const commands = names.filter((name) => name !== 'help');
  assert.ok(commands.length >= 12);
  for (const command of commands) {
    const { code, out } = await runStaff('.', [command, '--help']);
    assert.equal(code, 0);
    assert.match(out, new RegExp(`Usage: npm run staff -- ${command}`));
    assert.match(out, /--json/);
  }
  const docs = await readFile(new URL('../../docs/staff.md', import.meta.url), 'utf8');
  const documented = [...docs.matchAll(/^\| `([a-z-]+)/gm)].map(([, name]) => name as string);
  assert.deepEqual(documented.toSorted(), commands.toSorted());
});

test('wrong use is exit code 2, and a reference that nobody has is one sentence', async (t) => {
  const folder = await filledFolder(t, 1);
  assert.equal((await runStaff(folder, ['no-such-command'])).code, 2);
  assert.equal((await runStaff(folder, ['export', '--format', 'pdf'])).code, 2);
  assert.equal((await runStaff(folder, ['add', 'x.txt'])).code, 2);
  for (const command of ['show', 'resend', 'forget']) {
    const { code, out, error } = await runStaff(folder, [command, 'AAA-333-AAA']);
    assert.deepEqual([code, out], [1, '']);
    assert.match(error, /^There is no contribution AAA-333-AAA in strategy-2020-2022: .*\.$/);
  }
  const json = await askStaff<{ error: string }>(folder, ['show', 'AAA-333-AAA']);
  assert.match(json.error, /no contribution/);
});

test('for a folder that is missing, foreign, damaged or locked there is one sentence, and it stays as it was', async (t) => {
  const outer = await makeFolder(t);
  const missing = await runStaff(join(outer, 'nothing'), ['status'], outer);
  assert.deepEqual([missing.code, missing.out], [1, '']);
  assert.match(missing.error, /^There is no folder .*set DATA_DIR/);

  const empty = await runStaff(outer, ['status']);
  assert.match(empty.error, /is not a data folder of Weigh In/);
  assert.deepEqual(await readdir(outer), [], 'nothing is made there');

  const foreign = await makeFolder(t);
  const other = new DatabaseSync(join(foreign, 'weigh-in.sqlite'));
  other.exec('CREATE TABLE shopping (item TEXT)');
  other.close();
  const before = await hashOf(join(foreign, 'weigh-in.sqlite'));
  assert.match((await runStaff(foreign, ['status'])).error, /does not belong to Weigh In/);
  assert.equal(await hashOf(join(foreign, 'weigh-in.sqlite')), before);

  const text = await makeFolder(t);
  await writeFile(
    join(text, 'weigh-in.sqlite'),
    'not a database at all, but long enough to be read',
  );
  assert.match((await runStaff(text, ['status'])).error, /is not a database, or is damaged/);

  const damaged = await filledFolder(t, 200);
  await truncate(join(damaged, 'weigh-in.sqlite'), 40_960);
  const broken = await runStaff(damaged, ['status']);
  assert.equal(broken.code, 1);
  assert.match(broken.error, /damaged/);

  const locked = await filledFolder(t, 1);
  const holder = new DatabaseSync(join(locked, 'weigh-in.sqlite'));
  holder.exec('BEGIN IMMEDIATE');
  const [{ reference } = { reference: '' }] = await lines(locked);
  const held = await runStaff(locked, ['forget', reference, '--yes']);
  holder.exec('ROLLBACK');
  holder.close();
  assert.deepEqual([held.code, held.out], [1, '']);
  assert.match(held.error, /Another program keeps the database .* locked/);
  assert.equal((await runStaff(locked, ['forget', reference, '--yes'])).code, 0);
});

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

test('status says what is held and why, and resend sends it', async (t) => {
  const folder = await filledFolder(t, 3);
  assert.equal((await runStaff(folder, ['status'])).code, 0);
  change(folder, "UPDATE email SET state = 'held', reply = '550 No such mailbox' WHERE id = 2");
  const status = await runStaff(folder, ['status']);
  assert.equal(status.code, 3);
  assert.match(status.out, /550 No such mailbox/);
  const [held] = await lines(folder, '--held');
  assert.ok(held && status.out.includes(held.reference));

  assert.equal((await runStaff(folder, ['resend', '--held'])).code, 0);
  assert.equal((await lines(folder, '--held')).length, 0);
  assert.equal((await lines(folder, '--waiting'))[0]?.reference, held.reference);
});

test('a contribution sent again by staff says that it may be a second copy', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' });
  await site.send({ 'vision-choice': 'option-1' });
  await until('the email has come', () => mail.emails.length === 1);
  await until('that is known', async () => (await lines(site.dataDir))[0]?.email === 'delivered');
  const [line] = await lines(site.dataDir);
  const resent = await runStaff(site.dataDir, ['resend', line?.reference ?? '']);
  assert.equal(resent.code, 0);
  await until('it has come again', () => mail.emails.length === 2);
  assert.match(mail.emails[1]?.text ?? '', /^Please note: This may be a second copy/);
});

test('no report is made while store, numbers and emails disagree, and a sentence says where', async (t) => {
  const folder = await filledFolder(t, 12);
  const all = await lines(folder);
  change(
    folder,
    `UPDATE email SET state = 'held', reply = '552 full' WHERE id = 2;
     DELETE FROM email WHERE id = 5; DELETE FROM contribution WHERE number = 5;
     DELETE FROM email WHERE id = 7;
     UPDATE email SET state = 'queued' WHERE id = 9;`,
  );
  const refused = await runStaff(folder, ['report']);
  assert.equal(refused.code, 3);
  const named = [all[1], all[6], all[8]].map((line) => line?.reference ?? '?');
  for (const word of [...named, 'number 5 is missing', '(552)']) {
    assert.ok(refused.out.includes(word), `${word} in ${refused.out}`);
  }
  assert.equal(refused.out.match(/^- /gm)?.length, 4);
  assert.ok(!(await readdir(folder)).some((name) => name.endsWith('.html')));
});

test('the report quotes every comment in full, but no name or address', async (t) => {
  const folder = await filledFolder(t, 60);
  const { code } = await runStaff(folder, ['report', '--output', 'report.html']);
  assert.equal(code, 0);
  const report = await readFile(join(folder, 'report.html'), 'utf8');
  assert.match(report, /60 contributions were received; 60 are counted/);
  assert.match(report, /<p dir="auto">שלום, זה חשוב לנו<br>תודה<\/p>/);
  assert.match(report, /@everyone: “yes”; &lt;b&gt;no&lt;\/b&gt;/);
  assert.doesNotMatch(report, /ada@example\.org|Ada Example|<script/);
  const again = await runStaff(folder, ['report', '--output', 'report.html']);
  assert.equal(again.code, 1);
  assert.match(again.error, /already exists/);
});

test('late and doubtful contributions are set aside until staff decide', async (t) => {
  const site = await startTestSite(t);
  await site.send({ 'vision-comment': 'One' });
  await site.post({
    'vision-comment': 'Two',
    _token: 'A'.repeat(22),
    _do: 'send',
  });
  const [first, second] = await lines(site.dataDir);
  assert.deepEqual([first?.notes, second?.notes], ['', 'maybe automatic, not decided yet']);
  assert.match((await runStaff(site.dataDir, ['status'])).out, /until staff decide .*: 1$/m);
  assert.deepEqual(
    (await lines(site.dataDir, '--apart')).map(({ reference }) => reference),
    [second?.reference],
  );
  const reference = second?.reference ?? '';
  const shown = async () => (await runStaff(site.dataDir, ['show', reference])).out;
  assert.match(await shown(), /Counted: no, set aside until staff decide \(maybe automatic\)/);
  assert.equal((await runStaff(site.dataDir, ['decide', reference, 'count'])).code, 0);
  assert.equal((await lines(site.dataDir, '--apart')).length, 0);
  assert.match(await shown(), /Counted: yes, decided by staff \(maybe automatic\)/);
  assert.equal((await lines(site.dataDir))[1]?.notes, 'maybe automatic, counted by staff');
  await runStaff(site.dataDir, ['decide', reference, 'apart']);
  assert.equal((await lines(site.dataDir, '--apart')).length, 1);
  assert.equal((await lines(site.dataDir))[1]?.notes, 'maybe automatic, set aside by staff');
  await runStaff(site.dataDir, ['decide', reference, 'open']);
  assert.equal((await lines(site.dataDir, '--apart')).length, 1);
});

test('the same ticks do not make a group, because many people choose alike', async (t) => {
  const site = await startTestSite(t);
  await site.send({ 'vision-choice': 'option-1' });
  await site.send({ 'vision-choice': 'option-1' });
  assert.deepEqual(
    (await lines(site.dataDir)).map(({ notes }) => notes),
    ['', ''],
  );
  assert.deepEqual(await askStaff(site.dataDir, ['list', '--groups']), []);
});

test('forget erases the words from every file, keeps the number, and tells staff', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(
    t,
    { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' },
    { lookEvery: 20, now: Date.now },
  );
  const canary = 'canary-in-a-coal-mine-and-forty-more-characters';
  const sent = await site.send({ 'vision-comment': canary, 'about-you-name': 'Canary Name' });
  await site.send({ 'vision-comment': 'Another stays' });
  await until('both have come', () => mail.emails.length === 2);
  await until('that is known', async () => (await lines(site.dataDir, '--waiting')).length === 0);
  const [line] = await lines(site.dataDir);
  const reference = line?.reference ?? '';

  const asked = await runStaff(site.dataDir, ['forget', reference]);
  assert.deepEqual([asked.code, /add --yes/.test(asked.error)], [1, true]);
  assert.equal((await runStaff(site.dataDir, ['forget', reference, '--yes'])).code, 0);
  await until('staff were told', () => mail.emails.length === 3);
  assert.equal(
    mail.emails[2]?.subject,
    `[Strategy consultation] Withdrawn: contribution 1, ${reference}`,
  );
  await site.stop();
  for (const name of await readdir(site.dataDir, { recursive: true })) {
    const bytes = await readFile(join(site.dataDir, name)).catch(() => Buffer.alloc(0));
    assert.ok(!bytes.includes(canary) && !bytes.includes('Canary Name'), name);
  }
  const [gone, other] = await lines(site.dataDir);
  assert.deepEqual([gone?.number, gone?.notes, other?.number], [1, 'withdrawn', 2]);
  assert.equal(new URL(sent.headers.get('location') ?? '', site.url).pathname.length > 0, true);
  assert.equal((await runStaff(site.dataDir, ['report'])).code, 0, 'a withdrawn number is no gap');
  assert.equal((await runStaff(site.dataDir, ['forget', reference, '--yes'])).code, 1);
});

test('a withdrawn contribution no longer has a receipt', async (t) => {
  const site = await startTestSite(t);
  const sent = await site.send({ 'vision-comment': 'mine' });
  const receipt = new URL(sent.headers.get('location') ?? '', site.url);
  assert.equal((await fetch(receipt)).status, 200);
  const [line] = await lines(site.dataDir);
  await runStaff(site.dataDir, ['forget', line?.reference ?? '', '--yes']);
  assert.equal((await fetch(receipt)).status, 404);
  const mailFiles = await readdir(join(site.dataDir, 'mail')).catch(() => []);
  assert.ok(!mailFiles.some((name) => name.startsWith(line?.reference ?? '')));
});

test('reconcile names what is missing, double, unknown or withdrawn; purge waits for it', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' });
  for (let index = 0; index < 4; index += 1)
    await site.send({ 'vision-comment': `Number ${index}` });
  await until('all have come', () => mail.emails.length === 4);
  await until('that is known', async () => (await lines(site.dataDir, '--waiting')).length === 0);
  const all = (await lines(site.dataDir)).map(({ reference }) => reference);
  const messageOf = (reference?: string) =>
    mail.raw.find((text) => text.includes(`X-Weigh-In-Reference: ${reference}`)) ?? '';

  const others = [
    'From: somebody@example.org\nSubject: Re: [Strategy consultation] Contribution 4: ' +
      `${all[3]}\n\nThanks.\n`,
    `From: x@example.org\nX-Weigh-In-Reference: CCC-333-CCC\n\nHello\nFrom the text.\n`,
  ];
  const kept = [messageOf(all[0]), messageOf(all[1]), messageOf(all[1]), ...others];
  const mbox = join(site.dataDir, 'saved.mbox');
  await writeFile(
    mbox,
    kept.map((text) => `From weigh-in Mon Mar  1 12:00:00 2027\n${text}\n`).join(''),
  );
  const { code } = await runStaff(site.dataDir, ['reconcile', mbox]);
  assert.equal(code, 3);
  const found = await askStaff<Record<string, unknown>>(site.dataDir, ['reconcile', mbox]);
  assert.deepEqual(found, {
    messages: 5,
    present: [all[0], all[1]],
    missing: [all[2], all[3]],
    outdated: [],
    double: [{ reference: all[1], copies: 2, saidSo: false }],
    unknown: ['CCC-333-CCC'],
    withdrawn: [],
    bounced: [],
    delayed: 0,
    unread: [],
  });

  const folder = await makeFolder(t);
  for (const [index, text] of mail.raw.entries())
    await writeFile(join(folder, `${index}.eml`), text);
  const fine = await runStaff(site.dataDir, ['reconcile', folder]);
  assert.deepEqual([fine.code, /No contribution is missing/.test(fine.out)], [0, true]);
  const bounce = [
    'From: MAILER-DAEMON@relay.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\n',
    '--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; staff@example.org\nAction: failed\nStatus: 5.2.2\n',
    `--r\nContent-Type: message/rfc822\n\n${messageOf(all[0])}\n--r--\n`,
  ].join('\n');
  await writeFile(join(folder, '0.eml'), bounce);
  const bounced = await runStaff(site.dataDir, ['reconcile', folder]);
  assert.equal(bounced.code, 3);
  assert.match(
    bounced.out,
    new RegExp(`BOUNCED: ${all[0]} \\(5\\.2\\.2, mailbox full\\) at staff@`),
  );
  assert.match(bounced.out, new RegExp(`MISSING[^]*${all[0]}`));
});

test('purge erases only after the day promised, and only what is emailed and reconciled', async (t) => {
  const folder = await filledFolder(t, 4);
  const early = await runStaff(folder, ['purge', '--yes']);
  assert.deepEqual([early.code, /allows it from 2028-10-31/.test(early.error)], [1, true]);
  change(
    folder,
    `UPDATE version SET document = json_set(document, '$.keepUntil', '2020-01-01');
     UPDATE contribution SET reconciled_at = 1 WHERE number IN (1, 2);
     UPDATE email SET state = 'held' WHERE id = 2;
     INSERT INTO draft SELECT x'01', consultation, x'00', 201, 0, 1, 1 FROM contribution WHERE number = 1;
     INSERT INTO draft SELECT x'02', consultation, x'00', 201, 1, 1, 1 FROM contribution WHERE number = 1;`,
  );
  const before = await askStaff<{ drafts: number }>(folder, ['status']);
  assert.equal(before.drafts, 1, 'one is not sent');
  assert.match(
    (await runStaff(folder, ['status'])).out,
    /^1 person has saved unfinished answers\.$/m,
  );
  const recorded = () => {
    const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'), { readOnly: true });
    const rows = database.prepare('SELECT kind, facts FROM action').all();
    database.close();
    return rows.map(({ kind, facts }) => [kind, JSON.parse(String(facts)) as unknown]);
  };
  const asked = await askStaff<{ due: string[]; kept: unknown[] }>(folder, ['purge']);
  assert.deepEqual(recorded(), [], 'it only says what it would do');
  assert.deepEqual([asked.due.length, asked.kept.length], [1, 3]);
  const done = await askStaff<{ erased: string[]; drafts: number }>(folder, ['purge', '--yes']);
  const all = await lines(folder);
  assert.deepEqual(done.erased, [all[0]?.reference]);
  assert.equal(done.drafts, 2, 'all that was saved goes');
  assert.deepEqual(
    all.map(({ notes }) => notes),
    ['purged', '', '', ''],
  );
  const facts = { by: 'command', references: [], erased: { contributions: 1, drafts: 2 } };
  assert.deepEqual(recorded(), [['purge', facts]]);
  await askStaff(folder, ['purge', '--yes']);
  assert.equal(recorded().length, 1, 'nothing was left to erase');
});

test('backup makes one complete file while the site runs', async (t) => {
  const site = await startTestSite(t);
  await site.send({ 'vision-comment': 'Keep this' });
  const file = join(site.dataDir, 'copy.sqlite');
  const { code, out } = await runStaff(site.dataDir, ['backup', file]);
  assert.equal(code, 0, out);
  assert.deepEqual(
    (await readdir(site.dataDir)).filter((name) => name.startsWith('copy')),
    ['copy.sqlite'],
  );
  const copy = new DatabaseSync(file, { readOnly: true });
  assert.match(
    String(copy.prepare('SELECT answers FROM contribution').get()?.['answers']),
    /Keep this/,
  );
  copy.close();
  assert.equal((await runStaff(site.dataDir, ['backup', file])).code, 1);
  const nowhere = await runStaff(site.dataDir, ['backup', '/no/such/folder/copy.sqlite']);
  assert.deepEqual([nowhere.code, nowhere.out], [1, '']);
});

test('the form from the site, filled in, is filed with its channel and its answers', async (t) => {
  const consultation = await builtConsultation();
  const site = await startTestSite(t);
  const form = await (await fetch(`${site.form}form.txt`)).text();
  assert.equal(form, blankForm(consultation));
  const filled = form
    .replace('[ ] Option 2: Our vision', '[x] Option 2: Our vision')
    .replace(
      'further comments about our vision?\n\nAnswer:\n',
      'further comments about our vision?\n\nAnswer:\nOn paper,\nby hand\n',
    )
    .replace('[  ] Human', '[1] Human')
    .replace('[  ] Real', '[2] Real');
  const file = join(site.dataDir, 'filled.txt');
  await writeFile(file, filled.replaceAll('\n', '\r\n'));
  const words = ['add', file, '--channel', 'post', '--received', '2026-11-20'];
  const checked = await runStaff(site.dataDir, [...words, '--check']);
  assert.match(checked.out, /On paper,\nby hand/);
  assert.deepEqual(await lines(site.dataDir), []);

  const added = await askStaff<{ filed: { reference: string }; notUnderstood: string[] }>(
    site.dataDir,
    words,
  );
  assert.deepEqual(added.notUnderstood, []);
  const [line] = await lines(site.dataDir);
  assert.deepEqual([line?.reference, line?.channel], [added.filed.reference, 'post']);
  const shown = await runStaff(site.dataDir, ['show', added.filed.reference]);
  assert.match(shown.out, /Option 2: Our vision is a world where everyone’s experience/);
  assert.match(shown.out, /1\. Human\n2\. Real\nNot ranked:/);

  const twice = await runStaff(site.dataDir, words);
  assert.deepEqual([twice.code, /was filed as/.test(twice.error)], [1, true]);
  assert.equal((await runStaff(site.dataDir, [...words, '--another'])).code, 0);
});

test('add stops at words that it does not understand, until a person says yes', async (t) => {
  const folder = await filledFolder(t, 1);
  const consultation = await builtConsultation();
  const file = join(folder, 'odd.txt');
  const clash = blankForm(consultation)
    .replace('[  ] Human', '[1] Human')
    .replace('[  ] Real', '[1] Real');
  await writeFile(file, `Here you are.\n${clash}`);
  const words = ['add', file, '--channel', 'email'];
  const stopped = await runStaff(folder, words);
  assert.equal(stopped.code, 3);
  assert.match(stopped.out, /Here you are\./);
  assert.match(stopped.out, /You gave Human and Real the same number \(1\)/);
  assert.equal((await lines(folder)).length, 1);
  const filed = await runStaff(folder, [...words, '--yes']);
  assert.equal(filed.code, 0, filed.error);
  assert.match(filed.out, /We could not work out this ranking/);
  await writeFile(file, blankForm(consultation));
  assert.match((await runStaff(folder, words)).error, /Answer at least one question/);
});

test('--received is a real day or time, by the consultation’s clock and its present closing date', async () => {
  const consultation = await builtConsultation();
  const now = new Date('2027-08-25T12:00:00Z');
  const read = (written: string) => readReceived(written, consultation, now);
  for (const wrong of [
    '2026-02-30',
    '2027-13-01',
    '2027-03-01T25:00',
    '2027-03-01T12:60',
    '2027-08-26',
    '2027-08-25T13:02',
    '1 March 2027',
    '20270301',
    '',
  ]) {
    assert.equal(read(wrong), null, wrong);
  }
  const at = (written: string) => {
    const received = read(written);
    assert.ok(received && 'at' in received, written);
    return [received.at.toISOString(), received.late];
  };
  assert.deepEqual(at('2027-08-20'), ['2027-08-20T11:00:00.000Z', false]);
  assert.deepEqual(at('2027-08-21'), ['2027-08-21T11:00:00.000Z', true]);
  assert.deepEqual(at('2027-08-20T23:30'), ['2027-08-20T22:30:00.000Z', false]);
  assert.deepEqual(at('2027-08-20T23:30Z'), ['2027-08-20T23:30:00.000Z', true]);
  assert.deepEqual(at('2027-01-11 09:05'), ['2027-01-11T09:05:00.000Z', false]);
  assert.deepEqual(at('2027-08-25'), ['2027-08-25T11:00:00.000Z', true]);
  const early = readReceived('2027-08-25', consultation, new Date('2027-08-25T05:00:00Z'));
  assert.ok(early && 'at' in early);
  assert.equal(early.at.toISOString(), '2027-08-25T05:00:00.000Z');
});

test('--received is not before the consultation opened, and its first day is whole', async (t) => {
  const consultation = await builtConsultation();
  const now = new Date('2027-08-25T12:00:00Z');
  const read = (written: string, opens = consultation.opens) =>
    readReceived(written, { ...consultation, opens }, now);
  const opened = 'before the consultation opened (Monday 2 November 2026, 9am UK time)';
  for (const [written, said] of [
    ['2017-08-01', 'Tuesday 1 August 2017'],
    ['2026-11-01', 'Sunday 1 November 2026'],
    ['2026-11-02T08:59', 'Monday 2 November 2026, 8:59am UK time'],
  ] as const)
    assert.deepEqual(read(written), { tooEarly: `${said} is ${opened}. Correct the date.` });
  const at = (received: ReturnType<typeof read>) =>
    received && 'at' in received ? [received.at.toISOString(), received.late] : received;
  assert.deepEqual(at(read('2026-11-02T09:00')), ['2026-11-02T09:00:00.000Z', false]);
  assert.deepEqual(at(read('2026-11-02')), ['2026-11-02T12:00:00.000Z', false]);
  const inTheEvening = '2026-11-02T18:00:00+00:00';
  assert.deepEqual(at(read('2026-11-02', inTheEvening)), ['2026-11-02T18:00:00.000Z', false]);

  const folder = await filledFolder(t, 1);
  const file = join(folder, 'form.txt');
  await writeFile(file, blankForm(consultation));
  const words = ['add', file, '--channel', 'post', '--received', '2017-08-01'];
  const { code, error } = await runStaff(folder, words);
  assert.notEqual(code, 0);
  assert.ok(error.includes(`--received: Tuesday 1 August 2017 is ${opened}. Correct the date.`));
});

test('add reads text in any encoding, and emails; for other files it says what they are', async (t) => {
  const folder = await filledFolder(t, 1);
  const consultation = await builtConsultation();
  const form = blankForm(consultation).replace(
    'further comments about our vision?\n\nAnswer:\n',
    'further comments about our vision?\n\nAnswer:\nCafé – “yes”\n',
  );
  const file = join(folder, 'form.txt');
  const words = ['add', file, '--channel', 'email', '--check'];
  interface Checked {
    answers: { question: string; answer: { text: string } | null }[];
    notUnderstood: string[];
  }
  const commentIn = ({ answers }: Checked) =>
    answers.find(({ question }) => question === 'vision-comment')?.answer?.text;
  const utf16 = Buffer.from(form, 'utf16le');
  const windows = Buffer.from(
    form
      .replaceAll('’', '\x92')
      .replaceAll('‘', '\x91')
      .replaceAll('“', '\x93')
      .replaceAll('”', '\x94')
      .replaceAll('–', '\x96'),
    'latin1',
  );
  for (const bytes of [
    Buffer.from(form),
    Buffer.from(`\uFEFF${form}`),
    Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]),
    utf16,
    windows,
  ]) {
    await writeFile(file, bytes);
    const read = await askStaff<Checked>(folder, words);
    assert.deepEqual([commentIn(read), read.notUnderstood], ['Café – “yes”', []]);
  }

  const boundary = '--b\r\n';
  const email = join(folder, 'form.eml');
  const asEmail = ['add', email, '--channel', 'email', '--check'];
  await writeFile(
    email,
    [
      'From: Ada <ada@example.org>\r\nSubject: My answers\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n',
      `${boundary}Content-Type: text/html; charset=utf-8\r\n\r\n<p>Dear all, please hurry.</p>\r\n`,
      `${boundary}Content-Type: text/plain; charset=utf-8; name=form.txt\r\nContent-Disposition: attachment; filename=form.txt\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(form).toString('base64')}\r\n`,
      `${boundary}Content-Type: application/pdf; name=map.pdf\r\nContent-Disposition: attachment; filename=map.pdf\r\n\r\n%PDF-1.7\r\n--b--\r\n`,
    ].join('\r\n'),
  );
  const read = await askStaff<Checked>(folder, asEmail);
  assert.equal(commentIn(read), 'Café – “yes”');
  const named = read.notUnderstood.join('\n');
  assert.match(named, /My answers/);
  assert.match(named, /Dear all, please hurry\./);
  assert.match(named, /attachment “map\.pdf” was not read\. It is a PDF/);

  for (const [name, bytes, says] of [
    ['form.rtf', '{\\rtf1\\ansi Hello}', /rich text.*Plain text/],
    ['form.doc', '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', /old Word document.*Plain text/],
    ['form.msg', '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', /Outlook message.*\.eml/],
    [
      'form',
      '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 _\0_\0s\0u\0b\0s\0t\0g\x001\0.\x000\0_',
      /Outlook message/,
    ],
    ['locked.docx', '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', /protected with a password/],
    ['form.docx', 'PK\x03\x04 word/document.xml', /is damaged and cannot be read: open it/],
    ['form.pages', 'PK\x03\x04 Index/Document.iwa', /Pages document.*“Export to”, then “Word”/],
    ['form.pdf', '%PDF-1.7', /is a PDF: copy its text/],
    ['a-pdf.txt', '%PDF-1.7', /is a PDF/],
    ['form.xlsx', 'PK\x03\x04 xl/workbook.xml', /spreadsheet.*blank form/],
    ['form.html', '<!doctype html><p>Hello', /web page/],
    ['scan', '\x89PNG\r\n', /a picture/],
    ['noise', '\x00\x01\x00\x00\x02\x00', /not plain text/],
  ] as const) {
    await writeFile(join(folder, name), Buffer.from(bytes, 'latin1'));
    const { code, error } = await runStaff(folder, [...words.with(1, join(folder, name))]);
    assert.equal(code, 1, name);
    assert.match(error, says);
  }

  await writeFile(file, form.replace('Café – “yes”', '\x1b[31mred\u009b31m'));
  const { out } = await runStaff(folder, words);
  assert.ok(!out.includes('\x1b') && !out.includes('\u009b') && out.includes('\uFFFD'));
});

test('add files a Word document and an OpenDocument text, also when they are attached to an email', async (t) => {
  const folder = await filledFolder(t, 1);
  const consultation = await builtConsultation();
  const forms = await makeForms(consultation);
  const blank = (name: keyof typeof forms) => unzipSync(forms[name]);
  const words = 'Café – “yes”';
  const docx = Buffer.from(
    zipSync({
      ...blank('form.docx'),
      'word/document.xml': strToU8(
        strFromU8(blank('form.docx')['word/document.xml'] ?? new Uint8Array()).replace(
          /<w:p><w:pPr><w:pStyle w:val="AnswerSpace"\/>.*?<\/w:p>/,
          `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`,
        ),
      ),
    }),
  );
  const odt = Buffer.from(
    zipSync({
      ...blank('form.odt'),
      'content.xml': strToU8(
        strFromU8(blank('form.odt')['content.xml'] ?? new Uint8Array()).replace(
          '<text:p text:style-name="AnswerSpace"></text:p>',
          `<text:p>${words}</text:p>`,
        ),
      ),
    }),
  );
  const email = [
    'From: Ada <ada@example.org>\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n',
    '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlease find my form attached.\r\n',
    `--b\r\nContent-Type: application/octet-stream; name=form.docx\r\nContent-Disposition: attachment; filename=form.docx\r\nContent-Transfer-Encoding: base64\r\n\r\n${docx.toString('base64')}\r\n--b--\r\n`,
  ].join('\r\n');
  interface Checked {
    file: string;
    answers: { question: string; answer: { text: string } | null }[];
    notUnderstood: string[];
    error?: string;
  }
  const commentIn = ({ answers }: Checked) =>
    answers.find(({ question }) => question === 'vision-comment')?.answer?.text;

  const place = join(folder, 'forms');
  await mkdir(place);
  await writeFile(join(place, '1.docx'), docx);
  await writeFile(join(place, '2.odt'), odt);
  const common = ['--channel', 'email'];
  for (const name of ['1.docx', '2.odt']) {
    const read = await askStaff<Checked>(folder, ['add', join(place, name), ...common, '--check']);
    assert.deepEqual([commentIn(read), read.notUnderstood], [words, []], name);
  }
  await writeFile(join(place, '~$1.docx'), 'left behind by Word');
  await writeFile(join(place, '3.eml'), email);
  await writeFile(join(place, '4.pdf'), '%PDF-1.7');
  const checked = await runStaff(folder, ['add', place, ...common, '--check', '--json']);
  assert.equal(checked.code, 3, checked.error);
  const { files } = JSON.parse(checked.out) as { files: Checked[] };
  assert.deepEqual(
    files.map(({ file }) => file.slice(-5)),
    ['.docx', '2.odt', '3.eml', '4.pdf'],
  );
  assert.deepEqual(files.slice(0, 3).map(commentIn), [words, words, words]);
  assert.match(files[2]?.notUnderstood.join() ?? '', /Please find my form attached/);
  assert.match(files[3]?.error ?? '', /is a PDF/);
  assert.equal((await lines(folder)).length, 1);

  const mbox = join(folder, 'saved.mbox');
  const message = (text: string) =>
    `From ada@example.org Mon Mar  1 12:00:00 2027\n${text.replaceAll('\r\n', '\n')}\n`;
  await writeFile(mbox, message(email) + message(email.replace('attached.', 'here.')));
  const saved = await runStaff(folder, ['add', mbox, ...common, '--yes', '--json']);
  assert.equal(saved.code, 0, saved.out + saved.error);
  const { files: messages } = JSON.parse(saved.out) as { files: Checked[] };
  assert.deepEqual(messages.map(commentIn), [words, words]);
  assert.equal((await lines(folder)).length, 3);

  const filed = await runStaff(folder, ['add', place, ...common]);
  assert.equal(filed.code, 3);
  assert.match(filed.out, /3 of 4 forms need a person:\n.*2\.odt\n.*3\.eml\n.*4\.pdf/);
  assert.equal((await lines(folder)).length, 4, 'the two documents have the same words');
  const empty = join(folder, 'empty');
  await mkdir(empty);
  assert.match((await runStaff(folder, ['add', empty, ...common])).error, /There is no form in/);
  assert.match(
    (await runStaff(folder, ['add', join(folder, 'no'), ...common])).error,
    /cannot be read/,
  );
});

test('add files nothing from an email with the forms of two people', async (t) => {
  const folder = await filledFolder(t, 1);
  const blank = blankForm(await builtConsultation());
  const first = blank.replace('[ ] Option 1', '[x] Option 1');
  const second = blank.replace('[  ] Human', '[1] Human');
  const email = (message: string, ...attached: string[]) =>
    [
      'From: Ada <ada@example.org>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n',
      `--b\nContent-Type: text/plain; charset=utf-8\n\n${message}`,
      ...attached.map(
        (text, at) =>
          `--b\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename=${at}.txt\n\n${text}`,
      ),
      '--b--\n',
    ].join('\n');
  const file = join(folder, 'two.eml');
  const words = ['add', file, '--channel', 'email', '--yes'];
  for (const both of [
    email('Two forms', first, second),
    email('Two forms that say the same', first, first),
    email(first, second),
    `${first}\n${second}`,
  ]) {
    await writeFile(file, both);
    const { code, error } = await runStaff(folder, words);
    assert.equal(code, 1, both);
    assert.match(error, /two\.eml has 2 filled-in forms, .*: save each as a file, and add them/);
  }
  assert.equal((await lines(folder)).length, 1);
  await writeFile(file, email(`Here you are.\n${blank.replace(/^/gm, '> ')}`, first));
  const filed = await runStaff(folder, words);
  assert.equal(filed.code, 0, filed.error);
  assert.equal((await lines(folder)).length, 2);
});

test('no command prints control characters that a terminal would obey; --json has them as stored', async (t) => {
  const folder = await filledFolder(t, 3);
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  database.exec(
    String.raw`UPDATE contribution SET answers = replace(answers, '"text":"', '"text":"\u001b[31m\u009b2J')`,
  );
  const [row] = database
    .prepare("SELECT reference FROM contribution WHERE answers LIKE '%u001b%'")
    .all();
  database.close();
  const reference = String(row?.['reference']);
  const shown = await runStaff(folder, ['show', reference]);
  assert.match(shown.out, /\uFFFD\[31m\uFFFD2J/);
  assert.doesNotMatch(shown.out, /[^\P{Cc}\n\t]/u);
  const { out } = await runStaff(folder, ['show', reference, '--json']);
  assert.match(out, /\\u001b\[31m/);
});
