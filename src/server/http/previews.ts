/**
 * Previews: a consultation in every state, before it opens, for people who have a link. The pages are those that people
 * will get, with a banner, at addresses below the link. Answers that are sent from them are rehearsals.
 */
import { randomBytes } from 'node:crypto';
import { rehearsalOf, toRehearsal } from '../../consultation/rehearsal.ts';
import { inLanguage, textFor, textsToKeep } from '../../consultation/translations.ts';
import { addressOf } from '../../consultation/addresses.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { catalogueOf } from '../../languages/catalogues.ts';
import { sayMoment } from '../../consultation/moments.ts';
import { exampleStates, showExample } from '../../form/example-pages.ts';
import type { Reply } from '../../form/reply.ts';
import { html } from '../../text/html.ts';
import { previewPattern, readPreviewToken } from '../settings/preview-link.ts';
import type { Store } from '../store/store.ts';
import type { BuiltSite } from './built-site.ts';
import type { CompleteReply } from './complete-reply.ts';
import type { StaticFile } from './static-files.ts';

interface PreviewOptions {
  site: BuiltSite;
  store: Pick<Store, 'keepVersion' | 'linkKey'>;
  now: () => number;
}

/** A request with a valid link. */
export interface Visit {
  /** The address that it stands for, with the slug of the rehearsal. */
  path: string;
  /** The file of the build at this address, if there is one. */
  file: StaticFile | undefined;
  /** The page with example answers at this address, if there is one. */
  example: Reply | null;
  /** Turns a reply into a page of the preview, with the banner, and with links that stay in the preview. */
  wrap(reply: CompleteReply): CompleteReply;
}

/** The page of the build for `/before`, by what the consultation shows before it opens. `null`: it shows nothing. */
const before = { hidden: null, announced: 'announced', readable: 'not-yet-open' } as const;

export function createPreviews({ site, store, now }: PreviewOptions) {
  const kept = new Set<string>();

  /** Resolves to `null` if the link is invalid, has expired, or is for another consultation. */
  async function visit(path: string): Promise<Visit | null> {
    const [, slug = '', token = '', rest = ''] = previewPattern.exec(path) ?? [];
    const consultation = site.consultations.find((one) => one.slug === slug);
    const key = consultation && (await store.linkKey());
    const until = key ? readPreviewToken(key, slug, token, now()) : null;
    if (!consultation || until === null) return null;
    if (!kept.has(slug))
      for (const text of textsToKeep(toRehearsal(consultation))) await store.keepVersion(text);
    kept.add(slug);
    const base = `/preview/${slug}/${token}`;
    return {
      path: rest === '' ? '' : `/${rehearsalOf(slug)}${rest}`,
      file: findFile(consultation, rest),
      example: findExample(consultation, rest),
      wrap: (reply) => wrap(reply, consultation, base, until),
    };
  }

  function findFile(consultation: Consultation, rest: string): StaticFile | undefined {
    const { text, below } = findText(consultation, rest);
    const own = addressOf(text);
    if (below === '/before') {
      const page = before[text.before];
      return page === null ? undefined : site.files.get(`${own}${page}/`);
    }
    return site.files.get(below === '/closed' ? `${own}closed/` : `/${text.slug}${rest}`);
  }

  function findExample(consultation: Consultation, rest: string): Reply | null {
    const { text, below } = findText(consultation, rest);
    const state = exampleStates.find((one) => below === `/${one}`);
    if (state === undefined) return null;
    const token = randomBytes(16).toString('base64url');
    return showExample(state, toRehearsal(text), token, new Date(now()));
  }

  return { visit };
}

/** Returns the text in the language of an address below the link, and the rest of the address. */
function findText(consultation: Consultation, rest: string) {
  const [, code, below] = /^\/([a-z]{2,3})(\/.*)$/s.exec(rest) ?? [];
  const text = code === undefined ? null : inLanguage(consultation, code);
  return text && below !== undefined ? { text, below } : { text: consultation, below: rest };
}

function wrap(
  reply: CompleteReply,
  consultation: Consultation,
  base: string,
  until: number,
): CompleteReply {
  const { slug } = consultation;
  const own = [`/${slug}/`, `/${rehearsalOf(slug)}/`];
  const headers: Record<string, string> = { ...reply.headers, 'x-robots-tag': 'noindex' };
  const { location, 'content-type': type = '' } = headers;
  const from = own.find((start) => location?.startsWith(start));
  if (location !== undefined && from !== undefined)
    headers['location'] = `${base}/${location.slice(from.length)}`;
  if (reply.body === null || !type.startsWith('text/html')) return { ...reply, headers };
  const bytes = Array.isArray(reply.body) ? Buffer.concat(reply.body) : reply.body;
  // Quotation marks that people typed are escaped, so this changes only attributes.
  const page = own.reduce(
    (text, start) => text.replaceAll(`="${start}`, () => `="${base}/`),
    bytes.toString(),
  );
  const language = /<html lang="([^"]+)"/.exec(page)?.[1] ?? '';
  const text = textFor(consultation, language);
  const body = Buffer.from(page.replace('<main ', () => `${bannerOf(text, base, until)}<main `));
  return { ...reply, headers, body };
}

/**
 * Every state, in the order in which people meet it, with the words of its link. All addresses are in the same
 * directory as the form's, so that relative links to images and files in the prose work on every page.
 */
const states = [
  ['/before', 'before'],
  ['/', 'form'],
  ['/errors', 'errors'],
  ['/check', 'check'],
  ['/receipt', 'receipt'],
  ['/late', 'late'],
  ['/closed', 'closed'],
] as const;

function bannerOf(consultation: Consultation, link: string, until: number): string {
  const own = addressOf(consultation).slice(`/${consultation.slug}`.length, -1);
  const base = link + own;
  const { preview } = catalogueOf(consultation).problems;
  // This id is unique, because no question's id has an underscore.
  return html`<aside class="notice" aria-labelledby="preview_title">
<p>${preview.intro(consultation.title, sayMoment(new Date(until), consultation))}</p>
<p>${preview.rehearsal}</p>
<ul>
${states.filter(([path]) => path !== '/late' || consultation.graceHours > 0).map(([path, words]) => html`<li><a class="go" href="${base + path}">${preview.links[words]}</a></li>`)}
</ul>
</aside>`.html;
}
