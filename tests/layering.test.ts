/** Rooms have an order, and each imports only from itself and from rooms above it. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../src', import.meta.url));

/** The rooms of src/, in order. CONTRIBUTING.md says what is in each. */
const rooms = [
  'text',
  'languages',
  'questions',
  'consultation',
  'contribution',
  'form',
  'report',
  'emails',
  'exports',
  'paper-form',
  'content-files',
  'accessibility',
  'server/settings',
  'server/files',
  'server/store',
  'server/mail',
  'server/watch',
  'server/drafts',
  'server/http',
  'server',
  'staff',
  'content.ts',
  'styles',
  'layouts',
  'components',
  'pages',
];

/** Pure rooms: they import zod and the rooms above, and nothing with side effects. */
const pureRooms = rooms.slice(0, rooms.indexOf('content-files'));

interface Import {
  from: string;
  /** A path in src/, or the name of a package. */
  to: string;
  isOwn: boolean;
}

async function importsOf(file: string): Promise<Import[]> {
  const source = await readFile(file, 'utf8');
  const found = source.matchAll(/(?<!['"\w.])(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g);
  return [...found].map(([, name = '']) => {
    const isOwn = name.startsWith('.');
    const to = isOwn ? relative(root, resolve(dirname(file), name)) : name;
    return { from: relative(root, file), to, isOwn };
  });
}

const entries = await readdir(root, { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => entry.isFile() && /\.(ts|astro)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));
const imports = (await Promise.all(files.map(importsOf))).flat();
const ownImports = imports.filter(({ isOwn }) => isOwn);
/** Only the build runs it: it is the entry of Astro's server build. */
const renderEntry = 'server/http/render-entry.ts';

/** The room of a path, the deepest that holds it. */
function roomOf(path: string): string {
  const holding = rooms.filter((room) => path === room || path.startsWith(`${room}/`));
  return holding.sort((a, b) => b.length - a.length)[0] ?? 'none';
}

test('every file is in a room, and every room has files', () => {
  const used = new Set(files.map((file) => roomOf(relative(root, file))));
  const homeless = files
    .map((file) => relative(root, file))
    .filter((path) => roomOf(path) === 'none');
  assert.deepEqual(homeless, ['env.d.ts'], 'give it a room of the list above, or a new one');
  assert.deepEqual(
    rooms.filter((room) => !used.has(room) && room !== 'styles'),
    [],
  );
});

test('a room imports only from rooms above it: move what both need into the higher one', () => {
  assert.ok(
    ownImports.length > 500,
    'too few imports were found: the test looks in the wrong place',
  );
  const breaks = ownImports
    .filter(({ from, to }) => rooms.indexOf(roomOf(to)) > rooms.indexOf(roomOf(from)))
    .filter(({ from }) => roomOf(from) !== 'none')
    .map(({ from, to }) => `${from} (${roomOf(from)}) imports ${to} (${roomOf(to)})`);
  assert.deepEqual(breaks, []);
});

test('there are no import cycles: move what the files share into a separate file', () => {
  const importsFrom = Map.groupBy(ownImports, ({ from }) => from);
  const done = new Set<string>();
  const rings: string[] = [];
  function visit(file: string, path: string[]): void {
    if (path.includes(file)) {
      rings.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const { to } of importsFrom.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  }
  for (const file of importsFrom.keys()) visit(file, []);
  assert.deepEqual(rings, []);
});

test('pure rooms import zod and other pure rooms: what touches the world belongs in src/server', () => {
  const breaks = imports
    .filter(({ from }) => from.endsWith('.ts') && pureRooms.includes(roomOf(from)))
    .filter(({ to, isOwn }) => (isOwn ? !pureRooms.includes(roomOf(to)) : to !== 'zod'))
    .map(({ from, to }) => `${from} imports ${to}`);
  assert.deepEqual(breaks, []);
});

test('Node runs everything but pages as it is written: only one file imports modules of Astro', () => {
  const users = imports.filter(({ to }) => /^(astro|virtual)(:|\/|$)/.test(to));
  const names = [...new Set(users.map(({ from }) => from))].filter(
    (from) => !from.endsWith('.astro'),
  );
  assert.deepEqual(names.sort(), ['content.ts', renderEntry]);
});

test('the code that reads the content imports Node, its two parsers, zod, and the package that measures pictures', () => {
  const breaks = imports
    .filter(({ from, isOwn }) => roomOf(from) === 'content-files' && !isOwn)
    .filter(
      ({ to }) => !/^(node:(crypto|fs|fs\/promises|path|url)|satteri|sharp|yaml|zod)$/.test(to),
    )
    .map(({ from, to }) => `${from} imports ${to}`);
  assert.deepEqual(breaks, []);
});

test('the server imports Node and these packages', () => {
  const packages =
    /^(node:[a-z/_]+|zod|nodemailer|pg|pino|rate-limiter-flexible|postal-mime|yazl)$/;
  const breaks = imports
    .filter(({ from, isOwn }) => from.startsWith('server/') && from !== renderEntry && !isOwn)
    .filter(({ to }) => !packages.test(to))
    .map(({ from, to }) => `${from} imports ${to}`);
  assert.deepEqual(breaks, []);
});

test('pages and components import nothing from the server, which gives them data through Astro.locals', () => {
  const breaks = imports
    .filter(({ from }) => /^(pages|components|layouts)\//.test(from) || from.endsWith('.astro'))
    .filter(({ to }) => /^(server|staff)\/|^node:/.test(to))
    .map(({ from, to }) => `${from} imports ${to}`);
  assert.deepEqual(breaks, []);
});

test('the server and the staff commands import no page', () => {
  const breaks = ownImports
    .filter(({ from, to }) => /^(server|staff)\//.test(from) && to.endsWith('.astro'))
    .map(({ from, to }) => `${from} imports ${to}`);
  assert.deepEqual(breaks, []);
});

test('there is no room without a subject', () => {
  const vague = files.filter((file) =>
    /\b(utils?|helpers?|common|types|misc)\b/.test(relative(root, file)),
  );
  assert.deepEqual(vague, []);
});
