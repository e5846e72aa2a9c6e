/** Few packages, each with a reason, a hash and an accepted licence. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  link?: boolean;
  hasInstallScript?: boolean;
}
const named = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
const docs = read('docs/dependencies.md');
const lockfiles = ['package-lock.json', 'tests/observatory/package-lock.json'].map((file) => {
  const { packages } = JSON.parse(read(file)) as { packages: Record<string, Locked> };
  return { file, packages: Object.entries(packages).filter(([path]) => path !== '') };
});

test('docs/dependencies.md has the reason for each package, and no others', () => {
  for (const [heading, key] of [
    ['What runs', 'dependencies'],
    ['What checks', 'devDependencies'],
  ] as const) {
    const part = docs.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? '';
    const listed = [...part.matchAll(/^\| `([^`]+)` \| .{5,} \|$/gm)].map(([, name]) => name);
    assert.deepEqual(listed, Object.keys(named[key] ?? {}).sort());
  }
});

test('each version is exact', () => {
  for (const key of ['dependencies', 'devDependencies']) {
    for (const [name, version] of Object.entries(named[key] ?? {})) {
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
    }
  }
});

test('the lockfiles have a hash for each package, and no addresses', () => {
  for (const { file, packages } of lockfiles) {
    assert.ok(packages.length > 100, file);
    for (const [path, { integrity, link, resolved }] of packages) {
      assert.ok(!link, `${file}: ${path} is a link`);
      assert.match(integrity ?? '', /^sha512-/, `${file}: ${path}`);
      assert.equal(resolved, undefined, `${file}: ${path} names an address`);
    }
  }
});

test('only the named packages have install scripts, and each is allowed or not on purpose', () => {
  const [{ packages } = { packages: [] }] = lockfiles;
  const withScripts = packages
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/.*node_modules\//, ''));
  assert.deepEqual(
    [...new Set(withScripts)].sort(),
    Object.keys(named['allowScripts'] ?? {}).sort(),
  );
});

test('all licences are on the list', () => {
  const [, list = ''] = docs.split(/^## Licences\n/m);
  const known = new Set(
    [...(list.split('\n## ')[0] ?? '').matchAll(/`([^`/]+)`/g)].map(([, name]) => name),
  );
  const [{ packages } = { packages: [] }] = lockfiles;
  const unknown = packages
    .map(([path, { license = 'none' }]) => ({
      path,
      unknown: license
        .replace(/[()]/g, '')
        .split(/ AND | OR /)
        .filter((part) => !known.has(part)),
    }))
    .filter((found) => found.unknown.length > 0);
  assert.deepEqual(unknown, []);
});
