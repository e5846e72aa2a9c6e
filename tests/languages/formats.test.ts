/** Numbers, lists and dates are written in src/languages only, so that no page mixes the habits of two languages. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { catalogueOf } from '../../src/languages/catalogues.ts';
import { staffFormats, staffLanguage } from '../../src/languages/staff.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const named =
  /en-GB|\.toLocale(?:Date|Time)?String\(|new Intl\.(?:NumberFormat|ListFormat|PluralRules)\b/;

/** What an editor writes in a file, and these show it. */
const ofEditors = [
  'src/content-files/keys.ts',
  'src/content-files/new-consultation.ts',
  'src/consultation/assemble.ts',
  'src/consultation/check-settings.ts',
];

test('no other folder chooses how a number, a list or a date is written', async () => {
  const files = ['src', 'scripts'].map(async (folder) => {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && /\.(ts|astro)$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  });
  const others = (await Promise.all(files))
    .flat()
    .filter((file) => !/^src\/(languages|content)\//.test(file) && !ofEditors.includes(file));
  assert.ok(others.length > 200, 'these are not all files');
  const found = await Promise.all(
    others.map(async (file) => {
      const lines = (await readFile(join(root, file), 'utf8')).split('\n');
      return lines.filter((line) => named.test(line)).map((line) => `${file}: ${line.trim()}`);
    }),
  );
  assert.deepEqual(found.flat(), [], 'use `formats` of a catalogue, or `staffFormats`');
});

test('staff read numbers, lists and days in British English', () => {
  assert.equal(staffLanguage, 'en-GB');
  assert.equal(staffFormats.number(1234.5), '1,234.5');
  assert.equal(staffFormats.list(['a', 'b', 'c']), 'a, b and c');
  assert.equal(staffFormats.shortDay('2027-03-01'), 'Mon 1 March 2027');
});

test('a calendar day is written in each language, whatever the time zone of the machine', () => {
  const dates = ['en', 'cy', 'ar'].map((language) =>
    catalogueOf({ language }).formats.date('2027-03-01'),
  );
  assert.deepEqual(dates, ['1 March 2027', '1 Mawrth 2027', '1 مارس 2027']);
});
