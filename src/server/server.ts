/** The HTTP server: static files from memory, the endpoint, and one set of headers for everything. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { escapeHtml } from '../questions/shown.ts';
import { periodAt } from '../consultation/moments.ts';
import type { BuiltSite } from './built-site.ts';
import { compress } from './compress.ts';
import type { Endpoint } from './endpoint.ts';
import type { Route } from './metrics.ts';
import { networkOf } from './network.ts';
import { drain, readBody } from './read-body.ts';
import type { Reply } from './reply.ts';
import { createFileSender } from './send-file.ts';
import type { StaticFile } from './static-files.ts';

export interface ServerOptions {
  site: BuiltSite;
  endpoint: Endpoint;
  now: () => number;
  log: (line: string) => void;
  /** People reach the site by https. */
  isSecure: boolean;
  /** How many proxies stand in front. */
  trustProxy: number;
  /** What `/healthz` answers. */
  health: () => Promise<{ ok: boolean } & Record<string, unknown>>;
  /** Told of each request that was answered, and how long it took in ms. */
  observe?: (route: Route, status: number, time: number) => void;
}

const respondPath = /^\/([a-z0-9-]+)\/respond\/?$/;
/** Pages for a state of a consultation: the clock chooses, and their own addresses lead nowhere. */
const statePath = /^\/([a-z0-9-]+)\/(not-yet-open|closed)\/?$/;

/** Makes the server. It does not listen yet. */
export function createSite(options: ServerOptions): Server {
  const { site, endpoint, log } = options;
  const { problems } = endpoint;
  const headers = securityHeaders(site.styleHash, options.isSecure);
  const sendFile = createFileSender(headers);
  const consultationPath = new Map(site.consultations.map((item) => [`/${item.slug}/`, item]));
  const shown = new Map(
    [...site.files].filter(([path]) => !statePath.test(path) && !path.endsWith('.html')),
  );

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path, query } = splitUrl(request.url ?? '/');
    const method = request.method ?? 'GET';
    if (method === 'GET' || method === 'HEAD') return get(path, query, request, response);
    if (method !== 'POST') return sendMethods(response);

    const slug = respondPath.exec(path)?.[1];
    const body = await readBody(request);
    if (body === null) {
      // The connection stays: a proxy that is still sending would show its own error if it were cut.
      await sendReply(problems.tooLarge(endpoint.find(slug ?? '')), request, response);
      return drain(request);
    }
    try {
      await sendReply(await post(slug, path, body, request), request, response);
    } catch (error) {
      if (response.headersSent || response.destroyed) throw error;
      log(`a POST request failed: ${describe(error)}`);
      await sendWordsBack(endpoint.wordsOf(slug ?? '', body), request, response);
    }
  }

  /** The page of an error on our side, with the person's words: it needs nothing that could fail. */
  async function sendWordsBack(
    words: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const label = '<label class="ask" for="given-back">What you wrote, to copy</label>';
    const box = `<textarea id="given-back" readonly rows="12" cols="60" dir="auto">\n${escapeHtml(words)}</textarea>`;
    const page = pageFile('/500.html').bytes.toString();
    const html = words === '' ? page : page.replace('</main>', () => `${label}${box}</main>`);
    const type = {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-cache',
    };
    await sendBody(500, Buffer.from(html), type, request, response);
  }

  async function post(
    slug: string | undefined,
    path: string,
    body: Buffer,
    request: IncomingMessage,
  ): Promise<Reply> {
    if (slug === undefined) {
      const text = body.length === 0 ? null : body.toString();
      const consultation = endpoint.find(path.split('/')[1] ?? '');
      const isPage = findFile(path) ?? findFile(`${path}/`);
      return problems.wrongAddress(isPage ? 405 : 404, consultation, text);
    }
    const type = request.headers['content-type'] ?? 'application/x-www-form-urlencoded';
    if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type))
      return problems.wrongType(endpoint.find(slug), body);
    const fetchSite = request.headers['sec-fetch-site'];
    return endpoint.post({
      slug,
      body,
      fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
      network: networkOf(request, options.trustProxy),
    });
  }

  async function get(
    path: string,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const file = findFile(path);
    if (file) return sendFile(200, file, request, response);
    if (path === '/healthz') return sendHealth(response);
    const slug = respondPath.exec(path)?.[1];
    if (slug !== undefined)
      return sendReply(await endpoint.get(slug, new URLSearchParams(query)), request, response);
    if (findFile(`${path}/`))
      return redirect(response, 308, `${path}/${query === '' ? '' : `?${query}`}`);
    sendFile(404, pageFile('/404.html'), request, response);
  }

  function findFile(path: string): StaticFile | undefined {
    const file = shown.get(path);
    const consultation = consultationPath.get(path);
    if (!file || !consultation) return file;
    const period = periodAt(new Date(options.now()), consultation);
    if (period === 'open') return file;
    return site.files.get(`${path}${period === 'not-yet-open' ? period : 'closed'}/`);
  }

  function pageFile(path: string): StaticFile {
    const file = site.files.get(path);
    if (!file) throw new Error(`the build has no ${path}`);
    return file;
  }

  async function sendReply(
    reply: Reply,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if ('location' in reply) return redirect(response, 303, reply.location);
    if ('text' in reply) {
      const disposition = `attachment; filename="${reply.filename}"`;
      const type = {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': disposition,
      };
      return sendBody(
        200,
        Buffer.from(reply.text),
        { ...type, 'cache-control': 'no-store' },
        request,
        response,
      );
    }
    await sendBody(
      reply.status,
      await site.render(reply.page),
      {
        'content-type': 'text/html; charset=utf-8',
        // Pages with typed words may be kept by the browser alone, so that its Back shows them again.
        'cache-control': reply.isPrivate ? 'no-store' : 'private, no-cache',
        ...(reply.status === 503 ? { 'retry-after': '60' } : {}),
        ...(reply.status === 405 ? { allow: 'GET, HEAD' } : {}),
      },
      request,
      response,
    );
  }

  async function sendBody(
    status: number,
    plain: Buffer,
    extra: Record<string, string>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { bytes, encoding } = await compress(plain, request.headers['accept-encoding']);
    response.writeHead(status, {
      ...headers,
      ...extra,
      ...(encoding ? { 'content-encoding': encoding } : {}),
      'content-length': bytes.length,
      vary: 'Accept-Encoding',
    });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }

  function redirect(response: ServerResponse, status: 303 | 308, location: string): void {
    response.writeHead(status, {
      ...headers,
      location,
      'content-length': 0,
      'cache-control': 'no-store',
    });
    response.end();
  }

  function sendMethods(response: ServerResponse): void {
    response.writeHead(405, {
      ...headers,
      allow: 'GET, HEAD, POST',
      'content-length': 0,
      connection: 'close',
    });
    response.end();
  }

  async function sendHealth(response: ServerResponse): Promise<void> {
    const health = await options.health();
    const body = `${JSON.stringify(health)}\n`;
    response.writeHead(health.ok ? 200 : 503, {
      ...headers,
      'content-type': 'application/json',
      'content-length': body.length,
      'cache-control': 'no-store',
    });
    response.end(body);
  }

  function observe(request: IncomingMessage, response: ServerResponse): void {
    if (!options.observe) return;
    const before = performance.now();
    response.once('finish', () => {
      const { path } = splitUrl(request.url ?? '/');
      options.observe?.(
        routeOf(request.method, path),
        response.statusCode,
        performance.now() - before,
      );
    });
  }

  const server = createServer((request, response) => {
    observe(request, response);
    handle(request, response).catch((error: unknown) => {
      // Not request.destroyed: it is true as soon as the body has been read.
      if (response.headersSent || response.destroyed) return void response.destroy();
      log(`a ${request.method} request failed: ${describe(error)}`);
      sendFile(500, pageFile('/500.html'), request, response);
    });
  });
  // A slow line needs five minutes for 2 MB; a proxy in front must not outlive our connections.
  server.requestTimeout = 600_000;
  server.headersTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

function routeOf(method: string | undefined, path: string): Route {
  if (method === 'POST') return 'form';
  if (path === '/healthz') return 'health';
  return respondPath.test(path) ? 'receipt' : 'page';
}

/** Where it failed. Not the message, the address or the body: they may hold what is private. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  return [`${error.name}${code}`, ...frames].join('\n');
}

function splitUrl(url: string): { path: string; query: string } {
  const at = url.indexOf('?');
  return at === -1
    ? { path: url, query: '' }
    : { path: url.slice(0, at), query: url.slice(at + 1) };
}

/** What browsers offer to pages, and this site has no use for. */
const unused = ['browsing-topics', 'camera', 'geolocation', 'microphone', 'payment', 'usb'];

/** The same for everything that is sent. */
function securityHeaders(styleHash: string, isSecure: boolean): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    // Not no-referrer: with it, Chromium sends `Origin: null` for the site's own form.
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': unused.map((feature) => `${feature}=()`).join(', '),
    ...(isSecure ? { 'strict-transport-security': 'max-age=63072000' } : {}),
  };
}
