/** The staff commands, as a person runs them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { blankForm } from '../../src/consultation/text-form.ts';
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

test('every command tells how it is used, and is in the docs; the docs name no other', async () => {
  const help = await runStaff('.', ['--help']);
  assert.equal(help.code, 0);
  const listed = help.out.slice(help.out.indexOf('Commands:'));
  const names = [...listed.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name as string);
  const commands = names.filter((name) => name !== 'help');
  assert.ok(commands.length >= 12);
  for (const command of commands) {
    const { code, out } = await runStaff('.', [command, '--help']);
    assert.equal(code, 0);
    assert.match(out, new RegExp(`Usage: npm run staff -- ${command}`));
    assert.match(out, /--json/);
  }
  const docs = await readFile(new URL('../../docs/staff.md', import.meta.url), 'utf8');
  const documented = [...docs.matchAll(/^\| `([a-z]+)/gm)].map(([, name]) => name as string);
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

test('a folder that is missing, foreign, damaged or locked is one sentence, and stays as it was', async (t) => {
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
  assert.match((await runStaff(foreign, ['status'])).error, /is not one of Weigh In/);
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
  change(folder, "UPDATE delivery SET state = 'held', reply = '550 No such mailbox' WHERE id = 2");
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

test('the report is refused while store, numbers and emails disagree, and says which', async (t) => {
  const folder = await filledFolder(t, 12);
  const all = await lines(folder);
  change(
    folder,
    `UPDATE delivery SET state = 'held', reply = '552 full' WHERE id = 2;
     DELETE FROM delivery WHERE id = 5; DELETE FROM contribution WHERE number = 5;
     DELETE FROM delivery WHERE id = 7;
     UPDATE delivery SET state = 'queued' WHERE id = 9;`,
  );
  const refused = await runStaff(folder, ['report']);
  assert.equal(refused.code, 3);
  const named = [all[1], all[6], all[8]].map((line) => line?.reference ?? '?');
  for (const word of [...named, 'number 5 is missing', '552 full']) {
    assert.ok(refused.out.includes(word), `${word} in ${refused.out}`);
  }
  assert.equal(refused.out.match(/^- /gm)?.length, 4);
  assert.ok(!(await readdir(folder)).some((name) => name.endsWith('.html')));
});

test('the report quotes every comment whole, and no name or address', async (t) => {
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
  assert.match(again.error, /is there already/);
});

test('late, doubtful and double contributions are counted apart until a person decides', async (t) => {
  const site = await startTestSite(t);
  const words = {
    'vision-comment': 'The very same words, long enough to be telling of one person.',
  };
  await site.send(words);
  await site.send(words);
  const [first, second] = await lines(site.dataDir);
  assert.deepEqual([first?.notes, second?.notes], ['', 'maybe a second copy']);
  assert.deepEqual(
    (await lines(site.dataDir, '--apart')).map(({ reference }) => reference),
    [second?.reference],
  );
  const reference = second?.reference ?? '';
  const shown = await runStaff(site.dataDir, ['show', reference]);
  assert.ok(shown.out.includes(`word for word, as those of ${first?.reference}`));
  assert.equal((await runStaff(site.dataDir, ['decide', reference, 'count'])).code, 0);
  assert.equal((await lines(site.dataDir, '--apart')).length, 0);
  await runStaff(site.dataDir, ['decide', reference, 'apart']);
  assert.equal((await lines(site.dataDir, '--apart')).length, 1);
  await runStaff(site.dataDir, ['decide', reference, 'open']);
  assert.equal((await lines(site.dataDir, '--apart')).length, 1);
});

test('the same ticks are no second copy: many people choose alike', async (t) => {
  const site = await startTestSite(t);
  await site.send({ 'vision-choice': 'option-1' });
  await site.send({ 'vision-choice': 'option-1' });
  assert.deepEqual(
    (await lines(site.dataDir)).map(({ notes }) => notes),
    ['', ''],
  );
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

test('a withdrawn contribution has no receipt any more', async (t) => {
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
    double: [{ reference: all[1], copies: 2, saidSo: false }],
    unknown: ['CCC-333-CCC'],
    withdrawn: [],
  });

  const folder = await makeFolder(t);
  for (const [index, text] of mail.raw.entries())
    await writeFile(join(folder, `${index}.eml`), text);
  const fine = await runStaff(site.dataDir, ['reconcile', folder]);
  assert.deepEqual([fine.code, /None is missing/.test(fine.out)], [0, true]);
  await rm(join(folder, '0.eml'));
});

test('purge erases only after the day promised, and only what is emailed and reconciled', async (t) => {
  const folder = await filledFolder(t, 4);
  const early = await runStaff(folder, ['purge', '--yes']);
  assert.deepEqual([early.code, /before 2028-10-31/.test(early.error)], [1, true]);
  change(
    folder,
    `UPDATE version SET document = json_set(document, '$.keepUntil', '2020-01-01');
     UPDATE contribution SET reconciled_at = 1 WHERE number IN (1, 2);
     UPDATE delivery SET state = 'held' WHERE id = 2;`,
  );
  const asked = await askStaff<{ due: string[]; kept: unknown[] }>(folder, ['purge']);
  assert.deepEqual([asked.due.length, asked.kept.length], [1, 3]);
  const done = await askStaff<{ erased: string[] }>(folder, ['purge', '--yes']);
  const all = await lines(folder);
  assert.deepEqual(done.erased, [all[0]?.reference]);
  assert.deepEqual(
    all.map(({ notes }) => notes),
    ['purged', '', '', ''],
  );
});

test('backup makes one whole file beside a running site', async (t) => {
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

test('what add does not understand stops it, until a person says yes', async (t) => {
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
  assert.match(stopped.out, /You wrote 1 beside Human and Real/);
  assert.equal((await lines(folder)).length, 1);
  const filed = await runStaff(folder, [...words, '--yes']);
  assert.equal(filed.code, 0, filed.error);
  assert.match(filed.out, /This ranking is unclear/);
  await writeFile(file, blankForm(consultation));
  assert.match((await runStaff(folder, words)).error, /Answer at least one question/);
});
