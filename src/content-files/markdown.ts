/** Turns a section’s Markdown into HTML, with the processor that Astro uses, and finds what is wrong in it. */
import { markdownToHtml, markdownToMdast, type Features } from 'satteri';
import { formFiles } from '../paper-form/form-files.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { checkText } from './check-text.ts';
import {
  dressPictures,
  dressTables,
  nameHeadings,
  nameWaysBack,
  numberNotes,
} from './dress-html.ts';
import { isPicture, isUnshown, type PictureSize } from './pictures.ts';
import { checkHtml, lineOf, type Found, type MarkdownNode } from './check-html.ts';

export interface Rendered {
  html: string;
  found: Found[];
  /** Links within the page, without "#". They can be checked only after all files are read. */
  anchors: { id: string; line: number }[];
  /** Ids of its headings. */
  headings: string[];
  /** Files that it shows as pictures, and files that it links to. */
  shown: string[];
  linked: string[];
  /** How many notes it has. */
  notes: number;
}

export interface Surroundings {
  /** The address of the consultation. */
  slug: string;
  /** The id of the section. Ids of footnotes begin with it, because several sections are on one page. */
  section: string;
  /** How many notes the sections before it have. */
  notesBefore: number;
  /** Files that the Markdown can refer to, by their path relative to the consultation’s folder. */
  files: ReadonlySet<string>;
  /** The sizes of the pictures among these files. */
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
  const numbered = numberNotes(html, around.notesBefore);
  const own = nameWaysBack(dressTables(dressPictures(numbered.html, around.sizes)));
  const named = nameHeadings(own, around.section);
  return {
    ...targets,
    headings: named.ids,
    notes: numbered.count,
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
    const message =
      'A heading with one #, or with = below it, would be a second title of the page. Begin it with ## or ###.';
    say(message, true);
  }
  if (node.type === 'image') {
    const name = toName(node.url ?? '');
    targets.shown.push(name);
    say(sayWrongImage(node.url ?? '', around));
    say(sayWrongAlt(node.alt ?? '', name, 'Write them between the square brackets.'), true);
  }
  const checkTarget = (url: string) => {
    targets.linked.push(toName(url));
    const onThisPage = url.startsWith(`/${around.slug}/#`) ? url.slice(url.indexOf('#')) : url;
    if (onThisPage.startsWith('#')) targets.anchors.push({ id: decode(onThisPage.slice(1)), line });
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
    for (const [tag] of (node.value ?? '').matchAll(/<img\b[^>]*>/gi)) {
      const [, name = ''] = /\ssrc\s*=\s*["']?([^"'\s>]*)/i.exec(tag) ?? [];
      const [, double, single] = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag) ?? [];
      say(sayWrongAlt(double ?? single ?? '', toName(name), 'Write them as alt="…".'), true);
    }
  }
  return [
    ...found,
    ...(node.children ?? []).flatMap((child) => checkLinks(child, around, targets)),
  ];
}

/** @param todo where the words belong */
function sayWrongAlt(alt: string, name: string, todo: string): string | null {
  if (alt.trim() === '') return `This image has no words for people who cannot see it. ${todo}`;
  if (alt.trim().toLowerCase() === name.toLowerCase())
    return `The words of this image are the name of its file, which tells nothing to people who cannot see it. Say what it shows. ${todo}`;
  return null;
}

function sayWrongImage(url: string, around: Surroundings): string | null {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) {
    return 'The site does not show an image from another site, because that site would learn who reads this page. Save the image in the same folder as this file, and write its name.';
  }
  if (url.startsWith('/')) return sayUnknownPath(url, around);
  const name = toName(url);
  if (around.files.has(name) && !isPicture(name) && !isUnshown(name))
    return `No browser shows "${name}" as an image. Write a link to it: without the "!".`;
  return sayMissingFile(url, around);
}

function sayWrongLink(url: string, around: Surroundings): string | null {
  if (/^https?:\/\/(localhost|127\.|0\.0\.0\.0|\[::1\])/i.test(url))
    return 'This address leads each person to their own computer. Write the public address, or one that begins with /.';
  if (/^https?:\/\/[^/]|^(mailto|tel|sms):/i.test(url)) return null;
  if (/^https?[:/]/i.test(url))
    return `This address is not complete. Write https://${url.replace(/^https?[:/]*/i, '')}.`;
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) {
    return `A link cannot lead to "${url}". Begin it with https:// or mailto:.`;
  }
  if (url === '') return 'This link has no address. Write one between the round brackets.';
  const section = /^(?:\.\/)?\d+-([^#]*)\.md(#.*)?$/.exec(url)?.[1];
  if (section !== undefined)
    return `All sections are on one page. Write #${section} instead of ${url}.`;
  return sayMissingFile(url, around);
}

/** Returns the path of the file that a relative address means, from the consultation’s folder. */
function toName(url: string): string {
  return decode(url.replace(/[?#].*$/, '').replace(/^\.\//, ''));
}

function sayMissingFile(url: string, { files }: Surroundings): string | null {
  const name = toName(url);
  if (files.has(name) || formFiles.some((form) => form.name === name)) return null;
  const other = sayOtherAddress(url, name);
  if ([...files].some((file) => file.normalize('NFC') === name.normalize('NFC')))
    return `The name of the file "${name}" looks the same here and in the folder, but a letter with an accent is stored in another way. Rename the file without accents, and write that name here.`;
  return `There is no file "${name}" beside this one.${didYouMean(name, [...files])} Put it there, or correct the name.${other}`;
}

/** Returns what an editor may have meant by an address whose beginning is missing. */
function sayOtherAddress(url: string, name: string): string {
  if (/^[^\s/@]+@[^\s/@]+$/.test(name)) return ` If it is an email address, write mailto:${url}.`;
  if (/^\+?[\d() -]{6,}$/.test(name))
    return ` If it is a telephone number, write tel:${name.replace(/[^\d+]/g, '')}.`;
  const isFile = /^[^/]*\.(pdf|png|jpe?g|gif|webp|svg|docx?|odt|xlsx?|csv|txt)$/i.test(name);
  const isSite = /^[\w-]+(\.[\w-]+)+(\/|$)/.test(name) && !isFile;
  return isSite ? ` If it is the address of a site, write https://${url}.` : '';
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
