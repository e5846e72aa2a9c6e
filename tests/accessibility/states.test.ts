/** The list of states is complete: nothing that the build can show is left out. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { en } from '../../src/languages/en/en.ts';
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

/** Sentences on pages of rare cases, which the tests of the server and the journeys show. */
const { wrongAddress, busy, change } = en.problems;
const rare: string[] = [
  wrongAddress.nothingStored,
  busy.notRead,
  busy.otherWords,
  change.gone,
  change.staffWithdrew,
];

test('every state is reached, and every title and sentence about a problem is on one of them', async (t) => {
  const { seen } = await openGallery(t);
  const all = seen.map(({ html }) => html).join('\n');
  const said = sentencesIn(en.problems);
  assert.ok(
    said.length > 20,
    'no words were found in the catalogue: the test looks in the wrong place',
  );
  assert.deepEqual(
    said.filter((words) => !all.includes(words.slice(0, 40)) && !rare.includes(words)),
    [],
  );
});

/** All texts of a part of a catalogue that need no words of others. */
function sentencesIn(part: object): string[] {
  return Object.values(part).flatMap((one: unknown) => {
    if (typeof one === 'string') return one.length < 12 ? [] : [one];
    return typeof one === 'object' && one !== null ? sentencesIn(one) : [];
  });
}
