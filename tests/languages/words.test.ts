/** The translator's table: written, read back, and every mistake in it told. */
import assert from 'node:assert/strict';
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'csv-parse/sync';
import { check as prettierCheck, resolveConfig } from 'prettier';
import ts from 'typescript';
import { exchangeWords } from '../../scripts/words.ts';
import { csvLine } from '../../src/exports/csv.ts';
import { en } from '../../src/languages/en/en.ts';
import { makeFolder } from '../site.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A copy of the catalogues, and the address of a table that is not there yet. */
async function copyLanguages(t: TestContext, code: string) {
  const folder = await makeFolder(t);
  const languages = join(folder, 'src/languages');
  await cp(join(root, 'src/languages'), languages, { recursive: true });
  await cp(join(root, 'src/text'), join(folder, 'src/text'), { recursive: true });
  const table = join(folder, `${code}.csv`);
  return { languages, table, exchange: () => exchangeWords(table, languages) };
}

/** All sentences of a catalogue. `words`: where nothing is put into it. */
function sentencesIn(value: object, path = ''): { name: string; words: string | null }[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = `${path}.${key}`;
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      return sentencesIn(inner, name);
    return [{ name, words: typeof inner === 'string' ? inner : null }];
  });
}

async function readAll(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]);
  return Object.fromEntries(await Promise.all(texts)) as Record<string, string>;
}

async function readRows(table: string): Promise<string[][]> {
  return parse(await readFile(table, 'utf8'), { bom: true });
}

/** Changes the last cell of the row at a place. */
async function edit(table: string, changes: Record<string, string>): Promise<void> {
  const rows = await readRows(table);
  const places = rows.map(([place]) => place);
  for (const place of Object.keys(changes)) assert.ok(places.includes(place), place);
  const changed = rows.map((row) => [...row.slice(0, 3), changes[row[0] ?? ''] ?? row[3] ?? '']);
  await writeFile(table, changed.map(csvLine).join(''));
}

for (const code of ['cy', 'ar'])
  test(`reading back the table that was just written changes nothing (${code})`, async (t) => {
    const { languages, table, exchange } = await copyLanguages(t, code);
    assert.equal((await exchange()).code, 0);
    assert.deepEqual([...(await readFile(table)).subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    assert.deepEqual(await exchange(), {
      code: 0,
      said: ['The table has the same sentences: nothing was changed.'],
    });
    assert.deepEqual(await readAll(languages), await readAll(join(root, 'src/languages')));
  });

test('the table has every sentence of the catalogue, with the English and what it is about', async (t) => {
  const { table, exchange } = await copyLanguages(t, 'cy');
  await exchange();
  const rows = await readRows(table);
  assert.deepEqual(rows[0], ['Place', 'English', 'Description', 'Welsh']);
  const english = rows.map((row) => row[1]);
  const places = rows.map(([place = '']) => `.${place.replace('paper-form', 'paperForm')}`);
  const sentences = sentencesIn({
    ...en,
    formats: {},
    questions: { ...en.questions, reading: {} },
  });
  assert.ok(sentences.length > 250);
  for (const { name, words } of sentences) {
    const place = `.${name.split('.').filter(Boolean).slice(-2).join('.')}`;
    assert.ok(
      places.some((own) => `${own}.`.replace(/[/#]/g, '.').includes(`${place}.`)),
      name,
    );
    if (words !== null) assert.ok(english.includes(words), name);
  }
  const rowOf = (place: string) => rows.find(([own]) => own === place)?.slice(1);
  assert.deepEqual(rowOf('frame.error'), [
    'Error: {title}',
    'What is on every page (the layout, its links and its breadcrumbs), and the page for an address that does not exist. The title of a page with mistakes to correct. Put in: {title} (words).',
    'Gwall: {title}',
  ]);
  assert.match(rowOf('form.tooLong.few')?.[1] ?? '', /The form for numbers such as 3\. /);
  assert.equal(rowOf('form.tooLong.few')?.[2], '{count} nod');
  // A sentence that only Welsh has, and what it is a part of.
  assert.match(rowOf('receipt.erased')?.[1] ?? '', /Used in: receipt\.youWithdrewThem, /);
});

test('only the sentences that a translator changed are written, in the format of the project', async (t) => {
  const { languages, table, exchange } = await copyLanguages(t, 'cy');
  const before = await readAll(languages);
  await exchange();
  await edit(table, {
    'check.title': "Eich atebion: ‘gwiriwch’ 'nhw' `nawr` ${{}} {{x}} \\",
    'check.now': '-nawr:',
    'frame.home': '{site}: <b>hafan</b> `\\',
    'form.late': 'Tan {until}, ac roedd {closed}.\nYn hwyr\u200E.',
    'form.tooLong.few': '{count} o nodau bach',
    'moments.span': '{day}: {zone}, {from, to, in words}',
    'moments.span#2': 'erbyn {from}',
  });
  const { said } = await exchange();
  const after = await readAll(languages);
  const files = ['check', 'form', 'frame', 'moments'].map((name) => `cy/${name}.ts`);
  assert.deepEqual(
    Object.keys(after)
      .filter((name) => after[name] !== before[name])
      .sort(),
    files,
  );
  assert.deepEqual(
    said,
    files.map((name) => `Written: ${join(languages, name)}`),
  );
  const options = await resolveConfig(join(root, 'src/languages/cy/cy.ts'));
  for (const name of files)
    assert.ok(await prettierCheck(after[name] ?? '', { ...options, filepath: name }), name);
  const { cy } = (await import(pathToFileURL(join(languages, 'cy/cy.ts')).href)) as {
    cy: typeof en;
  };
  assert.equal(cy.check.title, "Eich atebion: ‘gwiriwch’ 'nhw' `nawr` ${} {x} \\");
  assert.equal(cy.check.now, '-nawr:', 'without the apostrophe that protects a spreadsheet');
  assert.equal(cy.frame.home('Barn').html, 'Barn: <b>hafan</b> `\\');
  assert.equal(cy.form.late('ddoe', 'yfory'), 'Tan yfory, ac roedd ddoe.\nYn hwyr\u200E.');
  assert.match(cy.form.tooLong(3), /3 o nodau bach/);
  assert.equal(cy.moments.span('9yb', '9yb', 'GMT', 'Llun'), 'Llun: GMT, erbyn 9yb');
  assert.match(after['cy/form.ts'] ?? '', /\\nYn hwyr\\u200E/, 'what nobody sees is an escape');
  assert.match((await exchange()).said.join(), /nothing was changed/);
});

test('every mistake is told with its row, and nothing is written', async (t) => {
  const { languages, table, exchange } = await copyLanguages(t, 'cy');
  const before = await readAll(languages);
  await exchange();
  await edit(table, {
    'check.title': 'Newydd',
    'check.send': ' ',
    'check.before': 'Cynt <b>nawr</b>',
    'check.changeAnswers': 'Newidiwch: {secton}',
    'check.now': 'Nawr {answer}',
    'check.notSent': 'Nid } eto',
    'form.closes': 'Dyddiad cau: <b>{moment}',
    'frame.home': '{site}</b>: <b>hafan',
    'form.openSaved': 'Rhowch eich cod: {address}',
  });
  const rows = (await readRows(table)).filter(
    ([place]) => place !== 'form.tooLong.two' && place !== 'form.word',
  );
  const twice = rows[1] ?? [];
  const all = [...rows, twice, ['form.wrod', '', '', 'Word'], ['', '', '', '']];
  await writeFile(table, all.map(csvLine).join(''));
  const rowOf = (place: string) => rows.findIndex(([own]) => own === place) + 1;
  const { code, said } = await exchange();
  assert.equal(code, 1);
  const expected = [
    `Row ${rowOf('check.send')}: check.send is empty. Write the sentence in the last column.`,
    `Row ${rowOf('check.before')}: check.before has <b>, and this sentence can have no HTML. Delete it.`,
    `Row ${rowOf('check.before')}: check.before has </b>, and this sentence can have no HTML. Delete it.`,
    `Row ${rowOf('check.changeAnswers')}: check.changeAnswers lacks {section}. Write it where it belongs in the sentence.`,
    `Row ${rowOf('check.changeAnswers')}: check.changeAnswers has {secton}, which is unknown. It can have: {section}.`,
    `Row ${rowOf('check.now')}: check.now has {answer}, and nothing is put into this sentence. Delete it.`,
    `Row ${rowOf('check.notSent')}: check.notSent has a single { or }. Write two, {{ or }}, if people shall read it.`,
    `Row ${rowOf('form.closes')}: form.closes has <b> without </b>. Write it where the words end.`,
    `Row ${rowOf('frame.home')}: frame.home has </b> without <b> before it. Correct the tags.`,
    `Row ${rowOf('form.openSaved')}: form.openSaved lacks <a href="{address}">. Write it around the words that belong in it.`,
    `Row ${rows.length + 1}: ${twice[0]} is also in row 2. Delete one of them.`,
    `Row ${rows.length + 2}: there is no sentence “form.wrod”. Correct the place, or delete the row.`,
    'No row: form.word is missing. Add a row for it.',
    'No row: form.tooLong.two, the plural form “two”, is missing. Add a row for it.',
    'Nothing was changed. Correct the table, and run this again.',
  ];
  assert.deepEqual(said.toSorted(), expected.toSorted());
  assert.deepEqual(await readAll(languages), before);
});

test('a translator is told which English sentences have changed since the table was written', async (t) => {
  const { languages, table, exchange } = await copyLanguages(t, 'cy');
  await exchange();
  const row = (await readRows(table)).findIndex(([place]) => place === 'check.title') + 1;
  const file = join(languages, 'en/check.ts');
  const source = await readFile(file, 'utf8');
  await writeFile(
    file,
    source.replace("title: 'Check your answers'", "title: 'Read your answers'"),
  );
  assert.deepEqual(await exchange(), {
    code: 1,
    said: [
      `Row ${row}: check.title is now in English: “Read your answers”. Check the translation, and write that into the column English.`,
      'Nothing was changed. Correct the table, and run this again.',
    ],
  });
});

test('a file that is not CSV in UTF-8, or of no language, is refused', async (t) => {
  const { languages, table, exchange } = await copyLanguages(t, 'cy');
  await exchange();
  const good = await readFile(table, 'utf8');
  for (const [bytes, said] of [
    [Buffer.from(good, 'utf16le'), /^This is not a table as CSV in UTF-8|^Row 1: the headings/],
    [Buffer.concat([Buffer.from(good), Buffer.from([0xef])]), /^This is not a table as CSV/],
    [
      Buffer.from('"Place","Welsh"\r\n"check.title","Gwiriwch'),
      /^This is not .*, at line 2\. Save it/,
    ],
    [
      Buffer.from('PK\x03\x04'),
      /^Row 1: the headings must be: Place, English, Description, Welsh\./,
    ],
    [Buffer.from(good.replace('"Welsh"', '"Arabic"')), /^Row 1: the headings must be/],
  ] as const) {
    await writeFile(table, bytes);
    const outcome = await exchange();
    assert.equal(outcome.code, 1);
    assert.match(outcome.said[0] ?? '', said);
  }
  for (const name of ['en.csv', 'welsh.csv', 'cy.xlsx', ''])
    assert.equal((await exchangeWords(name, languages)).code, 2, name);
});

test('a table that a spreadsheet wrote with semicolons and other line ends is read', async (t) => {
  const { table, exchange } = await copyLanguages(t, 'cy');
  await exchange();
  const rows = await readRows(table);
  const written = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';'));
  await writeFile(table, `${written.join('\n')}\n;;;\n`);
  assert.match((await exchange()).said.join(), /nothing was changed/);
});

test('a language without modules gets them from its table, and they compile', async (t) => {
  const { languages, table, exchange } = await copyLanguages(t, 'gd');
  await exchange();
  const rows = await readRows(table);
  assert.deepEqual(rows[0]?.at(-1), 'Scottish Gaelic');
  const empty = await exchange();
  assert.match(empty.said[0] ?? '', /^Row 2: .* is empty\. /);
  assert.ok(!(await readdir(languages)).includes('gd'), 'nothing is written before it is complete');
  await edit(
    table,
    Object.fromEntries(
      rows.slice(1).map(([place, english, , own]) => [place, own || `*${english}`]),
    ),
  );
  assert.equal((await exchange()).code, 0);

  const replace = async (name: string, from: RegExp, to: string) => {
    const file = join(languages, name);
    const source = await readFile(file, 'utf8');
    assert.match(source, from);
    await writeFile(file, source.replace(from, to));
  };
  const forms = new Intl.PluralRules('gd').resolvedOptions().pluralCategories;
  const types = forms.map((form) => `'${form}'`).join(' | ');
  await replace('formats.ts', /interface PluralForms \{/, `$&\n  gd: Record<${types}, string>;`);
  await replace('catalogues.ts', /\{ en, cy, ar \}/, '{ en, cy, ar, gd }');
  await replace('catalogues.ts', /import \{ cy \}/, "import { gd } from './gd/gd.ts';\n$&");
  assert.deepEqual(compile(join(languages, 'catalogues.ts')), []);
  const { catalogueOf } = (await import(
    pathToFileURL(join(languages, 'catalogues.ts')).href
  )) as typeof import('../../src/languages/catalogues.ts');
  const gd = catalogueOf({ language: 'gd' });
  assert.equal(gd.check.title, '*Check your answers');
  assert.match(gd.form.tooLong(3), /3 \*characters/);
  assert.match((await exchange()).said.join(), /nothing was changed/);
});

/** Returns what the compiler says of a module and all that it imports, by the settings of the project. */
function compile(file: string): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const typeRoots = [join(root, 'node_modules/@types')];
  const program = ts.createProgram([file], { ...options, noEmit: true, typeRoots });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
