/** Nests lists in an OpenDocument text: each inner list is in an item of the outer list. */
import type { Block } from './outline.ts';

export type Item = Extract<Block, { is: 'item' }>;

/**
 * Writes items that follow each other.
 *
 * @param depth of the lists that are written. Deeper items go into the item before them
 */
export function nestLists(
  items: readonly Item[],
  depth: number,
  styleOf: (place: Item['list']) => string,
  runs: (text: string) => string,
): string {
  let written = '';
  let open: Item['list']['list'] | null = null;
  let inside = '';
  const endItem = () => {
    if (inside !== '') written += `<text:list-item>${inside}</text:list-item>`;
    inside = '';
  };
  const endList = () => {
    endItem();
    if (open !== null) written += '</text:list>';
    open = null;
  };

  for (let at = 0; at < items.length; at += 1) {
    const { list: place, text } = items[at] as Item;
    const isDeeper = place.depth > depth;
    if (open === null || (!isDeeper && open !== place.list)) {
      endList();
      written += `<text:list text:style-name="${styleOf(place)}">`;
      open = place.list;
    }
    if (isDeeper) {
      const deeper = items.slice(at).findIndex(({ list }) => list.depth <= depth);
      const end = deeper === -1 ? items.length : at + deeper;
      inside += nestLists(items.slice(at, end), depth + 1, styleOf, runs);
      at = end - 1;
      continue;
    }
    if (!place.isFurther) endItem();
    inside += `<text:p text:style-name="ListParagraph">${runs(text)}</text:p>`;
  }
  endList();
  return written;
}
