/** Only the owner can read each file, and it stays with the user who runs the site, whoever runs a command. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { blankForm } from '../../../src/paper-form/text-form.ts';
import { handOver } from '../../../src/server/files/ownership.ts';
import { prepareProcess } from '../../faults/process.ts';
import { letPeopleSend } from '../../faults/people.ts';
import { pathOfProgram } from '../../programs.ts';
import { builtConsultation, makeFolder, slug, startTestSite, until } from '../../site.ts';

const user = { uid: 65534, gid: 65533 };
const isRoot = process.geteuid?.() === 0;
const skip = isRoot ? false : 'only root can act for another user';

interface Ran {
  code: number;
  out: string;
  error: string;
}

async function runStaff(
  dataDir: string,
  words: string[],
  as: { uid?: number; gid?: number; cwd?: string } = {},
): Promise<Ran> {
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir };
  const staff = await pathOfProgram('staff');
  return new Promise((resolve) => {
    // As loose as a umask can be.
    const loose = ['-c', 'umask 0; exec "$@"', 'sh', process.execPath, staff, ...words];
    execFile('sh', loose, { env, cwd: '/', ...as }, (error, out, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, out, error: stderr }),
    );
  });
}

/** Every file and folder in a folder, and the folder itself. */
function allIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return [folder, ...names.map((name) => join(folder, name))];
}

/** What in a folder is open to others, or belongs to somebody else. */
function wrongIn(folder: string, owner?: typeof user): string[] {
  return allIn(folder).flatMap((file) => {
    const { mode, uid, gid } = lstatSync(file);
    const isForeign = owner && (uid !== owner.uid || gid !== owner.gid);
    return (mode & 0o077) !== 0 || isForeign
      ? [`${file} ${(mode & 0o777).toString(8)} ${uid}:${gid}`]
      : [];
  });
}

/** A folder of a site that another user runs, with contributions and emails in it. */
async function startAsUser(t: TestContext) {
  const folder = await makeFolder(t);
  chownSync(folder, user.uid, user.gid);
  const site = await prepareProcess(t, { DATA_DIR: folder }, user);
  assert.ok(await site.start(), site.output());
  const sent = await letPeopleSend({ endpoint: site.endpoint, people: 3, atOnce: 1 });
  assert.equal(sent.acknowledged.size, 3);
  const names = () => readdirSync(folder, { recursive: true, encoding: 'utf8' });
  await until('all is emailed', () => names().filter((name) => name.endsWith('.eml')).length >= 3);
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'), { readOnly: true });
  const rows = database.prepare('SELECT reference FROM contribution ORDER BY number').all();
  database.close();
  return { folder, site, references: rows.map((row) => String(row['reference'])) };
}

test(
  'commands that root runs leave everything with the user who runs the site',
  { skip },
  async (t) => {
    const { folder, site, references } = await startAsUser(t);
    const elsewhere = await makeFolder(t);
    const form = join(elsewhere, 'form.txt');
    const consultation = await builtConsultation();
    const asked = 'further comments about our vision?\n\nAnswer:\n';
    const filled = blankForm(consultation).replace(asked, `${asked}Filed by root\n`);
    writeFileSync(form, filled, { mode: 0o600 });
    const [first = '', second = ''] = references;
    const check = async (...words: string[]) => {
      const { code, error } = await runStaff(folder, words);
      assert.ok(code === 0 || code === 3, `${words.join(' ')}: ${error}`);
      assert.deepEqual(wrongIn(folder, user), [], words.join(' '));
    };
    await check('status');
    await check('decide', first, 'apart');
    await check('resend', second);
    await check('preview', slug);
    await check('rotate-links');
    await check('export', '--format', 'xlsx', '--output', join(folder, 'inside.xlsx'));
    await check('forget', first, '--yes');
    await check('reconcile', join(folder, 'mail'));
    await check('export', '--output', join(folder, 'inside.csv'));
    await check('backup', join(folder, 'inside.sqlite'));
    const sent = await letPeopleSend({ endpoint: site.endpoint, people: 2, atOnce: 1, tries: 1 });
    assert.equal(sent.acknowledged.size, 2);

    await site.stop();
    // Root is the first to write to today's journal, and to take the lock.
    const today = `${new Date().toISOString().slice(0, 10)}.jsonl`;
    rmSync(join(folder, 'journal', today), { force: true });
    rmSync(join(folder, 'sender.lock'), { force: true });
    await check('add', form, '--channel', 'post', '--yes');
    await check('restore');
    // As the docs say to go back to a backup: root copies it there.
    for (const end of ['', '-wal', '-shm'])
      rmSync(join(folder, `weigh-in.sqlite${end}`), { force: true });
    copyFileSync(join(folder, 'inside.sqlite'), join(folder, 'weigh-in.sqlite'));
    await check('restore');
    assert.ok(await site.start(), site.output());
  },
);

test('what root exports elsewhere is root’s, and only root can read it', { skip }, async (t) => {
  const { folder } = await startAsUser(t);
  const elsewhere = await makeFolder(t);
  for (const words of [
    ['export', '--output', join(elsewhere, 'all.csv')],
    ['export', '--format', 'xlsx', '--output', join(elsewhere, 'all.xlsx')],
    ['report', '--output', join(elsewhere, 'report.html')],
    ['backup', join(elsewhere, 'copy.sqlite')],
  ]) {
    const { code, error } = await runStaff(folder, words);
    assert.equal(code, 0, error);
  }
  assert.equal(readdirSync(elsewhere).length, 4);
  assert.deepEqual(wrongIn(elsewhere, { uid: 0, gid: 0 }), []);
});

test(
  'another user than the one who runs the site is told so, and changes nothing',
  { skip },
  async (t) => {
    const { folder } = await startAsUser(t);
    chmodSync(folder, 0o777);
    const before = allIn(folder);
    const stranger = { uid: 65530, gid: 65530 };
    for (const words of [['status'], ['restore'], ['backup', '/tmp/none.sqlite']]) {
      const { code, error } = await runStaff(folder, words, stranger);
      assert.equal(code, 1);
      assert.match(
        error,
        /^The folder \S+ belongs to another user \(id 65534; you are 65530\): run the command as the user who runs the site, or as root\.\n$/,
      );
    }
    assert.deepEqual(allIn(folder), before);
    chmodSync(folder, 0o700);
    assert.match(
      (await runStaff(join(folder, 'data'), ['status'], stranger)).error,
      /^You \(user id 65530\) may not look into \S+: run the command as [^\n]+\.\n$/,
    );
  },
);

test('a link in the data folder leads root to no other file', { skip }, async (t) => {
  const folder = await makeFolder(t);
  const other = join(await makeFolder(t), 'of-root');
  writeFileSync(other, '');
  chownSync(folder, user.uid, user.gid);
  mkdirSync(join(folder, 'journal'));
  symlinkSync(other, join(folder, 'journal', 'link.jsonl'));
  assert.throws(() => handOver(join(folder, 'journal', 'link.jsonl'), folder), { code: 'ELOOP' });
  assert.equal(lstatSync(other).uid, 0);
});

test('whatever the umask, only the owner can read the files of a site', async (t) => {
  const folder = join(await makeFolder(t), 'data');
  const before = process.umask(0);
  try {
    const site = await startTestSite(t, { DATA_DIR: folder });
    assert.equal((await site.send({ 'vision-comment': 'Only mine' })).status, 303);
    await until('it is emailed', () => allIn(folder).some((name) => name.endsWith('.eml')));
    assert.deepEqual(wrongIn(folder), []);
  } finally {
    process.umask(before);
  }
});

test('a folder that others could read is closed at the start, and the log says so once', async (t) => {
  const folder = await makeFolder(t);
  const first = await startTestSite(t, { DATA_DIR: folder });
  assert.equal((await first.send({ 'vision-comment': 'Open to all' })).status, 303);
  await first.stop();
  for (const file of allIn(folder)) chmodSync(file, lstatSync(file).isDirectory() ? 0o755 : 0o644);
  writeFileSync(join(folder, 'not-ours.txt'), '', { mode: 0o644 });

  const said = (lines: string[]) => lines.filter((line) => line.startsWith('Other users'));
  const second = await startTestSite(t, { DATA_DIR: folder });
  assert.deepEqual(said(second.lines), [
    'Other users of this machine could open DATA_DIR: now only its owner can',
  ]);
  await second.stop();
  assert.deepEqual(
    wrongIn(folder).map((line) => line.split(' ')[0]),
    [join(folder, 'not-ours.txt')],
  );
  const third = await startTestSite(t, { DATA_DIR: folder });
  assert.deepEqual(said(third.lines), []);
});
