/** There is no receipt without its second copy, and a missing journal line does not delay an email. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import {
  eraseWordsOf,
  hashOnceMore,
  mergeJournals,
  readJournal,
} from '../../../src/server/store/journal-lines.ts';
import { eraseFromJournal, journalIn } from '../../../src/server/store/journal.ts';
import { linesIn } from '../../../src/server/files/lines-in.ts';
import { startMailServer } from '../../mail-server.ts';
import { makeFolder, startTestSite, until, whileOpen, type TestSite } from '../../site.ts';

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
  const health = () => fetch(`${site.localUrl}/healthz`);
  await until('health says so', async () => (await health()).status === 503);
  const said = 'ALARM: Contributions are being refused: the journal cannot be written: EISDIR.';
  await until('the alarm says why', () => site.lines.includes(said));
  rmdirSync(file);
  assert.equal((await site.send({ 'vision-comment': 'Now' })).status, 303);
  assert.equal(countStored(site), 1);
});

test('an email whose journal line cannot be written is still sent, once', async (t) => {
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

function line(reference: string, number: number): string {
  return JSON.stringify({
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
}

test('of two lines with one token the later counts, and incomplete lines are counted', () => {
  const text = `${line('AAA', 1)}\n{"line":"contr\n${line('BBB', 1)}\n{"line":"other"}\n`;
  const journal = readJournal(text.split('\n'));
  assert.deepEqual(
    journal.contributions.map(({ reference }) => reference),
    ['BBB'],
  );
  assert.equal(journal.unreadable, 2);
  const erased = new Map([['BBB', { why: 'withdrawn', at: 5 } as const]]);
  const kept = text.split('\n').flatMap((one) => eraseWordsOf(erased)(one) ?? []);
  assert.equal(kept[0], line('AAA', 1));
  assert.deepEqual(
    kept.slice(1).map((one) => JSON.parse(one)),
    [
      {
        ...{ line: 'erased', consultation: 'c', version: 'v', number: 1, reference: 'BBB' },
        ...{ receivedAt: 1, late: false, channel: 'site', why: 'withdrawn', at: 5 },
      },
    ],
  );
});

test('a line whose commit failed goes with the contribution that was sent again', () => {
  const token = hashOnceMore('ab'.repeat(32));
  const erased = new Map([['BBB', { why: 'withdrawn', at: 5, token } as const]]);
  const erase = eraseWordsOf(erased);
  assert.equal(erase(line('AAA', 1)), null, 'its number was never given');
  const left = erase(line('BBB', 1)) ?? '';
  // A restore must not bring it back either, if it is in the journal of a node that is not up to date.
  const journal = readJournal([line('AAA', 1), left]);
  assert.deepEqual(journal.contributions, []);
  const nodes = [readJournal([line('AAA', 1)]), readJournal([left])];
  assert.deepEqual(mergeJournals(nodes).contributions, []);
  const other = line('AAA', 1).replace('abab', 'cdcd');
  assert.equal(erase(other), other);
});

test('a file is read in pieces: no line is lost, cut or joined, wherever the pieces end', async (t) => {
  const file = join(await makeFolder(t), 'lines');
  const lines = ['', 'a', 'žluťoučký kůň', '👩‍👩‍👧‍👦', '', 'b'.repeat(50), 'no end'];
  writeFileSync(file, lines.join('\n'));
  for (let piece = 1; piece < 30; piece += 1)
    assert.deepEqual([...linesIn(file, piece)], lines, `in pieces of ${piece} bytes`);
  writeFileSync(file, `${'\0'.repeat(1000)}\nafter it\n`);
  assert.deepEqual([...linesIn(file, 7, 10)], ['\0'.repeat(10), 'after it']);
});

test('a contribution is erased from the file that has it, line by line, and its number stays', async (t) => {
  const folder = await makeFolder(t);
  const [first, second] = [join(folder, '2027-03-01.jsonl'), join(folder, '2027-03-02.jsonl')];
  writeFileSync(first, `${line('AAA', 1)}\n{"line":"contr\n`);
  writeFileSync(second, `${line('BBB', 2)}\n\n${line('CCC', 3)}\n`);
  const erase = (reference: string) =>
    eraseFromJournal(folder, new Map([[reference, { why: 'withdrawn', at: 5 }]]));
  erase('CCC');
  // A line that cannot be read goes as well: the words could be in it.
  assert.equal(readFileSync(first, 'utf8'), `${line('AAA', 1)}\n`);
  const [kept, left] = readFileSync(second, 'utf8').trimEnd().split('\n');
  assert.equal(kept, line('BBB', 2));
  assert.equal((JSON.parse(left ?? '') as { number: number }).number, 3);
  erase('AAA');
  assert.match(readFileSync(first, 'utf8'), /^\{"line":"erased"[^\n]*\n$/);
  assert.deepEqual(readdirSync(folder), ['2027-03-01.jsonl', '2027-03-02.jsonl']);
});
