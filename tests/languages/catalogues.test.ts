/** The catalogues: nothing in them is unused, and each language writes numbers, lists and dates in its own way. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ar } from '../../src/languages/ar/ar.ts';
import { catalogueOf, codeOf } from '../../src/languages/catalogues.ts';
import { cy } from '../../src/languages/cy/cy.ts';
import { directionOf } from '../../src/languages/direction.ts';
import { en } from '../../src/languages/en/en.ts';
import { staff } from '../../src/languages/en/staff.ts';

const src = fileURLToPath(new URL('../../src', import.meta.url));

/** The names of all sentences, from their module on: "form.checkAnswers". */
function namesIn(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = path === '' ? key : `${path}.${key}`;
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? namesIn(inner, name)
      : [name];
  });
}

test('every sentence of the catalogues is used outside them', async () => {
  const entries = await readdir(src, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(ts|astro)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/^languages\/\w+\//.test(relative(src, file)));
  const sources = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
  const words = new Set(sources.match(/[\p{L}\p{N}_$]+/gu));
  assert.deepEqual(
    [...namesIn(en), ...namesIn(staff)].filter(
      (name) => !words.has(name.split('.').at(-1) as string),
    ),
    [],
    'delete it, or use it',
  );
});

test('a language is found by its code, whatever its region, and English where there is none', () => {
  assert.equal(catalogueOf({ language: 'en-GB' }), en);
  assert.equal(catalogueOf({ language: 'cy' }), cy);
  assert.equal(catalogueOf({ language: 'ar-EG' }), ar);
  assert.equal(catalogueOf({}), en);
  assert.equal(codeOf('fr'), null);
});

test('each language writes lists, numbers and moments in its own way', () => {
  const day = new Date('2027-08-20T12:00:00Z');
  assert.equal(en.formats.day(day, 'UTC'), 'Friday 20 August 2027');
  assert.equal(cy.formats.day(day, 'UTC'), 'Dydd Gwener, 20 Awst 2027');
  assert.equal(ar.formats.day(day, 'UTC'), 'الجمعة، 20 أغسطس 2027');
  assert.equal(en.formats.list(['a', 'b', 'c']), 'a, b and c');
  assert.equal(cy.formats.list(['un', 'dau', 'afal']), 'un, dau ac afal');
  assert.equal(cy.formats.list(['un', 'dau']), 'un a dau');
  assert.equal(ar.formats.list(['أ', 'ب']), 'أ وب');
  assert.equal(en.moments.time(23, 59), '11:59pm');
  assert.equal(cy.moments.time(12, 0), 'hanner dydd');
  assert.equal(ar.moments.time(9, 30), '9:30 صباحًا');
});

test('a language knows its direction', () => {
  assert.equal(directionOf('ar'), 'rtl');
  assert.equal(directionOf('cy'), 'ltr');
  assert.equal(directionOf('not a language'), 'ltr');
});
