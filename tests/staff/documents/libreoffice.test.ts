/**
 * Forms that LibreOffice has opened and saved, as people do, and how it reads the blank ones. Skipped if it is not
 * installed. With FUZZ_RUNS set, 200 forms go through it.
 */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { makeForms } from '../../../scripts/make-forms.ts';
import { outlineOf } from '../../../src/paper-form/document/outline.ts';
import { readTextForm } from '../../../src/paper-form/read-text-form.ts';
import { readForm } from '../../../src/staff/form-file.ts';
import {
  findAll,
  parseXml,
  textIn,
  type XmlElement,
} from '../../../src/staff/documents/xml-tree.ts';
import { plainWords } from '../../../src/text/words.ts';
import { builtEveryKind } from '../../every-kind-build.ts';
import { builtConsultation, makeFolder } from '../../site.ts';
import { filledDocuments, toFile } from './made-documents.ts';

const isThere = spawnSync('soffice', ['--version']).status === 0;
const skip = isThere ? false : 'LibreOffice (soffice) is not installed';
const forms = process.env['FUZZ_RUNS'] ? 200 : 8;
const base = await builtConsultation();
const everyKind = await builtEveryKind();

/** Saves files in another format, as a person would. Resolves to their folder. */
async function saveAs(t: TestContext, format: string, files: string[]): Promise<string> {
  const profile = await makeFolder(t);
  const folder = await makeFolder(t);
  const [extension = ''] = format.split(':');
  // It accepts only a few hundred names at once.
  for (let at = 0; at < files.length; at += 50) {
    const some = files.slice(at, at + 50);
    const words = ['--headless', `-env:UserInstallation=file://${profile}`, '--convert-to', format];
    await promisify(execFile)('soffice', [...words, '--outdir', folder, ...some]);
  }
  for (const file of files) {
    const name = (file.split('/').at(-1) as string).replace(/\.\w+$/, `.${extension}`);
    assert.ok((await readFile(join(folder, name))).length > 0, name);
  }
  return folder;
}

const own = fc.integer({ min: 1, max: 99_999 }).map((number) => `zq${number}`);
const line = fc
  .array(fc.oneof(own, fc.constantFrom('our', 'vision', '“yes”', 'café', '1.', '–')), {
    minLength: 1,
    maxLength: 12,
  })
  .chain((words) => own.map((first) => [first, ...words].join(' ')));

const onOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const plain = (all: object) =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, onOneLine(String(value))]));

test(
  `${forms} filled-in forms are read back after LibreOffice has saved them as .docx, .odt and back`,
  { skip },
  async (t) => {
    const folder = await makeFolder(t);
    const consultations = [base, everyKind];
    const filled = consultations.flatMap((asked, index) =>
      fc
        .sample(filledDocuments(asked, line), { numRuns: forms / 2, seed: 31 + index })
        .map((one) => ({ asked, ...one })),
    );
    assert.equal(filled.length, forms);
    for (const format of ['docx', 'odt'] as const) {
      await mkdir(join(folder, format));
      for (const [at, { asked, blocks }] of filled.entries()) {
        await writeFile(
          join(folder, format, `f${at}.${format}`),
          await toFile(format, asked, blocks),
        );
      }
    }
    const names = (from: string, format: string) =>
      filled.map((_, at) => join(from, `f${at}.${format}`));
    const asOdt = await saveAs(t, 'odt', names(join(folder, 'docx'), 'docx'));
    const asDocx = await saveAs(t, 'docx', names(join(folder, 'odt'), 'odt'));
    const again = await saveAs(t, 'docx', names(asOdt, 'odt'));
    const ways = [
      ['.docx saved as .odt', asOdt, 'odt'],
      ['.odt saved as .docx', asDocx, 'docx'],
      ['.docx saved as .odt and as .docx again', again, 'docx'],
    ] as const;
    for (const [way, from, format] of ways) {
      let right = 0;
      for (const [at, { asked, fields }] of filled.entries()) {
        const name = join(from, `f${at}.${format}`);
        const { text, bookmarks, unread } = await readForm(name, await readFile(name));
        const { typed, left, missing } = readTextForm(asked, text, bookmarks);
        assert.deepEqual(plain(typed), plain(fields), `${way}\n${text}`);
        assert.deepEqual({ left, missing, unread }, { left: [], missing: [], unread: [] }, way);
        assert.equal(
          bookmarks.length,
          2 * asked.sections.flatMap(({ questions }) => questions).length,
        );
        right += 1;
      }
      t.diagnostic(`${way}: ${right} of ${forms}`);
    }
  },
);

test(
  'LibreOffice sees real headings, heads of tables, the title and the language',
  { skip },
  async (t) => {
    const folder = await makeFolder(t);
    for (const [name, asked] of [
      ['s', base],
      ['k', everyKind],
    ] as const) {
      const made = await makeForms(asked);
      await writeFile(join(folder, `${name}-normal.docx`), made['form.docx']);
      await writeFile(join(folder, `${name}-large.docx`), made['form-large.docx']);
    }
    const names = ['s-normal', 's-large', 'k-normal', 'k-large'];
    const saved = await saveAs(
      t,
      'odt',
      names.map((name) => join(folder, `${name}.docx`)),
    );
    for (const name of names) {
      const asked = name.startsWith('s') ? base : everyKind;
      const parts = unzipSync(await readFile(join(saved, `${name}.odt`)));
      const partOf = (path: string) => parseXml(strFromU8(parts[path] ?? new Uint8Array()));
      const content = partOf('content.xml');
      const headings = findAll(content, 'h').map((heading) => [
        Number(heading.attributes['outline-level']),
        onOneLine(textIn(heading)),
      ]);
      const wanted = outlineOf(asked).flatMap((block) =>
        block.is === 'heading' ? [[block.level, block.text]] : [],
      );
      assert.deepEqual(headings, wanted);
      const tables = findAll(content, 'table');
      const withColumns = asked.sections.flatMap(({ parts: all }) =>
        all.filter((part) => 'table' in part && part.table.columns),
      );
      assert.equal(tables.length, withColumns.length);
      for (const table of tables) assert.equal(findAll(table, 'table-header-rows').length, 1);
      const meta = partOf('meta.xml');
      assert.equal(textIn(findAll(meta, 'title')[0] as XmlElement), asked.title);
      const properties = findAll(partOf('styles.xml'), 'default-style')
        .filter(({ attributes }) => attributes['family'] === 'paragraph')
        .flatMap((style) => findAll(style, 'text-properties'));
      assert.deepEqual(
        properties.map(({ attributes }) => [attributes['language'], attributes['country']]),
        [['en', 'GB']],
      );
      if (!name.endsWith('large')) continue;
      // LibreOffice adds styles that nothing in the document uses.
      const used = new Set(findNamed(content, 'style-name'));
      const sizes = [content, partOf('styles.xml')].flatMap((root) =>
        findAll(root, 'style')
          .filter(({ attributes }) => used.has(attributes['name'] ?? ''))
          .flatMap((style) => findNamed(style, 'font-size'))
          .map((size) => Number.parseFloat(size)),
      );
      assert.ok(sizes.length > 3);
      assert.ok(
        sizes.every((size) => size >= 18),
        String(sizes),
      );
    }
  },
);

/** The values of an attribute, in all elements. */
function findNamed({ attributes, children }: XmlElement, name: string): string[] {
  const own = attributes[name];
  const below = children.flatMap((child) =>
    typeof child === 'string' ? [] : findNamed(child, name),
  );
  return own === undefined ? below : [own, ...below];
}

test(
  'a second reader, LibreOffice, finds the same words in the same order',
  { skip },
  async (t) => {
    const folder = await makeFolder(t);
    const [filled] = fc.sample(filledDocuments(everyKind, line), { numRuns: 1, seed: 41 });
    const files = ['docx', 'odt'] as const;
    for (const format of files) {
      await writeFile(
        join(folder, `${format}.${format}`),
        await toFile(format, everyKind, filled?.blocks ?? []),
      );
    }
    const saved = await saveAs(
      t,
      'txt:Text (encoded):UTF8',
      files.map((format) => join(folder, `${format}.${format}`)),
    );
    for (const format of files) {
      const theirs = await readFile(join(saved, `${format}.txt`), 'utf8');
      const name = join(folder, `${format}.${format}`);
      const { text } = await readForm(name, await readFile(name));
      assert.deepEqual(plainWords(text), plainWords(theirs));
      assert.ok(plainWords(text).length > 300);
    }
  },
);
