/** The staff commands of the build alone, in a folder where nothing is installed: docs/production.md. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { defaultDist } from '../../src/server/http/built-site.ts';
import { fillFolder } from '../generated.ts';
import { builtConsultation, makeFolder, slug } from '../site.ts';

interface Ran {
  code: number;
  out: string;
  error: string;
}

test('dist/ and Node are enough: status, export, report, and an unknown reference', async (t) => {
  const folder = await makeFolder(t);
  await cp(join(defaultDist, 'server'), join(folder, 'weigh-in'), { recursive: true });
  await fillFolder(join(folder, 'data'), await builtConsultation(), 20);
  const run = (...words: string[]) =>
    new Promise<Ran>((resolve) => {
      execFile(
        process.execPath,
        ['weigh-in/staff.mjs', ...words],
        // Nothing else, so that no setting of the machine helps it.
        { cwd: folder, env: { CONTENT_DIR: folder } },
        (error, out, stderr) =>
          resolve({ code: error ? Number(error.code) : 0, out: out.trim(), error: stderr.trim() }),
      );
    });

  const status = await run('status', '--json');
  assert.deepEqual([status.code, status.error], [0, '']);
  assert.partialDeepStrictEqual(JSON.parse(status.out), {
    received: 20,
    delivered: 20,
    waiting: 0,
  });

  const exported = await run('export');
  assert.deepEqual([exported.code, exported.error], [0, '']);
  const rows = parse(await readFile(join(folder, `${slug}.csv`)), { bom: true }) as string[][];
  assert.equal(rows.length, 21);
  assert.equal((await run('export', '--format', 'xlsx')).code, 0);

  const report = await run('report');
  assert.deepEqual([report.code, report.error], [0, '']);
  const html = (await readFile(join(folder, `${slug}-report.html`))).toString();
  assert.match(html, /<h1>Report on the contributions<\/h1>[^]*20 contributions were received/);
  assert.match(html, /<\/html>\n$/);

  const unknown = await run('show', 'AAA-333-AAA');
  assert.deepEqual([unknown.code, unknown.out], [1, '']);
  assert.match(unknown.error, /^There is no contribution AAA-333-AAA in strategy-2020-2022: .*\.$/);
  assert.equal((await run('no-such-command')).code, 2);
  const begun = await run('new', 'park-plan');
  assert.deepEqual([begun.code, begun.out], [1, '']);
  assert.match(begun.error, /^Run this command where the site is built/);

  assert.deepEqual((await readdir(folder)).sort(), [
    'data',
    `${slug}-report.html`,
    `${slug}.csv`,
    `${slug}.xlsx`,
    'weigh-in',
  ]);
});
