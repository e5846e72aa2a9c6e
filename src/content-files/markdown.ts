/** Makes HTML of a section's Markdown, with the processor that Astro uses, and finds what is wrong in it. */
import { markdownToHtml, markdownToMdast, type Features } from 'satteri';
import { formFiles } from '../paper-form/form-files.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { checkText } from './check-text.ts';
import { dressPictures, dressTables, nameHeadings } from './dress-html.ts';
import type { PictureSize } from './pictures.ts';
import { checkHtml, lineOf, type Found, type MarkdownNode } from './check-html.ts';

export interface Rendered {
  html: string;
  found: Found[];
  /** Links within the page, without "#". Whether they lead anywhere is known when all files are read. */
  anchors: { id: string; line: number }[];
  /** Ids of its headings. */
  headings: string[];
  /** Files that it shows as pictures, and files that it links to. */
  shown: string[];
  linked: string[];
}

export interface Surroundings {
  /** The id of the section: footnotes of several sections stand on one page. */
  section: string;
  /** Files that the Markdown can refer to, by their path from the consultation's folder on. */
  files: ReadonlySet<string>;
  /** Sizes of those that are pictures. */
  sizes: ReadonlyMap<string, PictureSize>;
  /** Whether the site has this path, which begins with a slash. */
  hasPath(path: string): boolean;
}

/** @param line the line of the file on which the Markdown begins */
export function renderMarkdown(markdown: string, line: number, around: Surroundings): Rendered {
  const features: Features = {
    gfm: { footnotes: { clobberPrefix: `${around.section}-` } },
    smartPunctuation: true,
    frontmatter: false,
  };
  const tree = markdownToMdast(markdown, { features, position: true }) as MarkdownNode;
  const targets: Targets = { anchors: [], shown: [], linked: [] };
  const found = [
    ...checkHtml(tree),
    ...checkLinks(tree, around, targets),
    ...checkText(tree, markdown),
  ];
  const { html } = markdownToHtml(markdown, { features });
  const own = dressTables(dressPictures(html, around.sizes));
  const named = nameHeadings(own, around.section);
  return {
    ...targets,
    headings: named.ids,
    html: named.html
      .replace(/<h2 [^>]*id="footnote-label">/, `<h3 id="${around.section}-footnotes">`)
      .replace(
        `id="${around.section}-footnotes">Footnotes</h2>`,
        `id="${around.section}-footnotes">Footnotes</h3>`,
      )
      .replaceAll('"footnote-label"', `"${around.section}-footnotes"`),
    found: found.map((one) => ({ ...one, line: one.line + line - 1 })),
    anchors: targets.anchors.map((one) => ({ ...one, line: one.line + line - 1 })),
  };
}

type Targets = Pick<Rendered, 'anchors' | 'shown' | 'linked'>;

function checkLinks(node: MarkdownNode, around: Surroundings, targets: Targets): Found[] {
  const line = lineOf(node);
  const found: Found[] = [];
  const say = (message: string | null, isWarning = false) => {
    if (message !== null) found.push({ line, message, ...(isWarning ? { isWarning } : {}) });
  };
  if (node.type === 'heading' && node.depth === 1) {
    say('A heading with one # would be a second title of the page. Write ## or ###.', true);
  }
  if (node.type === 'image') {
    targets.shown.push(toName(node.url ?? ''));
    say(sayWrongImage(node.url ?? '', around));
    if (!node.alt?.trim()) {
      say(
        'This image has no words for people who cannot see it. Write them between the square brackets.',
        true,
      );
    }
  }
  const checkTarget = (url: string) => {
    targets.linked.push(toName(url));
    if (url.startsWith('#')) targets.anchors.push({ id: decode(url.slice(1)), line });
    else if (url.startsWith('/')) say(sayUnknownPath(url, around), true);
    else say(sayWrongLink(url, around));
  };
  if (node.type === 'link' || node.type === 'definition') checkTarget(node.url ?? '');
  if (node.type === 'html') {
    for (const [, name, double, single, bare] of (node.value ?? '').matchAll(
      /\s(href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/gi,
    )) {
      const url = double ?? single ?? bare ?? '';
      if (name?.toLowerCase() === 'src') {
        targets.shown.push(toName(url));
        say(sayWrongImage(url, around));
      } else checkTarget(url);
    }
  }
  return [
    ...found,
    ...(node.children ?? []).flatMap((child) => checkLinks(child, around, targets)),
  ];
}

function sayWrongImage(url: string, around: Surroundings): string | null {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) {
    return 'The site does not show an image from another site, because that site would learn who reads this page. Save the image in the same folder as this file, and write its name.';
  }
  return url.startsWith('/') ? sayUnknownPath(url, around) : sayMissingFile(url, around);
}

function sayWrongLink(url: string, around: Surroundings): string | null {
  if (/^(https?|mailto|tel|sms):/i.test(url)) return null;
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) {
    return `A link cannot lead to "${url}". Begin it with https:// or mailto:.`;
  }
  if (url === '') return 'This link has no address. Write one between the round brackets.';
  const section = /^(?:\.\/)?\d+-([^#]*)\.md(#.*)?$/.exec(url)?.[1];
  if (section !== undefined)
    return `All sections are on one page. Write #${section} instead of ${url}.`;
  return sayMissingFile(url, around);
}

/** The path from the consultation's folder on that a relative address means. */
function toName(url: string): string {
  return decode(url.replace(/[?#].*$/, '').replace(/^\.\//, ''));
}

function sayMissingFile(url: string, { files }: Surroundings): string | null {
  const name = toName(url);
  if (files.has(name) || formFiles.some((form) => form.name === name)) return null;
  const isSite =
    /^[\w-]+(\.[\w-]+)+(\/|$)/.test(name) &&
    !/\.(pdf|png|jpe?g|gif|webp|svg|docx?|odt|xlsx?|csv|txt)$/i.test(name);
  const other = isSite ? ` If it is the address of a site, write https://${url}.` : '';
  if ([...files].some((file) => file.normalize('NFC') === name.normalize('NFC')))
    return `The name of the file "${name}" looks the same here and in the folder, but a letter with an accent is stored in another way. Rename the file without accents, and write that name here.`;
  return `There is no file "${name}" beside this one.${didYouMean(name, [...files])} Put it there, or correct the name.${other}`;
}

function sayUnknownPath(url: string, { hasPath }: Surroundings): string | null {
  const path = decode(url.replace(/[?#].*$/, ''));
  return hasPath(path) ? null : `This site has no page or file "${path}". Correct the address.`;
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
