/** Makes of what the endpoint answers a status, headers and a body. */
import { catalogueOf } from '../../languages/catalogues.ts';
import { escapeBox } from '../../text/escape.ts';
import type { BuiltSite } from './built-site.ts';
import { createBusyPage } from './busy-page.ts';
import type { Endpoint } from './endpoint.ts';
import type { PageReply, Reply } from '../../form/reply.ts';

/** All that is written to a connection, but for the headers that every answer has. */
export interface CompleteReply {
  status: number;
  headers: Record<string, string>;
  /** In pieces: they go as they are, because compressing them costs more than it saves. */
  body: Buffer | Buffer[] | null;
}

export function createCompleter(render: BuiltSite['render'], problems: Endpoint['problems']) {
  const drawBusy = createBusyPage(render, problems);
  /** Pages that say the same to everyone are drawn once: many at once are turned away with one. */
  const drawn = new WeakMap<object, Promise<Buffer>>();

  function draw({ page, isShared }: PageReply): Promise<Buffer> {
    const known = drawn.get(page) ?? render(page);
    if (isShared) {
      drawn.set(page, known);
      known.catch(() => drawn.delete(page));
    }
    return known;
  }

  /** @param body the form as it was sent, to give it back unread */
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
    return toPage(reply.status, await draw(reply), reply.isPrivate);
  };
}

function toPage(status: number, body: Buffer | Buffer[], isPrivate = false): CompleteReply {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    // Pages with typed words may be kept by the browser alone, so that its Back shows them again.
    'cache-control': isPrivate ? 'no-store' : 'private, no-cache',
    // Its address holds a private link: no page that it leads to, and no log of a proxy, should get it.
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

/** The page of an error on our side, with the person's words: it needs nothing that could fail. */
export function withWords(page: string, words: string, language = 'en'): CompleteReply {
  const { toCopy } = catalogueOf({ language }).problems.serverError;
  const label = `<label class="ask" for="given-back">${toCopy}</label>`;
  const box = `<textarea id="given-back" readonly rows="12" cols="60" dir="auto">${escapeBox(words)}</textarea>`;
  const html = words === '' ? page : page.replace('</main>', () => `${label}${box}</main>`);
  return toPage(500, Buffer.from(html));
}
