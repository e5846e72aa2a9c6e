import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeWhole } from '../../../src/server/files/write-whole.ts';
import { makeFolder } from '../../site.ts';

async function* fillsTheDisk() {
  yield Buffer.from('half a file');
  throw Object.assign(new Error('write'), { code: 'ENOSPC' });
}

test('a full disk leaves no partial file, and the old file unchanged', async (t) => {
  const folder = await makeFolder(t);
  const file = join(folder, 'export.csv');
  await assert.rejects(
    writeWhole(file, fillsTheDisk(), false, folder),
    /nothing was left behind: the disk is full/,
  );
  assert.deepEqual(await readdir(folder), []);
  await writeFile(file, 'old');
  await assert.rejects(writeWhole(file, fillsTheDisk(), true, folder), /the disk is full/);
  assert.deepEqual(await readdir(folder), ['export.csv']);
  assert.equal(await readFile(file, 'utf8'), 'old');
  await assert.rejects(writeWhole(file, [Buffer.from('new')], false, folder), /already exists/);
  await writeWhole(file, [Buffer.from('new')], true, folder);
  assert.equal(await readFile(file, 'utf8'), 'new');
});
