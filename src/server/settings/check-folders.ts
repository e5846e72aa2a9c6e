/** Checks when the site starts that the folders in the settings can be written to. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Settings } from './settings.ts';
import { SettingError } from './settings-error.ts';

/** How long the disk of a folder may take to respond, in ms. */
const patience = 5_000;

/** Makes the folder, level by level, and a file in it. `mkdir` with `recursive` never returns for /proc/nope. */
const check = `
  const { mkdirSync, mkdtempSync, rmdirSync, statSync } = require('node:fs');
  const { dirname, join } = require('node:path');
  const make = (folder) => {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    if (dirname(folder) !== folder) make(dirname(folder));
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      if (error.code !== 'EEXIST' || !statSync(folder).isDirectory()) throw error;
    }
  };
  try {
    make(process.argv[1]);
    rmdirSync(mkdtempSync(join(process.argv[1], '.check-')));
  } catch (error) {
    // The site can start with a full disk: people can read pages, and emails are sent.
    if (!['ENOSPC', 'EDQUOT'].includes(error.code)) process.stdout.write(error.code ?? error.name);
  }
`;

/** Rejects with a SettingError for the first folder that cannot be made, cannot be written to, or hangs. */
export async function checkFolders(
  { dataDir, mail }: Pick<Settings, 'dataDir' | 'mail'>,
  timeLimit = patience,
): Promise<void> {
  await checkFolder('DATA_DIR', dataDir, timeLimit);
  if (mail.by === 'smtp') return;
  const name = mail.folder === join(dataDir, 'mail') ? 'DATA_DIR' : 'MAIL_DIR';
  await checkFolder(name, mail.folder, timeLimit);
}

async function checkFolder(name: string, folder: string, timeLimit: number): Promise<void> {
  const trouble = await findTrouble(folder, timeLimit);
  if (trouble === null) return;
  throw new SettingError(
    `${name}: ${folder} ${trouble}: set ${name} to a folder that can be written to.`,
  );
}

/**
 * Resolves to what is wrong with a folder, or to `null`. A separate process checks it, because a process that waits
 * for a dead network disk can neither be interrupted nor end.
 */
function findTrouble(folder: string, timeLimit: number): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--eval', check, '--', folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {},
    });
    let code = '';
    child.stdout.on('data', (chunk: Buffer) => (code += chunk.toString()));
    const giveUp = () => {
      child.kill('SIGKILL');
      child.unref();
      child.stdout.destroy();
      resolve(`has not answered within ${timeLimit / 1000} seconds`);
    };
    const timer = setTimeout(giveUp, timeLimit);
    child.once('error', (error) => (code = error.message));
    child.once('close', () => {
      clearTimeout(timer);
      resolve(code === '' ? null : (reasons[code] ?? `cannot be used (${code})`));
    });
  });
}

const reasons: Record<string, string> = {
  EACCES: 'cannot be written to by this user',
  EPERM: 'cannot be written to by this user',
  EROFS: 'is on a disk that is read-only',
  ENOTDIR: 'is a file, or inside one',
  EEXIST: 'is a file, or inside one',
  ENOENT: 'cannot be created',
};
