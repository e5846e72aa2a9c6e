/** The mail server accepted every email, and some bounced: staff learn exactly which. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { askStaff, runStaff } from '../staff/run.ts';
import { makeFolder, startTestSite, until } from '../site.ts';
import { countWaiting, pick, settleAccount } from './account.ts';
import { letPeopleSend } from './people.ts';
import { startSink, type Copy } from './sink.ts';

const people = pick({ short: 24, long: 600 });

/** The report of a mail server that could not deliver an email (RFC 3464). */
function bounceOf({ text }: Copy): string {
  return [
    'From: MAILER-DAEMON@relay.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
    ...['', '--r', 'Content-Type: message/delivery-status', ''],
    ...['Reporting-MTA: dns; relay.example', '', 'Final-Recipient: rfc822; staff@example.org'],
    ...['Action: failed', 'Status: 5.2.2', '', '--r', 'Content-Type: message/rfc822', ''],
    ...[text, '--r--', ''],
  ].join('\r\n');
}

test('among many emails, exactly those that bounced are recorded as bounced', async (t) => {
  const sink = await startSink(t);
  const site = await startTestSite(t, {
    SMTP_URL: sink.url,
    MAIL_FROM: 'weigh-in@example.org',
    FORMS_PER_SECOND: '100000',
  });
  const sent = await letPeopleSend({ endpoint: site.endpoint, people });
  await until('all are emailed', () => countWaiting(site.dataDir) === 0);
  const mailbox = await makeFolder(t);
  const back = sink.all.filter((_copy, index) => index % 3 === 0);
  for (const [index, copy] of sink.all.entries()) {
    const saved = back.includes(copy) ? bounceOf(copy) : copy.text;
    writeFileSync(join(mailbox, `${index}.eml`), saved);
  }
  const { code } = await runStaff(site.dataDir, ['reconcile', mailbox]);
  assert.equal(code, 3, 'it says that somebody must look');
  const { bounced } = await askStaff<{ bounced: Record<string, string> }>(site.dataDir, ['status']);
  assert.deepEqual(Object.keys(bounced).sort(), back.flatMap(({ brings }) => brings).sort());
  const note = `${back.length} of ${people} bounced: these are known, and no other`;
  await settleAccount('emails that bounce', site.dataDir, sent, sink, note);
});
