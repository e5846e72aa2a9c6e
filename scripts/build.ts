/**
 * Builds the site into dist/. With --if-needed: only when the sources have changed since the last
 * build.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fingerprintSources } from './fingerprint.ts';

const mark = fileURLToPath(new URL('../dist/.built-from', import.meta.url));
const astro = fileURLToPath(new URL('../node_modules/astro/bin/astro.mjs', import.meta.url));

const fingerprint = await fingerprintSources();
const isBuilt = existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint;
if (!isBuilt || !process.argv.includes('--if-needed')) {
  const environment = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' };
  const { status } = spawnSync(process.execPath, [astro, 'build'], {
    stdio: 'inherit',
    env: environment,
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(mark, fingerprint);
}
