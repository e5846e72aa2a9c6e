/** No receipt without its second copy; and an email is not held up for want of a note. */
import assert from 'node:assert/strict';
import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { readJournal, withoutContributions } from '../../src/consultation/journal.ts';
import { journalIn } from '../../src/server/journal.ts';
import { startMailServer } from '../mail-server.ts';
import { startTestSite, until, whileOpen, type TestSite } from '../site.ts';

const today = `${new Date(whileOpen).toISOString().slice(0, 10)}.jsonl`;

function countStored({ dataDir }: TestSite): number {
  const database = new DatabaseSync(join(dataDir, 'weigh-in.sqlite'), { readOnly: true });
  const row = database.prepare('SELECT count(*) AS n FROM contribution').get();
  database.close();
  return Number(row?.['n']);
}

test('while the journal cannot be written nothing is stored, and people are told', async (t) => {
  const site = await startTestSite(t);
  const file = join(journalIn(site.dataDir), today);
  mkdirSync(file);
  const refused = await site.send({ 'vision-comment': 'Kept on the page' });
  assert.equal(refused.status, 503);
  assert.match(await refused.text(), /Kept on the page/);
  assert.equal(countStored(site), 0);
  const health = await fetch(`${site.localUrl}/healthz`);
  assert.equal(
    ((await health.json()) as { journal: string }).journal,
    'the journal cannot be written: EISDIR',
  );
  rmdirSync(file);
  assert.equal((await site.send({ 'vision-comment': 'Now' })).status, 303);
  assert.equal(countStored(site), 1);
});

test('an email whose note cannot be written is sent all the same, once', async (t) => {
  const mail = await startMailServer(t);
  let day = 0;
  const site = await startTestSite(
    t,
    { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' },
    { now: () => whileOpen + day * 86_400_000 + Math.round(performance.now()) },
  );
  assert.equal((await site.send({ 'vision-comment': 'First' })).status, 303);
  await until('it is emailed', () => mail.emails.length === 1);
  // The next day's file is where the next note would go.
  const tomorrow = new Date(whileOpen + 86_400_000).toISOString().slice(0, 10);
  assert.equal((await site.send({ 'vision-comment': 'Second' })).status, 303);
  mkdirSync(join(journalIn(site.dataDir), `${tomorrow}.jsonl`), { recursive: true });
  day = 1;
  await until('it is emailed', () => mail.emails.length === 2);
  await site.stop();
  assert.equal(mail.emails.length, 2);
});

test('of two lines with one token the later counts, and lines in pieces are counted', () => {
  const line = (reference: string, number: number) =>
    JSON.stringify({
      line: 'contribution',
      consultation: 'c',
      version: 'v',
      number,
      reference,
      tokenHash: 'ab'.repeat(32),
      receivedAt: 1,
      late: false,
      marks: [],
      answers: [],
      messageId: `<${reference}@x>`,
    });
  const text = `${line('AAA', 1)}\n{"line":"contr\n${line('BBB', 1)}\n{"line":"other"}\n`;
  const journal = readJournal([text]);
  assert.deepEqual(
    journal.contributions.map(({ reference }) => reference),
    ['BBB'],
  );
  assert.equal(journal.unreadable, 2);
  assert.equal(withoutContributions(text, new Set(['BBB'])), `${line('AAA', 1)}\n`);
});
