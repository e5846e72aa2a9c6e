/** The sites on which the states are reached: one for each situation that a site can be in. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import { breakDrawing } from '../broken-build.ts';
import { startMailServer } from '../mail-server.ts';
import { startTestSite, type TestSite } from '../site.ts';

export const sitePurposes = {
  open: 'the consultation is open; emails are written as files',
  emailing: 'it is open, and emails go to a mail server',
  waiting: 'it is open, and the mail server cannot be reached',
  'not yet open': 'before the opening date',
  grace: 'after the closing date, while late contributions are still taken',
  closed: 'after the closing date and the time of grace',
  full: 'the disk has no room',
  broken: 'pages cannot be drawn',
  busy: 'more forms come than it reads',
  damaged: 'the store cannot be read',
} as const;

export type SiteName = keyof typeof sitePurposes;
export type Sites = Record<SiteName, TestSite>;

const sender = 'weigh-in@example.org';
const at = (moment: string) => ({ now: () => Date.parse(moment) });

/** Starts all of them. They stop when the test ends. */
export async function startSites(test: TestContext): Promise<Sites> {
  const mail = await startMailServer(test);
  const gone = await startMailServer(test);
  await gone.stop();
  return {
    open: await startTestSite(test),
    emailing: await startTestSite(test, { SMTP_URL: mail.url, MAIL_FROM: sender }),
    waiting: await startTestSite(test, { SMTP_URL: gone.url, MAIL_FROM: sender }),
    'not yet open': await startTestSite(test, {}, at('2026-10-01T12:00:00Z')),
    grace: await startTestSite(test, {}, at('2027-08-21T08:00:00Z')),
    closed: await startTestSite(test, {}, at('2027-09-15T12:00:00Z')),
    full: await startTestSite(test, {}, { freeBytes: async () => 1000 }),
    broken: await startTestSite(test, {}, { dist: await breakDrawing(test) }),
    busy: await startTestSite(test, { FORMS_PER_SECOND: '1' }),
    damaged: await startDamagedSite(test),
  };
}

/** A site whose store cannot be read any more, though it could when the site was started. */
async function startDamagedSite(test: TestContext): Promise<TestSite> {
  const site = await startTestSite(test);
  const database = new DatabaseSync(join(site.dataDir, 'weigh-in.sqlite'), { timeout: 5000 });
  database.exec('ALTER TABLE contribution RENAME TO elsewhere');
  database.close();
  return site;
}
