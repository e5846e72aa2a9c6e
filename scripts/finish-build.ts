/**
 * Finishes the build after Astro: adds the editor's files and the forms to fill in, moves the server's data out of
 * what is served, compresses files, and bundles the server.
 */
import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Content } from '../src/content-files/read-content.ts';
import sharp from 'sharp';
import { widestPicture } from '../src/content-files/pictures.ts';
import { bundleServer } from './bundle-server.ts';
import type { Forms } from './make-forms.ts';

/** @param dist where Astro built to; `client/` has the files for browsers */
export async function finishBuild(
  dist: URL,
  content: Content,
  forms: Map<string, Forms>,
): Promise<void> {
  const folder = fileURLToPath(dist);
  const { consultations, site, files } = content;
  await writeFile(join(folder, 'consultations.json'), JSON.stringify(consultations));
  await writeFile(join(folder, 'site.json'), JSON.stringify(site));
  const client = join(folder, 'client');
  for (const { from, to, shrinks } of files) {
    await mkdir(dirname(join(client, to)), { recursive: true });
    const smaller = shrinks ? await shrink(from) : null;
    if (smaller) await writeFile(join(client, to), smaller);
    else await copyFile(from, join(client, to));
  }
  for (const [address, made] of forms) {
    for (const [name, bytes] of Object.entries(made)) {
      await writeFile(join(client, address, name), bytes);
    }
  }
  await bundleServer(dist);
  const entries = await readdir(client, { recursive: true, withFileTypes: true });
  await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => compress(join(entry.parentPath, entry.name))),
  );
}

/**
 * Makes a picture no wider than the page needs, in the same format, without what a camera records in it, such as
 * the place. Resolves to `null` if the file cannot be made smaller, or is animated.
 */
async function shrink(from: string): Promise<Buffer | null> {
  const { size } = statSync(from);
  try {
    const picture = sharp(from).autoOrient();
    const { pages = 1, width } = await picture.metadata();
    if (pages > 1) return null;
    const bytes = await picture
      .resize({ width: widestPicture, withoutEnlargement: true })
      .toBuffer();
    return width > widestPicture || bytes.length < size ? bytes : null;
  } catch {
    // The build has already reported that the picture cannot be read.
    return null;
  }
}

/** Returns how many bytes a browser gets for a consultation's page with its form. */
export function pageBytes(dist: string, address: string): number {
  return statSync(join(dist, 'client', address, 'index.html.br')).size;
}

/** Writes compressed variants beside a file if they are smaller. Most pictures are already compressed. */
async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const gzip = gzipSync(bytes, { level: 9 });
  if (brotli.length < bytes.length) await writeFile(`${file}.br`, brotli);
  if (gzip.length < bytes.length) await writeFile(`${file}.gz`, gzip);
}
