/** The mail server refuses, hangs, is away and returns: nothing is lost, and second copies say so. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { simpleParser } from 'mailparser';
import { refusal, startMailServer } from '../mail-server.ts';
import { makeFolder, startTestSite, until } from '../site.ts';

const from = { MAIL_FROM: 'Weigh In <weigh-in@example.org>' };

test('loses nothing while the mail server is down, and sends when it is up again', async (t) => {
  const mail = await startMailServer(t);
  const { port, url } = mail;
  await mail.stop();
  const site = await startTestSite(t, { SMTP_URL: url, ...from });
  for (const name of ['one', 'two', 'three']) {
    assert.equal((await site.send({ 'final-comment': name })).status, 303);
  }
  await until('it was tried', () => site.lines.some((line) => line.includes('not emailed yet')));

  const later = await startMailServer(t, {}, port);
  await until('all have come', () => later.emails.length === 3);
  await site.stop();
  assert.deepEqual(
    later.emails.map(({ subject }) => subject?.replace(/: .*/, '')).sort(),
    [1, 2, 3].map((number) => `[Strategy consultation] Contribution ${number}`),
  );
  for (const email of later.emails) {
    assert.doesNotMatch(email.text ?? '', /second copy/, 'a connection that failed sent nothing');
  }
});

test('while the mail server is away, one email tries for all', async (t) => {
  const mail = await startMailServer(t);
  const { port, url } = mail;
  await mail.stop();
  const site = await startTestSite(t, { SMTP_URL: url, ...from });
  const names = Array.from({ length: 20 }, (_, index) => `number ${index}`);
  for (const name of names) await site.send({ 'final-comment': name });
  const tries = () => site.lines.filter((line) => line.includes('not emailed yet')).length;
  await until('it was tried again', () => tries() > 5);
  assert.ok(tries() < names.length, 'each was tried by itself');

  const later = await startMailServer(t, {}, port);
  await until('all have come', () => later.emails.length === names.length);
  await site.stop();
});

test('sends waiting emails after a restart', async (t) => {
  const folder = await makeFolder(t);
  const mail = await startMailServer(t);
  const { port, url } = mail;
  await mail.stop();
  const site = await startTestSite(t, { SMTP_URL: url, DATA_DIR: folder, ...from });
  await site.send({ 'final-comment': 'waits' });
  await site.stop();

  const later = await startMailServer(t, {}, port);
  const again = await startTestSite(t, { SMTP_URL: url, DATA_DIR: folder, ...from });
  await until('it has come', () => later.emails.length === 1);
  await again.stop();
  assert.match(later.emails[0]?.text ?? '', /waits/);
});

test('holds what the mail server refuses permanently, and never deletes it', async (t) => {
  const mail = await startMailServer(t, {
    onRcptTo: (_address, _session, done) => done(refusal(550, 'no such mailbox')),
  });
  const site = await startTestSite(t, { SMTP_URL: mail.url, METRICS_PORT: '0', ...from });
  await site.send({ 'final-comment': 'refused' });
  await until('it is held', () => site.lines.some((line) => line.includes('HELD')));
  const metrics = await (await fetch(site.metricsUrl ?? '')).text();
  assert.deepEqual(metrics.match(/(?<=^weigh_in_deliveries)\{.*/gm), [
    '{state="queued"} 0',
    '{state="sending"} 0',
    '{state="held"} 1',
    '{state="delivered"} 0',
  ]);
});

test('tries again after a temporary refusal, unmarked', async (t) => {
  let refusals = 0;
  const mail = await startMailServer(t, {
    onRcptTo: (_address, _session, done) => (refusals++ < 2 ? done(refusal(451, 'later')) : done()),
  });
  const site = await startTestSite(t, { SMTP_URL: mail.url, ...from });
  await site.send({ 'final-comment': 'patience' });
  await until('it has come', () => mail.emails.length === 1);
  assert.doesNotMatch(mail.emails[0]?.text ?? '', /second copy/);
});

test('marks what may be a second copy, with the same Message-ID and date', async (t) => {
  let cuts = 0;
  const raw: string[] = [];
  const mail = await startMailServer(t, {
    async onData(stream, session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      raw.push(Buffer.concat(chunks).toString());
      // Accepted, and then the connection is cut before it is confirmed.
      const connection = session as unknown as { id: string };
      if (cuts++ === 0)
        void [...mail.connections()].find(({ id }) => id === connection.id)?.close();
      else done(null, 'kept');
    },
  });
  const site = await startTestSite(t, { SMTP_URL: mail.url, ...from });
  await site.send({ 'final-comment': 'twice' });
  await until('it has come twice', () => raw.length === 2);
  const header = (message: string | undefined, name: string) =>
    new RegExp(`^${name}: (.*)$`, 'im').exec(message ?? '')?.[1];
  for (const name of ['Message-ID', 'Date']) {
    assert.ok(header(raw[0], name), name);
    assert.equal(header(raw[0], name), header(raw[1], name), name);
  }
  const [subject, again] = await Promise.all(
    raw.map(async (message) => (await simpleParser(message)).subject),
  );
  assert.equal(again, `${subject} (maybe a second copy: an earlier attempt was cut off)`);
  assert.doesNotMatch(raw[0] ?? '', /second copy/);
  assert.match(raw[1] ?? '', /Please note: This may be a second copy of/);
  assert.equal(header(raw[1], 'X-Weigh-In-Second-Copy'), 'maybe');
});

test('one process at a time sends, and another takes over', async (t) => {
  const folder = await makeFolder(t);
  const mail = await startMailServer(t);
  const environment = { SMTP_URL: mail.url, DATA_DIR: folder, ...from };
  const first = await startTestSite(t, environment);
  const second = await startTestSite(t, environment);
  await second.send({ 'final-comment': 'by the second' });
  await until('the first has sent it', () => mail.emails.length === 1);
  assert.ok(first.lines.some((line) => line.includes('emailed')));
  await first.stop();
  await second.send({ 'final-comment': 'alone' });
  await until('the second has sent it', () => mail.emails.length === 2);
});

test('tries again only for the recipients that were refused', async (t) => {
  const refused: string[] = [];
  const recipients: string[][] = [];
  let isMended = false;
  const mail = await startMailServer(t, {
    onRcptTo({ address }, _session, done) {
      if (isMended || address !== 'bad@example.org') return done();
      refused.push(address);
      done(refusal(451, 'later'));
    },
    onData(stream, session, done) {
      recipients.push(session.envelope.rcptTo.map(({ address }) => address));
      stream.resume();
      stream.on('end', () => done(null, 'kept'));
    },
  });
  const site = await startTestSite(t, {
    SMTP_URL: mail.url,
    MAIL_TO: 'good@example.org,bad@example.org',
    ...from,
  });
  await site.send({ 'final-comment': 'to two' });
  await until('it was tried for both', () => recipients.length === 1);
  await until('it was tried again', () => refused.length > 2);
  isMended = true;
  await until('it has come to the other', () => recipients.length === 2);
  assert.deepEqual(recipients, [['good@example.org'], ['bad@example.org']]);
});

test('an email that hangs does not delay the others', async (t) => {
  const taken: string[] = [];
  const mail = await startMailServer(t, {
    async onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const message = Buffer.concat(chunks).toString();
      if (message.includes('Contribution 1:')) return;
      taken.push(message);
      done(null, 'kept');
    },
  });
  const site = await startTestSite(t, { SMTP_URL: mail.url, ...from }, { mailPatience: 3000 });
  await site.send({ 'final-comment': 'hangs' });
  await until('it hangs', () => [...mail.connections()].length === 1);
  await site.send({ 'final-comment': 'goes' });
  await until('the second has come', () => taken.length === 1);
});

test('nobody is asked to delete what comes later, or the other way round', async (t) => {
  const [begun, released] = [new Set<string>(), new Set(['Not withdrawn'])];
  const order: string[] = [];
  const mail = await startMailServer(t, {
    async onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const { subject = '' } = await simpleParser(Buffer.concat(chunks));
      const what = /Withdrawn|Not withdrawn|Contribution/.exec(subject)?.[0] ?? subject;
      begun.add(what);
      await until(`${what} may go on`, () => released.has(what));
      order.push(what);
      done(null, 'kept');
    },
  });
  const site = await startTestSite(t, { SMTP_URL: mail.url, ...from });
  const act = (receipt: string, wish: string) => site.post({ _receipt: receipt, _do: wish });
  // What must not come has no event to wait for.
  const pause = () => new Promise((resolve) => setTimeout(resolve, 300));

  const sent = await site.send({ 'final-comment': 'withdrawn while it leaves' });
  const receipt = /receipt=([\w-]+)/.exec(sent.headers.get('location') ?? '')?.[1] ?? '';
  await until('it is under way', () => begun.has('Contribution'));
  await act(receipt, 'withdraw now');
  await pause();
  assert.deepEqual([...begun], ['Contribution']);
  released.add('Contribution');
  await until('staff are asked', () => begun.has('Withdrawn'));
  await act(receipt, 'undo');
  await pause();
  released.add('Withdrawn');
  await until('all have come', () => order.length === 3);
  assert.deepEqual(order, ['Contribution', 'Withdrawn', 'Not withdrawn']);
});

test('a lock that cannot be used is reported, and the site continues', async (t) => {
  const folder = await makeFolder(t);
  await writeFile(join(folder, 'sender.lock'), 'rubbish '.repeat(1000));
  const site = await startTestSite(t, { DATA_DIR: folder });
  await until('it is said', () => site.lines.some((line) => line.includes('sender.lock')));
  assert.equal((await site.send({ 'final-comment': 'kept' })).status, 303);
});

test('held emails go at once after a start, to the current recipients', async (t) => {
  const folder = await makeFolder(t);
  const mail = await startMailServer(t, {
    onRcptTo: ({ address }, _session, done) =>
      address === 'wrong@example.org' ? done(refusal(550, 'no such mailbox')) : done(),
  });
  const environment = { SMTP_URL: mail.url, DATA_DIR: folder, ...from };
  const site = await startTestSite(t, { ...environment, MAIL_TO: 'wrong@example.org' });
  await site.send({ 'final-comment': 'held' });
  await until('it is held', () => site.lines.some((line) => line.includes('HELD')));
  await site.stop();
  const mended = await startTestSite(t, { ...environment, MAIL_TO: 'right@example.org' });
  await until('it has come', () => mail.emails.length === 1);
  await mended.stop();
  assert.deepEqual(
    [mail.emails[0]?.to].flat().map((to) => to?.text),
    ['right@example.org'],
  );
});

test('with a wrong password one email tries for all, and none is held or marked', async (t) => {
  let logins = 0;
  let isRight = false;
  const mail = await startMailServer(t, {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth(_auth, _session, done) {
      logins += 1;
      if (isRight) done(null, { user: 'weigh-in' });
      else done(refusal(535, 'wrong password'));
    },
  });
  const url = mail.url.replace('//', '//weigh-in:wrong@');
  const site = await startTestSite(t, { SMTP_URL: url, ...from });
  const names = Array.from({ length: 20 }, (_, index) => `number ${index}`);
  for (const name of names) await site.send({ 'final-comment': name });
  await until('it has tried for a while', () => logins > 5);
  assert.ok(logins < names.length, 'each logged in by itself');
  isRight = true;
  await until('all have come', () => mail.emails.length === names.length);
  await site.stop();
  assert.ok(site.lines.every((line) => !line.includes('HELD')));
  for (const email of mail.emails) assert.doesNotMatch(email.text ?? '', /second copy/);
});

test('when the alarm cannot be emailed, the log has the code and no address', async (t) => {
  const mail = await startMailServer(t, {
    onRcptTo: ({ address }, _session, done) =>
      done(refusal(550, address.startsWith('operator@') ? `5.1.1 <${address}> unknown` : 'nobody')),
  });
  const ALARM_TO = 'operator@example.org';
  const site = await startTestSite(t, { SMTP_URL: mail.url, ALARM_TO, ...from });
  await site.send({ 'final-comment': 'refused' });
  await until('the alarm was refused', () =>
    site.lines.some((line) => line.includes('the alarm could not be emailed: 550 5.1.1')),
  );
  assert.ok(site.lines.every((line) => !line.includes(ALARM_TO)));
});
