/** Reads all words of an OpenDocument text (.odt), wherever they are in the file. */
import { staffWords } from '../../languages/staff.ts';
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
import { nextLabel, type Counts, type Level } from './list-labels.ts';
import { UnreadableDocument } from './unreadable.ts';
import { childNamed, elementsIn, findAll, parseXml, type XmlElement } from './xml-tree.ts';
import { readZipParts } from './zip-parts.ts';

const words = staffWords.reading.documents;

export async function readOdt(bytes: Buffer): Promise<DocumentText> {
  const parts = await readZipParts(bytes, (name) =>
    /^(?:content|styles|META-INF\/manifest)\.xml$/.test(name),
  );
  if (/<manifest:encryption-data\b/.test(parts.texts.get('META-INF/manifest.xml') ?? ''))
    throw new UnreadableDocument(words.locked);
  const content = parts.texts.get('content.xml');
  if (content === undefined) throw new UnreadableDocument(words.noWords);
  const collector = new Collector();
  const root = parseXml(content);
  const styles = parseXml(parts.texts.get('styles.xml') ?? '<none/>');
  const { readBlocks } = reader(collector, [root, styles]);
  for (const body of findAll(root, 'body')) readBlocks(body, collector.body);
  for (const master of findAll(styles, 'master-page')) {
    for (const margin of elementsIn(master)) readBlocks(margin, collector.beside('margin'));
  }
  if (parts.names.some((name) => /^Pictures\//.test(name))) collector.cannotSee('picture');
  if (parts.names.some((name) => /^Object[^/]*\//.test(name))) collector.cannotSee('object');
  return collector.end();
}

/** Elements that are about the text, and not in it. */
const aboutText = new Set([
  'change-info',
  'creator',
  'date',
  'date-string',
  'creator-initials',
  'note-citation',
  'forms',
  'sequence-decls',
  'variable-decls',
  'user-field-decls',
  'title',
  'desc',
  'table-of-content-source',
]);

interface OpenList {
  levels: Map<number, Level>;
  counts: Counts;
  depth: number;
}

function reader(collector: Collector, roots: XmlElement[]) {
  const styles = readListStyles(roots);
  const looks = readLooks(roots);
  /** The counts of lists that another list may continue, by style. */
  const counted = new Map<string, Counts>();
  /** The number to write before the next paragraph. */
  let label = '';

  function readBlocks(element: XmlElement, lines: Lines, list: OpenList | null = null): void {
    for (const child of elementsIn(element)) {
      const { name } = child;
      if (name === 'p' || name === 'h') readParagraph(child, lines);
      else if (name === 'table-row') lines.addRow(cellsOf(child));
      else if (name === 'list') readList(child, lines, list);
      else if (name === 'list-item' && list) {
        const start = child.attributes['start-value'];
        if (start !== undefined) list.counts.set(list.depth, Number(start) - 1);
        label = nextLabel(list.levels, list.counts, list.depth);
        readBlocks(child, lines, list);
        label = '';
      } else if (name === 'deletion') readBlocks(child, collector.beside('deleted'));
      else if (name === 'annotation') readBlocks(child, collector.beside('comment'));
      else if (!aboutText.has(name)) readBlocks(child, lines, list);
    }
  }

  function readList(element: XmlElement, lines: Lines, above: OpenList | null): void {
    const style = element.attributes['style-name'] ?? '';
    const depth = above ? above.depth + 1 : 0;
    const levels = styles.get(style) ?? above?.levels ?? new Map<number, Level>();
    const goesOn =
      element.attributes['continue-numbering'] === 'true' ||
      element.attributes['continue-list'] !== undefined;
    const counts = above?.counts ?? (goesOn ? counted.get(style) : undefined) ?? new Map();
    counted.set(style, counts);
    readBlocks(element, lines, { levels, counts, depth });
  }

  function cellsOf(row: XmlElement): Lines[] {
    return elementsIn(row).map((cell) => {
      const lines = new Lines();
      readBlocks(cell, lines);
      return lines;
    });
  }

  function readParagraph(paragraph: XmlElement, lines: Lines): void {
    const line = lines.begin();
    const before = label;
    label = '';
    if (before !== '') write(line, `${before} `);
    readStyled(paragraph, line, 'paragraph');
    if (line.text.trim() === before) line.text = '';
  }

  function readStyled(element: XmlElement, line: Line, family: 'paragraph' | 'text'): void {
    const look = looks.get(`${family} ${element.attributes['style-name']}`);
    if (look) collector.addRun(line, look, (into) => readInline(element, into));
    else readInline(element, line);
  }

  function readInline(element: XmlElement, line: Line): void {
    for (const child of element.children) {
      if (typeof child === 'string') {
        // A run of white space is one space. Further spaces are elements.
        const text = child.replace(/[\t\n\r ]+/g, ' ');
        write(line, /(?:^|[ \n])$/.test(line.text) ? text.replace(/^ /, '') : text);
        continue;
      }
      const { name, attributes } = child;
      if (name === 's') write(line, ' '.repeat(Math.min(Number(attributes['c'] ?? 1), 1_000)));
      else if (name === 'tab') write(line, '\t');
      else if (name === 'line-break') write(line, '\n');
      else if (name === 'bookmark' || name === 'bookmark-start') mark(line, attributes['name']);
      else if (name === 'span') readStyled(child, line, 'text');
      else if (name === 'a') {
        const from = line.text.length;
        readInline(child, line);
        writeAddress(line, from, attributes['href']);
      } else if (name === 'note-body') readBlocks(child, collector.beside('note'));
      else if (name === 'annotation') readBlocks(child, collector.beside('comment'));
      else if (name === 'p' || name === 'list' || name === 'table') {
        // It is in a box or a drawing.
        const box = new Lines();
        readBlocks({ ...child, name: '', children: [child] }, box);
        line.boxes.push(box);
      } else if (!aboutText.has(name)) readInline(child, line);
    }
  }

  return { readBlocks };
}

/** Returns how words look in each style, by its family and name. Considers only its own format, not its parent's. */
function readLooks(roots: XmlElement[]): Map<string, Look> {
  const styles = roots.flatMap((root) => findAll(root, 'style'));
  return new Map(
    styles.flatMap((style): [string, Look][] => {
      const { family, name } = style.attributes;
      const format = childNamed(style, 'text-properties')?.attributes;
      if (!format) return [];
      const look = {
        isCrossedOut: ['text-line-through-style', 'text-line-through-type'].some(
          (key) => (format[key] ?? 'none') !== 'none',
        ),
        isHighlighted: /^#(?!f{6})[\da-f]{6}$/i.test(format['background-color'] ?? ''),
        isSuperscript: /^(?:super|[1-9])/.test(format['text-position'] ?? ''),
      };
      return [[`${family} ${name}`, look]];
    }),
  );
}

const formats: Record<string, Level['format']> = {
  '1': 'decimal',
  a: 'letter',
  A: 'LETTER',
  i: 'roman',
  I: 'ROMAN',
};

function readListStyles(roots: XmlElement[]): Map<string, Map<number, Level>> {
  const styles = roots.flatMap((root) => findAll(root, 'list-style'));
  return new Map(
    styles.map((style) => [
      style.attributes['name'] ?? '',
      new Map(
        elementsIn(style).map((element) => {
          const { attributes } = element;
          const at = Number(attributes['level'] ?? 1) - 1;
          const isNumber = element.name === 'list-level-style-number';
          const level: Level = {
            format: isNumber ? (formats[attributes['num-format'] ?? ''] ?? null) : null,
            start: Number(attributes['start-value'] ?? 1),
            text: `${attributes['num-prefix'] ?? ''}%${at + 1}${attributes['num-suffix'] ?? ''}`,
          };
          return [at, level];
        }),
      ),
    ]),
  );
}
