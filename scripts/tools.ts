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

/** Returns the path of a program. Throws an error of one sentence that says how to get it. */
export async function findProgram(tool: Tool): Promise<string> {
  const chosen = tool === 'chromium' ? process.env['CHROMIUM_PATH'] : undefined;
  const found = chosen ?? (await look(tools[tool].programs));
  if (found) return found;
  throw new Error(
    `The tests need ${tool}, which is not on this machine: install it, for example with "apt-get install ${tools[tool].packages.apt}".`,
  );
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
    await findProgram(tool).catch(() => missing.push(tool));
  }
  return missing;
}

/** Installs missing programs, if this user may. Throws if some are still missing. */
async function installTools(): Promise<void> {
  const missing = await missingTools();
  if (missing.length === 0) return;
  for (const [manager, commands] of Object.entries(managers)) {
    if (!(await look([commands[0][0]]))) continue;
    const packages = missing.map((tool) => tools[tool].packages[manager as keyof typeof managers]);
    console.log(
      `The tests need ${missing.join(', ')}: installing ${packages.join(', ')} with ${manager}`,
    );
    for (const [index, [program, ...words]] of commands.entries()) {
      const isLast = index === commands.length - 1;
      const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      spawnSync(program, [...words, ...(isLast ? packages : [])], {
        stdio: 'inherit',
        env: environment,
      });
    }
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
