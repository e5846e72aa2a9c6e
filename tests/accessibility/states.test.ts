/** The list of states is complete: nothing that the build can show is left out. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { defaultDist } from '../../src/server/http/built-site.ts';
import { openGallery } from './gallery.ts';
import { states } from './states.ts';

test('every page of the build is a state, and every file of a state is in the build', async () => {
  const files = await readdir(join(defaultDist, 'client'), { recursive: true });
  const built = files.filter((file) => file.endsWith('.html')).sort();
  const listed = states.flatMap((state) => (state.kind === 'page' && state.file) || []).sort();
  assert.ok(built.length > 0, 'the build has no pages');
  assert.deepEqual(listed, built);
});

test('every name is used once, and can name a file', () => {
  const names = states.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const name of names) assert.match(name, /^[a-z0-9-]+$/);
});

test('every state is reached, and every title and message of the endpoint is on one of them', async (t) => {
  const { seen } = await openGallery(t);
  const all = seen.map(({ html }) => html).join('\n');
  const files = ['server/http/endpoint', 'form/answer-pages', 'form/problem-pages'];
  const words = files.map((file) =>
    literalsOf(`src/${file}.ts`, /(?:title|notice|message)\b[^'`]*?'([^']{12,})'/g),
  );
  const said = (await Promise.all(words)).flat();
  assert.ok(
    said.length > 5,
    'no words were found in the endpoint: the test looks in the wrong place',
  );
  assert.deepEqual(
    said.filter((words) => !all.includes(words.slice(0, 40))),
    [],
  );
});

async function literalsOf(file: string, pattern: RegExp): Promise<string[]> {
  const source = await readFile(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
  return [...source.matchAll(pattern)].map(([, words = '']) => words);
}
