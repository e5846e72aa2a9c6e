/** Puts the server and everything it needs into the build, so that it runs on a machine that has only Node. */
import { rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'rolldown';

/**
 * The first three read, write and make smaller what editors write, which `check` and `new` do where the packages are;
 * `pg` asks for the others only where it is told to, or where there is no Node.
 */
export const leftOut = ['satteri', 'sharp', 'yaml', 'pg-native', 'pg-cloudflare'];

/** Files of libraries that we never use, and the code that takes the place of each. */
const unused: [file: RegExp, code: string][] = [
  // All stores of the limiter but the one in memory.
  [
    /rate-limiter-flexible\/index\.js$/,
    "export { default as RateLimiterMemory } from 'rate-limiter-flexible/lib/RateLimiterMemory.js';",
  ],
  // A table for guessing the type of an attachment from its file name. Our attachments all come with a type.
  [
    /nodemailer\/.+\/mime-types\.js$/,
    "export const detectMimeType = () => 'application/octet-stream'; export const detectExtension = () => 'bin';",
  ],
  // A list of well-known mail services, and ways to send without SMTP. SMTP_URL always names a server.
  [/nodemailer\/.+\/well-known\/services\.js$/, 'export const services = {};'],
  [/nodemailer\/.+\/(ses|sendmail)-transport\/index\.js$/, 'export default class {}'],
  // It fetches attachments by their addresses, and tokens. Our attachments have their content.
  [
    /nodemailer\/.+\/fetch\/index\.js$/,
    "export default () => { throw new Error('emails fetch nothing'); }",
  ],
];

const withoutUnused: Plugin = {
  name: 'without-unused',
  load: (id) => unused.find(([file]) => file.test(id))?.[1] ?? null,
};

/**
 * Lets modules have `node:http` without importing it. An import reads each of its exports, and one of them,
 * `WebSocket`, loads code that takes a tenth of a start.
 */
const onlyServers: Plugin = {
  name: 'only-servers',
  resolveId: (id) => (id === 'node:http' ? '\0node:http' : null),
  load: (id) =>
    id === '\0node:http'
      ? "export const { createServer } = process.getBuiltinModule('node:http');"
      : null,
};

/** What makes a bundle smaller, and start sooner. */
export const lighter = [withoutUnused, onlyServers];

/**
 * Bundles our server with Astro's, so that modules which both import are in memory only once.
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
    plugins: lighter,
    logLevel: 'warn',
    output: {
      dir: fileURLToPath(bundle),
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: 'chunks/[name]-[hash].mjs',
      comments: { legal: true },
      // Functions keep their names: the log says of a fault in which of them it was.
      minify: {
        compress: { keepNames: { function: true, class: true } },
        mangle: { keepNames: { function: true, class: true } },
        codegen: { removeWhitespace: true },
      },
    },
  });
  await rm(server, { recursive: true });
  await rename(bundle, server);
}
