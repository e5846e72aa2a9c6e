/**
 * Builds the site into dist/. The previous build stays in place until the new one is complete.
 *
 * --if-needed: only if the sources have changed since the last build.
 * --or-last: if the content is wrong, keeps the last build, and says so.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sayMistakes } from '../src/content-files/mistake.ts';
import { readContent, type Content } from '../src/content-files/read-content.ts';
import { outdatedFile } from '../src/server/http/built-site.ts';
import { addressOf } from '../src/consultation/addresses.ts';
import { textsOf } from '../src/consultation/translations.ts';
import { buildCommand } from '../src/content-files/commands.ts';
import { contentDir, publicPaths } from '../src/content-files/content-dir.ts';
import type { FormSizes } from '../src/paper-form/form-files.ts';
import { SettingError } from '../src/server/settings/settings-error.ts';
import { loadSettingsFile } from '../src/server/settings/settings-file.ts';
import { fingerprintSources } from './fingerprint.ts';
import { finishBuild, pageBytes } from './finish-build.ts';
import { makeForms, type Forms } from './make-forms.ts';
import { saySize } from './say-size.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
/** Tests build into another folder than the one that is served. */
const dist = resolve(process.env['BUILD_DIR'] || join(root, 'dist'));
/** Inside the project, because Astro runs the pages from there and looks for packages above them. */
const workshop = join(root, '.astro');
const next = `${dist}.next`;
const last = `${dist}.last`;
const markFile = '.built-from';
const options = process.argv.slice(2);

try {
  loadSettingsFile(process.env);
  await build();
} catch (error) {
  if (error instanceof SettingError) {
    console.error(error.message);
    process.exit(1);
  }
  const { code, path } = error as NodeJS.ErrnoException;
  if (path === undefined) throw error;
  fail(
    `${path} cannot be used (${code}): check its owner and permissions, and the free space on the disk`,
  );
}

async function build(): Promise<void> {
  // The machine stopped between the two renames of a new build.
  if (!existsSync(dist) && existsSync(last)) renameSync(last, dist);
  const folder = contentDir();
  const sources = `${await fingerprintSources(folder)} ${folder}`;
  const isBuilt = readMark() === sources;
  if (isBuilt && options.includes('--if-needed')) {
    return rmSync(join(dist, outdatedFile), { force: true });
  }

  const { content, mistakes } = await readContent(folder, await publicPaths(), new Date());
  if (mistakes.length > 0) console.error(sayMistakes(folder, mistakes));
  if (!content) return fail('The content has mistakes');

  mkdirSync(workshop, { recursive: true });
  const work = mkdtempSync(join(workshop, 'build-'));
  try {
    const made = join(work, 'dist');
    const forms = await allForms(content);
    if (!draw({ ...content, formSizes: sizesOf(forms) }, work, made))
      return fail('The pages could not be built');
    await finishBuild(pathToFileURL(`${made}/`), content, forms);
    writeFileSync(join(made, markFile), sources);
    move(made, next);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  rmSync(last, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, last);
  renameSync(next, dist);
  rmSync(last, { recursive: true, force: true });
  console.log(`Built from ${folder}: ${content.consultations.map(({ slug }) => slug).join(', ')}`);
  const sizes = content.consultations
    .flatMap(textsOf)
    .map((one) => saySize(one, pageBytes(dist, addressOf(one))));
  for (const { said } of sizes) console.log(said);
  for (const { warning } of sizes) if (warning !== null) console.error(warning);
}

/** Returns the forms to fill in without a browser, by the address of the consultation in its language. */
async function allForms({ consultations }: Content): Promise<Map<string, Forms>> {
  const made = consultations
    .flatMap(textsOf)
    .map(async (one) => [addressOf(one), await makeForms(one)] as const);
  return new Map(await Promise.all(made));
}

function sizesOf(forms: Map<string, Forms>): FormSizes {
  const sizes = [...forms].map(([address, files]) => {
    const bytes = Object.entries(files).map(([name, { length }]) => [name, length]);
    return [address, Object.fromEntries(bytes)];
  });
  return Object.fromEntries(sizes) as FormSizes;
}

/** Lets Astro render all pages. Its output is shown if it fails. */
function draw(content: Content & { formSizes: FormSizes }, work: string, made: string): boolean {
  const file = join(work, 'content.json');
  writeFileSync(file, JSON.stringify(content));
  const astro = join(root, 'node_modules/astro/bin/astro.mjs');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [astro, 'build', '--outDir', made],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', CONTENT_FILE: file },
    },
  );
  if (status !== 0) console.error(stdout, stderr);
  return status === 0;
}

function move(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  try {
    renameSync(from, to);
  } catch {
    // They are on different disks.
    cpSync(from, to, { recursive: true });
  }
}

/** Returns which sources and which content folder the build is from. Empty: there is no build. */
function readMark(): string {
  const file = join(dist, markFile);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function fail(what: string): void {
  // A build of another content folder is another site.
  const isThere = readMark().endsWith(` ${contentDir()}`);
  if (!isThere)
    console.error(`${what}, and there is no previous build of this folder: nothing can be served.`);
  else if (options.includes('--or-last')) {
    const sentence = `${what}: the site serves the last good build, without the latest changes. To see the mistakes, run "${buildCommand}".`;
    writeFileSync(join(dist, outdatedFile), sentence);
    return;
  } else console.error(`${what}: the previous build stays as it is.`);
  process.exitCode = 1;
}
