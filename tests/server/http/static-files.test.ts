/** Whatever files are in public/ or beside a section, the site starts, and serves them with the right type. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStaticFiles } from '../../../src/server/http/static-files.ts';
import { writeFiles } from '../../content-files/content.ts';
import { makeFolder } from '../../site.ts';

test('known files have their type, unknown ones are downloads, hidden ones are not served', async (t) => {
  const folder = await makeFolder(t);
  await writeFiles(folder, {
    'index.html': 'x',
    'index.html.br': 'x',
    'park/index.html': 'x',
    'photo.JPG': 'x',
    'photo.webp': 'x',
    'favicon.ico': 'x',
    'plan.docx': 'x',
    'no-ending': 'x',
    'strange.qqq': 'x',
    'all of it.tar.gz': 'x',
    '.DS_Store': 'x',
    'park/.DS_Store': 'x',
    '.git/HEAD': 'x',
    '.well-known/security.txt': 'x',
  });
  const files = await readStaticFiles(folder);
  assert.deepEqual(
    Object.fromEntries(
      [...files].map(([path, { type, isDownload }]) => [path, isDownload || type]),
    ),
    {
      '/': 'text/html; charset=utf-8',
      '/park/': 'text/html; charset=utf-8',
      '/photo.JPG': 'image/jpeg',
      '/photo.webp': 'image/webp',
      '/favicon.ico': 'image/x-icon',
      '/plan.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      '/no-ending': true,
      '/strange.qqq': true,
      '/all%20of%20it.tar.gz': true,
      '/.well-known/security.txt': 'text/plain; charset=utf-8',
    },
  );
});
