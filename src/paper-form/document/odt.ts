/** The form as an OpenDocument text (.odt, ISO/IEC 26300): the same document as the .docx, for other programs. */
import type { Consultation } from '../../consultation/consultation.ts';
import { escapeXml, xmlHead } from '../../text/xml.ts';
import type { Passage } from '../prose-text.ts';
import { directionOf } from '../../languages/direction.ts';
import { shareWidth } from './column-widths.ts';
import type { Part } from './docx.ts';
import { languageOf } from './language.ts';
import { splitLinks } from './links.ts';
import { nestLists, type Item } from './odt-lists.ts';
import { contentStyles, namespaces, odtStyles, textWidth } from './odt-styles.ts';
import type { Block } from './outline.ts';
import type { Sizes } from './sizes.ts';

const type = 'application/vnd.oasis.opendocument.text';

/** @returns the parts; the first must come first in the file, without compression (`isStored`) */
export function odtParts(
  { title, language }: Pick<Consultation, 'title' | 'language'>,
  blocks: readonly Block[],
  sizes: Sizes,
): (Part & { isStored?: boolean })[] {
  const spoken = languageOf(language);
  const isRtl = directionOf(language) === 'rtl';
  const tag = [spoken.language, spoken.country].filter((part) => part !== '').join('-');
  const body = writeBody(blocks);
  const version = 'office:version="1.2"';
  return [
    { path: 'mimetype', text: type, isStored: true },
    {
      path: 'META-INF/manifest.xml',
      text:
        `${xmlHead}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">` +
        `<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="${type}"/>` +
        ['content', 'styles', 'meta']
          .map(
            (name) =>
              `<manifest:file-entry manifest:full-path="${name}.xml" manifest:media-type="text/xml"/>`,
          )
          .join('') +
        '</manifest:manifest>',
    },
    {
      path: 'content.xml',
      text: `${xmlHead}<office:document-content ${namespaces} ${version}><office:automatic-styles>${contentStyles(body.tables, body.starts, isRtl)}</office:automatic-styles><office:body><office:text>${body.text}</office:text></office:body></office:document-content>`,
    },
    {
      path: 'styles.xml',
      text: `${xmlHead}<office:document-styles ${namespaces} ${version}>${odtStyles(spoken, sizes, isRtl)}</office:document-styles>`,
    },
    {
      path: 'meta.xml',
      text: `${xmlHead}<office:document-meta ${namespaces} ${version}><office:meta><dc:title>${escapeXml(title)}</dc:title><dc:language>${escapeXml(tag)}</dc:language></office:meta></office:document-meta>`,
    },
  ];
}

function writeBody(blocks: readonly Block[]) {
  /** The widths of the columns of each table, in hundredths of a millimetre. */
  const tables: number[][] = [];
  /** The first number of each numbered list. */
  const starts: number[] = [];
  const lists: NonNullable<Passage['list']>['list'][] = [];

  const words = (text: string) =>
    // The format drops repeated spaces, and has an element for them.
    escapeXml(text).replace(/ {2,}/g, ({ length }) => ` <text:s text:c="${length - 1}"/>`);
  const runs = (text: string) =>
    splitLinks(text)
      .map(({ text: said, href }) =>
        href === null
          ? words(said)
          : `<text:a xlink:type="simple" xlink:href="${escapeXml(href)}">${words(said)}</text:a>`,
      )
      .join('');
  const bookmark = (name: string | undefined) =>
    name === undefined ? '' : `<text:bookmark text:name="${name}"/>`;
  const paragraph = (style: string, text: string, before = '') =>
    `<text:p text:style-name="${style}">${before}${runs(text)}</text:p>`;

  function styleOf({ list }: NonNullable<Passage['list']>): string {
    if (!list.isOrdered) return 'Bullets';
    let at = lists.indexOf(list);
    if (at === -1) {
      at = lists.push(list) - 1;
      starts.push(list.start);
    }
    return `Numbers${at + 1}`;
  }

  function table({ head, rows }: Extract<Block, { is: 'table' }>): string {
    const widths = shareWidth([head ?? [], ...rows], 100 * textWidth);
    const number = tables.push(widths);
    const row = (cells: string[], style: string) =>
      `<table:table-row table:style-name="TableRow">${widths
        .map(
          (_, at) =>
            `<table:table-cell table:style-name="TableCell" office:value-type="string">${paragraph(style, cells[at] ?? '')}</table:table-cell>`,
        )
        .join('')}</table:table-row>`;
    return (
      `<table:table table:name="Table${number}" table:style-name="Table">` +
      widths
        .map((_, at) => `<table:table-column table:style-name="Table${number}Column${at + 1}"/>`)
        .join('') +
      (head ? `<table:table-header-rows>${row(head, 'TableHead')}</table:table-header-rows>` : '') +
      `${rows.map((cells) => row(cells, 'TableText')).join('')}</table:table><text:p text:style-name="AfterTable"/>`
    );
  }

  function write(block: Block): string {
    switch (block.is) {
      case 'heading':
        return `<text:h text:style-name="Heading${block.level}" text:outline-level="${block.level}">${bookmark(block.bookmark)}${runs(block.text)}</text:h>`;
      case 'label':
        return paragraph('AnswerLabel', block.text, bookmark(block.bookmark));
      case 'paragraph':
        return paragraph(block.quotes > 0 ? 'Quote' : 'BodyText', block.text);
      case 'caption':
        return paragraph('Caption', block.text);
      case 'item':
        return nestLists([block], 0, styleOf, runs);
      case 'table':
        return table(block);
      case 'line':
        return paragraph('AnswerLine', block.text);
      case 'row name':
        return paragraph('AnswerRow', block.text);
      case 'entry':
        return paragraph('AnswerEntry', block.text);
      case 'space':
        return paragraph(block.isLast ? 'AnswerSpaceLast' : 'AnswerSpace', '');
    }
  }

  let text = '';
  for (let at = 0; at < blocks.length; at += 1) {
    const items: Item[] = [];
    for (let block = blocks[at]; block?.is === 'item'; block = blocks[at + items.length]) {
      items.push(block);
    }
    text += items.length > 0 ? nestLists(items, 0, styleOf, runs) : write(blocks[at] as Block);
    at += Math.max(0, items.length - 1);
  }
  return { text, tables, starts };
}
