/** The email as it arrives, parsed by somebody else's code. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { simpleParser } from 'mailparser';
import { parse } from 'node-html-parser';
import { startMailServer } from '../mail-server.ts';
import { startTestSite, until } from '../site.ts';

const hostile =
  'Hello\r\nBcc: all@example.org\n<img src="https://tracker.example/x.png"> & "quotes"\n\n.\n.\nשלום';

test('the email is complete on its own in each part, and safe', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, {
    SMTP_URL: mail.url,
    MAIL_FROM: 'Weigh In <weigh-in@example.org>',
    MAIL_TO: 'staff@example.org',
  });
  await site.send({
    'vision-choice': 'option-1',
    'final-comment': hostile,
    'goals-ranking-h': '1',
    'goals-ranking-b': '2',
    'about-you-name': 'Ada\r\nBcc: all@example.org',
    'about-you-email': 'ada@example.org',
  });
  await until('the email has come', () => mail.emails.length === 1);
  const [email] = mail.emails;
  const [raw = ''] = mail.raw;
  assert.ok(email);

  assert.match(
    email.subject ?? '',
    /^\[Strategy consultation\] Contribution 1: [A-Z]{3}-\d{3}-[A-Z]{3}$/,
  );
  assert.equal(email.from?.text, '"Weigh In" <weigh-in@example.org>');
  assert.deepEqual(
    [email.to].flat().map((to) => to?.text),
    ['staff@example.org'],
  );
  assert.deepEqual(email.replyTo?.value, [{ address: 'ada@example.org', name: '' }]);
  assert.equal(email.cc ?? email.bcc, undefined);
  assert.equal(email.headers.get('auto-submitted'), 'auto-generated');
  assert.equal(email.headers.get('content-language'), 'en-GB');
  const names = (raw.split('\r\n\r\n')[0] ?? '')
    .split(/\r\n(?!\s)/)
    .map((line) => line.replace(/:.*/s, ''));
  assert.deepEqual(
    names.filter((name) => !/^(Received|Date|MIME-Version|Content-Type)$/.test(name)).sort(),
    [
      'Auto-Submitted',
      'Content-Language',
      'From',
      'List-ID',
      'Message-ID',
      'Reply-To',
      'Subject',
      'To',
      'X-Weigh-In-Reference',
    ].sort(),
    'headers are a fixed list',
  );

  const text = email.text ?? '';
  const words = hostile.replaceAll('\r\n', '\n');
  assert.ok(text.includes(words), 'the text part holds the comment to the character');
  assert.match(text, /1\. h\) Co-create a Centre Evaluation Framework/);
  assert.match(
    text,
    /2\. b\) Collaborate and work in partnership .* pool resources; apply for funding/,
  );
  assert.match(text, /Question: Which mission statement do you prefer\?\n\nAnswer:\nNo answer/);
  const order = [
    'Our Vision\n=',
    'Our Mission\n=',
    'Our Core values\n=',
    'And finally…',
    'About you\n=',
  ].map((heading) => text.indexOf(heading));
  assert.ok(
    order.every((at, index) => at > (order[index - 1] ?? 0)),
    'in the document’s order',
  );

  const html = parse(email.html || '');
  assert.equal(html.querySelectorAll('img, script, link, iframe, form, a').length, 0);
  assert.equal(html.querySelectorAll('h1').length, 1);
  assert.equal(html.querySelectorAll('h2').length, 7);
  assert.equal(html.querySelectorAll('ol li[value]').length, 2);
  assert.match(email.html || '', /&lt;img src=&quot;https:\/\/tracker\.example/);

  const [attachment] = email.attachments;
  assert.equal(attachment?.contentType, 'application/json');
  const data = JSON.parse(attachment?.content.toString() ?? '') as {
    number: number;
    answers: { question: { id: string; ask: string }; answer: unknown }[];
  };
  assert.equal(data.number, 1);
  assert.deepEqual(data.answers.find(({ question }) => question.id === 'final-comment')?.answer, {
    text: words,
  });
  assert.ok(
    data.answers.every(({ question }) => question.ask !== ''),
    'questions as they were asked',
  );
});

test('without a mail server each email is a file, with its HTML beside it', async (t) => {
  const site = await startTestSite(t);
  await site.send({ 'final-comment': 'In a file' });
  const folder = join(site.dataDir, 'mail');
  await until('the file is there', async () =>
    (await readdir(folder).catch(() => [])).some((name) => name.endsWith('.eml')),
  );
  const names = (await readdir(folder)).sort();
  assert.equal(names.length, 2);
  const email = await simpleParser(await readFile(join(folder, names[0] ?? '')));
  assert.match(email.text ?? '', /In a file/);
  assert.match(await readFile(join(folder, names[1] ?? ''), 'utf8'), /^<!DOCTYPE html>/);
  assert.match(site.mailDestination, /^as files to /);
});
