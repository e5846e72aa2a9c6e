/**
 * Packs everything that a server needs into one file, including Node and the builder:
 * weigh-in-VERSION-SYSTEM.tar.gz. A machine without network, Node and npm unpacks it, builds its content and runs
 * the site. docs/production.md says how.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listScripts } from './package-files.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const { version, scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  scripts: Record<string, string>;
};
const name = `weigh-in-${version}-${process.platform}-${process.arch}`;
const sources = [
  ...['src', 'public', 'docs', 'astro.config.mjs', 'tsconfig.json', 'package.json'],
  ...['package-lock.json', 'README.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE'],
];
/** The package `node` has its program twice, as one file on the disk; a copy of it would be two. */
const twice = /node_modules\/node\/node_modules\/[^/]+\/(?:bin|include)$/;

const stage = mkdtempSync(join(tmpdir(), 'weigh-in-package-'));
try {
  const folder = join(stage, name);
  mkdirSync(join(folder, 'bin'), { recursive: true });
  for (const source of sources) copy(source, folder);
  for (const script of listScripts(root)) copy(script, folder);
  for (const path of listPackages()) copy(path, folder);
  symlinkSync('../node_modules/node/bin/node', join(folder, 'bin/node'));
  const command = join(folder, 'bin/weigh-in');
  writeFileSync(command, commandText());
  chmodSync(command, 0o755);
  writeFileSync(join(folder, 'weigh-in.service'), unitText());
  const file = join(root, `${name}.tar.gz`);
  run('tar', ['-czf', file, '--owner=0', '--group=0', '-C', stage, name]);
  console.log(`${file}: ${Math.round(statSync(file).size / 1_000_000)} MB`);
} finally {
  rmSync(stage, { recursive: true, force: true });
}

function copy(path: string, folder: string): void {
  cpSync(join(root, path), join(folder, path), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (from) => !twice.test(from),
  });
}

/** Returns the folders of the packages that run and build the site: those that `npm ci --omit=dev` would install. */
function listPackages(): string[] {
  const packages = run('npm', ['ls', '--omit=dev', '--all', '--parseable'])
    .split('\n')
    .map((path) => relative(root, path).split(sep))
    .filter(([first, owner]) => first === 'node_modules' && owner !== undefined)
    .map((path) => join(...path.slice(0, path[1]?.startsWith('@') ? 3 : 2)));
  return [...new Set(packages)];
}

function run(program: string, words: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return stdout;
  throw new Error(`${program} failed: ${error?.message ?? stderr}`);
}

/** The flags with which `npm start` runs the site. */
function flags(): string {
  return /exec node (.*) dist\//.exec(scripts['start'] ?? '')?.[1] ?? '';
}

/** Returns the command `weigh-in`, which uses only the machine's shell. */
function commandText(): string {
  return `#!/bin/sh
# What it does: weigh-in --help.
set -e
# Other users serve what root builds.
umask 022
self=$0
if [ -L "$self" ]; then self=$(readlink -f -- "$self"); fi
root=$(cd -P -- "\${self%/*}/.." && pwd)
node=$root/bin/node
if [ -z "\${SETTINGS_FILE:-}" ] && [ -r /etc/weigh-in.env ]; then
  SETTINGS_FILE=/etc/weigh-in.env
  export SETTINGS_FILE
fi
# The password of the mail server, if it has a file of its own (docs/deploy/weigh-in.service).
if [ -z "\${SMTP_URL_FILE:-}" ] && [ -r /etc/weigh-in.smtp-url ]; then
  SMTP_URL_FILE=/etc/weigh-in.smtp-url
  export SMTP_URL_FILE
fi
WEIGH_IN_COMMAND=weigh-in
export WEIGH_IN_COMMAND
case \${1:-} in
  start)
    "$node" "$root/scripts/build.ts" --if-needed --or-last
    exec "$node" ${flags()} "$root/dist/server/main.mjs"
    ;;
  build) exec "$node" "$root/scripts/build.ts" ;;
  '' | -h | --help | help)
    echo 'weigh-in build: builds the site, or lists the mistakes in the content with file and line.'
    echo 'weigh-in start: builds the site if needed, and serves it. The service does this without building.'
    echo
    exec "$node" "$root/src/staff/main.ts" "$@"
    ;;
  *) exec "$node" "$root/src/staff/main.ts" "$@" ;;
esac
`;
}

/** Returns the systemd unit of docs/deploy/, for a package unpacked to /opt/weigh-in. */
function unitText(): string {
  const pairs = [
    ['from a copy of dist/', 'from the package in /opt/weigh-in'],
    [
      'Staff commands read the same file:\n# SETTINGS_FILE=/etc/weigh-in.env.',
      'The command weigh-in reads the\n# same file.',
    ],
    ['/usr/bin/node', '/opt/weigh-in/bin/node'],
    ['/srv/weigh-in/server', '/opt/weigh-in/dist/server'],
  ] as const;
  return pairs.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`the unit has no "${from}"`);
      return text.replace(from, to);
    },
    readFileSync(join(root, 'docs/deploy/weigh-in.service'), 'utf8'),
  );
}
