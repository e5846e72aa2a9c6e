/**
 * The parts of an XLSX file (ECMA-376), as pieces of text. Texts are typed as text, so that no program takes one
 * for a formula or a date. Figures and times are numbers, so that they can be sorted and summed.
 */
import { staffWords } from '../languages/staff.ts';
import { beginsRightToLeft } from '../text/direction.ts';

/** `moment`: in days since 1899-12-30, as a spreadsheet counts them. */
export interface FormattedNumber {
  number: number;
  as: 'moment' | 'share' | 'mean';
}

/** A text or a figure. `null`: the cell is empty. */
export type Cell = string | number | FormattedNumber | null;

export interface Sheet {
  /** At most 31 characters, without any of []:*?/\ */
  name: string;
  /** The width of each column, in characters. */
  widths: number[];
  head: string[];
  /** How many of the first columns stay in view. */
  frozen: number;
  /** How many lines of a cell are shown. Not given: as many as a window has room for. */
  lines?: number;
  rows: Iterable<Cell[]>;
}

/** What a file says about itself. */
export interface FileProperties {
  title: string;
  /** The organisation that asks. */
  creator: string;
  language: string;
  madeAt: Date;
  /** The name of this program. */
  program: string;
}

/** The most rows of a sheet that Excel opens, including its head. */
export const mostRows = 1_048_576;
/** The longest text that Excel accepts in a cell, in UTF-16 code units. */
const longestText = 32_767;
const { cut } = staffWords.exports;

/** In points (1/72 inch). Excel accepts no row higher than 409. */
const lineHeight = 15;
/** The most lines to show, because more would fill the window with one person’s words. The cell has all of them. */
const mostLines = 20;
const mostHeadLines = 8;

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const packageTypes = 'application/vnd.openxmlformats-package';
const documentTypes = 'application/vnd.openxmlformats-officedocument';
const contentTypes = `${documentTypes}.spreadsheetml`;

type Parts = [path: string, text: string][];

/** Returns the files inside that say nothing of the sheets, by path. They come first. */
export function fixedParts(properties: FileProperties): Parts {
  return [
    [
      '_rels/.rels',
      relationships([
        [`${relations}/officeDocument`, workbookPath],
        [`${packageRelations}/metadata/core-properties`, 'docProps/core.xml'],
        [`${relations}/extended-properties`, 'docProps/app.xml'],
      ]),
    ],
    ['docProps/core.xml', coreProperties(properties)],
    [
      'docProps/app.xml',
      `${xml}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>${escapeXml(properties.program)}</Application></Properties>`,
    ],
    ['xl/styles.xml', styles],
  ];
}

/** A sheet that is written. */
export interface WrittenSheet {
  name: string;
  /** How many columns and rows it has, including its head. */
  columns: number;
  rows: number;
}

/** Returns the files inside that list the sheets, by path. They come last, when it is known what was written. */
export function listingParts(sheets: readonly WrittenSheet[]): Parts {
  const ids = sheets.map((_, index) => index + 1);
  const override = (path: string, type: string) =>
    `<Override PartName="/${path}" ContentType="${type}+xml"/>`;
  return [
    [workbookPath, workbookXml(sheets)],
    [
      'xl/_rels/workbook.xml.rels',
      relationships([
        ...ids.map((id): [string, string] => [
          `${relations}/worksheet`,
          `worksheets/sheet${id}.xml`,
        ]),
        [`${relations}/styles`, 'styles.xml'],
      ]),
    ],
    [
      '[Content_Types].xml',
      `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
        `<Default Extension="rels" ContentType="${packageTypes}.relationships+xml"/>` +
        override(workbookPath, `${contentTypes}.sheet.main`) +
        override('xl/styles.xml', `${contentTypes}.styles`) +
        override('docProps/core.xml', `${packageTypes}.core-properties`) +
        override('docProps/app.xml', `${documentTypes}.extended-properties`) +
        ids.map((id) => override(sheetPath(id), `${contentTypes}.worksheet`)).join('') +
        '</Types>',
    ],
  ];
}

/** The ids are `rId1`, `rId2` and so on. */
function relationships(targets: [type: string, target: string][]): string {
  const each = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${xml}<Relationships xmlns="${packageRelations}">${each.join('')}</Relationships>`;
}

function coreProperties({ title, creator, language, madeAt }: FileProperties): string {
  const created = madeAt.toISOString().replace(/\.\d+/, '');
  return (
    `${xml}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    `<dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(creator)}</dc:creator><dc:language>${escapeXml(language)}</dc:language>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${created}</dcterms:created></cp:coreProperties>`
  );
}

const workbookPath = 'xl/workbook.xml';

export function sheetPath(id: number): string {
  return `xl/worksheets/sheet${id}.xml`;
}

/** Returns the list of the sheets, with their sizes, which Excel needs for their filters. */
function workbookXml(sheets: readonly WrittenSheet[]): string {
  const list = sheets.map(
    ({ name }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const names = sheets.map(({ name, columns, rows }, index) => {
    const quoted = `'${name.replaceAll("'", "''")}'`;
    const last = `$${columnName(columns - 1)}$${rows}`;
    return (
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${escapeXml(`${quoted}!$A$1:${last}`)}</definedName>` +
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escapeXml(`${quoted}!$1:$1`)}</definedName>`
    );
  });
  return (
    `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${list.join('')}</sheets>` +
    `<definedNames>${names.join('')}</definedNames></workbook>`
  );
}

/** Indexes in `cellXfs`, in the order below. */
const style = {
  ...{ text: 1, head: 2, number: 3, moment: 4, share: 5, mean: 6 },
  ...{ mirroredText: 7, mirroredHead: 8 },
} as const;

interface TextStyles {
  plain: number;
  /** For a text that is written from right to left. */
  mirrored: number;
}

const headStyles: TextStyles = { plain: style.head, mirrored: style.mirroredHead };
const textStyles: TextStyles = { plain: style.text, mirrored: style.mirroredText };

/** Has a gap on the right. Otherwise a text in the next column would touch the number. */
const aligned = '<alignment vertical="top" horizontal="right" indent="1"/>';
const wrapped = '<alignment vertical="top" wrapText="1"/>';
/** For a cell that is written from right to left: 2 says so (ECMA-376 §18.8.1). */
const mirrored = '<alignment vertical="top" wrapText="1" readingOrder="2"/>';

/** Texts have the number format 49 ("@"), so that a text that somebody edits does not become a formula. */
const styles =
  `${xml}<styleSheet xmlns="${main}">` +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="d\\ mmm\\ yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFF6F1E8"/></patternFill></fill></fills>' +
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
  '<border><left/><right/><top/><bottom style="thin"><color rgb="FF6A6872"/></bottom><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="9">${format(0, '')}${format(49, wrapped)}${headFormat(wrapped)}` +
  `${format(0, aligned)}${format(164, aligned)}${format(165, aligned)}${format(2, aligned)}` +
  `${format(49, mirrored)}${headFormat(mirrored)}</cellXfs>` +
  '</styleSheet>';

function headFormat(alignment: string): string {
  return `<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`;
}

function format(numberFormat: number, alignment: string): string {
  return `<xf numFmtId="${numberFormat}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">${alignment}</xf>`;
}

/**
 * Writes a sheet, row by row. Returns how many rows it has, including its head.
 *
 * @param isRightToLeft whether its first column is on the right
 */
export function* sheetXml(sheet: Sheet, isRightToLeft = false): Generator<string, number> {
  const { widths, head, frozen, lines = mostLines, rows } = sheet;
  const columns = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const names = head.map((_, index) => columnName(index));
  const pane =
    frozen === 0
      ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
      : `<pane xSplit="${frozen}" ySplit="1" topLeftCell="${columnName(frozen)}2" activePane="bottomRight" state="frozen"/>`;
  yield `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView${isRightToLeft ? ' rightToLeft="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="${lineHeight}"/><cols>${columns.join('')}</cols><sheetData>`;
  yield rowXml(1, head, names, headStyles, heightOf(head, widths, mostHeadLines));
  let number = 1;
  for (const row of rows) {
    yield rowXml((number += 1), row, names, textStyles, heightOf(row, widths, lines));
  }
  yield `</sheetData><autoFilter ref="A1:${names.at(-1)}${number}"/>` +
    '<pageSetup paperSize="9" orientation="landscape"/></worksheet>';
  return number;
}

interface Height {
  points: number;
  /** Whether the row would be higher. Programs are told not to enlarge it. */
  isCut: boolean;
}

/** Returns the height of a row, because programs do not compute it when they open a file. */
function heightOf(row: Cell[], widths: number[], most: number): Height {
  const lines = Math.max(
    1,
    ...row.map((cell, index) => (typeof cell === 'string' ? linesOf(cell, widths[index] ?? 1) : 1)),
  );
  return { points: Math.min(lines, most) * lineHeight, isCut: lines > most };
}

function linesOf(text: string, width: number): number {
  let lines = 0;
  for (const line of text.split('\n')) {
    lines += Math.max(1, Math.ceil(line.length / width));
    if (lines > mostLines) break;
  }
  return lines;
}

function rowXml(
  number: number,
  cells: Cell[],
  names: string[],
  texts: TextStyles,
  { points, isCut }: Height,
): string {
  const written = cells.map((cell, index) => {
    if (cell === null || cell === '') return '';
    const place = `r="${names[index]}${number}"`;
    if (typeof cell === 'number') return `<c ${place} s="${style.number}"><v>${cell}</v></c>`;
    if (typeof cell === 'object') {
      return `<c ${place} s="${style[cell.as]}"><v>${cell.number}</v></c>`;
    }
    const textStyle = beginsRightToLeft(cell) ? texts.mirrored : texts.plain;
    return `<c ${place} s="${textStyle}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(fit(cell))}</t></is></c>`;
  });
  const height = `ht="${points}"${isCut ? ' customHeight="1"' : ''}`;
  return `<row r="${number}" ${height}>${written.join('')}</row>`;
}

/** 0 is A, 25 is Z, 26 is AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function fit(text: string): string {
  return text.length <= longestText ? text : text.slice(0, longestText - cut.length) + cut;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Characters that XML 1.0 does not allow become U+FFFD. `_x0041_` would be read as "A" (ECMA-376 §22.4.2.4), so its
 * first underscore is escaped in that way too.
 */
function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- these are the characters that are meant
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF]/g, '\uFFFD')
      .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
      .replace(/[&<>"]/g, (character) => entities[character] as string)
      .replaceAll('\r', '&#13;')
  );
}
