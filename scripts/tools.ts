/**
 * Finds the programs that the tests use, or installs them with the package manager, or says in one sentence how to
 * get them. `npm test` runs this first.
 */
import { spawnSync } from 'node:child_process';
import { access, constants, glob } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The tools, with their possible names, and the packages that have them. */
const tools = {
  chromium: {
    programs: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    packages: { apt: 'chromium', dnf: 'chromium', apk: 'chromium', brew: 'chromium' },
  },
  // Chromium without a window, which opens a page in less than half of the processor time. Tests can do without it.
  headless: { programs: ['chromium-headless-shell'], packages: { apt: 'chromium-headless-shell' } },
  lynx: { programs: ['lynx'], packages: { apt: 'lynx', dnf: 'lynx', apk: 'lynx', brew: 'lynx' } },
  postgres: {
    programs: ['postgres'],
    packages: {
      apt: 'postgresql',
      dnf: 'postgresql-server',
      apk: 'postgresql',
      brew: 'postgresql@17',
    },
  },
  w3m: { programs: ['w3m'], packages: { apt: 'w3m', dnf: 'w3m', apk: 'w3m', brew: 'w3m' } },
  script: {
    programs: ['script'],
    packages: { apt: 'bsdutils', dnf: 'util-linux', apk: 'util-linux-misc', brew: 'util-linux' },
  },
} as const;

export type Tool = keyof typeof tools;

const managers = {
  apt: [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', '--no-install-recommends'],
  ],
  dnf: [['dnf', 'install', '-y']],
  apk: [['apk', 'add']],
  brew: [['brew', 'install']],
} as const;

/**
 * Returns the path of a program; Chromium's for `headless`, if that is not on the machine. Throws an error of one
 * sentence that says how to get it.
 */
export async function findProgram(tool: Tool): Promise<string> {
  const found = await locate(tool);
  if (found) return found;
  if (tool === 'headless') return findProgram('chromium');
  throw new Error(
    `The tests need ${tool}, which is not on this machine: install it, for example with "apt-get install ${tools[tool].packages.apt}".`,
  );
}

async function locate(tool: Tool): Promise<string | null> {
  const isBrowser = tool === 'chromium' || tool === 'headless';
  const chosen = isBrowser ? process.env['CHROMIUM_PATH'] : undefined;
  return chosen ?? look(tools[tool].programs);
}

async function look(programs: readonly string[]): Promise<string | null> {
  // On Debian, PostgreSQL's programs are not in the PATH. The newest version is last.
  const versions = await Array.fromAsync(glob('/usr/lib/postgresql/*/bin'));
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...versions.sort().reverse()];
  for (const folder of folders) {
    for (const program of programs) {
      const path = join(folder, program);
      const isThere = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return path;
    }
  }
  return null;
}

async function missingTools(): Promise<Tool[]> {
  const missing: Tool[] = [];
  for (const tool of Object.keys(tools) as Tool[]) {
    // Somebody who may not install programs is asked only for those that the tests need.
    const isAskedFor = tool !== 'headless' || process.getuid?.() === 0;
    if (isAskedFor && !(await locate(tool))) missing.push(tool);
  }
  return missing;
}

/** Installs missing programs, if this user may. Throws if some are still missing. */
async function installTools(): Promise<void> {
  const missing = await missingTools();
  if (missing.length === 0) return;
  for (const [manager, commands] of Object.entries(managers)) {
    if (!(await look([commands[0][0]]))) continue;
    const packages = missing.flatMap((tool) => {
      const known: Partial<Record<string, string>> = tools[tool].packages;
      return known[manager] ?? [];
    });
    if (packages.length === 0) break;
    console.log(
      `The tests use ${missing.join(', ')}: installing ${packages.join(', ')} with ${manager}`,
    );
    const run = ([program, ...words]: readonly [string, ...string[]], ...more: string[]) =>
      spawnSync(program, [...words, ...more], {
        stdio: 'inherit',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    for (const command of commands.slice(0, -1)) run(command);
    // One at a time, because not every system has all of them.
    for (const name of packages) run(commands.at(-1) ?? commands[0], name);
    break;
  }
  for (const tool of Object.keys(tools) as Tool[]) await findProgram(tool);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await installTools().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
