/**
 * The parts of an XLSX file (ECMA-376), as pieces of text: sheets with a frozen first row, their texts
 * typed as text, so that no program takes one for a formula or a date.
 */

/** A text, or a figure of ours. A cell without either is `null`. */
export type Cell = string | number | null;

export interface Sheet {
  /** At most 31 characters, without any of []:*?/\ */
  name: string;
  /** In characters, by column. */
  widths: number[];
  head: string[];
  rows: Iterable<Cell[]>;
}

/** Excel takes no longer text in a cell. In UTF-16 code units. */
const longestText = 32_767;
const cut = ' … (cut here: the CSV and the JSON export hold all of it)';

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The files inside, by path, besides the sheets. */
export function workbookParts(names: string[]): [path: string, text: string][] {
  const sheets = names.map((name, index) => ({ name, id: index + 1 }));
  return [
    [
      '[Content_Types].xml',
      `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${contentTypes}.sheet.main+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${contentTypes}.styles+xml"/>` +
        sheets
          .map(
            ({ id }) =>
              `<Override PartName="/${sheetPath(id)}" ContentType="${contentTypes}.worksheet+xml"/>`,
          )
          .join('') +
        '</Types>',
    ],
    [
      '_rels/.rels',
      `${xml}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>` +
        sheets
          .map(
            ({ name, id }) => `<sheet name="${escapeXml(name)}" sheetId="${id}" r:id="rId${id}"/>`,
          )
          .join('') +
        '</sheets></workbook>',
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${xml}<Relationships xmlns="${packageRelations}">` +
        sheets
          .map(
            ({ id }) =>
              `<Relationship Id="rId${id}" Type="${relations}/worksheet" Target="worksheets/sheet${id}.xml"/>`,
          )
          .join('') +
        `<Relationship Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', styles],
  ];
}

export function sheetPath(id: number): string {
  return `xl/worksheets/sheet${id}.xml`;
}

/** Style 1: text (number format 49, "@"), wrapped. Style 2: the same, bold, for the first row. */
const styles =
  `${xml}<styleSheet xmlns="${main}">` +
  '<fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>' +
  '</styleSheet>';

/** A sheet, row by row. */
export function* sheetXml({ widths, head, rows }: Sheet): Generator<string> {
  const columns = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  yield (
    `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${columns.join('')}</cols><sheetData>`
  );
  const names = head.map((_, index) => columnName(index));
  yield rowXml(1, head, names, 2);
  let number = 1;
  for (const row of rows) yield rowXml((number += 1), row, names, 1);
  yield '</sheetData></worksheet>';
}

function rowXml(number: number, cells: Cell[], names: string[], style: number): string {
  const written = cells.map((cell, index) => {
    if (cell === null || cell === '') return '';
    const place = `r="${names[index]}${number}"`;
    if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
    return `<c ${place} s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(fit(cell))}</t></is></c>`;
  });
  return `<row r="${number}">${written.join('')}</row>`;
}

/** 0 is A, 25 is Z, 26 is AA. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function fit(text: string): string {
  return text.length <= longestText ? text : text.slice(0, longestText - cut.length) + cut;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * What XML 1.0 cannot hold becomes U+FFFD. `_x0041_` would be read as "A" (ECMA-376 §22.4.2.4), so its
 * first underscore is written that way itself.
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
