/** Word and OpenDocument forms of a language that is written from right to left. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { makeForms } from '../../scripts/make-forms.ts';
import { splitDirections } from '../../src/paper-form/document/direction.ts';
import { childNamed, findAll, parseXml, textIn } from '../../src/staff/documents/xml-tree.ts';
import { builtConsultation } from '../site.ts';
import { inLanguage } from './in-language.ts';

const english = await builtConsultation();

const xmlOf = (file: Buffer, name: string) => {
  const bytes = unzipSync(file)[name];
  assert.ok(bytes, name);
  return parseXml(strFromU8(bytes));
};
const arabic = /\p{Script=Arabic}/u;

test('an Arabic Word form goes from right to left: paragraphs, runs, tables, pages and the language', async () => {
  const asked = { ...inLanguage(english, 'ar'), title: 'خطة حديقة Elmton Park' };
  for (const name of ['form.docx', 'form-large.docx'] as const) {
    const file = (await makeForms(asked))[name];
    const document = xmlOf(file, 'word/document.xml');
    const paragraphs = findAll(document, 'p');
    assert.ok(paragraphs.length > 50);
    for (const paragraph of paragraphs) {
      assert.ok(childNamed(childNamed(paragraph, 'pPr'), 'bidi'), textIn(paragraph));
    }
    const runs = findAll(document, 'r');
    for (const run of runs) {
      const isRtl = childNamed(childNamed(run, 'rPr'), 'rtl') !== undefined;
      if (arabic.test(textIn(run))) assert.ok(isRtl, textIn(run));
      if (/\p{Script=Latin}/u.test(textIn(run))) assert.ok(!isRtl, textIn(run));
    }
    assert.ok(runs.some((run) => textIn(run) === 'Elmton Park'));
    const tables = findAll(document, 'tblPr');
    assert.ok(tables.length > 0 && tables.every((table) => childNamed(table, 'bidiVisual')));
    assert.ok(childNamed(findAll(document, 'sectPr')[0], 'bidi'));
    const [language] = findAll(xmlOf(file, 'word/styles.xml'), 'lang');
    assert.deepEqual(
      [language?.attributes['val'], language?.attributes['bidi']],
      ['ar-EG', 'ar-EG'],
    );
  }
});

test('an Arabic OpenDocument form goes from right to left, and has its sizes for Arabic letters too', async () => {
  const file = (await makeForms(inLanguage(english, 'ar')))['form.odt'];
  const styles = xmlOf(file, 'styles.xml');
  const [standard] = findAll(styles, 'default-style');
  const settings = childNamed(standard, 'paragraph-properties')?.attributes;
  assert.deepEqual([settings?.['writing-mode'], settings?.['text-align']], ['rl-tb', 'right']);
  const [page] = findAll(styles, 'page-layout-properties');
  assert.equal(page?.attributes['writing-mode'], 'rl-tb');
  const letters = childNamed(standard, 'text-properties')?.attributes;
  assert.deepEqual([letters?.['language-complex'], letters?.['country-complex']], ['ar', 'EG']);
  for (const { attributes } of findAll(styles, 'text-properties')) {
    assert.equal(attributes['font-size-complex'], attributes['font-size']);
    assert.equal(attributes['font-weight-complex'], attributes['font-weight']);
  }
  const [table] = findAll(xmlOf(file, 'content.xml'), 'table-properties');
  assert.equal(table?.attributes['writing-mode'], 'rl-tb');
});

test('a Welsh document names its language and goes from left to right', async () => {
  const forms = await makeForms(inLanguage(english, 'cy'));
  const [language] = findAll(xmlOf(forms['form.docx'], 'word/styles.xml'), 'lang');
  assert.deepEqual({ ...language?.attributes }, { val: 'cy-GB' });
  for (const name of ['form.docx', 'form.odt'] as const) {
    for (const [part, bytes] of Object.entries(unzipSync(forms[name]))) {
      assert.doesNotMatch(strFromU8(bytes), /<w:(?:bidi|rtl|bidiVisual)\b|rl-tb|-complex=/, part);
    }
  }
});

test('words of another direction are found in a text that goes from right to left', () => {
  assert.deepEqual(splitDirections('شارع 3rd Road, Elmton (قرب A4) 1920'), [
    { text: 'شارع ', isLeftToRight: false },
    { text: '3rd Road, Elmton', isLeftToRight: true },
    { text: ' (قرب ', isLeftToRight: false },
    { text: 'A4', isLeftToRight: true },
    { text: ') 1920', isLeftToRight: false },
  ]);
  assert.deepEqual(splitDirections('[ ] نعم'), [{ text: '[ ] نعم', isLeftToRight: false }]);
  assert.deepEqual(splitDirections(''), []);
});
