/** Snapshots: texts in the repository that are compared at every run. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Fewer repeated lines than this are written out, because that is quicker to read. */
const shortest = 8;

export type Texts = Map<string, string>;

/**
 * Says what differs from the snapshots in `tests/accessibility/<folder>/`, one line for each state. With KEEP set
 * in the environment (`npm run accessibility:keep`) it writes instead, and nothing differs.
 */
export async function compareWithKept(folder: string, texts: Texts): Promise<string[]> {
  const path = fileURLToPath(new URL(`./${folder}/`, import.meta.url));
  const written = shorten(texts);
  if (process.env['KEEP']) {
    await rm(path, { recursive: true, force: true });
    await mkdir(path, { recursive: true });
    for (const [name, text] of written) await writeFile(join(path, `${name}.txt`), text);
    return [];
  }
  const kept = existsSync(path) ? await readdir(path) : [];
  const gone = kept
    .filter((file) => !written.has(file.replace(/\.txt$/, '')))
    .map((file) => `${folder}/${file} is of no state: remove it`);
  const changed: string[] = [];
  for (const [name, text] of written) {
    const file = join(path, `${name}.txt`);
    const before = existsSync(file) ? await readFile(file, 'utf8') : '';
    if (before !== text) changed.push(`${folder}/${name}.txt: ${firstDifference(before, text)}`);
  }
  return [...gone, ...changed];
}

/** Replaces what is random or different at each run. */
export function steady(text: string): string {
  return text
    .replace(/\b[A-Z]{3}-\d{3}-[A-Z]{3}\b/g, 'ABC-123-DEF')
    .replace(/\b[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}\b/g, 'ABCD-EFGH-JKMN-PQRS')
    .replace(/\bother_[0-9a-f]{8}\b/g, 'other_0a1b2c3d');
}

/** Only names long runs of lines that are on the form too, so that people can review what is new. */
function shorten(texts: Texts): Texts {
  return new Map(
    [...texts].map(([name, text]) => {
      const [, own] = /^(every-kind|arabic|welsh)-/.exec(name) ?? [];
      const form = own === undefined ? 'form' : `${own}-form`;
      const lines = (texts.get(form) ?? '').split('\n');
      return [name, name === form ? text : shortenOne(text, lines)];
    }),
  );
}

function shortenOne(text: string, form: string[]): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  for (let at = 0; at < lines.length;) {
    const run = longestRun(lines, at, form);
    if (run >= shortest)
      kept.push(`[${run} lines as on the form, up to: ${lines[at + run - 1]?.trim()}]`);
    else kept.push(lines[at] as string);
    at += run >= shortest ? run : 1;
  }
  return kept.join('\n');
}

/** Counts how many lines from here are on the form one after another. */
function longestRun(lines: string[], at: number, form: string[]): number {
  let longest = 0;
  for (let start = 0; start < form.length; start += 1) {
    let length = 0;
    while (
      at + length < lines.length &&
      start + length < form.length &&
      lines[at + length] === form[start + length]
    ) {
      length += 1;
    }
    longest = Math.max(longest, length);
  }
  return longest;
}

function firstDifference(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const at = now.findIndex((line, index) => line !== old[index]);
  return `line ${at + 1} was “${old[at] ?? ''}”, and is “${now[at] ?? ''}”`;
}
