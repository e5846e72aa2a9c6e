/** What text browsers show of a page: no style sheet, no script, no colour. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findProgram } from '../../scripts/tools.ts';

const run = promisify(execFile);
const environment = { ...process.env, LANG: 'C.UTF-8', TERM: 'xterm', HOME: '/nonexistent' };

export const textBrowsers = {
  lynx: ['-dump', '-nolist', '-width=80', '-assume_charset=utf-8', '-display_charset=utf-8'],
  w3m: ['-dump', '-cols', '80', '-I', 'UTF-8', '-O', 'UTF-8'],
} as const;

export async function show(browser: keyof typeof textBrowsers, address: string): Promise<string> {
  const program = await findProgram(browser);
  const { stdout } = await run(program, [...textBrowsers[browser], address], {
    env: environment,
    timeout: 30_000,
    maxBuffer: 2 ** 24,
  });
  return stdout.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n');
}
