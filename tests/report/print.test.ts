/** The report on paper: what belongs together is on one page, and no word is broken. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { reportHtml } from '../../src/report/report.ts';
import { countAll } from '../../src/server/files/export-file.ts';
import { openFolder } from '../../src/server/store/sqlite/open-folder.ts';
import { readRecords } from '../../src/server/store/records.ts';
import { openContext } from '../browser.ts';
import { atEnd } from '../cleanup.ts';
import { builtEveryKind } from '../every-kind-build.ts';
import { fillFolder } from '../generated.ts';
import { builtConsultation, makeFolder } from '../site.ts';

const run = promisify(execFile);
const isInstalled = await run('pdftotext', ['-v']).then(
  () => true,
  () => false,
);

async function openReport(t: TestContext, consultation: Consultation, people: number) {
  const folder = await makeFolder(t);
  await fillFolder(folder, consultation, people);
  const database = openFolder(folder);
  atEnd(t, () => database.close());
  const all = () => readRecords(database).all(consultation.slug);
  const madeAt = new Date('2027-03-01T12:00:00Z');
  const count = countAll([consultation], all());
  const html = [...reportHtml({ consultation, count, all, madeAt })].join('');
  const context = await openContext(t, { viewport: { width: 658, height: 900 } });
  const page = await context.newPage();
  await page.setContent(html);
  return { folder, page };
}

for (const [name, consultation] of [
  ['the strategy', await builtConsultation()],
  ['every kind of question', await builtEveryKind()],
] as const) {
  test(`no word in a table is broken: ${name}`, async (t) => {
    const { page } = await openReport(t, consultation, 40);
    // 658 px: A4 without its margins.
    for (const [media, width] of [
      ['print', 658],
      ['screen', 658],
      ['screen', 800],
      ['screen', 1280],
    ] as const) {
      await page.emulateMedia({ media });
      await page.setViewportSize({ width, height: 900 });
      const { words, broken } = await page.evaluate(() => {
        const broken: string[] = [];
        let words = 0;
        for (const cell of document.querySelectorAll('th, td')) {
          // Where each row is a block, the heads are for screen readers.
          const head = cell.closest('thead');
          if (head && getComputedStyle(head).position === 'absolute') continue;
          for (const node of cell.childNodes) {
            if (node.nodeType !== Node.TEXT_NODE) continue;
            for (const found of (node.nodeValue ?? '').matchAll(/[\p{L}\d]+/gu)) {
              const range = document.createRange();
              range.setStart(node, found.index);
              range.setEnd(node, found.index + found[0].length);
              words += 1;
              if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) {
                broken.push(found[0]);
              }
            }
          }
        }
        return { words, broken };
      });
      assert.ok(words > 200);
      assert.deepEqual(broken, [], `${media}, ${width} px`);
    }
  });

  test(
    `headings stay with what follows, and heads and page numbers are on each page: ${name}`,
    { skip: isInstalled ? false : 'pdftotext is not installed' },
    async (t) => {
      const { folder, page } = await openReport(t, consultation, 60);
      const headings = await page.evaluate(() =>
        [...document.querySelectorAll('h1, h2, h3, h4, caption')]
          .filter((one) => one.closest('nav') === null)
          .map(({ textContent }) => textContent),
      );
      await page.emulateMedia({ media: 'print' });
      const repeated = await page.evaluate(() =>
        [...document.querySelectorAll('table')]
          .filter((table) => getComputedStyle(table).display === 'table')
          .map((table) => getComputedStyle(table.tHead as HTMLElement).display),
      );
      assert.ok(repeated.length > 3);
      // Browsers repeat such a head on each page of a table.
      assert.ok(repeated.every((display) => display === 'table-header-group'));
      const said = [...new Set(headings.map(squeeze))];
      const file = join(folder, 'report.pdf');
      // Pages of several heights end at different places of the report.
      for (const height of [297, 280, 265, 250, 235, 220]) {
        await writeFile(file, await page.pdf({ width: '210mm', height: `${height}mm` }));
        const { stdout } = await run('pdftotext', [file, '-'], { maxBuffer: 100_000_000 });
        const pages = stdout.split('\f').slice(0, -1).map(squeeze);
        assert.ok(pages.length > 10);
        for (const [at, text] of pages.entries()) {
          const number = `Page ${at + 1} of ${pages.length}`;
          assert.ok(text.includes(number), `page ${at + 1} has no number`);
          const body = text.replace(number, '').trim();
          for (const heading of said) {
            const where = `page ${at + 1} of ${height} mm`;
            assert.ok(!body.endsWith(heading), `${where} ends with “${heading}”`);
          }
        }
        for (const heading of said) {
          const isWhole = pages.some((text) => text.includes(heading));
          assert.ok(isWhole, `${height} mm: no page has all of “${heading}”`);
        }
      }
    },
  );
}

/** On one line: a PDF breaks lines where the page does. */
function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
