/**
 * The form as a Word document (.docx, ECMA-376), with real headings, lists and tables, and nothing that screen
 * readers or other programs have trouble with (no protection, no content controls, no tables for layout).
 */
import type { Consultation } from '../../consultation/consultation.ts';
import { escapeXml, xmlHead } from '../../text/xml.ts';
import type { Passage } from '../prose-text.ts';
import { directionOf } from '../../languages/direction.ts';
import { splitDirections } from './direction.ts';
import { languageOf } from './language.ts';
import { splitLinks } from './links.ts';
import type { Block } from './outline.ts';
import { shareWidth } from './column-widths.ts';
import { page, type Sizes } from './sizes.ts';
import { docxStyles, listIndent } from './docx-styles.ts';

/** A file inside a document, which is a ZIP file. */
export interface Part {
  path: string;
  text: string;
}

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** In twentieths of a point. */
const twips = (millimetres: number) => Math.round((millimetres / 25.4) * 1440);
const textWidth = twips(page.width - 2 * page.margin);

export function docxParts(
  { title, language }: Pick<Consultation, 'title' | 'language'>,
  blocks: readonly Block[],
  sizes: Sizes,
): Part[] {
  const { language: spoken, country } = languageOf(language);
  const tag = country === '' ? spoken : `${spoken}-${country}`;
  const isRtl = directionOf(language) === 'rtl';
  const body = writeBody(blocks, isRtl);
  return [
    { path: '[Content_Types].xml', text: contentTypes },
    { path: '_rels/.rels', text: packageRelations },
    {
      path: 'docProps/core.xml',
      text: `${xmlHead}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title><dc:language>${escapeXml(tag)}</dc:language></cp:coreProperties>`,
    },
    { path: 'word/document.xml', text: body.document },
    { path: 'word/_rels/document.xml.rels', text: body.relations },
    { path: 'word/numbering.xml', text: body.numbering },
    { path: 'word/styles.xml', text: docxStyles(main, tag, sizes, isRtl) },
    {
      path: 'word/settings.xml',
      text: `${xmlHead}<w:settings xmlns:w="${main}"><w:themeFontLang w:val="${escapeXml(tag)}"${isRtl ? ` w:bidi="${escapeXml(tag)}"` : ''}/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`,
    },
    {
      path: 'word/footer1.xml',
      text: `${xmlHead}<w:ftr xmlns:w="${main}"><w:p><w:pPr><w:pStyle w:val="Footer"/>${isRtl ? bidi : ''}</w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`,
    },
  ];
}

const contentTypes =
  `${xmlHead}<Types xmlns="${packaged}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>' +
  `<Override PartName="/word/document.xml" ContentType="${types}.document.main+xml"/>` +
  ['numbering', 'styles', 'settings']
    .map((name) => `<Override PartName="/word/${name}.xml" ContentType="${types}.${name}+xml"/>`)
    .join('') +
  `<Override PartName="/word/footer1.xml" ContentType="${types}.footer+xml"/></Types>`;

const packageRelations =
  `${xmlHead}<Relationships xmlns="${packaged}/relationships">` +
  `<Relationship Id="rId1" Type="${relations}/officeDocument" Target="word/document.xml"/>` +
  `<Relationship Id="rId2" Type="${packaged}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
  '</Relationships>';

/** The relations of every document. Links to addresses come after them. */
const ownRelations = [
  ['numbering', 'numbering.xml'],
  ['styles', 'styles.xml'],
  ['settings', 'settings.xml'],
  ['footer', 'footer1.xml'],
] as const;
const footerId = 'rId4';

/** Makes a paragraph go from right to left. Word then calls the side on which its lines begin the left side. */
const bidi = '<w:bidi/>';
const rtl = '<w:rtl/>';

/** @param isRtl whether the language is written from right to left */
function writeBody(blocks: readonly Block[], isRtl: boolean) {
  const links: string[] = [];
  const lists: NonNullable<Passage['list']>[] = [];
  let bookmarks = 0;

  const oneRun = (text: string, style: string, direction: string) => {
    const look = (style && `<w:rStyle w:val="${style}"/>`) + direction;
    return `<w:r>${look && `<w:rPr>${look}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
  };
  const run = (text: string, style = '') =>
    isRtl
      ? splitDirections(text)
          .map(({ text: said, isLeftToRight }) => oneRun(said, style, isLeftToRight ? '' : rtl))
          .join('')
      : oneRun(text, style, '');
  const runs = (text: string) =>
    splitLinks(text)
      .map(({ text: said, href }) => {
        if (href === null) return said === '' ? '' : run(said);
        if (!links.includes(href)) links.push(href);
        const id = `rId${ownRelations.length + links.indexOf(href) + 1}`;
        return `<w:hyperlink r:id="${id}">${run(said, 'Hyperlink')}</w:hyperlink>`;
      })
      .join('');
  const bookmark = (name: string | undefined) => {
    if (name === undefined) return '';
    const id = (bookmarks += 1);
    return `<w:bookmarkStart w:id="${id}" w:name="${name}"/><w:bookmarkEnd w:id="${id}"/>`;
  };
  // Words that a person adds at the end have the direction of the paragraph’s mark.
  const settingsOf = (style: string, before = '', after = '') =>
    `<w:pPr><w:pStyle w:val="${style}"/>${before}${isRtl ? bidi : ''}${after}${isRtl ? `<w:rPr>${rtl}</w:rPr>` : ''}</w:pPr>`;
  const paragraph = (
    style: string,
    text: string,
    { before = '', numbers = '', indent = '' } = {},
  ) => `<w:p>${settingsOf(style, numbers, indent)}${before}${runs(text)}</w:p>`;

  /** Returns the number of a list in the file. Each list starts its numbering again. */
  function numberOf(place: NonNullable<Passage['list']>): number {
    if (!place.list.isOrdered) return 1;
    let at = lists.findIndex(({ list }) => list === place.list);
    if (at === -1) at = lists.push(place) - 1;
    return at + 2;
  }

  function item(text: string, place: NonNullable<Passage['list']>): string {
    const { depth, isFurther } = place;
    if (isFurther) {
      const indent = `<w:ind w:left="${listIndent * (depth + 1)}"/>`;
      return paragraph('ListContinue', text, { indent });
    }
    const numbers = `<w:numPr><w:ilvl w:val="${Math.min(depth, 8)}"/><w:numId w:val="${numberOf(place)}"/></w:numPr>`;
    return paragraph('ListParagraph', text, { numbers });
  }

  function table({ head, rows }: Extract<Block, { is: 'table' }>): string {
    const widths = shareWidth([head ?? [], ...rows], textWidth);
    const row = (cells: string[], isHead: boolean) =>
      `<w:tr><w:trPr><w:cantSplit/>${isHead ? '<w:tblHeader/>' : ''}</w:trPr>${widths
        .map(
          (width, at) =>
            `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph(isHead ? 'TableHead' : 'TableText', cells[at] ?? '')}</w:tc>`,
        )
        .join('')}</w:tr>`;
    return (
      `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>${isRtl ? '<w:bidiVisual/>' : ''}<w:tblW w:w="${textWidth}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="${head ? 1 : 0}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>` +
      `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>` +
      `${head ? row(head, true) : ''}${rows.map((cells) => row(cells, false)).join('')}</w:tbl>` +
      // Word joins two tables if there is nothing between them.
      `<w:p>${settingsOf('AfterTable')}</w:p>`
    );
  }

  function write(block: Block): string {
    switch (block.is) {
      case 'heading':
        return paragraph(`Heading${block.level}`, block.text, { before: bookmark(block.bookmark) });
      case 'label':
        return paragraph('AnswerLabel', block.text, { before: bookmark(block.bookmark) });
      case 'paragraph':
        return paragraph(block.quotes > 0 ? 'Quote' : 'BodyText', block.text);
      case 'caption':
        return paragraph('Caption', block.text);
      case 'item':
        return item(block.text, block.list);
      case 'table':
        return table(block);
      case 'line':
        return paragraph('AnswerLine', block.text);
      case 'row name':
        return paragraph('AnswerRow', block.text);
      case 'entry':
        return paragraph('AnswerEntry', block.text);
      case 'space':
        return `<w:p>${settingsOf('AnswerSpace', block.isLast ? '' : '<w:keepNext/>')}</w:p>`;
    }
  }

  const written = blocks.map(write).join('');
  const size = `<w:pgSz w:w="${twips(page.width)}" w:h="${twips(page.height)}"/>`;
  const side = twips(page.margin);
  const margins = `<w:pgMar w:top="${side}" w:right="${side}" w:bottom="${side}" w:left="${side}" w:header="${side / 2}" w:footer="${side / 2}" w:gutter="0"/>`;
  return {
    document: `${xmlHead}<w:document xmlns:w="${main}" xmlns:r="${relations}"><w:body>${written}<w:sectPr><w:footerReference w:type="default" r:id="${footerId}"/>${size}${margins}${isRtl ? bidi : ''}</w:sectPr></w:body></w:document>`,
    relations:
      `${xmlHead}<Relationships xmlns="${packaged}/relationships">` +
      ownRelations
        .map(
          ([type, target], at) =>
            `<Relationship Id="rId${at + 1}" Type="${relations}/${type}" Target="${target}"/>`,
        )
        .join('') +
      links
        .map(
          (href, at) =>
            `<Relationship Id="rId${ownRelations.length + at + 1}" Type="${relations}/hyperlink" Target="${escapeXml(href)}" TargetMode="External"/>`,
        )
        .join('') +
      '</Relationships>',
    numbering: writeNumbering(lists),
  };
}

/** Bullets have the number 1. Each numbered list has a separate number, with its first number. */
function writeNumbering(lists: NonNullable<Passage['list']>[]): string {
  const levels = (format: string, text: (level: number) => string) =>
    Array.from(
      { length: 9 },
      (_, level) =>
        `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text(level)}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${listIndent * (level + 1)}" w:hanging="${listIndent}"/></w:pPr></w:lvl>`,
    ).join('');
  const kind = (id: number, inside: string) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="hybridMultilevel"/>${inside}</w:abstractNum>`;
  const numbered = lists.map(
    ({ list, depth }, at) =>
      `<w:num w:numId="${at + 2}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="${Math.min(depth, 8)}"><w:startOverride w:val="${list.start}"/></w:lvlOverride></w:num>`,
  );
  return (
    `${xmlHead}<w:numbering xmlns:w="${main}">` +
    kind(
      0,
      levels('bullet', () => '•'),
    ) +
    kind(
      1,
      levels('decimal', (level) => `%${level + 1}.`),
    ) +
    `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>${numbered.join('')}</w:numbering>`
  );
}
