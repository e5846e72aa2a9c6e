/** Reads YAML, and knows on which line each of its values stands. */
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import type { Fault } from '../consultation/fault.ts';

export interface ReadYaml {
  /** `undefined` where it could not be read. */
  value: unknown;
  faults: { line: number; message: string }[];
  /** The line of a place: of its key, of its item, or of the nearest that holds it. */
  lineOf(path: Fault['path']): number;
  /** A single value as it is written: "1.10", which is read as 1.1. `null`: there is none at this place. */
  writtenAt(path: Fault['path']): string | null;
}

/** @param firstLine the line of the file on which the text begins */
export function readYaml(text: string, firstLine = 1): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line - 1 + firstLine;
  const startLine = lineAt(document.contents ? startOf(document.contents) : 0);
  const faults = isIndentedFirst(document, lines)
    ? [{ line: startLine, message: indentedFirst }]
    : withoutConsequences([...document.errors, ...document.warnings]).map((error) => ({
        line: lineAt(error.pos[0]),
        message: sayError(error),
      }));
  const say = (message: string) => (node: Node) => ({ line: lineAt(startOf(node)), message });
  const strayStars = findStrayStars(document);
  faults.push(...strayStars.map(say(strayStar)), ...findCutText(document).map(say(cutText)));
  emptyBlankTexts(document);
  const isReadable = document.errors.length === 0 && strayStars.length === 0;
  return {
    value: isReadable ? document.toJS() : undefined,
    faults,
    lineOf: (path) => lineAt(offsetOf(document.contents, path)),
    writtenAt(path) {
      const node: unknown = document.getIn(path, true);
      return isScalar(node) && typeof node.source === 'string' ? node.source : null;
    },
  };
}

const indentedFirst =
  'This line begins with spaces, and lines below it do not. Delete the spaces at its beginning.';

/** One space too many before the first key, and YAML has something to say of every line below it. */
function isIndentedFirst({ contents, errors }: Document, lines: LineCounter): boolean {
  const isTooFar = contents !== null && lines.linePos(startOf(contents)).col > 1;
  return isTooFar && isMap(contents) && errors.some(({ code }) => code === 'UNEXPECTED_TOKEN');
}

/** What is wrong with the structure makes more wrong below it: only the first of such mistakes is certain. */
const structural = ['UNEXPECTED_TOKEN', 'BAD_INDENT'];

function withoutConsequences(errors: YAMLError[]): YAMLError[] {
  const first = errors.find(({ code }) => structural.includes(code));
  return errors.filter((error) => error === first || !structural.includes(error.code));
}

const startOf = (node: Node): number => node.range?.[0] ?? 0;

function offsetOf(contents: Node | null, path: Fault['path']): number {
  let node: unknown = contents;
  let offset = contents ? startOf(contents) : 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (!pair) break;
      offset = startOf(pair.key as Node);
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown =
        typeof step === 'number'
          ? node.items[step]
          : node.items.findLast((one) => isMap(one) && one.get('id') === step);
      if (!item) break;
      offset = startOf(item as Node);
      node = item;
    } else break;
  }
  return offset;
}

const cutText =
  'The text ends before the #, because YAML reads the rest as a comment. Put all of the text in quotes. If it is a comment, write a space after the #.';

/** `ask: What of issue #3?` is cut after "issue", in silence. */
function findCutText(document: Document): Node[] {
  const found: Node[] = [];
  visit(document, {
    Scalar(_key, node) {
      if (node.type === 'PLAIN' && node.comment && !/^[\s#]/.test(node.comment)) found.push(node);
    },
  });
  return found;
}

const strayStar = 'A text cannot begin with *. Put all of the text in quotes.';

/** `title: *new*` asks YAML for something that was named before. */
function findStrayStars(document: Document): Node[] {
  const found: Node[] = [];
  visit(document, {
    Alias(_key, node) {
      if (node.resolve(document) === undefined) found.push(node);
    },
  });
  return found;
}

/** A text of only spaces says nothing, and is told like an empty one. */
function emptyBlankTexts(document: Document): void {
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && node.value.trim() === '') node.value = '';
    },
  });
}

function sayError({ code, message }: YAMLError): string {
  const advice: Partial<Record<typeof code, string>> = {
    DUPLICATE_KEY: 'This key is here twice. Delete one of them.',
    TAB_AS_INDENT: 'This line is indented with a tab. Use spaces.',
    BAD_INDENT: 'This line is not indented as its neighbours are. Use the same number of spaces.',
    BLOCK_AS_IMPLICIT_KEY:
      'There is a second colon on this line. If it belongs to the text, put all of the text in quotes.',
    MULTILINE_IMPLICIT_KEY:
      'This line has no colon after its key, or it continues a text that should be in quotes.',
    MISSING_CHAR: 'A quote, a bracket, a comma or a colon is missing here, or on the line before.',
    BAD_SCALAR_START: 'A text cannot begin with this sign. Put all of the text in quotes.',
    BAD_ALIAS: 'A text cannot begin with * or &. Put all of the text in quotes.',
    UNEXPECTED_TOKEN:
      'This cannot be read. If it is text, put all of it in quotes. If it continues the line before, indent it.',
  };
  return advice[code] ?? `This cannot be read as YAML: ${message.split('\n')[0]}.`;
}
