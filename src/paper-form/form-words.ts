/** The words by which a form is read, in all languages at once, because people answer in any of them. */
import { catalogueOf, languageCodes } from '../languages/catalogues.ts';
import type { Language } from '../languages/formats.ts';

type FormWord = keyof ReturnType<typeof wordsIn>;

function wordsIn(language: Language) {
  return catalogueOf({ language }).paperForm.reading;
}

/** Returns a regular expression for a word of forms in any language, as a string: for use with the flags `i` and `u`. */
export function anyWord(word: FormWord): string {
  return alternatives(languageCodes.flatMap((code) => wordsIn(code)[word]));
}

function alternatives(words: string[]): string {
  return `(?:${words.map((one) => one.replaceAll(' ', String.raw`[^\S\n]+`)).join('|')})`;
}

/** All words for "Answer". A person may write on the same line, after the word. */
export const answerLabels: ReadonlySet<string> = new Set(
  languageCodes.flatMap((code) => wordsIn(code).answer),
);

const labelled = new Map(
  languageCodes.map((code) => {
    const { question, answer } = wordsIn(code);
    const label = String.raw`^[^\p{L}\p{N}\n]*${alternatives([...question, ...answer])}[^\S\n]*\d*[^\S\n]*[:：]`;
    return [code, new RegExp(label, 'imu')] as const;
  }),
);

/** Returns the languages in which a text says "Question:" or "Answer:" at the beginning of a line. */
export function labelLanguages(text: string): Language[] {
  return languageCodes.filter((code) => labelled.get(code)?.test(text));
}
