/** The docs list what the code knows, and every link, path and command in them exists. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { keyGroups } from '../src/content-files/keys.ts';
import { kinds } from '../src/questions/kinds.ts';
import { settingPurposes } from '../src/server/settings/settings.ts';
import { runStaff } from './staff/run.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (name: string) => readFileSync(root + name, 'utf8');

/** Every document of the project. The texts of consultations have separate tests. */
const documents = globSync('**/*.md', {
  cwd: root,
  exclude: ['**/node_modules', '.astro', 'dist*', 'data', 'src/content', 'tests/seed/content'],
});

interface Package {
  version: string;
  scripts: Record<string, string>;
}
const { version, scripts } = JSON.parse(read('package.json')) as Package;

/** The rows of a document's tables: the code in the first cell, the words in the second. */
function rowsIn(document: string): [string, string][] {
  return [...document.matchAll(/^\| `([^`]+)` +\| (.+?) +\|$/gm)].map(
    ([, name = '', words = '']) => [name, words],
  );
}

function partUnder(document: string, heading: string): string {
  const part = document.split(/^## /m).find((section) => section.startsWith(`${heading}\n`));
  assert.ok(part, `there is a heading "${heading}"`);
  return part;
}

test('docs/settings.md has each setting, with the words of the code', () => {
  assert.deepEqual(rowsIn(read('docs/settings.md')), Object.entries(settingPurposes));
});

test('docs/commands.md has each command, and no other', () => {
  const listed = rowsIn(read('docs/commands.md')).map(([command]) =>
    command.replace(/^npm (run )?/, ''),
  );
  const known = Object.keys(scripts).filter((name) => name !== 'prestart');
  assert.deepEqual(listed.toSorted(), known.toSorted());
});

test('CONTRIBUTING has each kind of question, with the words of the code', () => {
  assert.deepEqual(
    rowsIn(partUnder(read('CONTRIBUTING.md'), 'Kinds of question')),
    kinds.map(({ name, purpose }) => [name, purpose]),
  );
});

test('docs/kinds-of-question.md names only kinds, keys and commands that there are, and counts right', () => {
  const document = read('docs/kinds-of-question.md');
  const keys = keyGroups.flatMap((group) => Object.keys(group.keys));
  const known = new Set([
    ...kinds.map(({ name }) => name as string),
    ...keys.map((key) => key.split('.').at(-1)),
    ...['add', 'report --public', 'export --public'],
  ]);
  const named = [...document.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  assert.ok(named.length > 80);
  assert.deepEqual(
    named.filter((name) => !known.has(name)),
    [],
  );

  const forms = [
    ...partUnder(document, 'Each form').matchAll(/^\| +(\d+) \| [^|]+ \| ([a-z ]+?) +\|/gm),
  ];
  assert.deepEqual(
    forms.map(([, number]) => Number(number)),
    Array.from({ length: 24 }, (_, index) => index + 1),
  );
  const many = (held: string) => forms.filter(([, , said]) => said === held).length;
  assert.ok(
    document.includes(
      `We support ${many('yes')} of the 24 fully, ${many('in part')} in part, and one not at all.`,
    ),
  );
  assert.equal(many('no'), 1);
});

const fence = /^```[^\n]*\n[\s\S]*?^```$/gm;

/** Returns a document without code, in which brackets and hashes have other meanings. */
function proseOf(document: string): string {
  return document.replace(fence, '').replace(/`[^`\n]+`/g, '');
}

/** Returns anchors as GitHub makes them from headings. */
function anchorsOf(document: string): string[] {
  const headings = document.replace(fence, '').matchAll(/^#{1,6} +(.+?) *$/gm);
  const seen = new Map<string, number>();
  return [...headings].map(([, heading = '']) => {
    const name = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}-${before}`;
  });
}

test('each link in each document leads to a file, and each anchor to a heading', () => {
  const broken: string[] = [];
  let links = 0;
  for (const name of documents) {
    for (const [, target = ''] of proseOf(read(name)).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      links += 1;
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? name : relative(root, join(root, dirname(name), path));
      const isThere = existsSync(root + file) && !file.startsWith('..');
      const isRight = anchor === undefined || (isThere && anchorsOf(read(file)).includes(anchor));
      if (!isThere || !isRight) broken.push(`${name}: ${target}`);
    }
  }
  assert.ok(links > 60, 'the test found too few links: it looks in the wrong place');
  assert.deepEqual(broken, []);
});

test('each of our files that a document or a command names exists', () => {
  const texts: [string, string][] = [
    ...documents.map((name): [string, string] => [name, read(name)]),
    ['package.json', Object.values(scripts).join('\n')],
  ];
  const path = /(?<![\w./-])(?:src|tests|scripts|docs)\/[\w./{},*-]*[\w*}/]/g;
  const missing = texts.flatMap(([name, text]) =>
    [...text.matchAll(path)]
      .filter(([found]) => globSync(found, { cwd: root }).length === 0)
      .map(([found]) => `${name}: ${found}`),
  );
  assert.deepEqual(missing, []);
});

test('each command in each document exists, with its options', async () => {
  const unknown: string[] = [];
  const helps = new Map<string, Promise<string>>();
  const helpOf = (command: string) => {
    const help = helps.get(command) ?? runStaff('.', [command, '--help']).then(({ out }) => out);
    helps.set(command, help);
    return help;
  };
  for (const name of documents) {
    const text = read(name);
    for (const [whole, script = ''] of text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)) {
      if (!Object.hasOwn(scripts, script)) unknown.push(`${name}: ${whole}`);
    }
    const staff =
      /(?:npm run staff -- |staff\.mjs |(?<=^|`)(?:\/\S+\/)?weigh-in )([a-z-]+)([^`\n&]*)/gm;
    for (const [whole, command = '', rest = ''] of text.matchAll(staff)) {
      // Those of the package's own command: tests/deploy/package.run.ts runs them.
      if (/weigh-in (build|start)$/.test(whole)) continue;
      const help = await helpOf(command);
      const options = [...rest.matchAll(/(?<= )--[a-z-]+/g)].map(([option]) => option);
      const isKnown = help.startsWith(`Usage: npm run staff -- ${command}`);
      if (!isKnown || !options.every((option) => help.includes(`${option} `)))
        unknown.push(`${name}: ${whole}`);
    }
  }
  assert.ok(helps.size >= 6, 'the test found too few commands: it looks in the wrong place');
  assert.deepEqual(unknown, []);
});

test('decision records are numbered in turn, each once', () => {
  const names = documents.filter((name) => name.startsWith('docs/decisions/')).toSorted();
  for (const [index, name] of names.entries()) {
    const number = index + 1;
    assert.match(name, new RegExp(`/${String(number).padStart(4, '0')}-[a-z0-9-]+\\.md$`));
    assert.match(read(name), new RegExp(`^# ${number}\\. `), name);
  }
});

test('the changelog has the newest release first, and it is the version of the package', () => {
  const headings = [...read('CHANGELOG.md').matchAll(/^## (.*)$/gm)].map(
    ([, heading = '']) => heading,
  );
  const released = headings[0] === 'Unreleased' ? headings.slice(1) : headings;
  const releases = released.map((heading) => {
    const [, number = '', day = ''] = /^(\d+\.\d+\.\d+), (\d{4}-\d\d-\d\d)$/.exec(heading) ?? [];
    assert.ok(number, `"${heading}" is a version and a day`);
    return { number, day };
  });
  assert.equal(releases[0]?.number, version);
  const locked = JSON.parse(read('package-lock.json')) as Package & {
    packages: Record<string, Package>;
  };
  assert.deepEqual([locked.version, locked.packages['']?.version], [version, version]);
  const days = releases.map(({ day }) => day);
  assert.deepEqual(days, days.toSorted().reverse());
});

test('CI runs what README says, and nothing else', () => {
  const commands = read('.ci/run')
    .split('\n')
    .filter((line) => /^(npm|npx|node)\b/.test(line));
  assert.deepEqual(commands, ['npm ci', 'npm test']);
  assert.match(read('README.md'), /npm ci && npm test/);
});
