/** Journals from older versions, and backups of older databases: everything is restored. */
import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test, type TestContext } from 'node:test';
import { startPostgres, type Postgres } from '../../postgres.ts';
import { makeFolder, startTestSite, until } from '../../site.ts';
import { askStaff, runStaff } from '../../staff/run.ts';
import { contributionsOf, readOld, recipients, startNoting, tokenOf, wordsOf } from './old-data.ts';

let postgres: Postgres;
before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.close());

const forms = new URL('old-journals/', import.meta.url);

/** A data folder with nothing but a journal, the file of a day for each form. */
async function makeJournal(t: TestContext, names: string[]): Promise<string> {
  const folder = await makeFolder(t);
  mkdirSync(join(folder, 'journal'));
  for (const name of names)
    copyFileSync(new URL(name, forms), join(folder, 'journal', `2027-02-2${name}`));
  return folder;
}

/** Starts a site on a restored folder. Resolves to what it emailed before a contribution that comes now. */
async function sendAfter(t: TestContext, folder: string, settings: Record<string, string> = {}) {
  const mail = await startNoting(t);
  const environment = {
    ...{ DATA_DIR: folder, SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' },
    ...{ MAIL_TO: recipients.join(), ...settings },
  };
  const site = await startTestSite(t, environment, { lookEvery: 20 });
  assert.equal((await site.send({ 'vision-comment': 'Sent now' })).status, 303);
  await until('nothing waits', async () =>
    (await runStaff(folder, ['status'], folder, settings)).out.endsWith('Nothing is waiting.'),
  );
  const { notes } = mail;
  return { site, sent: notes.map(({ what }) => what).sort(), notes };
}

interface Line {
  number: number;
  reference: string;
  notes: string;
}

const gone = ['withdrawn', 'purged'];

for (const name of readdirSync(forms)) {
  for (const where of ['folder', 'PostgreSQL'] as const) {
    test(`the journal ${name} comes back into an empty ${where}`, async (t) => {
      const folder = await makeJournal(t, [name]);
      const settings: Record<string, string> =
        where === 'folder' ? {} : { DATABASE_URL: await postgres.makeDatabase() };
      const form = Number(name[0]);
      const old = contributionsOf(form === 1 ? '2.sql' : '5.sql').map((one, index) => ({
        ...one,
        number: index + 1,
      }));
      // Older versions left no line of what was erased, decided, or brought with others.
      const there = old.filter(({ notes = '' }) => form === 3 || !gone.includes(notes));
      const restored = await runStaff(folder, ['restore'], folder, settings);
      const words = there.filter(({ notes = '' }) => !gone.includes(notes));
      assert.match(restored.out, new RegExp(`; ${words.length} came from the journal`));
      assert.doesNotMatch(restored.out, /could not be read|new number/);
      const list = await runStaff(folder, ['list', '--json'], folder, settings);
      const notesIn = ({ notes = '', reference }: (typeof old)[number]) =>
        form < 3 && reference === 'DCD-234-CNT'
          ? 'maybe automatic, not decided yet'
          : form < 3 && reference === 'DCD-234-PRT'
            ? ''
            : notes;
      assert.deepEqual(
        (JSON.parse(list.out) as Line[]).map(({ number, reference, notes }) => [
          number,
          reference,
          notes,
        ]),
        there.map((one) => [one.number, one.reference, notesIn(one)]),
      );

      const { site, sent } = await sendAfter(t, folder, settings);
      for (const { number, reference } of words) {
        const receipt = await fetch(`${site.endpoint}?receipt=${tokenOf(number)}`);
        assert.ok((await receipt.text()).includes(wordsOf(reference)), reference);
      }
      const isKnown = ({ reference, email }: (typeof old)[number]) =>
        email === 'stays' && (form === 3 || !reference.startsWith('BTC'));
      const expected = words
        .filter((one) => !isKnown(one))
        .map(({ reference }) => {
          const isTaken = form === 3 && reference === 'PRT-234-MXR';
          return `${reference}, marked to ${isTaken ? 'two@example.org' : recipients.join(' and ')}`;
        });
      const again = sent.filter((what) => /^[A-Z]{3}-.*marked/.test(what));
      assert.deepEqual(again, expected.sort());
      const last = (await runStaff(folder, ['list', '--json'], folder, settings)).out;
      const numbers = (JSON.parse(last) as Line[]).map(({ number }) => number);
      assert.equal(numbers.at(-1), (there.at(-1)?.number as number) + 1);
      await site.stop();
    });
  }
}

test('a backup of an older version is brought up to date with the journal of a newer one', async (t) => {
  const folder = await makeFolder(t);
  const file = join(folder, 'weigh-in.sqlite');
  const backup = new DatabaseSync(file);
  backup.exec(readOld('5.sql'));
  backup.close();
  mkdirSync(join(folder, 'journal'));
  const at = Date.parse('2027-02-28T12:00:00Z');
  const slug = 'strategy-2020-2022';
  const delivered = { line: 'delivered', at, via: 'smtp', reply: '250 kept' };
  const batch = { consultation: slug, kind: 'batch', madeAt: at };
  for (const line of [
    // One was sent alone, one batch was sent, another was sent in two halves, and waiting contributions were sent
    // together.
    { ...delivered, messageId: '<hkd-473-mxr@example.org>', references: ['HKD-473-MXR'] },
    {
      ...delivered,
      ...{ messageId: '<letter-8@example.org>', references: ['BTC-234-FST', 'BTC-234-SCD'] },
      email: { ...batch, key: 'x', facts: { references: ['BTC-234-FST', 'BTC-234-SCD'] } },
    },
    { ...delivered, messageId: '<half@example.org>', references: ['BTC-234-SND'] },
    {
      ...delivered,
      ...{ messageId: '<waited@example.org>', references: ['WTS-234-FST', 'WTS-234-SCD'] },
      email: { ...batch, key: 'y', facts: { references: ['WTS-234-FST', 'WTS-234-SCD'] } },
    },
    { line: 'taken', messageId: '<hld-234-mxr@example.org>', takenFor: ['two@example.org'] },
    { line: 'decision', reference: 'DCD-234-PRT', decision: 'count', at },
    { line: 'decision', reference: 'TRP-234-MXR', decision: 'apart', at },
    {
      ...{ line: 'erased', consultation: slug, version: 'second', number: 5, at },
      ...{ reference: 'FLD-234-MXR', receivedAt: at, late: false, channel: 'site' },
      why: 'withdrawn',
    },
  ])
    appendFileSync(join(folder, 'journal', '2027-02-28.jsonl'), `${JSON.stringify(line)}\n`);

  const restored = await runStaff(folder, ['restore']);
  assert.match(restored.out, /^26 contributions were in the database; 0 came/, restored.error);
  assert.ok(readdirSync(folder).some((name) => name.startsWith('weigh-in.sqlite.before-')));
  const list = await askStaff<Line[]>(folder, ['list']);
  const notesOf = (reference: string) => list.find((line) => line.reference === reference)?.notes;
  assert.equal(notesOf('DCD-234-PRT'), '');
  assert.equal(notesOf('DCD-234-CNT'), 'maybe automatic, counted by staff');
  assert.equal(notesOf('TRP-234-MXR'), 'maybe automatic, set aside by staff');
  assert.equal(notesOf('FLD-234-MXR'), 'withdrawn');

  const { site, sent, notes } = await sendAfter(t, folder);
  await site.stop();
  const both = recipients.join(' and ');
  assert.deepEqual(
    sent.filter((what) => what.includes('marked')),
    [
      `BTC-234-AGN, marked to ${both}`,
      'HLD-234-MXR, marked to one@example.org',
      `MBS-234-MXR, marked to ${both}`,
      'PRT-234-MXR, marked to two@example.org',
      `SND-234-MXR, marked to ${both}`,
      `batch-${slug}-2027-02-27T10-00-00.000Z-1: BTC-234-LST, marked to ${both}`,
      `summary-${slug}-2027-02-27, marked to ${both}`,
      `summary-${slug}-2027-02-28, marked to ${both}`,
      `withdrawal-${slug}-FLD-234-MXR, marked to ${both}`,
      `withdrawal-${slug}-WTH-234-DLV, marked to ${both}`,
    ],
  );
  assert.ok(!notes.some(({ text }) => text.includes('Words of FLD-234-MXR')));
});
