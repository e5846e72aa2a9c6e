/** The styles of an OpenDocument text. */
import { escapeXml } from '../../text/xml.ts';
import type { languageOf } from './language.ts';
import { font, page, type Sizes } from './sizes.ts';

const oasis = 'urn:oasis:names:tc:opendocument:xmlns:';
export const namespaces = [
  ['office', `${oasis}office:1.0`],
  ['style', `${oasis}style:1.0`],
  ['text', `${oasis}text:1.0`],
  ['table', `${oasis}table:1.0`],
  ['meta', `${oasis}meta:1.0`],
  ['fo', `${oasis}xsl-fo-compatible:1.0`],
  ['svg', `${oasis}svg-compatible:1.0`],
  ['xlink', 'http://www.w3.org/1999/xlink'],
  ['dc', 'http://purl.org/dc/elements/1.1/'],
]
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ');

/** In millimetres. */
export const textWidth = page.width - 2 * page.margin;

interface Look {
  /** In points. */
  size?: number;
  isBold?: boolean;
  before?: number;
  after?: number;
  /** More attributes of the paragraph. */
  more?: string;
  level?: number;
  name?: string;
}

const together = 'fo:keep-with-next="always"';
const whole = 'fo:keep-together="always"';

/**
 * Makes text go from right to left. Its lines also need an alignment, because in LibreOffice 7.4 "start" is always the
 * left side.
 */
const writingMode = 'style:writing-mode="rl-tb"';

/** @param isRtl whether the language is written from right to left */
export function odtStyles(
  { language, country }: ReturnType<typeof languageOf>,
  { body, headings }: Sizes,
  isRtl: boolean,
): string {
  const space = (part: number) => Math.round(body * part);
  const box =
    'fo:border="1pt solid #595959" fo:padding="1.5mm" style:join-border="true" fo:margin-left="2mm" fo:margin-right="2mm"';
  const looks: [id: string, look: Look][] = [
    ...headings.map((size, at): [string, Look] => [
      `Heading${at + 1}`,
      {
        ...{ size, isBold: true, level: at + 1, name: `Heading ${at + 1}` },
        more: `${together} ${whole}`,
        before: at === 0 ? 0 : Math.round(size * (at === 1 ? 1.6 : 1.2)),
        after: space(0.5),
      },
    ]),
    ['BodyText', { after: space(0.6), name: 'Text body' }],
    ['ListParagraph', { after: space(0.3) }],
    ['Quote', { after: space(0.6), more: 'fo:margin-left="10mm" fo:margin-right="10mm"' }],
    ['Caption', { after: space(0.4), more: together }],
    ['TableText', { before: 2, after: 2 }],
    ['TableHead', { before: 2, after: 2, isBold: true, more: together }],
    ['AfterTable', {}],
    ['AnswerLabel', { isBold: true, before: space(0.4), after: space(0.3), more: together }],
    ['AnswerLine', { before: space(0.4), after: space(0.3), more: `${together} ${whole}` }],
    [
      'AnswerRow',
      { isBold: true, before: space(0.6), after: space(0.3), more: `${together} ${whole}` },
    ],
    [
      'AnswerEntry',
      {
        after: space(0.4),
        more: `${whole} fo:margin-left="${1.25 * body}pt" fo:text-indent="-${1.25 * body}pt"`,
      },
    ],
    ['AnswerSpace', { more: `${box} ${together}` }],
    ['AnswerSpaceLast', { more: box }],
    ['Footer', { more: 'fo:text-align="center"' }],
  ];
  const code = escapeXml(language);
  const place = escapeXml(country || 'none');
  const inner =
    `fo:language="${code}" fo:country="${place}"` +
    (isRtl ? ` style:language-complex="${code}" style:country-complex="${place}"` : '');
  const letters =
    `style:font-name="${font}" fo:font-family="${font}" fo:font-size="${body}pt"` +
    (isRtl
      ? ` style:font-name-complex="${font}" style:font-family-complex="${font}" style:font-size-complex="${body}pt"`
      : '');
  const lines = `fo:line-height="125%" fo:orphans="2" fo:widows="2"${isRtl ? ` ${writingMode} fo:text-align="right"` : ''}`;
  return (
    `<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties ${lines}/><style:text-properties ${letters} ${inner}/></style:default-style>` +
    '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>' +
    looks.map((look) => writeStyle(look, isRtl)).join('') +
    listStyle('Bullets', null) +
    '</office:styles>' +
    `<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="${page.width}mm" fo:page-height="${page.height}mm" fo:margin-top="${page.margin}mm" fo:margin-bottom="${page.margin / 2}mm" fo:margin-left="${page.margin}mm" fo:margin-right="${page.margin}mm"${isRtl ? ` ${writingMode}` : ''}/><style:footer-style><style:header-footer-properties fo:min-height="${page.margin / 2}mm" fo:margin-top="2mm"/></style:footer-style></style:page-layout></office:automatic-styles>` +
    '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer><text:p text:style-name="Footer"><text:page-number text:select-page="current">1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>'
  );
}

function writeStyle([id, look]: [string, Look], isRtl: boolean): string {
  const { size, isBold, before = 0, after = 0, more = '', level, name } = look;
  const letters = [
    ...(isBold ? ['fo:font-weight="bold"'] : []),
    ...(isBold && isRtl ? ['style:font-weight-complex="bold"'] : []),
    ...(size === undefined ? [] : [`fo:font-size="${size}pt"`]),
    ...(size !== undefined && isRtl ? [`style:font-size-complex="${size}pt"`] : []),
  ].join(' ');
  return (
    `<style:style style:name="${id}"${name === undefined ? '' : ` style:display-name="${name}"`} style:family="paragraph" style:parent-style-name="Standard"${level === undefined ? '' : ` style:default-outline-level="${level}"`}>` +
    `<style:paragraph-properties fo:margin-top="${before}pt" fo:margin-bottom="${after}pt" ${more}/>${letters && `<style:text-properties ${letters}/>`}</style:style>`
  );
}

/** @param start the first number of a numbered list; `null` for bullets */
function listStyle(name: string, start: number | null): string {
  const levels = Array.from({ length: 9 }, (_, at) => {
    const level = at + 1;
    const place = `<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-7.5mm" fo:margin-left="${7.5 * level}mm"/></style:list-level-properties>`;
    return start === null
      ? `<text:list-level-style-bullet text:level="${level}" text:bullet-char="•">${place}</text:list-level-style-bullet>`
      : `<text:list-level-style-number text:level="${level}" style:num-format="1" style:num-suffix="." text:start-value="${start}">${place}</text:list-level-style-number>`;
  });
  return `<text:list-style style:name="${name}">${levels.join('')}</text:list-style>`;
}

/** Returns the styles of tables and of numbered lists, one for each. */
export function contentStyles(tables: number[][], starts: number[], isRtl: boolean): string {
  const columns = tables.flatMap((widths, at) =>
    widths.map(
      (width, column) =>
        `<style:style style:name="Table${at + 1}Column${column + 1}" style:family="table-column"><style:table-column-properties style:column-width="${width / 100}mm"/></style:style>`,
    ),
  );
  return (
    `<style:style style:name="Table" style:family="table"><style:table-properties style:width="${textWidth}mm" table:align="${isRtl ? 'right' : 'left'}" table:border-model="collapsing"${isRtl ? ` ${writingMode}` : ''}/></style:style>` +
    '<style:style style:name="TableRow" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>' +
    '<style:style style:name="TableCell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #595959" fo:padding="1.5mm"/></style:style>' +
    columns.join('') +
    starts.map((start, at) => listStyle(`Numbers${at + 1}`, start)).join('')
  );
}
