/** The styles of a Word document. */
import { escapeXml, xmlHead } from '../../text/xml.ts';
import { font, type Sizes } from './sizes.ts';

/** How far each level of a list is indented, in twentieths of a point. */
export const listIndent = 425;

interface Look {
  /** In points. */
  size?: number;
  isBold?: boolean;
  /** Space in points. */
  before?: number;
  after?: number;
  more?: string;
  based?: string;
  next?: string;
  level?: number;
}

/** @param isRtl whether the language is written from right to left */
export function docxStyles(
  namespace: string,
  language: string,
  sizes: Sizes,
  isRtl: boolean,
): string {
  const { body, headings } = sizes;
  const space = (part: number) => Math.round(body * part);
  const box = ['top', 'left', 'bottom', 'right']
    .map((side) => `<w:${side} w:val="single" w:sz="8" w:space="4" w:color="595959"/>`)
    .join('');
  const looks: [id: string, name: string, look: Look][] = [
    ...headings.map((size, at): [string, string, Look] => [
      `Heading${at + 1}`,
      `heading ${at + 1}`,
      {
        ...{ size, isBold: true, level: at, next: 'BodyText', more: '<w:keepNext/><w:keepLines/>' },
        before: at === 0 ? 0 : Math.round(size * (at === 1 ? 1.6 : 1.2)),
        after: space(0.5),
      },
    ]),
    ['BodyText', 'Body Text', { after: space(0.6) }],
    ['ListParagraph', 'List Paragraph', { after: space(0.3) }],
    ['ListContinue', 'List Continue', { after: space(0.3) }],
    ['Quote', 'Quote', { after: space(0.6), more: '<w:ind w:left="567" w:right="567"/>' }],
    ['Caption', 'caption', { after: space(0.4), more: '<w:keepNext/>' }],
    ['TableText', 'Table Text', { before: 2, after: 2 }],
    ['TableHead', 'Table Head', { before: 2, after: 2, isBold: true, more: '<w:keepNext/>' }],
    ['AfterTable', 'After Table', {}],
    [
      'AnswerLabel',
      'Answer Label',
      { isBold: true, before: space(0.4), after: space(0.3), more: '<w:keepNext/>' },
    ],
    [
      'AnswerLine',
      'Answer Line',
      { before: space(0.4), after: space(0.3), more: '<w:keepNext/><w:keepLines/>' },
    ],
    [
      'AnswerRow',
      'Answer Row',
      { isBold: true, before: space(0.6), after: space(0.3), more: '<w:keepNext/><w:keepLines/>' },
    ],
    [
      'AnswerEntry',
      'Answer Entry',
      {
        after: space(0.4),
        more: `<w:keepLines/><w:ind w:left="${25 * body}" w:hanging="${25 * body}"/>`,
      },
    ],
    // Paragraphs of the same style that follow each other are in one box.
    [
      'AnswerSpace',
      'Answer Space',
      { more: `<w:pBdr>${box}</w:pBdr><w:ind w:left="113" w:right="113"/>` },
    ],
    ['Footer', 'footer', { more: '<w:jc w:val="center"/>' }],
  ];
  return (
    `${xmlHead}<w:styles xmlns:w="${namespace}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:cs="${font}"/><w:sz w:val="${2 * body}"/><w:szCs w:val="${2 * body}"/><w:lang w:val="${escapeXml(language)}"${isRtl ? ` w:bidi="${escapeXml(language)}"` : ''}/></w:rPr></w:rPrDefault>` +
    '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>' +
    `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>${isRtl ? '<w:pPr><w:bidi/></w:pPr>' : ''}</w:style>` +
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0A3F8F"/><w:u w:val="single"/></w:rPr></w:style>' +
    `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
    `<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${[
      'top',
      'left',
      'bottom',
      'right',
      'insideH',
      'insideV',
    ]
      .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="595959"/>`)
      .join('')}</w:tblBorders></w:tblPr></w:style>` +
    looks.map(writeStyle).join('') +
    '</w:styles>'
  );
}

function writeStyle([id, name, look]: [string, string, Look]): string {
  const { size, isBold, before = 0, after = 0, more = '', next, level } = look;
  const spacing = `<w:spacing w:before="${20 * before}" w:after="${20 * after}"/>`;
  const outline = level === undefined ? '' : `<w:outlineLvl w:val="${level}"/>`;
  // The order of these elements is part of the format (ECMA-376 §17.3.1.26).
  const settings = inOrder(more + spacing) + outline;
  const letters =
    (isBold ? '<w:b/><w:bCs/>' : '') +
    (size === undefined ? '' : `<w:sz w:val="${2 * size}"/><w:szCs w:val="${2 * size}"/>`);
  return (
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>` +
    `${next === undefined ? '' : `<w:next w:val="${next}"/>`}<w:qFormat/><w:pPr>${settings}</w:pPr>${letters && `<w:rPr>${letters}</w:rPr>`}</w:style>`
  );
}

const order = ['keepNext', 'keepLines', 'pBdr', 'spacing', 'ind', 'jc'];

function inOrder(elements: string): string {
  const found = elements.match(/<w:(\w+)(?:[^>]*\/>|>.*?<\/w:\1>)/g) ?? [];
  const place = (element: string) => order.indexOf(/<w:(\w+)/.exec(element)?.[1] ?? '');
  return found.toSorted((a, b) => place(a) - place(b)).join('');
}
