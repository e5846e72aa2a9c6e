/** The docs list what the code knows: nothing missing, and nothing that is not there. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { kinds } from '../src/questions/index.ts';
import { settingPurposes } from '../src/server/settings.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (name: string) => readFileSync(root + name, 'utf8');

/** The rows of the table that follows a heading: the code in the first cell, the words in the second. */
function rowsUnder(document: string, heading: string): [string, string][] {
  const part = document.split(/^## /m).find((section) => section.startsWith(`${heading}\n`));
  assert.ok(part, `there is a heading "${heading}"`);
  return [...part.matchAll(/^\| `([^`]+)` +\| (.+?) +\|$/gm)].map(([, name = '', words = '']) => [
    name,
    words,
  ]);
}

test('README has each setting, with the words of the code', () => {
  assert.deepEqual(rowsUnder(read('README.md'), 'Settings'), Object.entries(settingPurposes));
});

test('README has each command, and no other', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const commands = rowsUnder(read('README.md'), 'Commands').map(([command]) =>
    command.replace(/^npm (run )?/, '').replace(/ .*/, ''),
  );
  const known = Object.keys(scripts).filter((name) => name !== 'prestart');
  assert.deepEqual(commands.toSorted(), known.toSorted());
});

test('CONTRIBUTING has each kind of question, with the words of the code', () => {
  assert.deepEqual(
    rowsUnder(read('CONTRIBUTING.md'), 'Kinds of question'),
    kinds.map(({ name, purpose }) => [name, purpose]),
  );
});

test('each link in the docs leads to a file', () => {
  for (const name of [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync(`${root}docs/decisions`).map((file) => `docs/decisions/${file}`),
  ]) {
    const folder = name.replace(/[^/]*$/, '');
    for (const [, target = ''] of read(name).matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)) {
      assert.doesNotThrow(
        () => readdirSync(root + folder + target.replace(/[^/]*$/, '')),
        `${name}: ${target}`,
      );
      const parent = root + folder + target.replace(/\/?[^/]*$/, '');
      assert.ok(
        readdirSync(parent || root).includes(target.replace(/\/$/, '').split('/').at(-1) ?? ''),
        `${name}: ${target}`,
      );
    }
  }
});

test('CI runs what README tells, and nothing else', () => {
  const commands = read('.ci/run')
    .split('\n')
    .filter((line) => /^(npm|npx|node)\b/.test(line));
  assert.deepEqual(commands, ['npm ci', 'npm test']);
  assert.match(read('README.md'), /npm ci && npm test/);
});
