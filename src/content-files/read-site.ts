/** Reads site.yaml and the mark that it names. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { sayBadLanguage } from '../consultation/check-settings.ts';
import { sayWeakColour } from '../consultation/contrast.ts';
import { check, validKeys } from '../consultation/say-issue.ts';
import { plainSite, siteSchema, type Site } from '../consultation/site.ts';
import { codeOf, languageCodes } from '../languages/catalogues.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import type { Mistake } from './mistake.ts';
import { measurePicture } from './pictures.ts';
import { readText } from './text-file.ts';
import { readYaml } from './yaml-text.ts';

interface ReadSite {
  site: Site;
  /** The mark's file, and its address. */
  mark: { from: string; to: string } | null;
  mistakes: Mistake[];
}

const file = 'site.yaml';

/** Reads site.yaml. A site without that file has a plain name, which is not a mistake. */
export async function readSite(folder: string): Promise<ReadSite> {
  const none = { site: plainSite, mark: null };
  const path = join(folder, file);
  if (!existsSync(path)) return { ...none, mistakes: [] };
  const read = await readText(path);
  if (read.text === null) {
    return { ...none, mistakes: [{ file, line: read.line, message: read.problem }] };
  }
  const yaml = readYaml(read.text);
  const mistakes: Mistake[] = yaml.faults.map((fault) => ({ file, ...fault }));
  const told = new Set(yaml.faults.flatMap(({ line, isWarning }) => (isWarning ? [] : [line])));
  if (yaml.value === undefined) return { ...none, mistakes };
  const say = (key: string, message: string) =>
    void mistakes.push({ file, line: yaml.lineOf([key]), message });
  const checked = check(siteSchema, yaml.value);
  for (const { path: at, message } of checked.faults) {
    const line = yaml.lineOf(at);
    // A line that YAML cuts or misreads is reported once.
    if (!told.has(line)) mistakes.push({ file, line, message });
  }
  const { colour, languages = [], mark } = validKeys(siteSchema.shape, yaml.value);
  const weak = colour === undefined ? null : sayWeakColour(colour);
  if (weak !== null) say('colour', `"colour": ${weak}`);
  for (const language of languages) {
    const problem = sayBadLanguage(language);
    if (problem !== null) say('languages', `Each of "languages" ${problem}`);
  }
  const noPages = sayNoPages(languages);
  if (noPages !== null) say('languages', noPages);
  const from = mark === undefined ? null : join(folder, mark);
  const problem = mark === undefined ? null : await sayWrongMark(folder, mark);
  if (problem !== null) say('mark', `"mark": ${problem}`);
  if (!checked.value) return { ...none, mistakes };
  if (from === null) return { site: checked.value, mark: null, mistakes };
  const to = `/mark${extname(from)}`;
  return { site: { ...checked.value, mark: to }, mark: { from, to }, mistakes };
}

/**
 * Returns why the site cannot have pages in each of these languages, or `null` if it can. There can be no catalogue for
 * the main one: our own words are then in English.
 */
function sayNoPages(languages: readonly string[]): string | null {
  const [main = 'en', ...others] = languages;
  const codes = [codeOf(main)];
  for (const language of others) {
    const code = codeOf(language);
    if (code === null)
      return `"languages": this site has no pages in "${language}", only in ${languageCodes.join(', ')}. Delete it.`;
    if (codes.includes(code))
      return `"languages": "${language}" would have the same pages as another in the list. Delete one of them.`;
    codes.push(code);
  }
  return null;
}

/** In bytes. Every page loads the mark, so a larger one would delay the page. */
const largestMark = 20_000;

async function sayWrongMark(folder: string, mark: string): Promise<string | null> {
  if (/[/\\]/.test(mark))
    return 'it must be beside site.yaml. Put the file there, and write its name alone.';
  const path = join(folder, mark);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    const others = readdirSync(folder).filter((name) => name !== mark);
    const guess = didYouMean(mark, others);
    return `there is no such file beside site.yaml.${guess} Put it there, or correct the name.`;
  }
  const bytes = await readFile(path);
  const isRight = path.endsWith('.png')
    ? bytes.subarray(1, 4).toString('latin1') === 'PNG'
    : /<svg[\s>]/.test(bytes.toString('utf8'));
  if (!isRight)
    return `this file is not ${extname(path).slice(1).toUpperCase()}. Save the picture as SVG or PNG.`;
  if ((await measurePicture(path)) === null)
    return 'this picture cannot be read, or has no size. Save it again as SVG or PNG.';
  if (bytes.length <= largestMark) return null;
  return `this file is ${Math.ceil(bytes.length / 1000)} kB, and every page loads it. Make it ${largestMark / 1000} kB at most.`;
}
