/** Reads all words of a Word document (.docx), wherever they are in the file. */
import { posix } from 'node:path';
import { staffWords } from '../../languages/staff.ts';
import { docxLabels } from './docx-lists.ts';
import {
  Collector,
  Lines,
  mark,
  write,
  writeAddress,
  type DocumentText,
  type Line,
  type Look,
} from './document-text.ts';
import { UnreadableDocument } from './unreadable.ts';
import { childNamed, elementsIn, findAll, parseXml, textIn, type XmlElement } from './xml-tree.ts';
import { readZipParts, type ZipParts } from './zip-parts.ts';

const words = staffWords.reading.documents;

export async function readDocx(bytes: Buffer): Promise<DocumentText> {
  const parts = await readZipParts(bytes, (name) => /\.(?:xml|rels)$/i.test(name));
  if (parts.names.includes('EncryptedPackage')) throw new UnreadableDocument(words.locked);
  const main = mainPart(parts);
  const collector = new Collector();
  const whole = reader(parts, collector);
  whole.readPart(main, collector.body);
  for (const name of parts.texts.keys()) {
    if (name !== main && name.startsWith(`${posix.dirname(main)}/`)) whole.readBeside(name);
  }
  if (parts.names.some((name) => /\/media\//.test(name))) collector.cannotSee('picture');
  if (parts.names.some((name) => /\/embeddings\//.test(name))) collector.cannotSee('object');
  return collector.end();
}

function mainPart({ texts }: ZipParts): string {
  const relations = texts.get('_rels/.rels');
  const target =
    relations &&
    findAll(parseXml(relations), 'Relationship').find(({ attributes }) =>
      attributes['Type']?.endsWith('/officeDocument'),
    )?.attributes['Target'];
  const name = (target ?? 'word/document.xml').replace(/^\//, '');
  if (texts.has(name)) return name;
  throw new UnreadableDocument(words.noWordText);
}

/** Returns the address of each link of a part, by its id. */
function linksOf({ texts }: ZipParts, part: string): Map<string, string> {
  const { dir, base } = posix.parse(part);
  const relations = texts.get(`${dir}/_rels/${base}.rels`);
  if (relations === undefined) return new Map();
  return new Map(
    findAll(parseXml(relations), 'Relationship')
      .filter(({ attributes }) => attributes['TargetMode'] === 'External')
      .map(({ attributes }) => [attributes['Id'] ?? '', attributes['Target'] ?? '']),
  );
}

/** Characters of the font Wingdings with which people mark boxes, by their code in it. */
const signs: Record<string, string> = {
  F052: '☑',
  F06F: '☐',
  F071: '☐',
  F0A8: '☐',
  F0FB: '✗',
  F0FC: '✓',
  F0FD: '☒',
  F0FE: '☑',
};

/** Whether an element is about the text, and not in it. */
const isAboutText = (name: string) => /Pr$|^(?:delInstrText|ffData|tblGrid)$/.test(name);

function reader(parts: ZipParts, collector: Collector) {
  const tree = (name: string) => {
    const text = parts.texts.get(name);
    return text === undefined ? undefined : parseXml(text);
  };
  const labelOf = docxLabels(tree('word/numbering.xml'), tree('word/styles.xml'));
  let links = new Map<string, string>();
  /** Bookmarks between two paragraphs. They belong to the next one. */
  const pending: (string | undefined)[] = [];
  /** The fields that have begun, one inside the other, and where the words of each begin. */
  const fields: { instruction: string; line: Line | null; from: number }[] = [];

  function readPart(name: string, lines: Lines): void {
    links = linksOf(parts, name);
    const root = tree(name);
    if (root) readBlocks(root, lines);
  }

  /** Reads a part besides the main one, according to its kind. */
  function readBeside(name: string): void {
    const root = tree(name);
    if (!root) return;
    links = linksOf(parts, name);
    if (root.name === 'hdr' || root.name === 'ftr') readBlocks(root, collector.beside('margin'));
    else if (root.name === 'footnotes' || root.name === 'endnotes' || root.name === 'comments') {
      const place = root.name === 'comments' ? 'comment' : 'note';
      for (const note of elementsIn(root)) readBlocks(note, collector.beside(place));
    } else if (/\/(?:diagrams|charts)\/[^/]+\.xml$/.test(name)) {
      const line = collector.beside('diagram').begin();
      for (const text of [...findAll(root, 't'), ...findAll(root, 'v')]) {
        readInline(text, line);
        write(line, ' ');
      }
    }
  }

  /** @param lines to which paragraphs are added */
  function readBlocks(element: XmlElement, lines: Lines): void {
    for (const child of elementsIn(element)) {
      if (child.name === 'p') readParagraph(child, lines);
      else if (child.name === 'tr') lines.addRow(cellsOf(child));
      else if (child.name === 'del' || child.name === 'moveFrom') {
        readBlocks(child, collector.beside('deleted'));
      } else if (child.name === 'bookmarkStart') pending.push(child.attributes['name']);
      else if (child.name === 'AlternateContent') readBlocks(alternative(child), lines);
      else if (child.name === 'altChunk' || child.name === 'subDoc') collector.cannotSee('object');
      else if (!isAboutText(child.name)) readBlocks(child, lines);
    }
  }
  function cellsOf(row: XmlElement): Lines[] {
    return elementsIn(row).flatMap((child) => {
      if (child.name === 'tc') {
        const cell = new Lines();
        readBlocks(child, cell);
        return [cell];
      }
      return isAboutText(child.name) ? [] : cellsOf(child);
    });
  }

  function readParagraph(paragraph: XmlElement, lines: Lines): void {
    const line = lines.begin();
    for (const name of pending.splice(0)) mark(line, name);
    readInline(paragraph, line);
    // An empty paragraph has a number too, unless it was deleted with changes tracked.
    const isEmpty = line.text.trim() === '';
    if (isEmpty && isDeleted(paragraph)) return;
    const label = labelOf(paragraph);
    if (isEmpty || label === '') return;
    line.text = `${label} ${line.text}`;
    for (const bookmark of line.bookmarks) {
      if (bookmark.at > 0) bookmark.at += label.length + 1;
    }
  }

  function readInline(element: XmlElement, line: Line): void {
    for (const child of element.children) {
      if (typeof child === 'string') {
        if (element.name === 't' || element.name === 'delText' || element.name === 'v')
          write(line, child);
        continue;
      }
      const { name, attributes } = child;
      if (name === 'r') collector.addRun(line, lookOf(child), (into) => readInline(child, into));
      else if (name === 'tab' || name === 'ptab') write(line, '\t');
      else if (name === 'br' || name === 'cr') write(line, '\n');
      else if (name === 'noBreakHyphen') write(line, '-');
      else if (name === 'sym') {
        const code = (attributes['char'] ?? '').toUpperCase();
        write(line, signs[code] ?? String.fromCodePoint(Number.parseInt(code, 16) || 0xfffd));
      } else if (name === 'bookmarkStart') mark(line, attributes['name']);
      else if (name === 'hyperlink') {
        const from = line.text.length;
        readInline(child, line);
        writeAddress(line, from, links.get(attributes['id'] ?? ''));
      } else if (name === 'fldSimple') {
        const from = line.text.length;
        readInline(child, line);
        writeAddress(line, from, addressIn(attributes['instr'] ?? ''));
      } else if (name === 'fldChar') readField(attributes['fldCharType'], line);
      else if (name === 'instrText') {
        const field = fields.at(-1);
        if (field) field.instruction += textIn(child);
      } else if (name === 'f' || name === 'sSup') {
        for (const [index, part] of elementsIn(child).filter(isInFormula).entries()) {
          if (index > 0) write(line, name === 'f' ? '/' : '^');
          readInline(part, line);
        }
      } else if (name === 'del' || name === 'moveFrom') {
        readInline(child, collector.beside('deleted').begin());
      } else if (name === 'txbxContent') {
        const box = new Lines();
        readBlocks(child, box);
        line.boxes.push(box);
      } else if (name === 'p') {
        // A paragraph inside a paragraph, as drawings have.
        const box = new Lines();
        readParagraph(child, box);
        line.boxes.push(box);
      } else if (name === 'textpath') {
        write(collector.beside('diagram').begin(), attributes['string'] ?? '');
      } else if (name === 'AlternateContent') readInline(alternative(child), line);
      else if (!isAboutText(name)) readInline(child, line);
    }
  }

  /** @param type whether a field begins, ends, or has its words next */
  function readField(type: string | undefined, line: Line): void {
    if (type === 'begin') fields.push({ instruction: '', line: null, from: 0 });
    const field = fields.at(-1);
    if (!field) return;
    if (type === 'separate') Object.assign(field, { line, from: line.text.length });
    if (type !== 'end') return;
    fields.pop();
    writeAddress(line, field.line === line ? field.from : 0, addressIn(field.instruction));
  }

  return { readPart, readBeside };
}

/** Returns the address in the instruction of a field, if it is a link. */
function addressIn(instruction: string): string | undefined {
  return /^\s*HYPERLINK\s+"([^"]*)"/i.exec(instruction)?.[1];
}

/** The parts of a fraction, or of a number with an exponent. */
const isInFormula = ({ name }: XmlElement) => /^(?:num|den|e|sup)$/.test(name);

/** Whether the end of a paragraph was deleted with changes tracked. */
function isDeleted(paragraph: XmlElement): boolean {
  const settings = childNamed(childNamed(paragraph, 'pPr'), 'rPr');
  return childNamed(settings, 'del') !== undefined;
}

/** Returns how a run looks. Considers only its own format, not those of styles. */
function lookOf(run: XmlElement): Look {
  const format = childNamed(run, 'rPr');
  const valueOf = (name: string) => {
    const setting = childNamed(format, name);
    return setting && (setting.attributes['val'] ?? 'true');
  };
  const isOn = (name: string) => !/^(?:0|false|off|none)$/.test(valueOf(name) ?? 'none');
  const fill = childNamed(format, 'shd')?.attributes['fill'] ?? '';
  return {
    isCrossedOut: isOn('strike') || isOn('dstrike'),
    isHighlighted: isOn('highlight') || /^(?!f{6})[\da-f]{6}$/i.test(fill),
    isSuperscript: valueOf('vertAlign') === 'superscript',
  };
}

/** Returns the alternative that current programs show. The others repeat the same content. */
function alternative(element: XmlElement): XmlElement {
  const [first] = elementsIn(element).filter(({ name }) => name === 'Choice');
  return first ?? element;
}
