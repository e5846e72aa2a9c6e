/**
 * How fast a full queue of emails is sent, compared with a bare loop of nodemailer to the same mail server: one that
 * composes an email once, and one that composes each, as every program does that sends different emails.
 */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { connections } from '../../src/server/mail/smtp.ts';
import { databaseIn } from '../../src/server/store/sqlite/database.ts';
import { mailAway, readProcessorTime, runBeside, startBeside, startSite } from './processes.ts';
import { inRounds, toTable } from './rounds.ts';
import { sendFlatOut } from './sends.ts';

/** How many emails are sent at least. */
const emails = 2_000;

interface Drained {
  perSecond: number;
  /** The processor time of each email, in ms. */
  each: number;
}

export async function measureDrain(): Promise<string> {
  const sink = await startBeside('mail-sink.ts');
  const bare = 'nodemailer in a bare loop';
  const composing = 'the same, and each email is composed';
  const times: Record<string, number[]> = {};
  const note = (name: string, { perSecond, each }: Drained) => {
    (times[name] ??= []).push(each);
    return perSecond;
  };
  const runBare = (often: 'once' | 'each') => {
    const words = [sink.url, String(emails), String(connections), often];
    return runBeside<Drained>('bare-mailer.ts', ...words);
  };
  const values = await inRounds({
    [bare]: async () => note(bare, await runBare('once')),
    [composing]: async () => note(composing, await runBare('each')),
    'Weigh In': async () => note('Weigh In', await drainOnce(sink.url)),
  });
  await sink.stop();
  const rows = (of: Record<string, number[]>, unit: string, goal: string) =>
    Object.entries(of).map(([name, values]) => ({
      name,
      unit,
      values,
      against: bare,
      goal: name === 'Weigh In' ? goal : '',
    }));
  return [
    toTable(
      `Emails accepted by a mail server (${connections} connections, 12 KB each)`,
      rows(values, '/s', 'ratio ≥ 0.9'),
    ),
    toTable('The same, as processor time for one email', rows(times, 'ms', 'ratio ≤ 1.11')),
  ].join('\n');
}

/**
 * Fills a queue while the mail server is away, restarts with the mail server, and measures how fast the queue
 * empties.
 */
async function drainOnce(smtpUrl: string): Promise<Drained> {
  const from = { MAIL_FROM: 'weigh-in@example.org' };
  const away = await startSite(mailAway);
  let queued = 0;
  while (queued < emails) queued += (await sendFlatOut(away, 1_500)).answers;
  await away.stop();
  // Each failed attempt waits before the next: let all of them become due.
  await wait(6_000);
  const site = await startSite({ ...from, SMTP_URL: smtpUrl, DATA_DIR: away.dataDir });
  const read = () => ({
    at: performance.now(),
    count: countDelivered(site.dataDir),
    used: readProcessorTime(site.pid),
  });
  while (read().count === 0) await wait(50);
  // So that neither the start nor V8's compiling is measured.
  await wait(500);
  const first = read();
  let last = first;
  while (last.at - first.at < 4_000 && last.count < queued) {
    await wait(50);
    last = read();
  }
  await site.stop();
  const sent = last.count - first.count;
  if (sent === 0) throw new Error('all emails had left before the measurement began');
  return {
    perSecond: (1000 * sent) / (last.at - first.at),
    each: (last.used - first.used) / sent,
  };
}

function countDelivered(folder: string): number {
  const database = new DatabaseSync(databaseIn(folder), { readOnly: true });
  try {
    const count = `SELECT count(*) AS count FROM email WHERE state = 'delivered'`;
    return Number(database.prepare(count).get()?.['count']);
  } finally {
    database.close();
  }
}
