/**
 * Takes pictures of what staff get, for the docs: the email of a contribution, the day's summary and the report
 * (its beginning, and a ranking), for 500 generated contributions, at 320 and 900 px, light and dark.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { composeEmail } from '../src/emails/email.ts';
import { reasonsApart } from '../src/contribution/filed.ts';
import { reportHtml } from '../src/report/report.ts';
import { composeSummary } from '../src/emails/summary-email.ts';
import { countAll } from '../src/server/files/export-file.ts';
import { openFolder } from '../src/server/store/sqlite/open-folder.ts';
import { readRecords } from '../src/server/store/records.ts';
import { builtConsultation } from './built-consultation.ts';
import { fillFolder } from '../tests/generated.ts';
import { toPalettePng } from './palette-png.ts';
import { findProgram } from './tools.ts';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const madeAt = new Date('2027-02-16T08:00:00Z');

const data = await mkdtemp(join(tmpdir(), 'weigh-in-'));
const browser = await chromium.launch({
  executablePath: await findProgram('chromium'),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const [name, html] of Object.entries(await draw())) {
    for (const width of [320, 900]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await browser.newPage({ viewport: { width, height: 1200 }, colorScheme });
        if (colorScheme === 'dark' && name !== 'report') await invert(page);
        await page.setContent(html);
        const take = async (as: string) => {
          const file = join(folder, `${as}-${width}-${colorScheme}.png`);
          await writeFile(file, await toPalettePng(await page.screenshot()));
        };
        await take(name);
        if (name === 'report') {
          // The first part with a ranking, which has bars and both kinds of tables.
          const heading = page.getByRole('heading', { level: 2, name: 'Our Core values' });
          await heading.evaluate((element) => element.scrollIntoView());
          await take('report-ranking');
        }
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
  await rm(data, { recursive: true, force: true });
}

/** Inverts the page. Emails are light, and mail programs in dark mode invert them; Chromium does the same. */
async function invert(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setAutoDarkModeOverride', { enabled: true });
}

async function draw(): Promise<Record<string, string>> {
  const consultation = await builtConsultation();
  await fillFolder(data, consultation, 500);
  const database = openFolder(data);
  const records = readRecords(database);
  const all = () => records.all(consultation.slug);
  const filed = [...all()];
  const count = countAll([consultation], filed);
  const summary = composeSummary({
    consultation,
    day: '2027-02-16',
    isFinal: false,
    isCorrected: false,
    isMaybeSecondCopy: false,
    count,
    fresh: filed.slice(-8).map((one) => ({ ...one.contribution, notes: reasonsApart(one) })),
    drafts: 3,
    problems: [],
    attachments: [],
    remarks: [],
  });
  const [one] = filed;
  if (!one) throw new Error('there is no contribution');
  const report = [...reportHtml({ consultation, count, all, madeAt })].join('');
  database.close();
  return {
    contribution: composeEmail(consultation, one.contribution, false).html,
    summary: summary.html,
    report,
  };
}
