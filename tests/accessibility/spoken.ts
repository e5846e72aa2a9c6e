/**
 * What a screen reader is given: the browser's accessibility tree in reading order, one line for each element, as
 * plain text that a person can review.
 */
import type { Page } from 'playwright-core';

/** The parts of a node of Chromium's accessibility tree (CDP, Accessibility.AXNode) that are said. */
interface Node {
  nodeId: string;
  ignored: boolean;
  role?: { value?: unknown };
  name?: { value?: unknown };
  description?: { value?: unknown };
  value?: { value?: unknown };
  properties?: { name: string; value: { value?: unknown } }[];
  childIds?: string[];
}

/** Names of roles, where Chromium's name is less clear to a reader. */
const words: Record<string, string> = {
  RootWebArea: 'page',
  banner: 'header of the page',
  contentinfo: 'footer of the page',
  main: 'main part',
  textbox: 'text field',
  listitem: 'item',
  paragraph: 'text',
  StaticText: 'text',
  DescriptionList: 'list of terms',
  term: 'term',
  DescriptionListTerm: 'term',
  definition: 'said of it',
  DescriptionListDetail: 'said of it',
};

/** Roles that are not announced themselves. Only their content is. */
const silent = new Set([
  'none',
  'generic',
  'rowgroup',
  'LabelText',
  'Legend',
  'InlineTextBox',
  'ListMarker',
  'LineBreak',
  'caption',
  'strong',
  'emphasis',
  'superscript',
  'Section',
]);
/** Roles whose content is their name or their text, and is written on one line. */
const whole = new Set([
  'heading',
  'link',
  'button',
  'radio',
  'checkbox',
  'textbox',
  'cell',
  'rowheader',
  'columnheader',
  'term',
  'DescriptionListTerm',
]);
/** The length after which a text is not repeated; its length is given instead. */
const longest = 400;

/** Returns the script of a page: what is said, then an outline of each kind. */
export async function speak(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: Node[] };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const [root] = nodes;
  if (!root) throw new Error('the page has no accessibility tree');

  const lines: string[] = [];
  const outlines: Record<string, string[]> = { Headings: [], Landmarks: [], 'Form controls': [] };
  const childrenOf = (node: Node) => (node.childIds ?? []).flatMap((id) => byId.get(id) ?? []);

  /** All text inside, as it is read on. */
  function textIn(node: Node): string {
    if (roleOf(node) === 'InlineTextBox' || roleOf(node) === 'ListMarker') return '';
    if (roleOf(node) === 'StaticText') return String(node.name?.value ?? '');
    if (roleOf(node) === 'LineBreak') return ' / ';
    return childrenOf(node).map(textIn).join(' ');
  }

  function say(node: Node, depth: number): void {
    const role = roleOf(node);
    const indent = '  '.repeat(depth);
    if (node.ignored || (silent.has(role) && role !== 'caption')) {
      // The words of a label and a legend are said as the name of what they label.
      const isName = role === 'LabelText' || role === 'Legend';
      const inside = isName ? controlsIn(node) : childrenOf(node);
      for (const child of inside) say(child, depth);
      return;
    }
    if (role === 'InlineTextBox' || role === 'ListMarker' || role === 'LineBreak') return;
    if (role === 'caption') return;
    const name = clip(String(node.name?.value ?? ''));
    if (role === 'row') {
      const cells = childrenOf(node).map((cell) => clip(textIn(cell)));
      const isHead = childrenOf(node).every((cell) => roleOf(cell) === 'columnheader');
      lines.push(`${indent}${isHead ? 'column headers' : 'row'}: ${cells.join(' | ')}`);
      return;
    }
    if (role === 'StaticText') {
      if (name.trim() !== '') lines.push(`${indent}text: ${name.trim()}`);
      return;
    }
    if (role === 'paragraph' && !hasControls(node)) {
      const text = clip(textIn(node));
      if (text !== '') lines.push(`${indent}text: ${text}`);
      return;
    }

    const level = property(node, 'level');
    const title = role === 'heading' ? `heading ${level}` : (words[role] ?? role);
    const items = role === 'list' ? ` of ${childrenOf(node).length}` : '';
    const said = [`${title}${items}${name === '' ? '' : `: ${name}`}`, ...statesOf(node, role)];
    const line = said.join('; ');
    if (role !== 'paragraph') lines.push(indent + line);
    if (role === 'heading')
      outlines['Headings']?.push(`${'  '.repeat(Number(level) - 1)}${level} ${name}`);
    if (/^(banner|main|contentinfo|navigation|region|search|form|complementary)$/.test(role)) {
      outlines['Landmarks']?.push(line);
    }
    if (/^(textbox|radio|checkbox|button|combobox|group|radiogroup)$/.test(role)) {
      outlines['Form controls']?.push(`${role === 'group' ? '' : '  '}${line}`);
    }
    if (whole.has(role)) return;
    for (const child of childrenOf(node)) say(child, role === 'paragraph' ? depth : depth + 1);
  }

  function controlsIn(node: Node): Node[] {
    return childrenOf(node).flatMap((child) =>
      /^(radio|checkbox|textbox)$/.test(roleOf(child)) ? [child] : controlsIn(child),
    );
  }

  function hasControls(node: Node): boolean {
    return childrenOf(node).some((child) => whole.has(roleOf(child)) || hasControls(child));
  }

  say(root, 0);
  const parts = Object.entries(outlines).map(
    ([name, entries]) =>
      `${name}\n${entries.length > 0 ? entries.map((entry) => `  ${entry}`).join('\n') : '  none'}`,
  );
  return `${[lines.join('\n'), ...parts].join('\n\n')}\n`;
}

function roleOf(node: Node): string {
  return String(node.role?.value ?? 'none');
}

function property(node: Node, name: string): unknown {
  return node.properties?.find((entry) => entry.name === name)?.value.value;
}

function statesOf(node: Node, role: string): string[] {
  const said: string[] = [];
  if (role === 'radio' || role === 'checkbox') {
    said.push(property(node, 'checked') === 'true' ? 'chosen' : 'not chosen');
  }
  if (role === 'textbox') {
    const value = String(node.value?.value ?? '');
    said.push(value === '' ? 'empty' : `holds “${clip(value)}”`);
    if (property(node, 'readonly') === true) said.push('read only');
  }
  if (property(node, 'invalid') === 'true') said.push('invalid');
  const description = clip(String(node.description?.value ?? ''));
  if (description !== '') said.push(`described: ${description}`);
  if (property(node, 'focused') === true && role !== 'RootWebArea') said.push('has the focus');
  return said;
}

function clip(text: string): string {
  const line = text.replace(/\n/g, ' / ').replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest)}… (${line.length} characters)`;
}
