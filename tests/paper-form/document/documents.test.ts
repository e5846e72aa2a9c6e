/** The forms that word processors open: what they are made of, which is what screen readers tell people. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { makeForms } from '../../../scripts/make-forms.ts';
import { questionsOf, type Consultation } from '../../../src/consultation/consultation.ts';
import { shareWidth } from '../../../src/paper-form/document/column-widths.ts';
import { docxParts } from '../../../src/paper-form/document/docx.ts';
import { languageOf } from '../../../src/paper-form/document/language.ts';
import { splitLinks } from '../../../src/paper-form/document/links.ts';
import { odtParts } from '../../../src/paper-form/document/odt.ts';
import { outlineOf, type Block } from '../../../src/paper-form/document/outline.ts';
import { largePrint, normalPrint } from '../../../src/paper-form/document/sizes.ts';
import { saySize } from '../../../src/languages/say-size.ts';
import { formFiles } from '../../../src/paper-form/form-files.ts';
import { formParts, hintOf } from '../../../src/paper-form/text-form.ts';
import { kindOf } from '../../../src/questions/kinds.ts';
import { defaultDist } from '../../../src/server/http/built-site.ts';
import {
  childNamed,
  elementsIn,
  findAll,
  parseXml,
  textIn,
  type XmlElement,
} from '../../../src/staff/documents/xml-tree.ts';
import { plainWords } from '../../../src/text/words.ts';
import { builtEveryKind } from '../../every-kind-build.ts';
import { builtConsultation, slug } from '../../site.ts';

const consultation = await builtConsultation();
const both = [consultation, await builtEveryKind()];

/** Prose with everything that Markdown makes. */
const withProse: Consultation = {
  ...consultation,
  sections: consultation.sections.map((section, at) =>
    at === 1
      ? {
          ...section,
          parts: [
            {
              html:
                '<h4>Deep</h4><p>See <a href="https://example.org/x">the plan</a>.</p><ol start="3"><li><p>Three</p><p>goes on</p></li><li>Four<ul><li>deeper</li></ul></li></ol>' +
                '<ol><li>again one</li></ol><blockquote><p>Said so</p></blockquote><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2 &lt; 3</td></tr></tbody></table>',
            },
            ...section.parts,
          ],
        }
      : section,
  ),
};

function partOf(file: Buffer, name: string): XmlElement {
  const bytes = unzipSync(file)[name];
  assert.ok(bytes, name);
  return parseXml(strFromU8(bytes));
}

const value = (element: XmlElement | undefined, name: string) =>
  childNamed(element, name)?.attributes['val'];
const styleOf = (paragraph: XmlElement) => value(childNamed(paragraph, 'pPr'), 'pStyle') ?? '';

test('a Word form has real headings without skipped levels, one for each question', async () => {
  for (const asked of [...both, withProse]) {
    const document = partOf((await makeForms(asked))['form.docx'], 'word/document.xml');
    const headings = findAll(document, 'p').flatMap((paragraph) => {
      const level = /^Heading(\d)$/.exec(styleOf(paragraph))?.[1];
      return level === undefined ? [] : [{ level: Number(level), text: textIn(paragraph) }];
    });
    assert.equal(headings[0]?.level, 1);
    assert.equal(headings.filter(({ level }) => level === 1).length, 1);
    for (const [at, { level, text }] of headings.entries()) {
      assert.ok(level <= (headings[at - 1]?.level ?? 0) + 1, text);
    }
    const asks = headings.filter(({ text }) => text.startsWith('Question: '));
    assert.deepEqual(
      asks.map(({ text }) => text),
      questionsOf(asked).map(({ ask }) => `Question: ${ask}`),
    );
  }
});

test('it has a title and a language, and every style that it names', async () => {
  const file = (await makeForms(consultation))['form.docx'];
  const core = partOf(file, 'docProps/core.xml');
  assert.equal(textIn(childNamed(core, 'title') as XmlElement), consultation.title);
  assert.equal(textIn(childNamed(core, 'language') as XmlElement), 'en-GB');
  const styles = partOf(file, 'word/styles.xml');
  assert.equal(findAll(styles, 'lang')[0]?.attributes['val'], 'en-GB');
  const known = new Set(findAll(styles, 'style').map(({ attributes }) => attributes['styleId']));
  const document = partOf(file, 'word/document.xml');
  const named = ['pStyle', 'rStyle', 'tblStyle'].flatMap((name) =>
    findStyles(document, name).map(({ attributes }) => attributes['val'] ?? ''),
  );
  assert.ok(named.length > 50);
  assert.deepEqual(
    named.filter((name) => !known.has(name)),
    [],
  );
  assert.deepEqual(languageOf('cy'), { language: 'cy', country: 'GB' });
  assert.deepEqual(languageOf('en'), { language: 'en', country: 'GB' });
  assert.deepEqual(languageOf('ar-EG'), { language: 'ar', country: 'EG' });
});

function findStyles(element: XmlElement, name: string): XmlElement[] {
  return elementsIn(element).flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...findStyles(child, name),
  ]);
}

test('every table has a header row that is repeated on each page, and none is for layout', async () => {
  for (const asked of [...both, withProse]) {
    const tables = asked.sections.flatMap(({ parts }) => parts).filter((part) => 'table' in part);
    const document = partOf((await makeForms(asked))['form.docx'], 'word/document.xml');
    const found = findAll(document, 'tbl');
    const withHeads = tables.filter(({ table }) => table.columns).length;
    assert.equal(found.length, withHeads + (asked === withProse ? 1 : 0));
    for (const table of found) {
      const rows = findAll(table, 'tr');
      const isHead = rows.map((row) => findAll(row, 'tblHeader').length === 1);
      assert.deepEqual(isHead, [true, ...rows.slice(1).map(() => false)]);
      for (const row of rows) assert.equal(findAll(row, 'tc').length, 2);
    }
  }
});

test('lists are real lists, and each numbered list starts with the right number', async () => {
  const file = (await makeForms(withProse))['form.docx'];
  const document = partOf(file, 'word/document.xml');
  const items = findAll(document, 'p').flatMap((paragraph) => {
    const place = childNamed(childNamed(paragraph, 'pPr'), 'numPr');
    return place
      ? [{ text: textIn(paragraph), list: value(place, 'numId'), level: value(place, 'ilvl') }]
      : [];
  });
  const [three, again] = ['Three', 'again one'].map((text) =>
    items.find((item) => item.text === text),
  );
  assert.notEqual(three?.list, again?.list);
  assert.deepEqual(
    items.filter(({ text }) => ['Four', 'deeper'].includes(text)),
    [
      { text: 'Four', list: three?.list, level: '0' },
      { text: 'deeper', list: '1', level: '1' },
    ],
  );
  assert.ok(!items.some(({ text }) => text === 'goes on'));
  const numbering = partOf(file, 'word/numbering.xml');
  const starts = findAll(numbering, 'num').map((list) => [
    list.attributes['numId'],
    findAll(list, 'startOverride')[0]?.attributes['val'],
  ]);
  assert.deepEqual(starts, [
    ['1', undefined],
    [three?.list, '3'],
    [again?.list, '1'],
  ]);
});

test('bookmarks are before each question and its answer, and do not get in the way', async () => {
  for (const asked of both) {
    const forms = await makeForms(asked);
    const numbers = questionsOf(asked).map((_, at) => at + 1);
    const wanted = numbers.flatMap((number) => [`question_${number}`, `answer_${number}`]);
    const docx = partOf(forms['form.docx'], 'word/document.xml');
    const marks = findAll(docx, 'bookmarkStart').map(({ attributes }) => attributes['name']);
    assert.deepEqual(marks, wanted);
    const odt = findAll(partOf(forms['form.odt'], 'content.xml'), 'bookmark');
    assert.deepEqual(
      odt.map(({ attributes }) => attributes['name']),
      wanted,
    );
    const labels = findAll(docx, 'p').filter((one) => textIn(one) === 'Answer:');
    assert.equal(labels.length, numbers.length);
    assert.ok(labels.every((label) => findAll(label, 'bookmarkStart').length === 1));
    for (const file of [forms['form.docx'], forms['form-large.docx'], forms['form.odt']]) {
      for (const [name, bytes] of Object.entries(unzipSync(file))) {
        assert.doesNotMatch(
          strFromU8(bytes),
          /<w:(?:sdt|documentProtection|writeProtection|ffData|framePr)\b|<form:|text:protected|<draw:/,
          name,
        );
      }
    }
  }
});

test('there is empty space for words, more for a comment than for a line', () => {
  const blocks = outlineOf(both[1] as Consultation);
  const spaceBelow = (ask: string) => {
    const at = blocks.findIndex((block) => block.is === 'heading' && block.text.endsWith(ask));
    const next = blocks.findIndex((block, index) => index > at && block.is === 'heading');
    return blocks.slice(at, next).filter(({ is }) => is === 'space').length;
  };
  assert.deepEqual(
    ['comment, plain', 'comment, its own limit', 'line, plain', 'choice, plain'].map(spaceBelow),
    [6, 6, 2, 0],
  );
});

test('in large print every letter has 18 points or more, including lists, tables and the page number', async () => {
  const file = (await makeForms(withProse))['form-large.docx'];
  const sizes = Object.entries(unzipSync(file)).flatMap(([name, bytes]) =>
    [...strFromU8(bytes).matchAll(/<w:szC?s? w:val="(\d+)"/g)].map(
      ([, size]) => [name, Number(size) / 2] as const,
    ),
  );
  assert.ok(sizes.length > 5);
  assert.ok(sizes.some(([name, size]) => name === 'word/styles.xml' && size === largePrint.body));
  assert.deepEqual(
    sizes.filter(([, size]) => size < 18),
    [],
  );
  assert.ok(normalPrint.body >= 12);
});

test('it has the words of the plain text, in the same order, except for how to return it', () => {
  const wordsOfBlock = (block: Block): string[] => {
    if (block.is === 'table') return [...(block.head ?? []), ...block.rows.flat()];
    return 'text' in block ? [block.text] : [];
  };
  for (const asked of [...both, withProse]) {
    const parts = formParts(asked, 'document');
    const wanted = parts.flatMap((part) => {
      if (part.how !== 'question') return [part.text];
      const { question } = part;
      const hints = hintOf(question).map(({ text }) => text);
      return [
        'Question:',
        question.ask,
        ...hints,
        'Answer:',
        ...kindOf(question).blankLines(question),
      ];
    });
    assert.deepEqual(
      outlineOf(asked).flatMap(wordsOfBlock).flatMap(plainWords),
      wanted.flatMap(plainWords),
    );
    const [, , text] = formParts(asked);
    const [, , other] = parts;
    assert.match((text as { text: string }).text, /^Save it as plain text/);
    assert.match(
      (other as { text: string }).text,
      /^Save it when you have finished, .*Attach the file/,
    );
  }
});

test('the OpenDocument form has the same headings, tables and language', async () => {
  const file = (await makeForms(withProse))['form.odt'];
  const [first] = Object.keys(unzipSync(file));
  assert.equal(first, 'mimetype');
  // Programs tell the format by bytes at a fixed place, which is why it is not compressed.
  assert.equal(file.toString('latin1', 30, 77), 'mimetypeapplication/vnd.oasis.opendocument.text');
  const content = partOf(file, 'content.xml');
  const headings = findAll(content, 'h').map(({ attributes }) =>
    Number(attributes['outline-level']),
  );
  const wanted = outlineOf(withProse).flatMap((block) =>
    block.is === 'heading' ? [block.level] : [],
  );
  assert.deepEqual(headings, wanted);
  for (const table of findAll(content, 'table')) {
    assert.equal(findAll(table, 'table-header-rows').length, 1);
  }
  const [language] = findAll(partOf(file, 'styles.xml'), 'default-style').flatMap((style) =>
    findAll(style, 'text-properties'),
  );
  assert.deepEqual(
    [language?.attributes['language'], language?.attributes['country']],
    ['en', 'GB'],
  );
  const meta = partOf(file, 'meta.xml');
  assert.equal(textIn(findAll(meta, 'title')[0] as XmlElement), consultation.title);
  const lists = findAll(content, 'list').map((list) => textIn(list));
  assert.ok(lists.includes('Threegoes onFourdeeper'), lists.join('\n'));
});

test('the same consultation gives the same bytes', async () => {
  const [one, other] = [
    await makeForms(consultation),
    await makeForms(structuredClone(consultation)),
  ];
  for (const { name } of formFiles) assert.ok(one[name].equals(other[name]), name);
  const built = await readFile(join(defaultDist, 'client', slug, 'form.docx'));
  assert.ok(built.equals(one['form.docx']));
});

test('characters that would break XML are escaped', () => {
  const odd: Block[] = [
    { is: 'paragraph', text: 'a < b & "c"  two \u0000 \uFFFF 😀 \uD800', quotes: 0 },
    { is: 'heading', level: 1, text: 'Ask a@example.org, or see https://example.org/a?b=1&c=2.' },
  ];
  for (const make of [docxParts, odtParts]) {
    for (const { path, text } of make({ title: 'A & B', language: 'en' }, odd, normalPrint)) {
      if (path !== 'mimetype') assert.doesNotThrow(() => parseXml(text), path);
    }
  }
  assert.deepEqual(splitLinks('Ask a@example.org, or see https://example.org/a?b=1.'), [
    { text: 'Ask ', href: null },
    { text: 'a@example.org', href: 'mailto:a@example.org' },
    { text: ', or see ', href: null },
    { text: 'https://example.org/a?b=1', href: 'https://example.org/a?b=1' },
    { text: '.', href: null },
  ]);
});

test('columns share the width of a table by their words, and none is too narrow', () => {
  assert.deepEqual(shareWidth([['ab', 'abcdefgh']], 100), [40, 60]);
  assert.deepEqual(shareWidth([['', '']], 101), [50, 51]);
  assert.deepEqual(
    shareWidth([['x'.repeat(1000), 'y', 'z']], 99).reduce((a, b) => a + b),
    99,
  );
});

test('sizes are given in units that people know', () => {
  const said = (spoken: { language?: string }) =>
    [1, 900, 8_664, 1_234_567].map((bytes) => saySize(bytes, spoken));
  assert.deepEqual(said({}), ['1 kB', '1 kB', '9 kB', '1.2 MB']);
  assert.deepEqual(said({ language: 'ar' }).slice(-2), ['9 كيلوبايت', '1.2 ميغابايت']);
});
