/**
 * Reads what the build wrote to dist/: the pages, the data about each consultation, and the function that renders
 * pages.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { consultationSchema, type Consultation } from '../../consultation/consultation.ts';
import type { ShownPage } from '../../form/shown-page.ts';
import { builtSiteSchema, plainSite, type Site } from '../../consultation/site.ts';
import { readStaticFiles, type StaticFile } from './static-files.ts';

export interface BuiltSite {
  facts: Site;
  /** One sentence that says why this build does not have the latest content. `null`: it has. */
  outdated: string | null;
  consultations: Consultation[];
  /** The files by path: "/", "/strategy/", "/404.html". */
  files: Map<string, StaticFile>;
  /** Hashes of the pages' style sheets, for the Content-Security-Policy. Right-to-left pages have a different one. */
  styleHashes: string[];
  /** Renders a page as HTML, in UTF-8. */
  render(page: ShownPage): Promise<Buffer>;
}

export const defaultDist = fileURLToPath(new URL(pathToDist(import.meta.url), import.meta.url));
/** A file in a build that is served although newer content has mistakes. The file says so in one sentence. */
export const outdatedFile = 'outdated.txt';

/** This module runs from the sources, or in a bundle in `dist/server/`, which can be copied anywhere. */
function pathToDist(module: string): string {
  if (module.endsWith('/src/server/http/built-site.ts')) return '../../../dist/';
  // Code that the site and the staff commands share is bundled in `dist/server/chunks/`.
  return /\/chunks\/[^/]+$/.test(module) ? '../../' : '../';
}

/** Reads a build. Rejects with an error of one sentence if there is none, or if it has no page with a style sheet. */
export async function readBuiltSite(dist = defaultDist): Promise<BuiltSite> {
  const data = join(dist, 'consultations.json');
  if (!existsSync(data)) throw new Error(`there is no build in ${dist}: run "npm run build".`);
  const consultations = z.array(consultationSchema).parse(JSON.parse(readFileSync(data, 'utf8')));
  const facts = join(dist, 'site.json');
  const outdated = join(dist, outdatedFile);
  const files = await readStaticFiles(join(dist, 'client'));
  const entry = (await import(pathToFileURL(join(dist, 'server/entry.mjs')).href)) as Pick<
    BuiltSite,
    'render'
  >;
  return {
    facts: existsSync(facts)
      ? builtSiteSchema.parse(JSON.parse(readFileSync(facts, 'utf8')))
      : plainSite,
    outdated: existsSync(outdated) ? readFileSync(outdated, 'utf8') : null,
    consultations,
    files,
    styleHashes: hashStyles(files),
    render: entry.render,
  };
}

/** Returns the hashes of the style sheets that the layout puts into the pages. */
function hashStyles(files: Map<string, StaticFile>): string[] {
  const pages = [...files.values()].filter(({ type }) => type.startsWith('text/html'));
  const sheets = pages.flatMap(
    ({ bytes }) => /<style>([^]*?)<\/style>/.exec(bytes.toString())?.[1] ?? [],
  );
  if (sheets.length === 0)
    throw new Error('the build has no page with a style sheet: build again.');
  return [...new Set(sheets)].map((css) => createHash('sha256').update(css).digest('base64'));
}
