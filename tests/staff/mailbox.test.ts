/** Saved mail as programs save it: only real messages count, and delivery reports are read. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createTransport } from 'nodemailer';
import { readMailbox } from '../../src/staff/mailbox.ts';
import { makeFolder } from '../site.ts';

const line = 'From weigh-in@example.org Mon Mar  1 12:00:00 2027\n';
const id = '<0b54ae57-3f0b-4d8e-9d5c-2a1c6f0e8a11@example.org>';

/** Returns one of our emails, multipart, with a person's words in its first part. */
async function ourEmail(reference: string, words: string): Promise<string> {
  const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail({
    from: 'weigh-in@example.org',
    to: 'staff@example.org',
    subject: `[Strategy consultation] Contribution 1: ${reference}`,
    messageId: id,
    headers: { 'X-Weigh-In-Reference': reference },
    text: words,
    html: `<p>${words}</p>`,
    attachments: [{ filename: 'a.json', content: '{}' }],
  });
  return String(message).replaceAll('\r\n', '\n');
}

async function readFile(t: TestContext, bytes: string | Buffer, name = 'saved.mbox') {
  const file = join(await makeFolder(t), name);
  await writeFile(file, bytes);
  return readMailbox(file);
}

const referencesIn = ({ emails }: { emails: { reference: string }[] }) =>
  emails.map(({ reference }) => reference);

test('words in a body never count as another message, whatever they imitate', async (t) => {
  const imitations = [
    '\n\nFrom x\nX-Weigh-In-Reference: CCC-333-CCC\n\nHello',
    `\n\n${line}X-Weigh-In-Reference: CCC-333-CCC\n\nHello`,
    '\n\nX-Weigh-In-Reference: CCC-333-CCC\n\nSubject: [A] Contribution 3: CCC-333-CCC',
  ];
  for (const words of imitations) {
    const email = await ourEmail('AAA-222-AAA', words);
    const second = await ourEmail('BBB-222-BBB', 'Another');
    const mailbox = await readFile(t, `${line}${email}\n${line}${second}\n`);
    assert.deepEqual(referencesIn(mailbox), ['AAA-222-AAA', 'BBB-222-BBB'], words);
    assert.equal(mailbox.messages, 2);
    assert.deepEqual(referencesIn(await readFile(t, email, 'one.eml')), ['AAA-222-AAA']);
  }
  const plain = `${line}From: x@example.org\nSubject: hello\n\nSee:\n\nFrom here on\nX-Weigh-In-Reference: CCC-333-CCC\n\n`;
  assert.deepEqual(referencesIn(await readFile(t, plain)), []);
});

test('without our headers, the subject says which contribution it is, and that it may be a copy', async (t) => {
  const mail = (subject: string) => `From: x@example.org\nSubject: ${subject}\n\nWords\n`;
  const subject = '[Strategy consultation] Contribution 3: CCC-333-CCC';
  for (const [words, isMarkedCopy] of [
    [subject, false],
    [`${subject} (late: sent after the closing date)`, false],
    [`${subject} (maybe a second copy: an earlier attempt was cut off)`, true],
  ] as const) {
    const { emails } = await readFile(t, mail(words), 'a.eml');
    assert.deepEqual(emails, [{ reference: 'CCC-333-CCC', isMarkedCopy, form: 1 }], words);
  }
});

test('one of our emails that is attached to another does not count as in the mailbox', async (t) => {
  const inner = await ourEmail('AAA-222-AAA', 'Words');
  const outer = `From: x@example.org\nSubject: Fwd\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: message/rfc822\n\n${inner}\n--q--\n`;
  assert.deepEqual(referencesIn(await readFile(t, outer, 'a.eml')), []);
});

test('mail in UTF-16 is read, Outlook’s files are named, and a mailbox that cannot be read is an error', async (t) => {
  const email = await ourEmail('AAA-222-AAA', 'Words');
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(email, 'utf16le')]);
  assert.deepEqual(referencesIn(await readFile(t, utf16, 'a.eml')), ['AAA-222-AAA']);

  const folder = await makeFolder(t);
  const outlook = Buffer.from('\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'latin1');
  await writeFile(join(folder, 'one.msg'), outlook);
  const nothing = /No email in .* can be read, so nothing was compared\. .*Outlook message.*\.eml/;
  await assert.rejects(readMailbox(folder), nothing);
  await assert.rejects(readMailbox(join(folder, 'one.msg')), nothing);
  await writeFile(join(folder, 'all.pst'), '!BDN....');
  await writeFile(join(folder, 'two.eml'), email);
  const { unread, messages } = await readMailbox(folder);
  assert.deepEqual([messages, unread.length], [1, 2]);
  await mkdir(join(folder, 'empty'));
  await assert.rejects(readMailbox(join(folder, 'empty')), /nothing was compared/);
});

function report(action: string, status: string, returned: string, type = 'message/rfc822'): string {
  return `From: MAILER-DAEMON@relay.example\nTo: weigh-in@example.org\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status;\n boundary="rep"\n\n--rep\nContent-Type: text/plain\n\nI am sorry.\n\n--rep\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; staff@example.org\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; 552 mailbox\n full\n\n--rep\nContent-Type: ${type}\n\n${returned}\n--rep--\n`;
}

test('a report of RFC 3464 says which email was not delivered, to whom and why', async (t) => {
  const email = await ourEmail('AAA-222-AAA', '\n\nX-Weigh-In-Reference: CCC-333-CCC\n');
  const batch = `X-Weigh-In-Reference: batch-x-1\nX-Weigh-In-References: AAA-222-AAA,\n BBB-222-BBB\nMessage-ID: ${id}\n`;
  for (const [text, references] of [
    [report('failed', '5.2.2', email), ['AAA-222-AAA']],
    [report('failed', '5.2.2', batch, 'text/rfc822-headers'), ['AAA-222-AAA', 'BBB-222-BBB']],
    [report('failed', '5.2.2', `Message-ID: ${id}\nSubject: x\n`, 'text/rfc822-headers'), []],
  ] as const) {
    const mailbox = await readFile(t, `${line}${text}\n`);
    assert.deepEqual(mailbox.bounces, [
      { references, messageId: id, recipient: 'staff@example.org', status: '5.2.2' },
    ]);
    assert.deepEqual([mailbox.messages, mailbox.emails], [1, []]);
  }
  const delayed = await readFile(t, report('delayed', '4.4.1', email), 'late.eml');
  assert.deepEqual([delayed.bounces, delayed.delayed], [[], 1]);
  for (const action of ['delivered', 'relayed', 'expanded']) {
    const fine = await readFile(t, report(action, '2.0.0', email), 'fine.eml');
    assert.deepEqual([fine.bounces, fine.delayed, fine.emails], [[], 0, []]);
  }
  const others = report('failed', '5.1.1', 'Message-ID: <1@elsewhere.example>\nSubject: x\n');
  assert.deepEqual((await readFile(t, others, 'other.eml')).bounces, []);
});

test('other reports of mail servers are read if they include our headers', async (t) => {
  const email = await ourEmail('AAA-222-AAA', '\n\nX-Weigh-In-Reference: CCC-333-CCC\n');
  const qmail = `From: MAILER-DAEMON@relay.example\nSubject: failure notice\n\nHi. This is the qmail-send program at relay.example.\nI'm afraid I wasn't able to deliver your message.\n\n<staff@example.org>:\n552 5.2.2 mailbox full\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <weigh-in@example.org>\n${email}\n`;
  const found = { references: ['AAA-222-AAA'], messageId: id };
  assert.deepEqual((await readFile(t, qmail, 'q.eml')).bounces, [
    { ...found, recipient: 'staff@example.org', status: '5.2.2' },
  ]);
  const exchange = `From: postmaster@example.org\nSubject: Undeliverable: [Strategy consultation] Contribution 1: AAA-222-AAA\n\nDelivery has failed to these recipients or groups:\n\nstaff@example.org\nThe email address you entered couldn't be found. 5.1.10\n\nOriginal message headers:\n\n${email.split('\n\n')[0]}\n`;
  assert.deepEqual((await readFile(t, exchange, 'e.eml')).bounces, [
    { ...found, recipient: 'staff@example.org', status: '5.1.10' },
  ]);
  const away = `From: staff@example.org\nReturn-Path: <>\nSubject: Away\n\nI am on holiday.\n\n${email.split('\n\n')[0]}\n`;
  assert.deepEqual((await readFile(t, away, 'a.eml')).bounces, []);
});

test('a report that cannot be read stops nothing, and is named', async (t) => {
  const email = await ourEmail('AAA-222-AAA', 'Words');
  const deep = Array.from(
    { length: 300 },
    (_, at) => `\n--b${at}\nContent-Type: multipart/mixed; boundary=b${at + 1}\n`,
  );
  const hostile = `From: MAILER-DAEMON@relay.example\nSubject: Odd\nContent-Type: multipart/report; boundary=b0\n${deep.join('')}\n--b0--\n`;
  const { emails, bounces, unread } = await readFile(t, `${line}${hostile}\n${line}${email}\n`);
  assert.deepEqual([emails.map(({ reference }) => reference), bounces], [['AAA-222-AAA'], []]);
  assert.match(unread.join(), /^saved\.mbox has a report that cannot be read .*“Subject: Odd”/);
});

test('a report that is formatted only is read', async (t) => {
  const email = await ourEmail('AAA-222-AAA', 'Words');
  const html = `From: postmaster@example.org\nSubject: Undeliverable: x\nContent-Type: multipart/mixed; boundary=r\n\n--r\nContent-Type: text/html; charset=us-ascii\n\n<p>Your message to <b>&lt;staff@example.org&gt;</b> couldn't be delivered.<p>550 5.1.10 Not found\n--r\nContent-Type: message/rfc822\n\n${email}\n--r--\n`;
  assert.deepEqual((await readFile(t, html, 'h.eml')).bounces, [
    {
      ...{ references: ['AAA-222-AAA'], messageId: id },
      ...{ recipient: 'staff@example.org', status: '5.1.10' },
    },
  ]);
});
