/** Finds Markdown that became plain words because something is missing, words that nobody sees, and headings that skip a level. */
import { lineOf, type Found, type MarkdownNode } from './check-html.ts';

/** Each finding has its line in the Markdown. A character after a backslash is taken as plain text, as Markdown does. */
export function checkText(tree: MarkdownNode, markdown: string): Found[] {
  const lines = markdown.split('\n');
  const nodes = allNodes(tree);
  const warnings = [
    ...nodes.filter(({ type }) => type === 'text').flatMap((node) => checkWords(node, lines)),
    ...findUnusedNotes(nodes),
    ...findSkippedLevels(nodes.filter(({ type }) => type === 'heading')),
    ...findIndented(nodes, lines),
    ...findOtherNumbers(nodes, lines),
    ...findUnderlined(nodes, lines),
    ...findStruckOut(nodes, lines),
  ].map((found) => ({ ...found, isWarning: true }));
  const all = [...warnings, ...findDoubles(nodes), ...findLostCells(nodes, lines)];
  return all.filter(
    (found, index) =>
      all.findIndex(({ line, message }) => line === found.line && message === found.message) ===
      index,
  );
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
    pattern: /\]\((?!\))|\] \((?=$|#|\/|[^)\s]+\.[a-z]{2,}[^)\s]*\))|\)\[(?=$|[^\]\s]*\/)/g,
    isMeant: '\\[',
    say: () =>
      'This looks like a link or an image, and people see it as it is written. Write [words](address), with nothing between the brackets, and %20 for each space in the address.',
  },
  {
    pattern: /\*\*/g,
    isMeant: '\\*',
    say: () =>
      'People see these ** as they are written. Write them close to the words, before and after: **like this**. If they are meant, write \\ before each *.',
  },
  {
    pattern: /^\|(?=.*\|)/gm,
    isMeant: '\\|',
    say: () =>
      'This line is plain text, not a table. Below the first line of a table, write one such as | --- | --- | with as many cells. If it is not a table, write \\ before the first |.',
  },
  {
    pattern: /^#{1,6}(?=[\p{L}\d])/gmu,
    isMeant: '\\#',
    say: () =>
      'This line is plain text, not a heading. If it is a heading, write a space after the last #. If not, write \\ before the first.',
  },
];

function checkWords(node: MarkdownNode, lines: string[]): Found[] {
  const { value = '' } = node;
  return patterns.flatMap(({ pattern, isMeant, say }) => {
    const found = [...value.matchAll(pattern)].flatMap(({ index, 0: sign, 1: id = '' }) => {
      const line = lineOf(node) + value.slice(0, index).split('\n').length - 1;
      const written = lines[line - 1] ?? '';
      const isFirst = /^[\s>]*(.)/.exec(written)?.[1] === sign[0];
      if (written.includes(isMeant) || (pattern.source.startsWith('^') && !isFirst)) return [];
      return [{ line, message: say(id) }];
    });
    // Report only the first line: text that only looks like a table has many.
    return pattern.source.startsWith('^\\|') ? found.slice(0, 1) : found;
  });
}

/** Finds notes that nothing leads to, because Markdown leaves them out. */
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

/** Finds text that was pasted with spaces before it, because Markdown turns it into the code of a program. */
function findIndented(nodes: MarkdownNode[], lines: string[]): Found[] {
  return nodes
    .filter((node) => node.type === 'code' && !/`{3}|~{3}/.test(lines[lineOf(node) - 1] ?? ''))
    .map((node) => ({
      line: lineOf(node),
      message:
        'This text begins with spaces, so people see it as the code of a program, in lines that do not break. Delete the spaces at the beginning of its lines.',
    }));
}

/**
 * Finds lists that people see with other numbers than the editor wrote: 1, 2, 4 becomes 1, 2, 3. People who answer about
 * proposal 4 would mean another one. A list whose items all have one number leaves counting to Markdown.
 */
function findOtherNumbers(nodes: MarkdownNode[], lines: string[]): Found[] {
  return nodes
    .filter(({ type, ordered }) => type === 'list' && ordered)
    .flatMap(({ children: items = [] }): Found[] => {
      const numbers = items.map((item) => numberAt(item, lines));
      const [first = 0] = numbers;
      if (numbers.every((number) => number === first)) return [];
      const at = numbers.findIndex((number, index) => number !== first + index);
      const item = items[at];
      if (!item) return [];
      const message = `People would see ${first + at} here, because Markdown counts on from the first number of a list. Correct the numbers, or write each item as a paragraph of its own, with \\ after its number: ${numbers[at]}\\.`;
      return [{ line: lineOf(item), message }];
    });
}

/** Returns the number that an item begins with, as it is written. */
function numberAt({ position }: MarkdownNode, lines: string[]): number {
  const { line = 1, column = 1 } = position?.start ?? {};
  return Number.parseInt((lines[line - 1] ?? '').slice(column - 1), 10);
}

/** Finds paragraphs that a line of hyphens below them makes a heading. */
function findUnderlined(nodes: MarkdownNode[], lines: string[]): Found[] {
  return nodes
    .filter(({ type, position }) => {
      const last = lines[(position?.end.line ?? 1) - 1] ?? '';
      return type === 'heading' && /^[\s>]*-+\s*$/.test(last);
    })
    .map((node) => ({
      line: lineOf(node),
      message:
        'People see this as a heading, because of the hyphens on the line below it. If it is one, begin it with ## instead. If not, leave a line blank before the hyphens.',
    }));
}

/** Finds words that one ~ on each side strikes out, as in H~2~O. */
function findStruckOut(nodes: MarkdownNode[], lines: string[]): Found[] {
  return nodes
    .filter(({ type, position }) => {
      const { line = 1, column = 1 } = position?.start ?? {};
      return type === 'delete' && !(lines[line - 1] ?? '').startsWith('~~', column - 1);
    })
    .map((node) => ({
      line: lineOf(node),
      message:
        'People see the words between these two ~ struck out. If that is meant, write ~~ on both sides. If not, write \\ before each ~.',
    }));
}

/** Finds notes and addresses that have the same name as an earlier one, because Markdown would drop them. */
function findDoubles(nodes: MarkdownNode[]): Found[] {
  const seen = new Set<string>();
  return nodes.flatMap((node): Found[] => {
    if (node.type !== 'footnoteDefinition' && node.type !== 'definition') return [];
    const what = node.type === 'definition' ? 'The address' : 'The note';
    const name = `[${what === 'The note' ? '^' : ''}${node.label ?? node.identifier}]`;
    const key = name.toLowerCase();
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `${what} ${name} is here twice, and people would see only the first. Give the second another name, or delete it.`;
    return [{ line: lineOf(node), message }];
  });
}

/** Finds table rows with more cells than the first line, because Markdown leaves out the extra cells. */
function findLostCells(nodes: MarkdownNode[], lines: string[]): Found[] {
  return nodes
    .filter(({ type }) => type === 'table')
    .flatMap(({ children: [head, ...rows] = [] }) => {
      const most = head ? countCells(head, lines) : 0;
      return rows.flatMap((row): Found[] => {
        const cells = countCells(row, lines);
        if (cells <= most) return [];
        const message = `This row has ${cells} cells, and the first line of the table has ${most}: people would not see the rest. Give both as many. If a | belongs to the words, write \\ before it.`;
        return [{ line: lineOf(row), message }];
      });
    });
}

function countCells(row: MarkdownNode, lines: string[]): number {
  const written = (lines[lineOf(row) - 1] ?? '').replace(/^[\s>]*\|?|(?<!\\)\|\s*$/g, '');
  return written.split(/(?<!\\)\|/).length;
}

/**
 * Finds headings that skip a level, because people who use a screen reader would look for the missing heading. A
 * section has a heading of level two.
 */
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
