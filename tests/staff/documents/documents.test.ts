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

test('an empty item of a numbered list counts, unless it was deleted', async () => {
  const item = (inside: string, mark = '') =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>${mark}</w:pPr>${inside}</w:p>`;
  const deleted = item('', '<w:rPr><w:del w:id="1"/></w:rPr>');
  const bytes = changed(
    answered(item(run('Human')) + item('') + deleted + item(run('Real'))),
    'word/numbering.xml',
    (text) =>
      text.replace(
        '</w:numbering>',
        '<w:num w:numId="9"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
      ),
  );
  assert.deepEqual((await read(bytes)).typed, { [comment?.id ?? '']: ['1. Human\n\n\n3. Real'] });
});

test('the address of a link that is a field is kept', async () => {
  const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const instruction = (text: string) => `<w:r><w:instrText>${text}</w:instrText></w:r>`;
  const address = instruction(' HYPERLINK "https://example.org/re') + instruction('port" ');
  const link = field('begin') + address + field('separate') + run('our report') + field('end');
  const place = `${field('begin')}${instruction(' PAGE ')}${field('separate')}${run('3')}${field('end')}`;
  const simple = `<w:fldSimple w:instr=' HYPERLINK "https://example.org/plan" '>${run('plan')}</w:fldSimple>`;
  const { typed } = await read(
    answered(paragraph(link + run(', page ') + place) + paragraph(simple)),
  );
  assert.deepEqual(typed, {
    [comment?.id ?? '']: [
      'our report (https://example.org/report), page 3\nplan (https://example.org/plan)',
    ],
  });
});

test('a power and a fraction are not read as other numbers', async () => {
  const raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r>';
  const math = (inside: string) =>
    `<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">${inside}</m:oMath>`;
  const number = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`;
  const half = math(
    `<m:f><m:fPr/><m:num>${number('1')}</m:num><m:den>${number('2')}</m:den></m:f>`,
  );
  const power = math(`<m:sSup><m:e>${number('10')}</m:e><m:sup>${number('3')}</m:sup></m:sSup>`);
  const { typed } = await read(
    answered(paragraph(run('10') + raised + run(' or ') + half + run(' or ') + power)),
  );
  assert.deepEqual(typed, { [comment?.id ?? '']: ['10^6 or 1/2 or 10^3'] });
});

test('words that are crossed out do not count as said, and those that are highlighted are named', async () => {
  const styled = (format: string, text: string) =>
    `<w:r><w:rPr>${format}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const struck = styled('<w:strike/>', 'I hate ') + styled('<w:dstrike w:val="1"/>', 'this.');
  const plain = styled(
    '<w:strike w:val="false"/><w:highlight w:val="none"/><w:shd w:fill="FFFFFF"/>',
    ' I like this.',
  );
  const said = await read(answered(paragraph(struck + plain)));
  assert.deepEqual(said.typed, { [comment?.id ?? '']: [' I like this.'] });
  assert.deepEqual(said.unread, ['Crossed out: I hate this.']);

  const option = (text: string, number: number) =>
    new RegExp(`<w:r><w:t[^>]*>(\\[ \\] Option ${number}: Our vision[^<]*)</w:t></w:r>`).exec(
      text,
    ) ?? [];
  const deleted = await read(
    inDocx((text) => {
      const [whole = '', words = ''] = option(text, 1);
      return text.replace(whole, () => styled('<w:strike/>', words));
    }),
  );
  assert.deepEqual(deleted.typed, {});
  assert.match(deleted.left.flatMap(({ lines }) => lines).join(), /^\[ \] Option 2: Our vision/);
  assert.match(deleted.unread.join(), /^Crossed out: \[ \] Option 1: Our vision/);
  for (const format of [
    '<w:highlight w:val="yellow"/>',
    '<w:shd w:val="clear" w:fill="FFFF00"/>',
  ]) {
    const marked = await read(
      inDocx((text) => {
        const [whole = '', words = ''] = option(text, 2);
        return text.replace(whole, () => styled(format, words));
      }),
    );
    assert.deepEqual([marked.typed, marked.left], [{}, []]);
    assert.match(marked.unread.join(), /^Highlighted, .*: \[ \] Option 2: Our vision/);
  }

  const odt = changed(forms['form.odt'], 'content.xml', (text) =>
    text
      .replace(
        '</office:automatic-styles>',
        '<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="T2" style:family="text"><style:text-properties fo:background-color="#ffff00"/></style:style><style:style style:name="T3" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style></office:automatic-styles>',
      )
      .replace(
        '<text:p text:style-name="AnswerSpace"></text:p>',
        '<text:p><text:span text:style-name="T1">I hate this.</text:span> 10<text:span text:style-name="T3">6</text:span> <text:span text:style-name="T2">people</text:span></text:p>',
      ),
  );
  const { typed, unread } = await read(odt, 'form.odt');
  assert.deepEqual(typed, { [comment?.id ?? '']: ['10^6 people'] });
  assert.deepEqual(unread, [
    'Crossed out: I hate this.',
    'Highlighted, so look at it in the file: people',
  ]);
});

test('pictures and embedded files are named, and a page number is not', async () => {
  const { unread } = await read(inDocx((text) => text, { 'word/media/image1.png': 'x' }));
  assert.deepEqual(unread, [
    'The file has a picture, which was not read. Open the file and look at it.',
  ]);
  const embedded = await read(inDocx((text) => text, { 'word/embeddings/a.xlsx': 'x' }));
  assert.match(embedded.unread.join(), /embedded file or a formula/);
  const chunk = await read(inDocx((text) => text.replace('<w:sectPr', '<w:altChunk/><w:sectPr')));
  assert.match(chunk.unread.join(), /embedded file or a formula/);
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
