/**
 * Parses XML into a tree. Refuses a document type, which documents do not need, so that no file can define its own
 * entities.
 */
import { SaxesParser } from 'saxes';
import { staffWords } from '../../languages/staff.ts';
import { UnreadableDocument } from './unreadable.ts';

export interface XmlElement {
  /** Without its prefix, which differs from program to program. */
  name: string;
  /** By their names without prefix. */
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

const words = staffWords.reading.documents;

/** Deeper than word processors write. There is a limit, because recursive functions walk the tree. */
const deepest = 400;

export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('doctype', () => {
    throw new UnreadableDocument(words.hasDoctype);
  });
  parser.on('opentag', ({ local, attributes }) => {
    const element: XmlElement = { name: local, attributes: Object.create(null), children: [] };
    for (const { local: name, prefix, value } of Object.values(attributes)) {
      if (prefix !== 'xmlns') element.attributes[name] = value;
    }
    open.at(-1)?.children.push(element);
    open.push(element);
    if (open.length > deepest) throw new UnreadableDocument(words.tooDeep);
  });
  parser.on('closetag', () => open.pop());
  const add = (piece: string) => open.at(-1)?.children.push(piece);
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('error', (cause) => {
    throw new UnreadableDocument(words.damaged, { cause });
  });
  parser.write(text).close();
  return root.children.find((child) => typeof child !== 'string') ?? root;
}

export function elementsIn({ children }: XmlElement): XmlElement[] {
  return children.filter((child) => typeof child !== 'string');
}

export function childNamed(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element && elementsIn(element).find((child) => child.name === name);
}

/** Returns all elements with a name, however deep, but none inside another that is found. */
export function findAll(element: XmlElement, name: string): XmlElement[] {
  return elementsIn(element).flatMap((child) =>
    child.name === name ? [child] : findAll(child, name),
  );
}

/** Returns all text in an element, unchanged. */
export function textIn(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : textIn(child)))
    .join('');
}
