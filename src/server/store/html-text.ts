/** Converts the HTML of an email to plain text, line by line, as a mail program shows it. */
import { addressBeside } from '../../text/link-address.ts';

/** Elements with an empty line above and below them. */
const apart = new Set('blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul'.split(' '));
/** Elements that begin and end a line. */
const onLines = new Set(
  'address article aside body caption center dd div dt fieldset figure footer form header legend li main nav option section tr'.split(
    ' ',
  ),
);
/** Elements that have no content, and no end. */
const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** Elements whose content is not shown. */
const unseen = new Set(['script', 'style', 'template', 'title']);

interface Tag {
  name: string;
  isEnd: boolean;
  /** Everything between its name and the `>`. */
  rest: string;
}

/**
 * Yields the tags, and the texts between them, in which each `<` is written as `&lt;`. Takes linear time for any input.
 */
function* partsOf(html: string): Generator<string | Tag> {
  const start = /<(\/?)([a-z][a-z0-9:-]*)|<[!?]/iy;
  const rest = /([^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*)>/y;
  for (let at = 0; at < html.length;) {
    const next = html.indexOf('<', at);
    if (next !== at) yield html.slice(at, next < 0 ? undefined : next);
    if (next < 0) return;
    start.lastIndex = next;
    const found = start.exec(html);
    if (!found) {
      yield '&lt;';
      at = next + 1;
      continue;
    }
    const isComment = html.startsWith('<!--', next);
    rest.lastIndex = start.lastIndex;
    const inside = isComment ? null : rest.exec(html)?.[1];
    const end = isComment ? html.indexOf('-->', next + 4) + 3 : html.indexOf('>', next) + 1;
    at = typeof inside === 'string' ? rest.lastIndex : end;
    // A tag or comment that does not end takes up the rest of the text, as in a browser.
    if (at <= next) return;
    const [, slash = '', name = ''] = found;
    const tag = name.toLowerCase();
    if (tag !== '') yield { name: tag, isEnd: slash !== '', rest: inside ?? '' };
    if (!unseen.has(tag) || slash !== '') continue;
    const close = new RegExp(`</${tag}`, 'gi');
    close.lastIndex = at;
    at = close.exec(html)?.index ?? html.length;
  }
}

/**
 * Returns the text of an HTML email. Leaves out the addresses of links. Includes the text alternatives of images,
 * because many mail programs send emoji as images.
 */
export async function htmlText(html: string): Promise<string> {
  const { parts } = convert(html, false);
  return decode(toLines(parts));
}

/**
 * Returns the text of an HTML email that a person wrote, with the addresses of links, and the words that are crossed
 * out, which are not in the text.
 */
export async function htmlWords(html: string): Promise<{ text: string; crossedOut: string[] }> {
  const { parts, crossedOut } = convert(html, true);
  const lines = crossedOut.map((words) => words.replace(/\s+/g, ' ').trim());
  const words = (await decode(lines.join('\n'))).split('\n');
  return { text: await decode(toLines(parts)), crossedOut: words.filter((one) => one !== '') };
}

function toLines(parts: string[]): string {
  const lines = parts.join('').split('\n');
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** @param isTheirs whether a person wrote it: addresses of links and crossed-out words then matter */
function convert(html: string, isTheirs: boolean): { parts: string[]; crossedOut: string[] } {
  const parts: string[] = [];
  /** The number of line breaks at the end of the text so far, and the number that must come before the next word. */
  let [have, want] = [2, 0];
  let isAfterSpace = true;
  let label = '';
  let pre = 0;
  /** The number of items so far in each open list. `null`: the list is not numbered. */
  const lists: (number | null)[] = [];
  const crossedOut: string[] = [];
  /** The element whose words are crossed out, and how many of that name are open in it. */
  let crossing: { name: string; depth: number } | null = null;
  let link: { href: string; from: number } | null = null;
  let isRaised = false;

  function breakLine(): void {
    parts.push('\n');
    have += 1;
    isAfterSpace = true;
  }
  function add(text: string): void {
    if (crossing) {
      crossedOut.push(`${crossedOut.pop() ?? ''}${text}`);
      return;
    }
    const isKept = pre > 0;
    const joined = isKept ? text : text.replace(/[ \t\r\n\f]+/g, ' ');
    const isAtStart = isAfterSpace || have < want;
    const words = isAtStart && !isKept && joined.startsWith(' ') ? joined.slice(1) : joined;
    if (words === '') return;
    while (have < want) breakLine();
    const isPower = isRaised && /^\d/.test(words) && /\d$/.test(parts.at(-1) ?? '');
    parts.push(label, isPower ? `^${words}` : words);
    [have, want, label] = [0, 0, ''];
    isAfterSpace = words.endsWith(' ');
  }

  for (const part of partsOf(html)) {
    if (typeof part === 'string') {
      add(part);
      continue;
    }
    const { name, isEnd, rest } = part;
    if (isTheirs && name === 'sup') isRaised = !isEnd;
    if (isTheirs && name === 'a') {
      const address = link && addressBeside(parts.slice(link.from).join(''), link.href);
      link = isEnd ? null : { href: valueOf('href', rest), from: parts.length };
      if (address !== null) add(` (${address})`);
    }
    if (crossing) {
      if (name === crossing.name) crossing.depth += isEnd ? -1 : 1;
      if (crossing.depth === 0) crossing = null;
      else if (apart.has(name) || onLines.has(name) || /^(?:br|td|th)$/.test(name)) add(' ');
    } else if (isTheirs && !isEnd && isCrossedOut(name, rest)) {
      crossing = { name, depth: 1 };
      crossedOut.push('');
    }
    if (apart.has(name)) want = 2;
    else if (onLines.has(name)) want = Math.max(want, 1);
    if (name === 'br') {
      while (have < want) breakLine();
      breakLine();
    }
    if (name === 'pre') pre = Math.max(0, pre + (isEnd ? -1 : 1));
    if (isEnd && /^(?:td|th)$/.test(name)) add(' ');
    if (name === 'img') add(describedBy(rest));
    if (name === 'ol' || name === 'ul') {
      if (isEnd) lists.pop();
      else lists.push(name === 'ol' ? 0 : null);
    }
    if (name === 'li' && !isEnd) {
      const count = lists.at(-1) ?? null;
      if (count !== null) lists[lists.length - 1] = count + 1;
      label = count === null ? '* ' : `${count + 1}. `;
    }
  }
  return { parts, crossedOut };
}

function isCrossedOut(name: string, attributes: string): boolean {
  if (empty.has(name)) return false;
  if (/^(?:s|strike|del)$/.test(name)) return true;
  return /text-decoration[^;]*:[^;]*line-through/i.test(valueOf('style', attributes));
}

/** Returns the text alternative of an image. */
function describedBy(attributes: string): string {
  return valueOf('alt', attributes);
}

/** Returns the value of an attribute, empty if there is none, with each `<` as `&lt;`. */
function valueOf(name: string, attributes: string): string {
  const value = new RegExp(`(?<![\\w-])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i');
  const [, double, single, bare] = value.exec(attributes) ?? [];
  return (double ?? single ?? bare ?? '').replaceAll('<', '&lt;');
}

/**
 * Decodes character references, such as `&amp;`. postal-mime decodes them in HTML that has a plain text part beside it.
 */
async function decode(text: string): Promise<string> {
  if (text === '') return '';
  const { default: PostalMime } = await import('postal-mime');
  // As in browsers, the numbers 128 to 159 are characters of Windows-1252.
  const named = text.replace(/&#(1[2-5]\d);/g, (_, place) =>
    new TextDecoder('windows-1252').decode(Uint8Array.of(Number(place))),
  );
  const email = await PostalMime.parse(
    [
      ...['Content-Type: multipart/mixed; boundary=b', '', '--b', '', '', '--b'],
      ...['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64', ''],
      ...[Buffer.from(named).toString('base64'), '--b--', ''],
    ].join('\r\n'),
  );
  return email.text?.trim() ?? '';
}
