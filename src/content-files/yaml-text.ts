/** Reads YAML, and finds the line of each value. */
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Scalar,
  type YAMLError,
} from 'yaml';
import type { Fault } from '../consultation/fault.ts';

export interface ReadYaml {
  /** `undefined` if the text could not be read. */
  value: unknown;
  faults: YamlFault[];
  /** Returns the line of a key or an item or, if it is missing, of the nearest value around it. */
  lineOf(path: Fault['path']): number;
  /** Returns the line on which the words of a text begin. */
  textLineOf(path: Fault['path']): number;
  /** Returns a single value as it is written: "1.10", which is read as 1.1. `null`: there is none at this place. */
  writtenAt(path: Fault['path']): string | null;
}

interface YamlFault {
  line: number;
  message: string;
  isWarning?: boolean;
}

/** @param firstLine the line of the file on which the text begins */
export function readYaml(written: string, firstLine = 1): ReadYaml {
  const { document, lines, mistakes, text } = readOn(withPlainSpaces(written));
  const lineAt = (offset: number) => lines.linePos(offset).line - 1 + firstLine;
  const say = (message: string, isWarning: boolean) => (node: Node) => ({
    ...{ line: lineAt(startOf(node)), message },
    ...(isWarning ? { isWarning } : {}),
  });
  const found: YamlFault[] = [
    ...mistakes.map(({ line, message }) => ({ line: line - 1 + firstLine, message })),
    ...findCutText(document).map(say(cutText, false)),
    ...findTextsWithComment(document, text).map((node) =>
      say(sayComment(String(node.value)), true)(node),
    ),
    ...findTexts(document, placeholders).map(say(placeholder, false)),
    ...findTexts(document, marks).map(say(mark, true)),
  ];
  emptyBlankTexts(document);
  return {
    value: areHarmless(document) ? document.toJS() : undefined,
    // Further mistakes in a line are consequences of its first.
    faults: found.filter(
      ({ line }, index) => found.findIndex((fault) => fault.line === line) === index,
    ),
    lineOf: (path) => lineAt(offsetOf(document.contents, path)),
    textLineOf(path) {
      const node: unknown = document.getIn(path, true);
      if (!isScalar(node)) return lineAt(offsetOf(document.contents, path));
      // The words of a block are below its sign, | or >.
      return lineAt(startOf(node)) + (node.type?.startsWith('BLOCK') ? 1 : 0);
    },
    writtenAt(path) {
      const node: unknown = document.getIn(path, true);
      return isScalar(node) && typeof node.source === 'string' ? node.source : null;
    },
  };
}

interface Parsed {
  text: string;
  document: Document;
  lines: LineCounter;
}

interface Mistake {
  /** From 1. */
  line: number;
  message: string;
}

function parse(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  return { text, document, lines };
}

/**
 * Parses a text. If quotes around a value would correct it, reads on as if they were there, so that one such mistake
 * does not hide others.
 */
function readOn(text: string): Parsed & { mistakes: Mistake[] } {
  const told: Mistake[] = [];
  for (let now = parse(text); ;) {
    const problems = problemsOf(now);
    const [first] = problems.filter(({ isHarmless }) => !isHarmless);
    const quoted = first ? quoteValue(now.text, first.line) : null;
    const next = quoted === null ? null : parse(quoted);
    const isBetter =
      next !== null &&
      problemsOf(next).length < problems.length &&
      problemsOf(next).every(({ line }) => line !== first?.line);
    if (!isBetter) return { ...now, mistakes: [...told, ...problems] };
    if (first) told.push(first);
    now = next;
  }
}

/** Returns the text with the value of a line in quotes, or `null` if the line has no value. */
function quoteValue(text: string, line: number): string | null {
  const lines = text.split('\n');
  const [, key = '', value = ''] =
    /^( *(?:- +)?(?:[\w-]+:) +|[ ]*- +)(\S.*)$/.exec(lines[line - 1] ?? '') ?? [];
  return value === '' ? null : lines.with(line - 1, key + JSON.stringify(value)).join('\n');
}

function areHarmless({ errors }: Document): boolean {
  return errors.every(({ code }) => code === 'DUPLICATE_KEY');
}

/** Returns what is wrong with the text, without consequences of other mistakes, in the order of lines. */
function problemsOf({ document, lines, text }: Parsed) {
  const lineAt = (offset: number) => lines.linePos(offset).line;
  if (isIndentedFirst(document, lines)) {
    const line = lineAt(document.contents ? startOf(document.contents) : 0);
    return [{ line, message: indentedFirst, isHarmless: false }];
  }
  const [, first] = /^([\w-]+):\S/.exec(firstWords(document)) ?? [];
  if (first !== undefined && document.contents)
    return [
      { line: lineAt(startOf(document.contents)), message: saySpace(first), isHarmless: false },
    ];
  const errors = withoutConsequences([...document.errors, ...document.warnings]);
  return [
    ...errors.map((error) => ({
      line: lineAt(error.pos[0]),
      message: sayError(error, text),
      isHarmless: error.code === 'DUPLICATE_KEY',
    })),
    ...findStraySigns(document).map((node) => ({
      ...{ line: lineAt(startOf(node)), message: straySign, isHarmless: false },
    })),
  ].sort((a, b) => a.line - b.line);
}

const strange = '\\u00a0\\u2000-\\u200b\\u202f\\u205f\\u3000\\ufeff';
const strangeSpaces = new RegExp(`^[ \\t${strange}]*(?:(?:- *)?[\\w-]+:[${strange}]+)?`, 'gm');

/** Replaces special spaces, which come with pasted words. YAML reads them as letters, but the editor meant spaces. */
function withPlainSpaces(text: string): string {
  return text.replace(strangeSpaces, (start) =>
    start.replace(/[\u200b\ufeff]/g, '').replace(/[^\x21-\x7e\t]/g, ' '),
  );
}

const indentedFirst =
  'This line begins with spaces, and lines below it do not. Delete the spaces at its beginning.';

/** Whether there are spaces before the first key only. YAML would report every line below it. */
function isIndentedFirst({ contents, errors }: Document, lines: LineCounter): boolean {
  const isTooFar = contents !== null && lines.linePos(startOf(contents)).col > 1;
  return isTooFar && isMap(contents) && errors.some(({ code }) => code === 'UNEXPECTED_TOKEN');
}

/**
 * Codes of mistakes in the structure. Like a tab, such a mistake causes others below it, so only the first is certain.
 * An editor who indents one line with a tab does it everywhere.
 */
const structural = ['UNEXPECTED_TOKEN', 'BAD_INDENT'];

function withoutConsequences(errors: YAMLError[]): YAMLError[] {
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  const spread = errors.filter(isStructural);
  const [first] = tabs.length > 0 ? tabs : spread;
  return errors.filter((error) => error === first || ![...tabs, ...spread].includes(error));
}

function isStructural({ code, message }: YAMLError): boolean {
  return structural.includes(code) || message.startsWith(noHyphen);
}

/** How YAML’s message begins for a line in a list that is indented like the list’s hyphens. */
const noHyphen = 'Sequence item without';

/** Returns the quote that ends a text too early: `'It's ours'` is read as "It". `null`: that is not the mistake. */
function quoteThatEnds({ code, pos: [at] }: YAMLError, text: string): string | null {
  if (code !== 'UNEXPECTED_TOKEN') return null;
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /[:-] +(["']).*\1 *$/.exec(before)?.[1] ?? null;
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

/** Finds texts that YAML cuts at a #, without an error: `ask: What of issue #3?` ends after "issue". */
function findCutText(document: Document): Node[] {
  const found: Node[] = [];
  visit(document, {
    Scalar(_key, node) {
      if (node.type === 'PLAIN' && node.comment && !/^[\s#]/.test(node.comment)) found.push(node);
    },
  });
  return found;
}

/** The text would make sense without what follows the #, so only the editor knows. */
const sayComment = (text: string) =>
  `People see only “${text}”, because YAML reads what follows the # as a comment. If it belongs to the text, put all of the text in quotes. If it is a comment, write it on a line of its own.`;

/** Finds texts with a comment on their line that may belong to them: `ask: What is your # 1 wish?` */
function findTextsWithComment(document: Document, text: string): Scalar[] {
  const found: Scalar[] = [];
  visit(document, {
    Scalar(_key, node) {
      const end = node.range?.[1] ?? 0;
      const [, comment] = /^[ \t]+#([\s#][^\n]*)/.exec(text.slice(end)) ?? [];
      if (node.type !== 'PLAIN' || comment === undefined) return;
      const isSentence = /\S\s+\S/.test(String(node.value));
      if (isSentence || /^\s*\d/.test(comment)) found.push(node);
    },
  });
  return found;
}

const straySign = 'A text cannot begin with * or &. Put all of the text in quotes.';

/**
 * Finds texts that begin with a sign of YAML: in `title: *new*`, it looks for an anchor with that name, and in
 * `label: &Co partners` it sets an anchor, which nothing refers to.
 */
function findStraySigns(document: Document): Node[] {
  const found: Node[] = [];
  const used = new Set<string>();
  visit(document, {
    Alias(_key, node) {
      used.add(node.source);
      if (node.resolve(document) === undefined) found.push(node);
    },
  });
  visit(document, {
    Node(_key, node) {
      if ('anchor' in node && node.anchor && !used.has(node.anchor)) found.push(node);
    },
  });
  return found;
}

const placeholders = /\{\s*closes\s*\}/i;
const placeholder =
  'Only the prose of a section can have {closes}: here people would see it as it is written. Write the date itself, or leave it out.';

/** Markdown and HTML. */
const marks =
  /<\/?(?:abbr|a|b|br|em|h\d|i|li|p|span|strong|su[bp]|u|ul)(?=[\s/>])[^<>]*>|\*\*|\]\(/i;
const mark =
  'People see the signs here as they are written: only prose and hints can have Markdown or HTML. Write plain words.';

/** Finds texts that match a pattern. Hints may have Markdown and HTML, like the prose. */
function findTexts(document: Document, pattern: RegExp): Node[] {
  const found: Node[] = [];
  visit(document, {
    Pair(_key, { key, value }) {
      if (pattern === marks && isScalar(key) && key.value === 'hint' && isScalar(value))
        return visit.SKIP;
      return undefined;
    },
    Scalar(_key, node) {
      if (typeof node.value === 'string' && pattern.test(node.value)) found.push(node);
    },
  });
  return found;
}

/** Empties texts of only spaces, so that they are reported like empty ones. */
function emptyBlankTexts(document: Document): void {
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && node.value.trim() === '') node.value = '';
    },
  });
}

const saySpace = (key: string) => `Write a space after "${key}:".`;
const openBracket = 'A bracket has no end here. Write it, or put all of the text in quotes.';

/** Returns the text that is in the place of keys, such as `title:A plan`, or an empty text. */
function firstWords({ contents }: Document): string {
  return isScalar(contents) && typeof contents.value === 'string' ? contents.value : '';
}

const advice = {
  BAD_DQ_ESCAPE:
    'Between " and ", a \\ is read together with the letter after it. Put the text between \' and \' instead, or write \\\\.',
  MULTIPLE_DOCS:
    'A line "---" begins a second part of the file, which nobody reads. Delete that line.',
  TAG_RESOLVE_FAILED: 'A text cannot begin with !. Put all of the text in quotes.',
  DUPLICATE_KEY: 'This key is here twice. Delete one of them.',
  TAB_AS_INDENT: 'This line is indented with a tab. Use spaces, here and below.',
  BAD_INDENT: 'This line is not indented as its neighbours are. Use the same number of spaces.',
  BLOCK_AS_IMPLICIT_KEY:
    'There is a second colon on this line. If it belongs to the text, put all of the text in quotes.',
  MULTILINE_IMPLICIT_KEY:
    'This line has no colon after its key. If it continues the text above, begin it with two more spaces.',
  MISSING_CHAR: 'A quote, a bracket, a comma or a colon is missing here, or on the line before.',
  BAD_SCALAR_START: 'A text cannot begin with this sign. Put all of the text in quotes.',
  BAD_ALIAS: straySign,
  UNEXPECTED_TOKEN:
    'This cannot be read. If it is text, put all of it in quotes. If it continues the line before, indent it.',
} satisfies Partial<Record<YAMLError['code'], string>>;

function sayError(error: YAMLError, text: string): string {
  const { code, message } = error;
  const quote = quoteThatEnds(error, text);
  if (quote !== null) {
    const other = quote === '"' ? "'" : '"';
    return `The text ends at the second ${quote} of this line. Put all of it between ${other} and ${other} instead.`;
  }
  const [line = ''] = text.slice(text.lastIndexOf('\n', error.pos[0] - 1) + 1).split('\n', 1);
  const [, key] = /^ *(?:- +)?([\w-]+):(?!\/\/)\S/.exec(line) ?? [];
  if (
    key !== undefined &&
    ['MISSING_CHAR', 'MULTILINE_IMPLICIT_KEY', 'UNEXPECTED_TOKEN'].includes(code)
  )
    return saySpace(key);
  if (message.startsWith('Flow')) return openBracket;
  if (/: +\?( |$)/.test(line) && code === 'BLOCK_AS_IMPLICIT_KEY') return advice.BAD_SCALAR_START;
  if (message.startsWith('Implicit map keys')) return advice.MULTILINE_IMPLICIT_KEY;
  if (message.startsWith(noHyphen)) return advice.BAD_INDENT;
  return (
    advice[code as keyof typeof advice] ?? `This cannot be read as YAML: ${message.split('\n')[0]}.`
  );
}
