/** Mistakes in translations: each is told with its file, and what to do. */
import assert from 'node:assert/strict';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readContent } from '../../src/content-files/read-content.ts';
import { sayMistake } from '../../src/content-files/mistake.ts';
import { makeFolder, whileOpen } from '../site.ts';

const content = new URL('../languages/content', import.meta.url).pathname;

type Change = (folder: string) => Promise<void>;

/** Replaces words in a file. */
function replace(name: string, from: string, to: string): Change {
  return async (folder) => {
    const file = join(folder, 'library', name);
    const text = await readFile(file, 'utf8');
    assert.ok(text.includes(from), `${name} has “${from}”`);
    await writeFile(file, text.replace(from, to));
  };
}

const remove =
  (name: string): Change =>
  (folder) =>
    rm(join(folder, 'library', name), { recursive: true });

const cases: Record<string, { change: Change; said: RegExp }> = {
  'a section that is not translated': {
    change: remove('cy/2-books.md'),
    said: /^library\/cy\/2-books\.md: This file is missing: library\/2-books\.md is not translated\.$/,
  },
  'a section that only the translation has': {
    change: remove('2-books.md'),
    said: /^library\/cy\/2-books\.md: There is no library\/2-books\.md: /,
  },
  'a question that the translation lacks': {
    change: replace(
      'cy/2-books.md',
      '  - kind: comment\n    id: more\n    ask: Beth arall ddylem ni ei wybod?\n',
      '',
    ),
    said: /^library\/cy\/2-books\.md: "questions" must be the same in every language: here it is rooms, views, borrow, publish, you, and in library\/2-books\.md it is rooms, views, borrow, more, publish, you\.$/,
  },
  'an option with another id': {
    change: replace('cy/2-books.md', 'id: garden', 'id: gardd'),
    said: /"options\.2\.id" of the question "rooms" must be the same in every language: here it is gardd, and in library\/2-books\.md it is garden\./,
  },
  'a question that follows another option': {
    change: replace('cy/1-hours.md', 'option: evening', 'option: morning'),
    said: /"follows\.option" of the question "why" must be the same/,
  },
  'a key that is the same in every language': {
    change: replace('cy/consultation.yaml', 'organisation:', 'minutes: [1, 2]\norganisation:'),
    said: /^library\/cy\/consultation\.yaml, line 3: "minutes" is the same in every language\. Delete it here/,
  },
  'words that are not translated': {
    change: replace('cy/consultation.yaml', 'timeZoneName: amser y DU\n', ''),
    said: /^library\/cy\/consultation\.yaml: "timeZoneName" is missing\. Translate it from/,
  },
  'a misspelt key of a translation': {
    change: replace('cy/consultation.yaml', 'summary:', 'sumary:'),
    said: /^library\/cy\/consultation\.yaml, line 2: There is no key "sumary" here\. Did you mean "summary"\?/,
  },
  'settings of a translation that are missing': {
    change: remove('cy/consultation.yaml'),
    said: /^library\/cy\/consultation\.yaml: This file is missing\. Write it with the words that differ/,
  },
  'a folder that is missing': {
    change: remove('cy'),
    said: /^library\/consultation\.yaml, line \d+: There is no folder "cy" beside this file/,
  },
  'a folder that is not named': {
    change: replace('consultation.yaml', 'languages: [en-GB, cy]', 'language: en-GB'),
    said: /^library\/cy\/: This folder has the code of a language.*Write there "languages: \[en, cy\]"/,
  },
  'a language of which we have no words': {
    change: replace('consultation.yaml', 'languages: [en-GB, cy]', 'languages: [en-GB, fr]'),
    said: /^library\/consultation\.yaml, line \d+: Each of "languages" is "fr", and this site’s own words, such as its buttons, are not in French yet\. It has: en \(English\), cy \(Welsh\), ar \(Arabic\)/,
  },
  'the same language twice': {
    change: replace('consultation.yaml', 'languages: [en-GB, cy]', 'languages: [en-GB, en, cy]'),
    said: /"en" is the same language as "en-GB"\. Delete one of them\./,
  },
  'a language beside other languages': {
    change: replace(
      'consultation.yaml',
      'languages: [en-GB, cy]',
      'language: cy\nlanguages: [en-GB, cy]',
    ),
    said: /"language" is "cy", and "languages" begins with "en-GB"\. Delete "language"\./,
  },
  'no language': {
    change: replace('consultation.yaml', 'languages: [en-GB, cy]\n', ''),
    said: /^library\/consultation\.yaml: "language" is missing\. Add a line that begins "language:"/,
  },
};

for (const [name, { change, said }] of Object.entries(cases)) {
  test(`an editor is told of ${name}`, async (t) => {
    const folder = await makeFolder(t);
    await cp(content, folder, { recursive: true });
    await change(folder);
    const { mistakes, content: read } = await readContent(folder, [], new Date(whileOpen));
    const all = mistakes.map(sayMistake);
    assert.ok(
      all.some((one) => said.test(one)),
      all.join('\n'),
    );
    assert.equal(read, null);
  });
}

test('a right translation has no mistake', async () => {
  const { mistakes } = await readContent(content, [], new Date(whileOpen));
  assert.deepEqual(mistakes.map(sayMistake), []);
});
