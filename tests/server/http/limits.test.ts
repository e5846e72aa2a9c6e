/** Protection from abuse without puzzles: nothing is dropped, what looks automatic is marked, and the site stays up. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { startMailServer } from '../../mail-server.ts';
import { startTestSite, tokenIn, until, whileOpen, type TestSite } from '../../site.ts';

const answers = { 'vision-comment': 'What I think' };

function marksIn({ dataDir }: TestSite): string[][] {
  const database = new DatabaseSync(join(dataDir, 'weigh-in.sqlite'), { readOnly: true });
  const rows = database.prepare('SELECT marks FROM contribution ORDER BY number').all();
  database.close();
  return rows.map((row) => JSON.parse(String(row['marks'])) as string[]);
}

function hiddenFields(html: string): [string, string][] {
  return [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value.replaceAll('&#10;', '\n').replaceAll('&amp;', '&')],
  );
}

test('a person who looks at the check page is not marked', async (t) => {
  const site = await startTestSite(t);
  assert.equal((await site.send(answers)).status, 303);
  assert.deepEqual(marksIn(site), [[]]);
});

test('a person whose check page was made before the clock was set back is not marked', async (t) => {
  let now = whileOpen;
  const site = await startTestSite(t, {}, { now: () => now });
  const check = await (await site.post(answers)).text();
  now -= 60_000;
  const again = await (await site.post([...hiddenFields(check), ['_do', 'check']])).text();
  const sent = await site.post([...hiddenFields(check), ['_do', 'send']]);
  assert.equal(sent.status, 303);
  assert.deepEqual(marksIn(site), [[]]);
  assert.ok(hiddenFields(again).some(([, value]) => value === String(now)));
});

test('what looks automatic is stored, marked, and the email says so', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' });
  const token = 'A'.repeat(22);
  const direct = await site.post({ ...answers, _token: token, _do: 'send', _empty: 'https://x' });
  assert.equal(direct.status, 303);

  const check = await (await site.post({ ...answers, _empty: 'buy' })).text();
  const quick = await site.post([...hiddenFields(check), ['_empty', 'buy'], ['_do', 'send']]);
  assert.equal(quick.status, 303);
  assert.deepEqual(marksIn(site), [
    ['trap-filled', 'not-checked'],
    ['trap-filled', 'quickly-sent'],
  ]);
  await until('both are emailed', () => mail.emails.length === 2);
  assert.match(
    mail.emails[0]?.text?.replace(/\s+/g, ' ') ?? '',
    /This may have been sent by a program: a box that people are asked to leave empty was filled in and it was sent without the page/,
  );
});

test('people who filled in the trap are told, and are not marked once it is empty', async (t) => {
  const site = await startTestSite(t);
  const check = await (await site.post({ ...answers, _empty: 'Ada' })).text();
  assert.match(check, /You wrote in a box that should stay empty/);
  assert.match(check, /<p>\s*<label for="empty">[^]*?<input[^>]*id="empty"[^>]*value="Ada"/);
  const again: [string, string][] = [...hiddenFields(check), ['_empty', 'Ada'], ['_do', 'change']];
  assert.match(await (await site.post(again)).text(), /<p>\s*<label for="empty">/);
  const asked = hiddenFields(check).filter(([name]) => name !== '_checked');
  const looked: [string, string] = ['_checked', String(whileOpen - 60_000)];
  const sent = await site.post([...asked, looked, ['_empty', ''], ['_do', 'send']]);
  assert.equal(sent.status, 303);
  assert.deepEqual(marksIn(site), [[]]);
});

test('the time of the first check counts, also after a change', async (t) => {
  const site = await startTestSite(t);
  const first = String(whileOpen - 60_000);
  const timeIn = (html: string) => /name="_checked" value="(\d+)"/.exec(html)?.[1];
  const change = await site.post({ ...answers, _checked: first, _do: 'change' });
  assert.equal(timeIn(await change.text()), first);
  const wrong = await site.post({ _checked: first });
  assert.equal(timeIn(await wrong.text()), first);
  const check = await site.post({ ...answers, _checked: first, _do: 'check' });
  assert.equal(timeIn(await check.text()), first);
  const future = await site.post({ ...answers, _checked: '9999999999999' });
  assert.ok(Number(timeIn(await future.text())) < whileOpen + 600_000);
});

test('the trap says that it must be left empty, and does not hinder anybody', async (t) => {
  const site = await startTestSite(t);
  const form = await (await fetch(site.form)).text();
  assert.match(form, /<p hidden>\s*<label for="empty">\s*Leave this box empty/);
  assert.match(
    form,
    /<input type="text" id="empty" name="_empty"[^>]* tabindex="-1" autocomplete="off"/,
  );
});

test('forty people behind one address all get a receipt; the later ones have a group mark', async (t) => {
  const site = await startTestSite(t);
  for (let person = 0; person < 40; person += 1) {
    assert.equal((await site.send(answers)).status, 303);
  }
  const marks = marksIn(site);
  assert.equal(marks.length, 40);
  assert.deepEqual(marks.slice(0, 20).flat(), []);
  const bursts = marks.slice(20).map((own) => own.join().split(':')[1]);
  assert.equal(new Set(bursts).size, 1);
  assert.match(bursts[0] ?? '', /^[\w-]{8}$/);
});

test('a network that sends a lot shuts nobody out, and is asked to send again with its words kept', async (t) => {
  const site = await startTestSite(t, { TRUST_PROXY: '1', FORMS_PER_SECOND: '40' });
  const from = (address: string) => ({ headers: { 'x-forwarded-for': `6.6.6.6, ${address}` } });
  const words = 'Line one\nLine two & <three>';
  const flood = await Promise.all(
    Array.from({ length: 60 }, () => site.post({ 'vision-comment': words }, from('192.0.2.1'))),
  );
  const refused = flood.filter(({ status }) => status === 503);
  assert.ok(refused.length > 20, `${refused.length} of 60 were asked to send again`);
  const honest = await site.post(answers, from('192.0.2.2'));
  assert.equal(honest.status, 200);

  const [first] = refused;
  assert.equal(first?.headers.get('retry-after'), '60');
  const page = (await first?.text()) ?? '';
  assert.match(page, /<h1>Many people are sending answers just now<\/h1>/);
  assert.match(page, /Line one\nLine two &amp; &lt;three&gt;<\/textarea>/);
  assert.match(page, /<button type="submit" class="send">\s*Send again\s*<\/button>/);
  assert.match(page, /<textarea name="vision-comment"[^>]*>\nLine one\nLine two &amp;/);
});

test('no address is written anywhere', async (t) => {
  const site = await startTestSite(t, { TRUST_PROXY: '1' });
  const headers = { 'x-forwarded-for': '198.51.100.77' };
  const token = tokenIn(await (await site.post(answers, { headers })).text());
  await site.post({ ...answers, _token: token, _do: 'send' }, { headers });
  const { readFile, readdir } = await import('node:fs/promises');
  const entries = await readdir(site.dataDir, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const bytes = await readFile(join(entry.parentPath, entry.name));
    assert.ok(!bytes.includes('198.51.100.77') && !bytes.includes('127.0.0.1'), entry.name);
  }
  assert.doesNotMatch(site.lines.join('\n'), /198\.51|127\.0/);
  assert.ok(site.lines.length > 0);
});
