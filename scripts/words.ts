/**
 * The table of a translator: `npm run words -- cy.csv`. If there is no such file, it is written; if there is, the
 * sentences in it replace those of the language.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { readWords, writeModule, type Module, type Words } from './words/modules.ts';
import { readTable } from './words/read-table.ts';
import { replaceSentence } from './words/replace.ts';
import { sentencesIn } from './words/sentences.ts';
import { writeTable } from './words/table.ts';

const languages = fileURLToPath(new URL('../src/languages', import.meta.url));

interface Outcome {
  code: 0 | 1 | 2;
  said: string[];
}

/** @param folder src/languages */
export async function exchangeWords(path: string, folder = languages): Promise<Outcome> {
  const code = /^([a-z]{2,3})\.csv$/.exec(basename(path))?.[1];
  if (!code || code === 'en')
    return {
      code: 2,
      said: ['Name a file by the code of a language other than English: npm run words -- cy.csv'],
    };
  const words = await readWords(folder, code);
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) {
    await writeFile(path, writeTable(words), { flag: 'wx' });
    return {
      code: 0,
      said: [`${path} has the sentences. Change its last column, and run this again.`],
    };
  }
  const { texts, mistakes } = readTable(bytes, words);
  if (mistakes.length > 0)
    return {
      code: 1,
      said: [...mistakes, 'Nothing was changed. Correct the table, and run this again.'],
    };
  return { code: 0, said: await writeWords(words, texts) };
}

async function writeWords(words: Words, texts: Map<string, string>): Promise<string[]> {
  const changed = words.modules.map((module) => ({ module, source: translate(module, texts) }));
  const toWrite = changed.filter(({ module, source }) => words.isNew || source !== module.source);
  const options = await resolveConfig(`${languages}/en/en.ts`);
  // All are formatted before any is written: a source that cannot be read would stop here.
  const formatted = await Promise.all(
    toWrite.map(async ({ module, source }) => ({
      module,
      source: await format(source, { ...options, filepath: module.file }),
    })),
  );
  for (const { module, source } of formatted) await writeModule(module, source);
  if (formatted.length === 0) return ['The table has the same sentences: nothing was changed.'];
  return [
    ...formatted.map(({ module }) => `Written: ${module.file}`),
    ...(words.isNew ? ['CONTRIBUTING.md, “Add a language”, says what else it needs.'] : []),
  ];
}

/** From the last to the first, so that a sentence inside another is in place when that one is written. */
function translate({ name, source, sentences }: Module, texts: Map<string, string>): string {
  return sentences.toReversed().reduce((written, { place, text }) => {
    const wanted = texts.get(place) ?? text;
    if (wanted === text) return written;
    const sentence = sentencesIn(name, written).find((one) => one.place === place);
    if (!sentence) throw new Error(`${place} is not in ${name} any more`);
    return replaceSentence(written, sentence, wanted);
  }, source);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { code, said } = await exchangeWords(process.argv[2] ?? '').catch(
    // The file or its folder cannot be read or written: the message names it.
    ({ message }: Error): Outcome => ({ code: 1, said: [message] }),
  );
  for (const line of said) (code === 0 ? console.log : console.error)(line);
  process.exitCode = code;
}
