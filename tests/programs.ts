/** Programs that tests start again and again, as bundles: a bundle starts in half the time that its sources take. */
import { existsSync } from 'node:fs';
import { glob, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';
import { leftOut, lighter } from '../scripts/bundle-server.ts';
import { hashOfFiles, underLock } from './under-lock.ts';

const programs = { staff: 'src/staff/main.ts', serve: 'tests/faults/serve.ts' } as const;

const sources = ['src/**/*.{ts,json}', programs.serve, 'package-lock.json'];

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = join(root, '.astro/programs');

let made: Promise<string> | undefined;

/** Resolves to the path of a program. It is bundled once for all tests, and again when a source changes. */
export async function pathOfProgram(name: keyof typeof programs): Promise<string> {
  made ??= hashOfFiles(sources).then((hash) => underLock(folder, () => bundle(hash)));
  return join(await made, `${name}.mjs`);
}

async function bundle(hash: string): Promise<string> {
  const dir = join(folder, hash);
  if (existsSync(dir)) return dir;
  for await (const old of glob(join(folder, '*/'))) await rm(old, { recursive: true });
  const input = Object.entries(programs).map(([name, path]) => [name, join(root, path)]);
  const build = await rolldown({
    input: Object.fromEntries(input) as Record<string, string>,
    platform: 'node',
    external: leftOut,
    plugins: [ownAddresses, ...lighter],
    logLevel: 'warn',
  });
  const part = `${dir}.part`;
  await build.write({ dir: part, format: 'esm', entryFileNames: '[name].mjs' });
  await rename(part, dir);
  return dir;
}

/** Each module finds its files from where its source is. */
const ownAddresses: Plugin = {
  name: 'own-addresses',
  transform: (code, id) =>
    id.startsWith(join(root, 'src'))
      ? code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
      : null,
};
