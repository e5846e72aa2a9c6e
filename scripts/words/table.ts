/** The translator's table: a row for each sentence of a language, with the English and what it is about. */
import { byteOrderMark, csvLine } from '../../src/exports/csv.ts';
import { describe, englishOf } from './describe.ts';
import type { Words } from './modules.ts';
import { hasLetters } from './pieces.ts';

const names = new Intl.DisplayNames('en', { type: 'language' });

/** The headings of the columns. The last is the name of the language. */
export function headingsOf(code: string): [string, string, string, string] {
  return ['Place', 'English', 'Description', names.of(code) ?? code];
}

/** Returns the table as CSV. Where a new language still has the English words, the last column is empty. */
export function writeTable(words: Words): string {
  const rows = words.modules.flatMap((module) =>
    module.sentences.map((sentence) => {
      const english = englishOf(sentence, module, words);
      const isUntranslated = words.isNew && hasLetters(sentence.text);
      return [
        sentence.place,
        english.join('\n'),
        describe(sentence, module, words),
        isUntranslated ? '' : sentence.text,
      ];
    }),
  );
  return byteOrderMark + [headingsOf(words.code), ...rows].map(csvLine).join('');
}
