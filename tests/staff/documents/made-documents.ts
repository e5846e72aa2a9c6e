/** Documents as people and programs make them, for tests: the form filled in, and words in every odd place. */
import fc from 'fast-check';
import type { Consultation } from '../../../src/consultation/consultation.ts';
import { questionsOf } from '../../../src/consultation/consultation.ts';
import { docxParts } from '../../../src/paper-form/document/docx.ts';
import { odtParts } from '../../../src/paper-form/document/odt.ts';
import { outlineOf, type Block } from '../../../src/paper-form/document/outline.ts';
import { normalPrint } from '../../../src/paper-form/document/sizes.ts';
import { kindOf } from '../../../src/questions/kinds.ts';
import { zipFile } from '../../../src/server/files/zip-file.ts';
import { escapeXml } from '../../../src/text/xml.ts';
import { samplesOf } from '../../questions/samples/all.ts';
import type { Fields, Filled } from '../../questions/samples/samples.ts';

export type DocumentFormat = 'docx' | 'odt';

export interface FilledDocument {
  fields: Fields;
  blocks: Block[];
}

/** Fills in the blank document below each "Answer:". */
export function filledDocuments(
  consultation: Consultation,
  line: fc.Arbitrary<string>,
): fc.Arbitrary<FilledDocument> {
  const titles = consultation.sections.map(({ title }) => title ?? consultation.title);
  const filled = questionsOf(consultation).map((question) =>
    samplesOf(question).fillIn(question, kindOf(question).blankLines(question), line, titles),
  );
  return fc.tuple(...filled).map((all: Filled[]) => ({
    fields: Object.assign({}, ...all.map(({ fields }) => fields)) as Fields,
    blocks: fillIn(
      outlineOf(consultation),
      all.map(({ lines }) => lines),
    ),
  }));
}

const isAnswer = ({ is }: Block) => ['line', 'row name', 'entry', 'space'].includes(is);

function fillIn(blank: Block[], answers: string[][]): Block[] {
  const rest = [...answers];
  return blank.flatMap((block): Block[] => {
    if (isAnswer(block)) return [];
    if (block.is !== 'label') return [block];
    const lines = rest.shift() ?? [];
    return [block, ...lines.map((text): Block => ({ is: 'entry', text }))];
  });
}

export function toFile(
  format: DocumentFormat,
  consultation: Pick<Consultation, 'title' | 'language'>,
  blocks: Block[],
): Promise<Buffer> {
  const make = format === 'docx' ? docxParts : odtParts;
  return zipFile(make(consultation, blocks, normalPrint));
}

/** Ways to write a line of text into a document. Each brings the whole line, and nothing else. */
export type Way = (line: string) => string;

const run = (text: string) => `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
const inDocx = (inside: string) => `<w:p>${inside}</w:p>`;
const halves = (line: string): [string, string] => {
  const at = line.indexOf(' ', line.length / 2) + 1;
  return [line.slice(0, at), line.slice(at)];
};

/** Where the words of a person can be in a Word document. */
export const docxWays: Record<string, Way> = {
  'a paragraph': (line) => inDocx(run(line)),
  'two runs': (line) => inDocx(halves(line).map(run).join('')),
  'a proofreading mark within': (line) => {
    const [one, other] = halves(line);
    return inDocx(`${run(one)}<w:proofErr w:type="spellStart"/>${run(other)}`);
  },
  'inserted with changes tracked': (line) =>
    inDocx(`<w:ins w:id="900" w:author="A">${run(line)}</w:ins>`),
  'deleted with changes tracked': (line) =>
    inDocx(
      `<w:del w:id="901" w:author="A"><w:r><w:delText xml:space="preserve">${escapeXml(line)}</w:delText></w:r></w:del>`,
    ),
  'moved with changes tracked': (line) => inDocx(`<w:moveTo w:id="902">${run(line)}</w:moveTo>`),
  'a content control': (line) =>
    `<w:sdt><w:sdtPr/><w:sdtContent>${inDocx(run(line))}</w:sdtContent></w:sdt>`,
  'a content control in a line': (line) =>
    inDocx(`<w:sdt><w:sdtContent>${run(line)}</w:sdtContent></w:sdt>`),
  'a table': (line) => `<w:tbl><w:tr><w:tc>${inDocx(run(line))}</w:tc></w:tr></w:tbl>`,
  'a table of two columns': (line) =>
    `<w:tbl><w:tr>${halves(line)
      .map((half) => `<w:tc>${inDocx(run(half.trimEnd()))}</w:tc>`)
      .join('')}</w:tr></w:tbl>`,
  'a table in a table': (line) =>
    `<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>${inDocx(run(line))}</w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>`,
  'a box with text': (line) =>
    inDocx(
      `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing><w:txbxContent>${inDocx(run(line))}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>${inDocx(run(line))}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    ),
  'an old box with text': (line) =>
    inDocx(`<w:r><w:pict><w:txbxContent>${inDocx(run(line))}</w:txbxContent></w:pict></w:r>`),
  'a link': (line) => inDocx(`<w:hyperlink r:id="rId900">${run(line)}</w:hyperlink>`),
  'a field': (line) => inDocx(`<w:fldSimple w:instr=" QUOTE ">${run(line)}</w:fldSimple>`),
  'a list': (line) =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${run(line)}</w:p>`,
  'hidden text': (line) =>
    inDocx(
      `<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r>`,
    ),
  'tabs and line breaks': (line) =>
    inDocx(
      `<w:r>${line
        .split(' ')
        .map((word) => `<w:t>${escapeXml(word)}</w:t>`)
        .join('<w:tab/>')}<w:br/></w:r>`,
    ),
  'a formula': (line) =>
    inDocx(
      `<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>${escapeXml(line)}</m:t></m:r></m:oMath>`,
    ),
};

const inOdt = (inside: string) => `<text:p>${inside}</text:p>`;
const words = (line: string) => escapeXml(line);

/** Where the words of a person can be in an OpenDocument text. */
export const odtWays: Record<string, Way> = {
  'a paragraph': (line) => inOdt(words(line)),
  'two spans': (line) =>
    inOdt(
      halves(line)
        .map((half) => `<text:span>${words(half)}</text:span>`)
        .join(''),
    ),
  'a comment': (line) =>
    inOdt(`<office:annotation><dc:creator>X</dc:creator>${inOdt(words(line))}</office:annotation>`),
  'a footnote': (line) =>
    inOdt(
      `<text:note><text:note-citation>1</text:note-citation><text:note-body>${inOdt(words(line))}</text:note-body></text:note>`,
    ),
  'deleted with changes tracked': (line) =>
    `<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>X</dc:creator></office:change-info>${inOdt(words(line))}</text:deletion></text:changed-region></text:tracked-changes>`,
  'a table': (line) =>
    `<table:table><table:table-row>${halves(line)
      .map((half) => `<table:table-cell>${inOdt(words(half.trimEnd()))}</table:table-cell>`)
      .join('')}</table:table-row></table:table>`,
  'a box with text': (line) =>
    inOdt(
      `<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:text-box>${inOdt(words(line))}</draw:text-box></draw:frame>`,
    ),
  'a shape': (line) =>
    inOdt(
      `<draw:custom-shape xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">${inOdt(words(line))}</draw:custom-shape>`,
    ),
  'a link': (line) => inOdt(`<text:a xlink:href="https://example.org/">${words(line)}</text:a>`),
  'a list': (line) =>
    `<text:list text:style-name="Bullets"><text:list-item>${inOdt(words(line))}</text:list-item></text:list>`,
  'a section': (line) => `<text:section text:name="s">${inOdt(words(line))}</text:section>`,
  'tabs, line breaks and broken lines': (line) =>
    inOdt(`\n  ${line.split(' ').map(words).join('<text:tab/>')}<text:line-break/>\n`),
};

/** Places for words outside the text, by the part of the file. */
export const docxBeside: Record<string, (line: string) => { path: string; text: string }> = {
  'a header': (line) => part('header9', 'hdr', inDocx(run(line))),
  'a footer': (line) => part('footer9', 'ftr', inDocx(run(line))),
  'a footnote': (line) =>
    part('footnotes', 'footnotes', `<w:footnote w:id="2">${inDocx(run(line))}</w:footnote>`),
  'an endnote': (line) =>
    part('endnotes', 'endnotes', `<w:endnote w:id="2">${inDocx(run(line))}</w:endnote>`),
  'a comment': (line) =>
    part(
      'comments',
      'comments',
      `<w:comment w:id="2" w:author="X">${inDocx(run(line))}</w:comment>`,
    ),
  'a diagram': (line) => ({
    path: 'word/diagrams/data1.xml',
    text: `<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><a:t>${escapeXml(line)}</a:t></dgm:dataModel>`,
  }),
};

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

function part(name: string, root: string, inside: string) {
  return { path: `word/${name}.xml`, text: `<w:${root} xmlns:w="${main}">${inside}</w:${root}>` };
}
