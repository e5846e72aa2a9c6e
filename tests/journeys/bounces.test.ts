/** A bounce is shown everywhere until staff have the email. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startMailServer } from '../mail-server.ts';
import { makeFolder, startTestSite, until } from '../site.ts';
import { runStaff } from '../staff/run.ts';
import { buildWith } from './batches.ts';

/** Returns a mail server's report about an email that it could not deliver (RFC 3464). */
function reportOn(raw: string): string {
  const header = raw.slice(0, raw.indexOf('\r\n\r\n'));
  return [
    'From: mailer-daemon@mail.example',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b\r\nContent-Type: text/plain\r\n\r\nIt was not delivered.',
    '--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n',
    'Final-Recipient: rfc822; staff@example.org\r\nAction: failed\r\nStatus: 5.2.2\r\n',
    `--b\r\nContent-Type: text/rfc822-headers\r\n\r\n${header}\r\n`,
    '--b--\r\n',
  ].join('\r\n');
}

for (const how of ['by itself', 'in a batch'] as const) {
  test(`a contribution whose email came back is known until staff have it: ${how}`, async (t) => {
    const mail = await startMailServer(t);
    const dataDir = await makeFolder(t);
    const clock = { now: Date.parse('2027-03-02T12:10:00Z') };
    const dist = await buildWith(t, how === 'by itself' ? undefined : { above: 0, every: 'hour' });
    const environment = { DATA_DIR: dataDir, SMTP_URL: mail.url, MAIL_FROM: 'a@example.org' };
    const world = { now: () => clock.now, lookEvery: 20, dist };
    const site = await startTestSite(t, environment, world);
    const staff = (...words: string[]) => runStaff(dataDir, words);
    const settled = () =>
      until('nothing waits', async () =>
        (await staff('status')).out.endsWith('Nothing is waiting.'),
      );
    const version = how === 'by itself' ? 'without' : 'with-batches';
    const sent = await site.send({ _version: version, 'vision-comment': 'Came back' });
    await site.send({ _version: version, 'vision-comment': 'Came too' });
    clock.now = Date.parse('2027-03-02T13:00:00Z');
    const first = how === 'by itself' ? 2 : 1;
    await until('it is emailed', () => mail.emails.length === first);
    await settled();
    const { out } = await staff('list', '--json');
    const references = (JSON.parse(out) as { reference: string }[]).map((line) => line.reference);
    const back = how === 'by itself' ? references.slice(0, 1) : references;
    const bounced = mail.raw.find((raw) => raw.includes(back[0] as string)) as string;

    const saved = join(dataDir, 'saved');
    mkdirSync(saved);
    writeFileSync(join(saved, 'report.eml'), reportOn(bounced));
    assert.equal((await staff('reconcile', saved)).code, 3);
    const status = await staff('status');
    assert.equal(status.code, 3);
    const receipt = new URL(sent.headers.get('location') as string, site.localUrl);
    const page = async () => (await fetch(receipt)).text();
    assert.match(await page(), /Our email to [^.]* came back/);
    const refused = await staff('report', '--output', join(dataDir, 'report.html'));
    assert.notEqual(refused.code, 0);
    for (const reference of back) {
      assert.ok(status.out.includes(`${reference}: 5.2.2, mailbox full`));
      assert.ok(`${refused.out}${refused.error}`.includes(reference), 'the report names it');
    }
    clock.now = Date.parse('2027-03-03T09:00:00Z');
    await until('the summary comes', () => mail.emails.length === first + 1);
    const summary = (
      mail.emails.find(({ subject = '' }) => subject.includes('Summary'))?.text ?? ''
    ).replace(/\s+/g, ' ');
    for (const reference of back)
      assert.match(
        summary,
        new RegExp(`${reference} came back: the mail server could not deliver it \\(5\\.2\\.2\\)`),
      );

    // The summary bounces too, but the next one does not.
    writeFileSync(
      join(saved, 'report.eml'),
      reportOn(mail.raw.find((raw) => raw.includes('X-Weigh-In-Reference: summary-')) as string),
    );
    await staff('reconcile', saved);
    assert.match((await staff('status')).out, /summary-\S+-2027-03-03: 5\.2\.2, mailbox full/);

    for (const reference of back) assert.equal((await staff('resend', reference)).code, 0);
    await until('they go again', () => mail.emails.length === first + 1 + back.length);
    clock.now = Date.parse('2027-03-04T09:00:00Z');
    await until('the next summary comes', () => mail.emails.length === first + 2 + back.length);
    await settled();
    rmSync(join(saved, 'report.eml'));
    for (const [index, raw] of mail.raw.entries()) writeFileSync(join(saved, `${index}.eml`), raw);
    assert.equal((await staff('reconcile', saved)).code, 0);
    const fine = await staff('status');
    assert.equal(fine.code, 0, fine.out);
    assert.doesNotMatch(await page(), /came back/);
    assert.equal((await staff('report', '--output', join(dataDir, 'report.html'))).code, 0);
  });
}
