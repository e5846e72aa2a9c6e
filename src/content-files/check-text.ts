/** Finds Markdown that became plain words because something is missing, and headings that skip a level. */
import { lineOf, type Found, type MarkdownNode } from './check-html.ts';

/** Its warnings have a line of the Markdown. A backslash before a sign says that it is meant as it stands. */
export function checkText(tree: MarkdownNode, markdown: string): Found[] {
  const lines = markdown.split('\n');
  const nodes = allNodes(tree);
  return [
    ...nodes.filter(({ type }) => type === 'text').flatMap((node) => checkWords(node, lines)),
    ...findUnusedNotes(nodes),
    ...findSkippedLevels(nodes.filter(({ type }) => type === 'heading')),
  ].map((found) => ({ ...found, isWarning: true }));
}

function allNodes(node: MarkdownNode): MarkdownNode[] {
  return [node, ...(node.children ?? []).flatMap(allNodes)];
}

const patterns: { pattern: RegExp; isMeant: string; say: (found: string) => string }[] = [
  {
    pattern: /\[\^([^\]\s]+)\]/g,
    isMeant: '\\[',
    say: (id) =>
      `There is no note [^${id}] in this file. Write it on a line of its own that begins "[^${id}]:", or delete the sign.`,
  },
  {
    pattern: /\]\[([^\]\n]+)\]/g,
    isMeant: '\\[',
    say: (id) =>
      `This link has no address. Write it on a line of its own, such as "[${id}]: https://…", or write the address between round brackets.`,
  },
  {
    pattern: /^#{1,6}(?=[\p{L}\d])/gmu,
    isMeant: '\\#',
    say: () =>
      'This line is text, and no heading. If it is a heading, write a space after the last #. If not, write \\ before the first.',
  },
];

function checkWords(node: MarkdownNode, lines: string[]): Found[] {
  const { value = '' } = node;
  return patterns.flatMap(({ pattern, isMeant, say }) =>
    [...value.matchAll(pattern)].flatMap(({ index, 1: id = '' }) => {
      const line = lineOf(node) + value.slice(0, index).split('\n').length - 1;
      const written = lines[line - 1] ?? '';
      const isHeading = pattern.source.startsWith('^');
      if (written.includes(isMeant) || (isHeading && !/^[\s>]*#/.test(written))) return [];
      return [{ line, message: say(id) }];
    }),
  );
}

/** Markdown leaves out a note that nothing leads to. */
function findUnusedNotes(nodes: MarkdownNode[]): Found[] {
  const used = new Set(
    nodes.filter(({ type }) => type === 'footnoteReference').map(({ identifier }) => identifier),
  );
  return nodes
    .filter(({ type, identifier }) => type === 'footnoteDefinition' && !used.has(identifier))
    .map((node) => {
      const name = `[^${node.label ?? node.identifier}]`;
      return {
        line: lineOf(node),
        message: `Nobody sees the note ${name}, because nothing leads to it. Write ${name} in the text where it belongs, or delete it.`,
      };
    });
}

/** A section has a heading of level two. What skips a level sounds to screen readers as if something were missing. */
function findSkippedLevels(headings: MarkdownNode[]): Found[] {
  return headings.flatMap((node, index) => {
    const { depth = 2 } = node;
    const before = index === 0 ? 2 : (headings[index - 1]?.depth ?? 2);
    if (depth <= before + 1) return [];
    const right = '#'.repeat(before + 1);
    const message = `This heading skips a level, so people who listen to the page look for what is missing. Write ${right} instead of ${'#'.repeat(depth)}.`;
    return [{ line: lineOf(node), message }];
  });
}
