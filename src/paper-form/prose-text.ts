/** The document as plain text: the HTML of its Markdown, and the tables in their places. */
import { nameOption } from '../questions/question.ts';
import type { Consultation, Part } from '../consultation/consultation.ts';
import { catalogueOf } from '../languages/catalogues.ts';

/** A paragraph, a heading, or an item of a list. It is broken only at spaces. */
export interface Passage {
  how: 'heading' | 'paragraph' | 'item';
  text: string;
  /** The text before it. Its further lines are indented by as many spaces. */
  lead: string;
  /** The level of a heading: 2 for the largest in the prose. */
  level?: number;
  /** The list that an item is in. */
  list?: ListPlace;
  /** The cells, if it is a row of a table, and whether they are the heads of the columns. */
  row?: { cells: string[]; isHead: boolean };
  /** How many quotations it is in. */
  quotes?: number;
  /** Whether it is the title of the table below it. */
  isCaption?: boolean;
}

interface ListPlace {
  /** The same for all items of one list. */
  list: { isOrdered: boolean; start: number };
  /** 0 for a list that is not inside another. */
  depth: number;
  /** Whether it continues the item before it, and so has no bullet. */
  isFurther: boolean;
}

export function partToPassages(
  part: Exclude<Part, { question: string }>,
  consultation: Consultation,
): Passage[] {
  return 'html' in part ? htmlToPassages(part.html, consultation) : tableToPassages(part);
}

/** Writes each row as one item: a term with its text, or with the themes that are marked. */
function tableToPassages({ table, marks }: Extract<Part, { table: unknown }>): Passage[] {
  const labels = new Map(marks?.rows.map(({ id, label }) => [id, label]));
  const rows = table.rows.map((row) => {
    if (!marks) return [nameOption(row), ...(row.text === undefined ? [] : [row.text])];
    return [nameOption(row), row.marks?.map((id) => labels.get(id)).join('; ') || '–'];
  });
  const list = { isOrdered: false, start: 1 };
  // Without column heads, people would be lost in the table.
  const toItem = (cells: string[], isHead: boolean): Passage => ({
    how: 'item',
    text: cells.join(': '),
    lead: '- ',
    ...(table.columns
      ? { row: { cells, isHead } }
      : { list: { list, depth: 0, isFurther: false } }),
  });
  return [
    { how: 'paragraph', text: table.caption, lead: '', isCaption: true },
    ...(table.columns ? [toItem(table.columns, true)] : []),
    ...rows.map((cells) => toItem(cells, false)),
  ];
}

interface OpenList {
  isOrdered: boolean;
  start: number;
  number: number;
}

const piece =
  /<!--[^]*?-->|<(?<end>\/?)(?<tag>[a-z][a-z0-9]*)(?<attributes>[^>]*)>|(?<words>[^<]+|<)/gi;

/**
 * Reads the HTML of Markdown. Unknown elements are ignored, but their words are not.
 *
 * @param spoken the language in which it says what is deleted or added
 */
export function htmlToPassages(html: string, spoken: { language?: string | undefined }): Passage[] {
  const words = catalogueOf(spoken).paperForm;
  const passages: Passage[] = [];
  const lists: OpenList[] = [];
  const links: Link[] = [];
  const changes: { tag: string; at: number }[] = [];
  let quotes = 0;
  let text = '';
  let how: Passage['how'] = 'paragraph';
  let level = 0;
  let row: Passage['row'];
  let cellStart = 0;
  let bullet = '';
  let isVerbatim = false;

  /** Writes in words, or in other characters, what an element says about the words in it. */
  function closeChange(tag: string, at: number): void {
    const inside = text.slice(at);
    if (inside.trim() === '') return;
    const [space = ''] = /^\s*/.exec(inside) ?? [];
    const said = inside.trim();
    const changed =
      tag === 'sup' || tag === 'sub'
        ? inHeight(inside, tag)
        : space + (tag === 'ins' ? words.added(said) : words.deleted(said));
    text = text.slice(0, at) + changed;
  }

  function end(): void {
    for (const { tag, at } of changes.toReversed()) closeChange(tag, at);
    for (const change of changes) change.at = 0;
    const indent = '  '.repeat(Math.max(0, lists.length - 1) + 2 * quotes);
    const lines = isVerbatim ? text.split('\n') : text.split('\u2028');
    for (const line of lines) {
      const said = isVerbatim ? line.trimEnd() : line.replace(/\s+/g, ' ').trim();
      if (said === '') continue;
      const lead = indent + (bullet || (lists.length > 0 ? '  ' : ''));
      const list = lists.at(-1);
      passages.push({
        how: list ? 'item' : how,
        text: said,
        lead,
        ...(how === 'heading' ? { level } : {}),
        ...(list ? { list: { list, depth: lists.length - 1, isFurther: bullet === '' } } : {}),
        ...(row ? { row } : {}),
        ...(quotes > 0 ? { quotes } : {}),
      });
      bullet = '';
    }
    text = '';
    how = 'paragraph';
    row = undefined;
  }

  for (const { groups = {} } of html.matchAll(piece)) {
    const { words: plain, attributes = '' } = groups;
    const tag = groups['tag']?.toLowerCase() ?? '';
    const isEnd = groups['end'] === '/';
    if (plain !== undefined) text += decode(plain);
    else if (tag === 'br') text += isVerbatim ? '\n' : '\u2028';
    else if (tag === 'img') text += attribute(attributes, 'alt');
    else if (tag === 'a' && !isEnd) links.push(openLink(attributes, text.length));
    else if (tag === 'a') text = closeLink(links.pop(), text);
    else if (changing.has(tag) && !isEnd) changes.push({ tag, at: text.length });
    else if (changing.has(tag)) {
      const change = changes.pop();
      if (change) closeChange(tag, change.at);
    } else if ((tag === 'td' || tag === 'th') && !isEnd) cellStart = text.length;
    else if (tag === 'td' || tag === 'th') {
      row ??= { cells: [], isHead: tag === 'th' };
      row.cells.push(text.slice(cellStart).replace(/\s+/g, ' ').trim());
      text += '; ';
    } else if (blocks.test(tag)) {
      if (tag === 'tr') text = text.replace(/; *$/, '');
      end();
      if (/^h[1-6]$/.test(tag)) {
        how = isEnd ? 'paragraph' : 'heading';
        level = Number(tag.slice(1));
      }
      if (tag === 'pre') isVerbatim = !isEnd;
      if (tag === 'blockquote') quotes += isEnd ? -1 : 1;
      if (tag === 'ul' || tag === 'ol') {
        if (isEnd) lists.pop();
        else {
          const start = startOf(attributes);
          lists.push({ isOrdered: tag === 'ol', start, number: start });
        }
      }
      const list = lists.at(-1);
      if (tag === 'li' && !isEnd && list) {
        bullet = list.isOrdered ? `${list.number}. ` : '- ';
        list.number += 1;
      }
    }
  }
  end();
  return passages;
}

/** Elements that change what the words in them mean. */
const changing = new Set(['del', 's', 'ins', 'sup', 'sub']);

const digits = { sup: '⁰¹²³⁴⁵⁶⁷⁸⁹', sub: '₀₁₂₃₄₅₆₇₈₉' };

/** Returns digits as small raised or lowered ones, so that 10⁶ does not become 106. Letters stay: 1st is clear. */
function inHeight(text: string, tag: 'sup' | 'sub'): string {
  if (!/^[\d−-]+$/.test(text)) return text;
  const minus = tag === 'sup' ? '⁻' : '₋';
  return text.replace(/./g, (sign) => digits[tag][Number(sign)] ?? minus);
}

const blocks =
  /^(?:p|h[1-6]|ul|ol|li|blockquote|pre|hr|table|caption|thead|tbody|tr|div|section|dl|dt|dd|figure|figcaption)$/;

function startOf(attributes: string): number {
  return Number(attribute(attributes, 'start') || 1);
}

interface Link {
  address: string;
  /** Where its words begin. */
  at: number;
  /** Whether the link leads to a footnote, or back to the text. */
  footnote: 'to' | 'back' | null;
}

function openLink(attributes: string, at: number): Link {
  const address = attribute(attributes, 'href').replace(/^mailto:/, '');
  const isBack = /\sdata-footnote-backref\b/.test(attributes);
  const isTo = /\sdata-footnote-ref\b/.test(attributes);
  return { address, at, footnote: isBack ? 'back' : isTo ? 'to' : null };
}

/**
 * Adds the address of a link, unless the words are that address, or it leads to a place in the page. The number of
 * a footnote gets brackets. The link back from it is left out.
 */
function closeLink(link: Link | undefined, text: string): string {
  if (!link) return text;
  const [before, words] = [text.slice(0, link.at), text.slice(link.at)];
  if (link.footnote === 'back') return before;
  if (link.footnote === 'to') return `${before} [${words}]`;
  const isSaid =
    link.address === '' || link.address.startsWith('#') || words.trim() === link.address;
  return isSaid ? text : `${text} (${link.address})`;
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(attributes);
  return decode(found?.[1] ?? found?.[2] ?? '');
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
};

function decode(html: string): string {
  return html.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
