/** Reads site.yaml and the mark that it names. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { sayBadLanguage } from '../consultation/check-settings.ts';
import { sayWeakColour } from '../consultation/contrast.ts';
import { check, validKeys } from '../consultation/say-issue.ts';
import { plainSite, siteSchema, type Site } from '../consultation/site.ts';
import type { Mistake } from './mistake.ts';
import { readText } from './text-file.ts';
import { readYaml } from './yaml-text.ts';

interface ReadSite {
  site: Site;
  /** The mark's file, and its address. */
  mark: { from: string; to: string } | null;
  mistakes: Mistake[];
}

const file = 'site.yaml';

/** A site without the file has a plain name, and no mistake. */
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
  if (yaml.value === undefined) return { ...none, mistakes };
  const say = (key: string, message: string) =>
    void mistakes.push({ file, line: yaml.lineOf([key]), message });
  const checked = check(siteSchema, yaml.value);
  for (const { path: at, message } of checked.faults) {
    mistakes.push({ file, line: yaml.lineOf(at), message });
  }
  const { colour, languages = [], mark } = validKeys(siteSchema.shape, yaml.value);
  const weak = colour === undefined ? null : sayWeakColour(colour);
  if (weak !== null) say('colour', `"colour": ${weak}`);
  for (const language of languages) {
    const problem = sayBadLanguage(language);
    if (problem !== null) say('languages', `Each of "languages" ${problem}`);
  }
  const from = mark === undefined ? null : join(folder, mark);
  const problem = from === null ? null : await sayWrongMark(from);
  if (problem !== null) say('mark', `"mark": ${problem}`);
  if (!checked.value) return { ...none, mistakes };
  if (from === null) return { site: checked.value, mark: null, mistakes };
  const to = `/mark${extname(from)}`;
  return { site: { ...checked.value, mark: to }, mark: { from, to }, mistakes };
}

/** Every page asks for it: more would hold up what people came for. In bytes. */
const largestMark = 20_000;

async function sayWrongMark(path: string): Promise<string | null> {
  if (!existsSync(path))
    return 'there is no such file beside site.yaml. Put it there, or correct the name.';
  const bytes = await readFile(path);
  const isRight = path.endsWith('.png')
    ? bytes.subarray(1, 4).toString('latin1') === 'PNG'
    : /<svg[\s>]/.test(bytes.toString('utf8'));
  if (!isRight)
    return `this file is not ${extname(path).slice(1).toUpperCase()}. Save the picture as SVG or PNG.`;
  if (bytes.length <= largestMark) return null;
  return `this file is ${Math.ceil(bytes.length / 1000)} kB, and every page loads it. Make it ${largestMark / 1000} kB at most.`;
}
