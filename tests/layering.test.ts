/** The three rings hold: what is pure stays pure, and only two files know Astro's own modules. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../src', import.meta.url));

interface Import {
  from: string;
  to: string;
}

/** Imports of a file: those of our own as paths in src/, all others by name. */
async function importsOf(file: string): Promise<Import[]> {
  const source = await readFile(file, 'utf8');
  const found = source.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g);
  return [...found].map(([, name = '']) => ({
    from: relative(root, file),
    to: name.startsWith('.') ? relative(root, resolve(dirname(file), name)) : name,
  }));
}

const entries = await readdir(root, { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => entry.isFile() && /\.(ts|astro)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));
const imports = (await Promise.all(files.map(importsOf))).flat();

function breaks(isInRing: (from: string) => boolean, isAllowed: (to: string) => boolean): string[] {
  const inRing = imports.filter(({ from }) => isInRing(from));
  assert.ok(inRing.length > 0, 'this ring imports nothing: the test looks in the wrong place');
  return inRing.filter(({ to }) => !isAllowed(to)).map(({ from, to }) => `${from} imports ${to}`);
}

const isPure = (path: string) => /^(questions|consultation)\/.*\.ts$/.test(path);

test('the pure ring imports zod and itself: what touches the world belongs in src/server', () => {
  assert.deepEqual(
    breaks(isPure, (to) => to === 'zod' || isPure(to)),
    [],
  );
});

test('questions do not know consultations: move what both need into src/questions', () => {
  assert.deepEqual(
    breaks(
      (from) => isPure(from) && from.startsWith('questions/'),
      (to) => to === 'zod' || to.startsWith('questions/'),
    ),
    [],
  );
});

test('the server imports Node, packages, the pure ring and itself: pages are reached through the build', () => {
  assert.deepEqual(
    breaks(
      (from) => from.startsWith('server/') && from !== 'server/render-entry.ts',
      (to) =>
        to.startsWith('server/') ||
        isPure(to) ||
        /^(node:[a-z/_]+|zod|nodemailer|pg|pino|rate-limiter-flexible|mailparser|yazl)$/.test(to),
    ),
    [],
  );
});

test('pages and components show: they import no server, which reaches them through Astro.locals', () => {
  assert.deepEqual(
    breaks(
      (from) => /^(pages|components|layouts)\//.test(from) || from.endsWith('.astro'),
      (to) => !to.startsWith('server/') && !to.startsWith('node:'),
    ),
    [],
  );
});

test('only content.ts, content.config.ts and the render entry know Astro: Node runs all the rest as it is', () => {
  const knowing = imports.filter(({ to }) => /^astro([:/]|$)/.test(to)).map(({ from }) => from);
  assert.deepEqual([...new Set(knowing)].sort(), [
    'content.config.ts',
    'content.ts',
    'server/render-entry.ts',
  ]);
});

test('there is no room without a subject', () => {
  const vague = files.filter((file) =>
    /\b(utils?|helpers?|common|types|misc)\b/.test(relative(root, file)),
  );
  assert.deepEqual(vague, []);
});
