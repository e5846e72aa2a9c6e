/** Runs a staff command as a person does, in a separate process. */
import { execFile } from 'node:child_process';
import type { TestContext } from 'node:test';
import { fillFolder } from '../generated.ts';
import { pathOfProgram } from '../programs.ts';
import { builtConsultation, makeFolder } from '../site.ts';

export interface Ran {
  code: number;
  out: string;
  error: string;
}

/** @param cwd where it runs, and writes files that are not named otherwise */
export async function runStaff(
  dataDir: string,
  words: string[],
  cwd = dataDir,
  settings: Record<string, string> = {},
): Promise<Ran> {
  const environment = { ...process.env, DATA_DIR: dataDir, SMTP_URL: '', MAIL_TO: '', ...settings };
  const program = await pathOfProgram('staff');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...words],
      { env: environment, cwd, maxBuffer: 64 * 1024 * 1024 },
      (error, out, stderr) => {
        const code = error ? Number(error.code) : 0;
        resolve({ code, out: out.trim(), error: stderr.trim() });
      },
    );
  });
}

/** Runs a command with --json. Throws if the output is not JSON. */
export async function askStaff<T>(dataDir: string, words: string[]): Promise<T> {
  const { out, error } = await runStaff(dataDir, [...words, '--json']);
  try {
    return JSON.parse(out) as T;
  } catch (cause) {
    throw new Error(`no JSON: ${out} ${error}`, { cause });
  }
}

/** A data folder with generated contributions, all of them emailed. */
export async function filledFolder(test: TestContext, count: number): Promise<string> {
  const folder = await makeFolder(test);
  await fillFolder(folder, await builtConsultation(), count);
  return folder;
}
