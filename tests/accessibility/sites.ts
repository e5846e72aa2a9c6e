/** The sites on which the states are reached, one for each situation. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import type { World } from '../../src/server/start.ts';
import { breakDrawing } from '../broken-build.ts';
import { buildEveryKind } from '../every-kind-build.ts';
import { changeBuild } from '../changed-build.ts';
import { buildLanguages } from '../languages/build-languages.ts';
import { startMailServer } from '../mail-server.ts';
import { freePort } from '../faults/process.ts';
import { everyKindSlug } from '../questions/every-kind.ts';
import { startTestSite, type TestSite } from '../site.ts';
import { publicUrl } from '../staff-links.ts';

export const sitePurposes = {
  open: 'the consultation is open; emails are written as files',
  emailing: 'it is open, and emails go to a mail server',
  linking: 'it is open, and can email links to people',
  waiting: 'it is open, and the mail server cannot be reached',
  'not yet open': 'before the opening date',
  announced: 'before the opening date, when people see title, summary and dates only',
  hidden: 'before the opening date, when people see nothing',
  grace: 'after the closing date, while late contributions are still taken',
  closed: 'after the closing date and the time of grace',
  full: 'the disk has no room',
  broken: 'pages cannot be drawn',
  busy: 'more forms come than it reads',
  damaged: 'the store cannot be read',
  staff: 'after the closing date, with a public address: emails to staff have links',
  'every kind': 'it is open, and has every kind of question, and prose with pictures',
  'every kind, not yet open': 'the same, before the opening date',
  'every kind, closed': 'the same, after the closing date',
  arabic: 'it is open, and in Arabic',
  'arabic, announced':
    'the same, before the opening date, when people see its title, summary and dates only',
  'arabic, closed': 'the same, after the closing date',
  welsh: 'it is open, in English and in Welsh, and people answer in Welsh',
} as const;

export type SiteName = keyof typeof sitePurposes;
export type Sites = Record<SiteName, TestSite>;

const sender = 'weigh-in@example.org';
const at = (moment: string) => ({ now: () => Date.parse(moment) });
const inMarch = at('2027-03-02T12:00:00Z');
const beforeOpening = at('2026-10-01T12:00:00Z');
const afterClosing = at('2027-09-15T12:00:00Z');

/** Starts all of them. They stop when the test ends. */
export async function startSites(test: TestContext): Promise<Sites> {
  const mail = await startMailServer(test);
  const gone = await startMailServer(test);
  await gone.stop();
  const dist = await buildEveryKind();
  const startEveryKind = (world: World) =>
    startTestSite(test, {}, { dist, ...world }, everyKindSlug);
  const languages = await buildLanguages();
  const startIn = (address: string, world: World) =>
    startTestSite(test, {}, { dist: languages, ...world }, address);
  return {
    open: await startTestSite(test),
    emailing: await startTestSite(test, { SMTP_URL: mail.url, MAIL_FROM: sender }),
    linking: await startLinkingSite(test, mail.url),
    waiting: await startTestSite(test, { SMTP_URL: gone.url, MAIL_FROM: sender }),
    'not yet open': await startTestSite(test, {}, beforeOpening),
    announced: await startTestSite(
      test,
      {},
      { dist: await changeBuild(test, { before: 'announced' }), ...beforeOpening },
    ),
    hidden: await startTestSite(
      test,
      {},
      { dist: await changeBuild(test, { before: 'hidden' }), ...beforeOpening },
    ),
    grace: await startTestSite(test, {}, at('2027-08-21T08:00:00Z')),
    closed: await startTestSite(test, {}, afterClosing),
    full: await startTestSite(test, {}, { freeBytes: async () => 1000 }),
    broken: await startTestSite(test, {}, { dist: await breakDrawing(test) }),
    busy: await startTestSite(test, { FORMS_PER_SECOND: '1' }),
    damaged: await startDamagedSite(test),
    staff: await startTestSite(test, { PUBLIC_URL: publicUrl }, at('2027-08-21T08:00:00Z')),
    'every kind': await startEveryKind({}),
    'every kind, not yet open': await startEveryKind(beforeOpening),
    'every kind, closed': await startEveryKind(afterClosing),
    arabic: await startIn('health', inMarch),
    'arabic, announced': await startIn('health', beforeOpening),
    'arabic, closed': await startIn('health', afterClosing),
    welsh: await startIn('library/cy', inMarch),
  };
}

/** Starts a site that knows its public address. */
async function startLinkingSite(test: TestContext, smtp: string): Promise<TestSite> {
  const port = String(await freePort());
  const publicUrl = `http://127.0.0.1:${port}`;
  return startTestSite(test, {
    ...{ SMTP_URL: smtp, MAIL_FROM: sender, PORT: port, PUBLIC_URL: publicUrl },
    TRUST_PROXY: '1',
  });
}

/** Starts a site whose store becomes unreadable after the start. */
async function startDamagedSite(test: TestContext): Promise<TestSite> {
  const site = await startTestSite(test);
  const database = new DatabaseSync(join(site.dataDir, 'weigh-in.sqlite'), { timeout: 5000 });
  database.exec('ALTER TABLE contribution RENAME TO elsewhere; ALTER TABLE draft RENAME TO away;');
  database.close();
  return site;
}
