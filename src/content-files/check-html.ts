/**
 * Checks the HTML in an editor’s Markdown. It becomes part of the page’s form, so a stray tag could end the form, or
 * take answers into a box that the site does not know.
 */

/** A node of Markdown’s tree (https://github.com/syntax-tree/mdast), with the properties that the checks use. */
export interface MarkdownNode {
  type: string;
  value?: string;
  url?: string;
  alt?: string | null;
  depth?: number;
  ordered?: boolean | null;
  identifier?: string;
  label?: string | null;
  children?: MarkdownNode[];
  position?: { start: { line: number; column: number }; end: { line: number } };
}

export interface Found {
  line: number;
  message: string;
  isWarning?: boolean;
}

const allowed = new Set(
  (
    'a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure ' +
    'h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table ' +
    'tbody td tfoot th thead time tr u ul var wbr'
  ).split(' '),
);
const allowedAttributes = new Set(
  'alt cite colspan datetime dir height href lang rowspan scope src start title translate width'.split(
    ' ',
  ),
);
const empty = new Set(['br', 'hr', 'img', 'wbr']);

const attribute = /\s+([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g;
const tag = new RegExp(`<(/?)([a-z][a-z0-9-]*)((?:${attribute.source})*)\\s*/?>`, 'gi');
const comment = /<!--[^]*?-->/g;

interface Open {
  name: string;
  line: number;
}

/** Finds tags that are not allowed, not closed, or not readable. A tag must be closed where it was opened. */
export function checkHtml(node: MarkdownNode): Found[] {
  const found: Found[] = [];
  const open: Open[] = [];
  for (const child of node.children ?? []) {
    if (child.type === 'html') checkPiece(child, open, found);
    else found.push(...checkHtml(child));
  }
  for (const { name, line } of open) {
    found.push({
      line,
      message: `<${name}> is not closed. Write </${name}> where it ends, or delete it.`,
    });
  }
  return found;
}

function checkPiece(node: MarkdownNode, open: Open[], found: Found[]): void {
  const value = (node.value ?? '').replace(comment, keepLines);
  const firstLine = lineOf(node);
  const lineAt = (index: number) => firstLine + value.slice(0, index).split('\n').length - 1;
  const before = found.length;
  for (const match of value.matchAll(tag)) {
    const [, slash, written = '', attributes = ''] = match;
    const name = written.toLowerCase();
    const line = lineAt(match.index);
    if (!allowed.has(name)) {
      if (!slash || !allowedOpen(found, name))
        found.push({ line, message: sayRefused(slash ?? '', name) });
    } else if (slash) {
      if (open.at(-1)?.name === name) open.pop();
      else found.push({ line, message: `</${name}> has no opening tag here. Delete it.` });
    } else {
      found.push(...checkAttributes(name, attributes, line));
      if (!empty.has(name)) open.push({ name, line });
    }
  }
  const rest = value.replace(tag, keepLines);
  for (const { index, 0: sign } of rest.matchAll(entity))
    found.push({
      line: lineAt(index),
      message: `The forms to download would have ${sign} as it is written. Write the character itself.`,
    });
  const strange = rest.search(/<[a-z/!?]/i);
  if (strange !== -1 && found.length === before) {
    const message =
      'This HTML cannot be read: a quote, a bracket or the end of a comment is missing. Correct it, or delete it.';
    found.push({ line: lineAt(strange), message });
  }
}

/** A name for a character. Markdown turns those in its own text into characters, and leaves those inside HTML. */
const entity = /&(?!(?:amp|lt|gt|quot|apos|nbsp);)[a-z][a-z0-9]*;/gi;

const keepLines = (words: string) => words.replace(/[^\n]/g, ' ');

/** Whether a tag of this element is reported already, so that there is one message for both tags. */
function allowedOpen(found: Found[], name: string): boolean {
  return found.some(({ message }) => message.startsWith(`<${name}> `));
}

function checkAttributes(name: string, attributes: string, line: number): Found[] {
  return [...attributes.matchAll(attribute)].flatMap(([, written = '']) => {
    const key = written.toLowerCase();
    if (allowedAttributes.has(key)) return [];
    const why =
      key === 'style' || key === 'class'
        ? 'the site’s style sheet decides how things look'
        : 'it is not allowed here';
    return [{ line, message: `<${name}> has "${key}": ${why}. Delete ${key}.` }];
  });
}

function sayRefused(slash: string, name: string): string {
  const why =
    /^(form|input|button|textarea|select|option|optgroup|label|fieldset|legend|datalist|output)$/.test(
      name,
    )
      ? 'it would break the form that people answer'
      : name === 'style'
        ? 'the site’s style sheet decides how things look'
        : name === 'script'
          ? 'the site works without scripts, and blocks them'
          : 'it is not allowed here';
  return `<${slash}${name}> is not possible in a section: ${why}. Delete it, or write Markdown.`;
}

export const lineOf = ({ position }: MarkdownNode): number => position?.start.line ?? 1;
