/** What the build left in dist/: pages, what the server knows of each consultation, and how to draw. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { consultationSchema, type Consultation } from '../consultation/consultation.ts';
import type { ShownPage } from '../consultation/shown-page.ts';
import { readStaticFiles, type StaticFile } from './static-files.ts';

export interface BuiltSite {
  consultations: Consultation[];
  /** By path: "/", "/strategy/", "/404.html". */
  files: Map<string, StaticFile>;
  /** For the Content-Security-Policy: the one style sheet that all pages carry. */
  styleHash: string;
  /** The page as HTML, in UTF-8. */
  render(page: ShownPage): Promise<Buffer>;
}

/** This module runs from the sources, or bundled in `dist/server/`, wherever that was copied to. */
const toDist = import.meta.url.endsWith('/src/server/built-site.ts') ? '../../dist/' : '../';
export const defaultDist = fileURLToPath(new URL(toDist, import.meta.url));

/** Reads a build. Throws an error with one sentence when there is none, or it is not whole. */
export async function readBuiltSite(dist = defaultDist): Promise<BuiltSite> {
  const data = join(dist, 'consultations.json');
  if (!existsSync(data)) throw new Error(`there is no build in ${dist}: run "npm run build".`);
  const consultations = z.array(consultationSchema).parse(JSON.parse(readFileSync(data, 'utf8')));
  const files = await readStaticFiles(join(dist, 'client'));
  const entry = (await import(pathToFileURL(join(dist, 'server/entry.mjs')).href)) as Pick<
    BuiltSite,
    'render'
  >;
  return { consultations, files, styleHash: hashStyle(files), render: entry.render };
}

function hashStyle(files: Map<string, StaticFile>): string {
  const hashes = new Set(
    [...files].flatMap(([path, file]) =>
      path.endsWith('/') || path.endsWith('.html')
        ? [...file.bytes.toString().matchAll(/<style>([^]*?)<\/style>/g)].map(([, css = '']) =>
            createHash('sha256').update(css).digest('base64'),
          )
        : [],
    ),
  );
  const [hash] = hashes;
  if (hash === undefined || hashes.size > 1) {
    throw new Error(
      `the pages carry ${hashes.size} style sheets, and must carry one: build again.`,
    );
  }
  return hash;
}
