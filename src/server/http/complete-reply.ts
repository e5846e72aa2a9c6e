/** Turns a reply of the endpoint into a status, headers and a body. */
import { catalogueOf } from '../../languages/catalogues.ts';
import { escapeBox } from '../../text/escape.ts';
import type { BuiltSite } from './built-site.ts';
import { createBusyPage } from './busy-page.ts';
import type { Endpoint } from './endpoint.ts';
import type { PageReply, Reply } from '../../form/reply.ts';
import { letOthersIn } from './steps.ts';

/** Everything that is written to a connection, except the headers that every response has. */
export interface CompleteReply {
  status: number;
  headers: Record<string, string>;
  /** Pieces are sent without compression, which would cost more than it saves. */
  body: Buffer | Buffer[] | null;
}

export function createCompleter(render: BuiltSite['render'], problems: Endpoint['problems']) {
  const drawBusy = createBusyPage(render, problems);
  /** Pages that are the same for everybody are rendered once, so that refusing many requests costs one rendering. */
  const drawn = new WeakMap<object, Promise<Buffer>>();

  function draw({ page, isShared }: PageReply): Promise<Buffer> {
    const known = drawn.get(page) ?? render(page);
    if (isShared) {
      drawn.set(page, known);
      known.catch(() => drawn.delete(page));
    }
    return known;
  }

  /** @param body the form as it was sent. A busy page gives it back unread */
  return async function complete(reply: Reply, body: Buffer[] = []): Promise<CompleteReply> {
    if ('location' in reply) return redirect(303, reply.location);
    if ('text' in reply) {
      const headers = {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="${reply.filename}"`,
        'cache-control': 'no-store',
      };
      return { status: 200, headers, body: Buffer.from(reply.text) };
    }
    if ('busy' in reply) return toPage(503, await drawBusy(reply.busy, body));
    await letOthersIn(body);
    return toPage(reply.status, await draw(reply), reply.isPrivate);
  };
}

function toPage(status: number, body: Buffer | Buffer[], isPrivate = false): CompleteReply {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    // Only the browser may store a page with typed words, so that its Back button shows them again.
    'cache-control': isPrivate ? 'no-store' : 'private, no-cache',
    // The address of this page is a private link. Pages that it links to, and proxies' logs, should not get it.
    ...(isPrivate ? { 'referrer-policy': 'no-referrer' } : {}),
    ...(status === 503 ? { 'retry-after': '60' } : {}),
    ...(status === 429 ? { 'retry-after': '600' } : {}),
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  };
  return { status, headers, body };
}

export function redirect(status: 303 | 308, location: string): CompleteReply {
  return { status, headers: { location, 'cache-control': 'no-store' }, body: null };
}

/** Returns the page for a server error with the person's words in it. It needs nothing that could fail. */
export function withWords(page: string, words: string, language = 'en'): CompleteReply {
  const { toCopy } = catalogueOf({ language }).problems.serverError;
  const label = `<label class="ask" for="given-back">${toCopy}</label>`;
  const box = `<textarea id="given-back" readonly rows="12" cols="60" dir="auto">${escapeBox(words)}</textarea>`;
  const html = words === '' ? page : page.replace('</main>', () => `${label}${box}</main>`);
  return toPage(500, Buffer.from(html));
}
