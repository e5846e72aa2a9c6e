/** Every name that a file of src/ exports is imported by another file, in src/, scripts/ or tests/. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Programs, pages and the build's entries: Node or Astro reads what these export. */
const isEntry = (file: string) =>
  /^src\/(pages\/|env\.d\.ts)|(^|\/)(render-entry|no-images)\.ts$/.test(relative(root, file));

const files = ['src', 'scripts', 'tests'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|astro)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules')),
);

/** `import { a, type b as c } from './x.ts'`, `export { a } from …` and `const { a } = await import('./x.ts')`. */
const imports =
  /(?:import|export)\s+(?:type\s+)?(?:\w+\s*,\s*)?\{([^}]*)\}\s+from\s+'(\.[^']+)'|\{([^{}]*)\}\s*=\s*await\s+import\(\s*'(\.[^']+)'/g;
const exported =
  /^export\s+(?:async\s+)?(?:function\*?|const|let|class|interface|type)\s+([A-Za-z_$][\w$]*)/gm;

const nameOf = (item: string) =>
  item
    .trim()
    .replace(/^type\s+/, '')
    .split(/\s+as\s+|:/)[0]
    ?.trim() ?? '';

test('every exported name is imported elsewhere: if none needs it, do not export it', () => {
  const used = new Set<string>();
  const whole = new Set<string>();
  for (const file of files) {
    const source = readFileSync(file, 'utf8');
    for (const [, names, path, later, laterPath] of source.matchAll(imports)) {
      const target = resolve(dirname(file), path ?? laterPath ?? '');
      for (const item of (names ?? later ?? '').split(',')) used.add(`${target} ${nameOf(item)}`);
    }
    for (const [, path = ''] of source.matchAll(/import\s+\*\s+as\s+\w+\s+from\s+'(\.[^']+)'/g)) {
      whole.add(resolve(dirname(file), path));
    }
  }
  const all = files
    .filter((file) => relative(root, file).startsWith('src/') && file.endsWith('.ts'))
    .filter((file) => !isEntry(file) && !whole.has(file))
    .flatMap((file) =>
      Array.from(readFileSync(file, 'utf8').matchAll(exported), ([, name = '']) => ({
        file,
        name,
      })),
    );
  assert.ok(all.length > 400, 'too few exports were found: the test looks in the wrong place');
  const dead = all
    .filter(({ file, name }) => !used.has(`${file} ${name}`))
    .map(({ file, name }) => `${relative(root, file)} exports ${name}`);
  assert.deepEqual(dead, []);
});
