/** Adds to the HTML of Markdown what pages need: sizes of pictures, heads of narrow tables, numbers of notes, ids of headings. */
import { toId } from '../consultation/say-issue.ts';
import { escapeHtml } from '../text/escape.ts';
import type { PictureSize } from './pictures.ts';

/** Gives pictures their sizes, and loads them only when they come near, so that they never delay or move the words. */
export function dressPictures(html: string, sizes: ReadonlyMap<string, PictureSize>): string {
  const written = new Map(
    [...sizes].flatMap(([name, size]) => [[name, size] as const, [encodeURI(name), size] as const]),
  );
  return html.replace(/<img\b([^>]*?)\s*\/?>/g, (_whole, attributes: string) => {
    const [, name = ''] = /\ssrc="(?:\.\/)?([^"]*)"/.exec(attributes) ?? [];
    const size = written.get(name);
    const isSized = /\s(width|height)=/.test(attributes);
    const sized = size && !isSized ? ` width="${size.width}" height="${size.height}"` : '';
    return `<img${attributes}${sized} loading="lazy" decoding="async">`;
  });
}

/**
 * Gives a table of Markdown the words of its first line as its name, because it has no caption. Gives each cell the
 * heading of its column, which narrow screens show before it. Removes the alignment, because Markdown writes it as a
 * style, and the site allows only its own styles.
 */
export function dressTables(html: string): string {
  return html.replace(/<table>[^]*?<\/table>/g, (whole) => {
    const table = whole.replace(/<(t[hd]) style="[^"]*">/g, '<$1>');
    const heads = [...table.matchAll(/<th>([^]*?)<\/th>/g)].map(([, head = '']) => toWords(head));
    const name = escapeHtml(heads.filter((head) => head !== '').join(', '));
    const named = table
      .replace('<table>', name === '' ? '<table>' : `<table aria-label="${name}">`)
      .replaceAll('<th>', '<th scope="col">');
    return named.replace(/<tr>[^]*?<\/tr>/g, (row) => {
      let column = 0;
      return row.replace(/<td>/g, () => {
        const head = heads[column++] ?? '';
        return head === '' ? '<td>' : `<td data-head="${escapeHtml(head)}">`;
      });
    });
  });
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function toWords(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot);/g, (_whole, name: string) => entities[name] ?? '')
    .trim();
}

/**
 * Replaces the sign of a link back from a note with the link’s name, because people who speak to their computer cannot
 * say a sign.
 */
export function nameWaysBack(html: string): string {
  return html.replace(
    /<a ([^>]*data-footnote-backref[^>]*) aria-label="([^"]*)"([^>]*)>[^]*?<\/a>/g,
    (_whole, before: string, name: string, after: string) => `<a ${before}${after}>${name}</a>`,
  );
}

/**
 * Continues the numbers of notes from the sections before. Otherwise each section would begin with 1, and links with
 * the same words would lead to several places on the page (WCAG 2.4.9).
 *
 * @param before how many notes those sections have
 */
export function numberNotes(html: string, before: number): { html: string; count: number } {
  const numbers = new Set<string>();
  const move = (number: string) => String(Number(number) + before);
  const numbered = html
    .replace(
      /(<a [^>]*data-footnote-ref[^>]*>)(\d+)(?=<\/a>)/g,
      (_whole, link: string, number: string) => {
        numbers.add(number);
        return link + move(number);
      },
    )
    .replace(
      /(data-footnote-backref[^>]* aria-label="Back to reference )(\d+)/g,
      (_whole, link: string, number: string) => link + move(number),
    );
  const list = /(<section data-footnotes[^>]*>\s*<h2 [^>]*>[^<]*<\/h2>\s*<ol)(?=>)/;
  return {
    html: before === 0 ? html : numbered.replace(list, `$1 start="${before + 1}"`),
    count: numbers.size,
  };
}

/** Gives each heading an id, so that links can lead to it: that of the section, "--", and its own words. */
export function nameHeadings(html: string, section: string): { html: string; ids: string[] } {
  const ids: string[] = [];
  const named = html.replace(/<(h[2-6])>([^]*?)<\/\1>/g, (whole, tag: string, inner: string) => {
    const id = `${section}--${toId(toWords(inner))}`;
    if (ids.includes(id)) return whole;
    ids.push(id);
    return `<${tag} id="${id}">${inner}</${tag}>`;
  });
  return { html: named, ids };
}

/** Removes the ids of headings that no link leads to, because they would only make the page larger. */
export function dropIds(html: string, ids: readonly string[], linked: ReadonlySet<string>): string {
  return ids
    .filter((id) => !linked.has(id))
    .reduce((text, id) => text.replace(` id="${id}">`, () => '>'), html);
}
