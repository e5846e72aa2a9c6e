/**
 * An answer in words, without markup. A kind of question says its answer once, in blocks; here the
 * blocks become HTML (check page, receipt, email) or plain text (email, download).
 */
import { html, joinHtml, raw, type Html } from './html.ts';

/**
 * `theirs`: the words of a person, which keep their own direction and line breaks.
 * `ranks`: a list whose numbers were given by the person, and may have gaps.
 * `pairs`: each name with what belongs to it.
 */
export type Block =
  | { say: 'ours' | 'theirs'; text: string }
  | { list: string[] }
  | { ranks: { rank: number; item: string }[] }
  | { pairs: { name: string; blocks: Block[] }[] };

/** What stands in the place of an answer that was not given. */
export const noAnswer = 'No answer';

/** A name as it stands before what belongs to it: "Email:", but "Is it clean?" as it is. */
export function asHead(name: string): string {
  return /[.:?!…]$/.test(name) ? name : `${name}:`;
}

/**
 * Blocks as HTML that needs no style sheet. Line breaks become elements, because mail programs drop
 * `white-space` (caniemail: Outlook for Windows); `dir="auto"` lets each paragraph of a person find
 * its own direction (WCAG 1.3.2).
 *
 * @param mayTranslate whether a browser that translates the page may translate a person's own words
 */
export function blocksToHtml(blocks: Block[], mayTranslate = true): Html {
  return joinHtml(blocks.map((block) => blockToHtml(block, mayTranslate)));
}

function blockToHtml(block: Block, mayTranslate: boolean): Html {
  if ('list' in block) {
    return html`<ul>${block.list.map((item) => html`<li dir="auto">${item}</li>`)}</ul>`;
  }
  if ('ranks' in block) {
    return html`<ol>${block.ranks.map(({ rank, item }) => html`<li value="${rank}">${item}</li>`)}</ol>`;
  }
  if ('pairs' in block) {
    const pairs = block.pairs.map(
      ({ name, blocks }) =>
        html`<dt>${asHead(name)}</dt><dd>${blocksToHtml(blocks, mayTranslate)}</dd>`,
    );
    return html`<dl>${pairs}</dl>`;
  }
  if (block.say === 'ours') return html`<p>${block.text}</p>`;
  return joinHtml(
    block.text.split(/\n{2,}/).map((paragraph) => {
      const lines = paragraph.split('\n').map((line) => html`${line}`);
      return html`<p${mayTranslate ? raw('') : raw(' translate="no"')} dir="auto">${joinHtml(lines, '<br>')}</p>`;
    }),
  );
}

/** Blocks as lines of plain text, not wrapped: a person's lines are kept to the character. */
export function blocksToLines(blocks: Block[]): string[] {
  return blocks.flatMap((block) => {
    if ('list' in block) return block.list.map((item) => `- ${item}`);
    if ('ranks' in block) return block.ranks.map(({ rank, item }) => `${rank}. ${item}`);
    if ('pairs' in block)
      return block.pairs.flatMap((pair) => [asHead(pair.name), ...blocksToLines(pair.blocks)]);
    return block.text.split('\n');
  });
}
