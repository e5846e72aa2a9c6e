/** How fast a full queue of emails is sent, compared with a bare loop of nodemailer to the same mail server. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { connections } from '../../src/server/mail/smtp.ts';
import { databaseIn } from '../../src/server/store/sqlite/database.ts';
import { runBeside, startBeside, startSite } from './processes.ts';
import { inRounds, toTable } from './rounds.ts';
import { sendFlatOut } from './sends.ts';

export async function measureDrain(): Promise<string> {
  const sink = await startBeside('mail-sink.ts');
  const bare = 'nodemailer in a bare loop';
  const values = await inRounds({
    [bare]: async () => {
      const words = [sink.url, '2000', String(connections)];
      return (await runBeside<{ perSecond: number }>('bare-mailer.ts', ...words)).perSecond;
    },
    'Weigh In': () => drainOnce(sink.url),
  });
  await sink.stop();
  return toTable(
    `Emails accepted by a mail server (${connections} connections, 12 KB each)`,
    Object.entries(values).map(([name, of]) => ({
      name,
      unit: '/s',
      values: of,
      against: bare,
      goal: name === 'Weigh In' ? 'ratio ≥ 0.9' : '',
    })),
  );
}

/**
 * Fills a queue while the mail server is away, restarts with the mail server, and measures how fast the queue
 * empties.
 */
async function drainOnce(smtpUrl: string): Promise<number> {
  const from = { MAIL_FROM: 'weigh-in@example.org' };
  const away = await startSite({ ...from, SMTP_URL: 'smtp://127.0.0.1:9' });
  await sendFlatOut(away, 1_500);
  await away.stop();
  // Each failed attempt waits before the next: let all of them become due.
  await wait(6_000);
  const site = await startSite({ ...from, SMTP_URL: smtpUrl, DATA_DIR: away.dataDir });
  await wait(500);
  const first = { at: performance.now(), count: countDelivered(site.dataDir) };
  let last = first;
  while (last.at - first.at < 4_000) {
    await wait(100);
    const count = countDelivered(site.dataDir);
    if (count === last.count) break;
    last = { at: performance.now(), count };
  }
  await site.stop();
  return (1000 * (last.count - first.count)) / (last.at - first.at);
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
