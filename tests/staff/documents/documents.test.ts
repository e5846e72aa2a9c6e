/** Documents that `add` reads: what people and programs do to them, and those that it refuses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { makeForms } from '../../../scripts/make-forms.ts';
import { questionsOf } from '../../../src/consultation/consultation.ts';
import { readTextForm } from '../../../src/paper-form/read-text-form.ts';
import { zipFile } from '../../../src/server/files/zip-file.ts';
import { nextLabel, type Level } from '../../../src/staff/documents/list-labels.ts';
import { readForm } from '../../../src/staff/form-file.ts';
import { builtConsultation } from '../../site.ts';

const consultation = await builtConsultation();
const forms = await makeForms(consultation);
const [, comment] = questionsOf(consultation);

/** Changes a part of a form. */
function changed(
  file: Buffer,
  part: string,
  change: (text: string) => string,
  more: Record<string, string> = {},
): Buffer {
  const parts = unzipSync(file);
  const text = change(strFromU8(parts[part] ?? new Uint8Array()));
  const others = Object.entries(more).map(([name, one]) => [name, strToU8(one)] as const);
  return Buffer.from(zipSync({ ...parts, [part]: strToU8(text), ...Object.fromEntries(others) }));
}

const inDocx = (change: (text: string) => string, more?: Record<string, string>) =>
  changed(forms['form.docx'], 'word/document.xml', change, more);

async function read(bytes: Buffer, name = 'form.docx') {
  const { text, bookmarks, unread } = await readForm(name, bytes);
  return { ...readTextForm(consultation, text, bookmarks), text, unread };
}

/** The first empty line below the comment about the vision. */
const space = '<w:p><w:pPr><w:pStyle w:val="AnswerSpace"/><w:keepNext/></w:pPr></w:p>';
const paragraph = (inside: string) => `<w:p>${inside}</w:p>`;
const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const answered = (inside: string) => inDocx((text) => text.replace(space, () => inside));

test('a question that somebody has reworded is found by its bookmark, and the new words are named', async () => {
  const ask = comment?.ask ?? '';
  const reworded = inDocx((text) =>
    text
      .replace(`Question: ${ask}`, 'Anything else on this?')
      .replace(space, paragraph(run('My words'))),
  );
  const { typed, left, missing } = await read(reworded);
  assert.deepEqual(typed, { [comment?.id ?? '']: ['My words'] });
  assert.deepEqual(
    left.map(({ lines }) => lines),
    [['Anything else on this?']],
  );
  assert.deepEqual(missing, []);

  const ofAnother = inDocx((text) =>
    text
      .replace(`Question: ${ask}`, 'Anything else on this?')
      .replace(space, paragraph(run('My words')))
      .replace(consultation.version, 'another'),
  );
  const other = await read(ofAnother);
  assert.deepEqual(
    other.missing.map(({ id }) => id),
    [comment?.id],
    'the numbers of questions are those of one version',
  );
});

test('a numbered list that a word processor has made is read with its numbers', async () => {
  const item = (text: string) =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr></w:pPr>${run(text)}</w:p>`;
  const numbered = changed(
    answered(item('First') + item('Second') + item('Third')),
    'word/numbering.xml',
    (text) =>
      text.replace(
        '</w:numbering>',
        '<w:num w:numId="9"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
      ),
  );
  const { typed } = await read(numbered);
  assert.deepEqual(typed, { [comment?.id ?? '']: ['1. First\n2. Second\n3. Third'] });

  const odt = changed(forms['form.odt'], 'content.xml', (text) =>
    text
      .replace(
        '</office:automatic-styles>',
        '<text:list-style style:name="L9"><text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"/></text:list-style></office:automatic-styles>',
      )
      .replace(
        '<text:p text:style-name="AnswerSpace"></text:p>',
        '<text:list text:style-name="L9"><text:list-item><text:p>One</text:p></text:list-item><text:list-item><text:p>Two</text:p></text:list-item></text:list>',
      ),
  );
  assert.deepEqual((await read(odt, 'form.odt')).typed, {
    [comment?.id ?? '']: ['a) One\nb) Two'],
  });

  const level = (format: Level['format']): Level => ({ format, start: 1, text: '%1.' });
  const labels = (['decimal', 'letter', 'LETTER', 'roman', 'ROMAN', null] as const).map(
    (format) => {
      const counts = new Map([[0, 28]]);
      return nextLabel(new Map([[0, level(format)]]), counts, 0);
    },
  );
  assert.deepEqual(labels, ['29.', 'cc.', 'CC.', 'xxix.', 'XXIX.', '']);
});

test('the address of a link is kept, unless the words of the link are the address', async () => {
  const link = (id: string, words: string) =>
    paragraph(`<w:hyperlink r:id="${id}">${run(words)}</w:hyperlink>`);
  const bytes = changed(
    answered(link('rId90', 'our report') + link('rId91', 'example.org/plan')),
    'word/_rels/document.xml.rels',
    (text) =>
      text.replace(
        '</Relationships>',
        '<Relationship Id="rId90" Type="x/hyperlink" Target="https://example.org/report" TargetMode="External"/><Relationship Id="rId91" Type="x/hyperlink" Target="https://example.org/plan/" TargetMode="External"/></Relationships>',
      ),
  );
  const { typed } = await read(bytes);
  assert.deepEqual(typed, {
    [comment?.id ?? '']: ['our report (https://example.org/report)\nexample.org/plan'],
  });
});

test('pictures and embedded files are named, and a page number is not', async () => {
  const { unread } = await read(inDocx((text) => text, { 'word/media/image1.png': 'x' }));
  assert.deepEqual(unread, [
    'The file has a picture, which was not read. Open the file and look at it.',
  ]);
  const embedded = await read(inDocx((text) => text, { 'word/embeddings/a.xlsx': 'x' }));
  assert.match(embedded.unread.join(), /embedded file or a formula/);
});

test('characters that mark a box are understood, including those of Wingdings', async () => {
  for (const sign of ['x', '✓', '☒', null]) {
    const mark = sign === null ? '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' : run(sign);
    const bytes = inDocx((text) =>
      text.replace(
        run(
          '[ ] Option 2: Our vision is a world where everyone’s experience and expertise is recognised and valued in the co-production of research.',
        ),
        () =>
          `${run('[')}${mark}${run('] Option 2: Our vision is a world where everyone’s experience and expertise is recognised and valued in the co-production of research.')}`,
      ),
    );
    const { typed, left } = await read(bytes);
    assert.deepEqual([typed, left], [{ 'vision-choice': ['option-2'] }, []], String(sign));
  }
});

test('a file that could do harm, or that nobody can read, is refused with a sentence', async () => {
  const refused = async (bytes: Buffer, says: RegExp, name = 'form.docx') => {
    const error = await readForm(name, bytes).then(
      () => null,
      (thrown: Error) => thrown,
    );
    assert.equal(error?.name === 'TypeError', false, String(error?.stack));
    assert.match(error?.message ?? 'it was read', says);
    assert.match(error?.message ?? '', new RegExp(`^${name} .*\\.$`));
  };
  const bomb = inDocx(() => `<w:document>${' '.repeat(30 * 1024 * 1024)}</w:document>`);
  assert.ok(bomb.length < 200_000);
  await refused(bomb, /is too large for a filled-in form/);

  const many = Object.fromEntries(
    Array.from({ length: 3 }, (_, at) => [`word/${at}.xml`, 'x'.repeat(15 * 1024 * 1024)]),
  );
  await refused(
    inDocx((text) => text, many),
    /is too large for a filled-in form/,
  );
  const parts = Object.fromEntries(Array.from({ length: 2_100 }, (_, at) => [`a/${at}.bin`, 'x']));
  await refused(
    inDocx((text) => text, parts),
    /is too large for a filled-in form/,
  );

  await refused(lying(forms['form.docx']), /is damaged and cannot be read/);
  await refused(forms['form.docx'].subarray(0, 5_000), /is damaged and cannot be read/);
  const flipped = Buffer.from(forms['form.docx']);
  const at = flipped.indexOf('word/document.xml') + 300;
  flipped[at] = (flipped[at] as number) ^ 0x55;
  await refused(flipped, /is damaged and cannot be read/);

  const entities = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>';
  await refused(
    inDocx((text) => text.replace('<w:document', `${entities}<w:document`)),
    /document type definition/,
  );
  await refused(
    changed(forms['form.odt'], 'content.xml', (text) =>
      text.replace('<office:document-content', `${entities}<office:document-content`),
    ),
    /document type definition/,
    'form.odt',
  );
  await refused(
    inDocx((text) => text.replace('<w:body>', '<w:body>&nbsp;')),
    /is damaged/,
  );
  await refused(
    inDocx((text) => text.replace('</w:body>', '')),
    /is damaged/,
  );
  const deep = 100_000;
  await refused(
    inDocx(
      () => `<w:document xmlns:w="w">${'<w:p>'.repeat(deep)}${'</w:p>'.repeat(deep)}</w:document>`,
    ),
    /is nested too deeply/,
  );
  await refused(
    changed(forms['form.odt'], 'META-INF/manifest.xml', (text) =>
      text.replace('</manifest:manifest>', '<manifest:encryption-data/></manifest:manifest>'),
    ),
    /is protected with a password/,
    'form.odt',
  );
  await refused(
    await zipFile([{ path: 'word/other.xml', text: '<a/>' }]),
    /has no text of a Word document/,
  );
});

/** Returns a file with a part that unpacks to more than the file says. */
function lying(file: Buffer): Buffer {
  const bytes = Buffer.from(file);
  const name = 'word/document.xml';
  const directory = bytes.lastIndexOf(name) - 46;
  assert.equal(bytes.readUInt32LE(directory), 0x02014b50);
  bytes.writeUInt32LE(100, directory + 24);
  return bytes;
}
