/** LibreOffice opens the XLSX export, and finds in each sheet what we wrote into it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { exportFile } from '../../src/server/files/export-file.ts';
import { openFolder } from '../../src/server/store/sqlite/open-folder.ts';
import { readRecords } from '../../src/server/store/records.ts';
import { atEnd } from '../cleanup.ts';
import { builtEveryKind } from '../every-kind-build.ts';
import { fillFolder } from '../generated.ts';
import { makeFolder } from '../site.ts';

const run = promisify(execFile);
const isInstalled = await run('soffice', ['--version']).then(
  () => true,
  () => false,
);

/** Text export, by LibreOffice’s own list: comma, quotation mark, UTF-8, cells as they are, every sheet. */
const asCsv = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';

test(
  'LibreOffice reads every cell of every sheet',
  { skip: isInstalled ? false : 'LibreOffice is not installed' },
  async (t) => {
    const gallery = { ...(await builtEveryKind()), timeZone: 'UTC' };
    const folder = await makeFolder(t);
    await fillFolder(folder, gallery, 40);
    const database = openFolder(folder);
    atEnd(t, () => database.close());
    const records = readRecords(database);
    const chunks = [];
    const all = () => records.all(gallery.slug);
    for await (const chunk of exportFile('xlsx', [gallery], all, new Date('2027-03-01T12:00:00Z')))
      chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const file = join(folder, 'all.xlsx');
    await writeFile(file, bytes);
    const profile = pathToFileURL(join(folder, 'profile')).href;
    const out = join(folder, 'out');
    await run('soffice', [
      `-env:UserInstallation=${profile}`,
      ...['--headless', '--convert-to', asCsv, '--outdir', out, file],
    ]);

    const { sheets } = await readXlsx(bytes);
    assert.deepEqual(
      (await readdir(out)).sort(),
      sheets.map(({ name }) => `all-${name}.csv`).sort(),
    );
    let compared = 0;
    for (const { name, rows } of sheets) {
      const text = await readFile(join(out, `all-${name}.csv`), 'utf8');
      const read = parse(text, { relax_column_count: true }) as string[][];
      const width = rows[0]?.length ?? 0;
      assert.equal(read.length, rows.length, name);
      for (const [at, row] of rows.entries()) {
        for (let column = 0; column < width; column += 1) {
          const [ours, theirs] = [row[column] ?? null, read[at]?.[column] ?? ''];
          compared += 1;
          assert.ok(isSame(ours, theirs), `${name}, row ${at + 1}: ${String(ours)} is “${theirs}”`);
        }
      }
    }
    t.diagnostic(`${compared} cells compared`);
    assert.ok(compared > 5000);
  },
);

/** LibreOffice writes a number in full, and a date and time as days. */
function isSame(ours: unknown, theirs: string): boolean {
  if (ours === null) return theirs === '';
  if (typeof ours === 'number') return theirs !== '' && Math.abs(toNumber(theirs) - ours) < 1e-9;
  if (ours instanceof Date) return Math.abs(toTime(theirs) - ours.getTime()) < 60_000;
  return theirs.replace(/\r\n/g, '\n') === String(ours);
}

function toNumber(text: string): number {
  return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
}

/** "11 Jan 2027 14:29", or in days since 1899-12-30. */
function toTime(text: string): number {
  const days = Number(text);
  return Number.isNaN(days) ? Date.parse(`${text} UTC`) : (days - 25_569) * 86_400_000;
}
