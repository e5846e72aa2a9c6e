/**
 * Turns blocks into HTML (check page, receipt, email) or plain text (email, download). A kind of question gives its
 * answer only once, as blocks.
 */
import { html, joinHtml, raw, type Html } from './html.ts';

/**
 * - `theirs`: a person's words, which keep their direction and line breaks.
 * - `ranks`: a list with the person's numbers, which may have gaps.
 * - `pairs`: names, each with what belongs to it.
 */
export type Block =
  | { say: 'ours' | 'theirs'; text: string }
  | { list: string[] }
  | { ranks: { rank: number; item: string }[] }
  | { pairs: { name: string; blocks: Block[] }[] };

/** Returns a name as the label of what follows it: "Email:", but "Is it clean?" unchanged. */
export function asHead(name: string): string {
  return /[.:?!…؟]$/.test(name) ? name : `${name}:`;
}

/**
 * Returns blocks as HTML that needs no style sheet. Line breaks become elements, because mail programs drop
 * `white-space` (caniemail: Outlook for Windows). With `dir="auto"`, each of a person's paragraphs has its own
 * direction (WCAG 1.3.2). An item of a list has its own direction within the item only, so that all markers of the
 * list are on one side, and none is outside a narrow window.
 *
 * @param mayTranslate whether a browser that translates the page may translate a person's own words
 * @param theirs the language of a person's own words, if it is not that of the others
 */
export function blocksToHtml(blocks: Block[], mayTranslate = true, theirs?: string): Html {
  return joinHtml(blocks.map((block) => blockToHtml(block, mayTranslate, theirs)));
}

function blockToHtml(block: Block, mayTranslate: boolean, theirs: string | undefined): Html {
  if ('list' in block) {
    return html`<ul>${block.list.map((item) => html`<li><bdi>${item}</bdi></li>`)}</ul>`;
  }
  if ('ranks' in block) {
    return html`<ol>${block.ranks.map(({ rank, item }) => html`<li value="${rank}">${item}</li>`)}</ol>`;
  }
  if ('pairs' in block) {
    const pairs = block.pairs.map(
      ({ name, blocks }) =>
        html`<dt>${asHead(name)}</dt><dd>${blocksToHtml(blocks, mayTranslate, theirs)}</dd>`,
    );
    return html`<dl>${pairs}</dl>`;
  }
  if (block.say === 'ours') return html`<p>${block.text}</p>`;
  const spoken = theirs === undefined ? html`` : html` lang="${theirs}"`;
  return joinHtml(
    block.text.split(/\n{2,}/).map((paragraph) => {
      const lines = paragraph.split('\n').map((line) => html`${line}`);
      return html`<p${mayTranslate ? raw('') : raw(' translate="no"')}${spoken} dir="auto">${joinHtml(lines, '<br>')}</p>`;
    }),
  );
}

/** Returns blocks as lines of plain text, without wrapping, so that a person's lines are kept exactly. */
export function blocksToLines(blocks: Block[]): string[] {
  return blocks.flatMap((block) => {
    if ('list' in block) return block.list.map((item) => `- ${item}`);
    if ('ranks' in block) return block.ranks.map(({ rank, item }) => `${rank}. ${item}`);
    if ('pairs' in block)
      return block.pairs.flatMap((pair) => [asHead(pair.name), ...blocksToLines(pair.blocks)]);
    return block.text.split('\n');
  });
}
