/** Puts the server and all it needs into the build, so that it runs where nothing is installed but Node. */
import { rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

/**
 * The first makes pictures smaller, which only the build does; `pg` asks for the next two only where it is told to, or
 * where there is no Node. The last reads Markdown, which `check` does where the packages are.
 */
const leftOut = ['sharp', 'pg-native', 'pg-cloudflare', 'satteri'];

/**
 * Bundles our server with Astro's, so that what both import is in memory once.
 *
 * @param dist the build; its `server/` is replaced by one with `main.mjs`, `entry.mjs` and `staff.mjs`
 */
export async function bundleServer(dist: URL): Promise<void> {
  const server = new URL('server/', dist);
  const bundle = new URL('server-bundle/', dist);
  await build({
    input: {
      main: fileURLToPath(new URL('../src/server/main.ts', import.meta.url)),
      entry: fileURLToPath(new URL('entry.mjs', server)),
      staff: fileURLToPath(new URL('../src/staff/main.ts', import.meta.url)),
    },
    platform: 'node',
    external: leftOut,
    logLevel: 'warn',
    output: {
      dir: fileURLToPath(bundle),
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: 'chunks/[name]-[hash].mjs',
      comments: { legal: true },
    },
  });
  await rm(server, { recursive: true });
  await rename(bundle, server);
}
