/** The modules of a language: the files of its folder, as they are or as a new language begins with them. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { beginModule } from './new-language.ts';
import { sentencesIn, type Sentence } from './sentences.ts';

export interface Module {
  /** The path in the folder of the language, without its ending: "questions/choices". */
  name: string;
  file: string;
  source: string;
  sentences: Sentence[];
}

export interface Words {
  code: string;
  /** Whether the language has no folder yet. */
  isNew: boolean;
  english: Module[];
  modules: Module[];
}

/** @param folder src/languages */
export async function readWords(folder: string, code: string): Promise<Words> {
  const english = await readModules(folder, 'en');
  const own = await readModules(folder, code);
  if (own.length > 0) return { code, isNew: false, english, modules: own };
  const begun = english.map(({ name, source }) => {
    const file = join(folder, code, `${name === 'language' ? code : name}.ts`);
    return moduleOf(name, file, beginModule(name, source, code));
  });
  return { code, isNew: true, english, modules: begun };
}

export async function writeModule({ file }: Module, source: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, source);
}

async function readModules(folder: string, code: string): Promise<Module[]> {
  const entries = await readdir(join(folder, code), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !isForStaff(relative(join(folder, code), file)))
    .sort();
  return Promise.all(
    files.map(async (file) => {
      const path = relative(join(folder, code), file).replaceAll('\\', '/').replace(/\.ts$/, '');
      // The one that puts the others together has the name of the language.
      return moduleOf(path === code ? 'language' : path, file, await readFile(file, 'utf8'));
    }),
  );
}

/** What staff read is not for translators: no language needs it but theirs. */
function isForStaff(path: string): boolean {
  return /^staff(?:\.ts$|[\\/])/.test(path);
}

/** Grammar, and what people may type into boxes: written by somebody who knows regular expressions. */
const notSentences = ['say', 'questions/reading', 'questions/number-words'];

function moduleOf(name: string, file: string, source: string): Module {
  const sentences = notSentences.includes(name) ? [] : sentencesIn(name, source);
  return { name, file, source, sentences };
}
