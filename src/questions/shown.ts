/**
 * An answer in words, without markup. A kind of question says its answer once, in blocks; here the
 * blocks become HTML (check page, receipt, email) or plain text (email, download).
 */

/**
 * `theirs`: the words of a person, which keep their own direction and line breaks.
 * `ranks`: a list whose numbers were given by the person, and may have gaps.
 */
export type Block =
  | { say: 'ours' | 'theirs'; text: string }
  | { list: string[] }
  | { ranks: { rank: number; item: string }[] };

/** What stands in the place of an answer that was not given. */
export const noAnswer = 'No answer';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text for HTML, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}

/**
 * Blocks as HTML that needs no style sheet. Line breaks become elements, because mail programs drop
 * `white-space` (caniemail: Outlook for Windows); `dir="auto"` lets each paragraph of a person find
 * its own direction (WCAG 1.3.2).
 */
export function blocksToHtml(blocks: Block[]): string {
  return blocks.map(blockToHtml).join('');
}

function blockToHtml(block: Block): string {
  if ('list' in block) {
    return `<ul>${block.list.map((item) => `<li dir="auto">${escapeHtml(item)}</li>`).join('')}</ul>`;
  }
  if ('ranks' in block) {
    const items = block.ranks.map(
      ({ rank, item }) => `<li value="${rank}">${escapeHtml(item)}</li>`,
    );
    return `<ol>${items.join('')}</ol>`;
  }
  if (block.say === 'ours') return `<p>${escapeHtml(block.text)}</p>`;
  return block.text
    .split(/\n{2,}/)
    .map((paragraph) => `<p dir="auto">${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');
}

/** Blocks as lines of plain text, not wrapped: a person's lines are kept to the character. */
export function blocksToLines(blocks: Block[]): string[] {
  return blocks.flatMap((block) => {
    if ('list' in block) return block.list.map((item) => `- ${item}`);
    if ('ranks' in block) return block.ranks.map(({ rank, item }) => `${rank}. ${item}`);
    return block.text.split('\n');
  });
}
