/** The HTTP server: static files from memory, the endpoint, and one set of headers for everything. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { addressOf } from '../../consultation/addresses.ts';
import { textsOf } from '../../consultation/translations.ts';
import { codeOf } from '../../languages/catalogues.ts';
import { inEveryLanguage } from '../../consultation/site.ts';
import { viewAt } from '../../consultation/view.ts';
import { formToText, toText } from '../../form/sent-form.ts';
import { createBodies } from './bodies.ts';
import type { BuiltSite } from './built-site.ts';
import { createCompleter, redirect, withWords, type CompleteReply } from './complete-reply.ts';
import { createDictionaries } from './dictionaries.ts';
import { drain } from './drain.ts';
import type { Endpoint } from './endpoint.ts';
import type { Route } from '../watch/metrics.ts';
import { createListPages } from './list-pages.ts';
import type { createPreviews, Visit } from './previews.ts';
import { networkOf, type NetworkWatch } from './network.ts';
import type { Reply } from '../../form/reply.ts';
import { securityHeaders } from './security-headers.ts';
import { createFileSender } from './send-file.ts';
import type { StaffPages } from './staff-pages.ts';
import type { StaticFile } from './static-files.ts';
import { openForm, type OpenForm } from './whole-form.ts';
import { createWriter } from './write-reply.ts';

interface ServerOptions {
  site: BuiltSite;
  endpoint: Endpoint;
  /** Default: there are no previews. Their `endpoint` gets the forms that are sent from them. */
  previews?: ReturnType<typeof createPreviews> & { endpoint: Endpoint };
  /** Default: there are no pages for staff. */
  staff?: StaffPages | null;
  now: () => number;
  log: (line: string) => void;
  /** Whether people reach the site by https. */
  isSecure: boolean;
  /** How many reverse proxies sit in front of the site. */
  trustProxy: number;
  /** Called with the request of each form. Default: not called. */
  networkWatch?: NetworkWatch;
  /** Resolves to the reply of `/healthz`. */
  health: () => Promise<{ ok: boolean }>;
  /** Called after each response, with its duration in ms. */
  observe?: (route: Route, status: number, time: number) => void;
}

/** Matches an address below a consultation's. */
const pathBelow = /^\/([a-z0-9-]+)\//;
/** The page of the build for each view of a consultation that cannot be answered. */
const pageOf = { announcement: 'announced', document: 'not-yet-open', closed: 'closed' } as const;
const respondPath = /^\/([a-z0-9-]+)(?:\/([a-z]{2,3}))?\/respond\/?$/;
/** Matches pages for staff, who open them by a link. */
const staffPath = /^\/staff\//;
/**
 * Matches the pages for one state of a consultation. They are shown at the consultation's own address while it is in
 * that state. Their addresses lead nowhere.
 */
const statePath = /^\/([a-z0-9-]+)(\/[a-z]{2,3})?\/(announced|not-yet-open|closed)\/?$/;

/** Makes the server. It does not listen yet. */
export function createSite(options: ServerOptions): Server {
  const { site, endpoint, log } = options;
  const { problems } = endpoint;
  const headers = securityHeaders(site.styleHashes, options.isSecure);
  const sendFile = createFileSender(headers);
  const complete = createCompleter(site.render, problems);
  const bodies = createBodies();
  const bySlug = new Map(site.consultations.map((item) => [item.slug, item]));
  const findListPage = createListPages(site, options.now);
  const homes = new Set(['/', ...inEveryLanguage(site.facts, '/').map(({ address }) => address)]);
  const shown = new Map(
    [...site.files].filter(([path]) => !statePath.test(path) && !path.endsWith('.html')),
  );
  /** The consultation of each file that has one. */
  const owners = new Map(
    [...shown.keys()].map((path) => [path, bySlug.get(pathBelow.exec(path)?.[1] ?? '')]),
  );
  const pages = new Set(site.consultations.flatMap(textsOf).map(addressOf));
  for (const address of pages) {
    const form = shown.get(address);
    if (form) shown.set(address, { ...form, isDictionary: true });
  }
  const dictionaries = [...shown.values()].filter(({ isDictionary }) => isDictionary);
  const write = createWriter(headers, createDictionaries(dictionaries));

  /** Returns nothing if it has already replied: a file needs no promise. */
  function handle(request: IncomingMessage, response: ServerResponse): Promise<void> | void {
    const { path, query } = splitUrl(request.url ?? '/');
    const method = request.method ?? 'GET';
    if (method === 'GET' || method === 'HEAD') {
      const file = findFile(path);
      if (file && !homes.has(path)) return sendFile(200, file, request, response);
      return get(path, query, request, response);
    }
    if (method === 'POST') return take(path, query, request, response);
    const methods = { allow: 'GET, HEAD, POST', connection: 'close' };
    return write({ status: 405, headers: methods, body: null }, request, response);
  }

  /** Receives a form: reads the whole body, and then replies. */
  async function take(
    asked: string,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const visit = await findVisit(asked);
    const path = visit?.path ?? asked;
    const at = (visit && options.previews?.endpoint) ?? endpoint;
    const staff = staffPath.test(path) ? options.staff : null;
    const reply = (whole: CompleteReply) =>
      write(visit ? visit.wrap(whole) : staff ? forStaff(whole) : whole, request, response);
    const [, slug, code] = respondPath.exec(path) ?? [];
    options.networkWatch?.(request);
    const network = networkOf(request, options.trustProxy);
    const sent = await bodies.read(request, response, network);
    if (typeof sent === 'string') {
      const consultation = at.find(slug ?? '', code);
      const refusal = sent === 'too large' ? 'tooLarge' : 'givenUp';
      // We keep the connection open. If we closed it, a proxy that is still sending would show an error of its own.
      await reply(await complete(problems[refusal](consultation)));
      return drain(request);
    }
    const form = openForm(request.headers['content-type'], sent);
    try {
      const made = staff
        ? await staff.post(
            path,
            new URLSearchParams(query),
            Buffer.concat(form.body),
            fetchSiteOf(request),
          )
        : await post(at, { slug, code }, path, form, network, request);
      await reply(await complete(made, form.body));
    } catch (error) {
      if (response.headersSent || response.destroyed) throw error;
      log(`a POST request failed: ${describe(error)}`);
      const page = pageFile('/500.html').bytes.toString();
      const words = at.wordsOf(slug ?? '', Buffer.concat(form.body));
      await reply(withWords(page, words, site.facts.languages[0]));
    }
  }

  /**
   * Resolves to the visit of a preview, or to `null` if the path has no valid link. Such a path is treated like any
   * other that does not exist.
   */
  async function findVisit(path: string): Promise<Visit | null> {
    return (path.startsWith('/preview/') && (await options.previews?.visit(path))) || null;
  }

  async function post(
    at: Endpoint,
    { slug, code }: { slug: string | undefined; code: string | undefined },
    path: string,
    { body, isForm, wish }: OpenForm,
    network: string,
    request: IncomingMessage,
  ): Promise<Reply> {
    if (slug === undefined) {
      const text = (isForm ? formToText : toText)(Buffer.concat(body));
      const [, first = '', code] = path.split('/');
      const consultation = at.find(first, code);
      const isPage = findFile(path) ?? findFile(`${path}/`);
      return problems.wrongAddress(isPage ? 405 : 404, consultation, text || null);
    }
    if (!isForm) return problems.wrongType(at.find(slug, code), Buffer.concat(body));
    return at.post({ slug, code, body, wish, fetchSite: fetchSiteOf(request), network });
  }

  /** Replies with a page of a preview. */
  async function show(
    { path, file, example, wrap }: Visit,
    asked: string,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (example) return write(wrap(await complete(example)), request, response);
    const [, slug, code] = respondPath.exec(path) ?? [];
    if (file && !file.type.startsWith('text/html')) return sendFile(200, file, request, response);
    if (slug !== undefined && options.previews) {
      const reply = await options.previews.endpoint.get(slug, new URLSearchParams(query), code);
      return write(wrap(await complete(reply)), request, response);
    }
    if (!file && !path.endsWith('/')) return write(redirect(308, `${asked}/`), request, response);
    const { bytes } = file ?? (await findListPage('not found', path));
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
    return write(wrap({ status: file ? 200 : 404, headers, body: bytes }), request, response);
  }

  async function get(
    path: string,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const visit = await findVisit(path);
    if (visit) return show(visit, path, query, request, response);
    if (options.staff && staffPath.test(path)) {
      const reply = await options.staff.get(path, new URLSearchParams(query));
      return write(forStaff(await complete(reply)), request, response);
    }
    if (homes.has(path)) return sendFile(200, await findListPage('home', path), request, response);
    if (path === '/healthz') return write(await healthReply(), request, response);
    const [, slug, code] = respondPath.exec(path) ?? [];
    if (slug !== undefined) {
      const reply = await endpoint.get(slug, new URLSearchParams(query), code);
      return write(await complete(reply), request, response);
    }
    const inMain = findInMain(path);
    if (inMain !== null) {
      return write(redirect(303, inMain + (query && `?${query}`)), request, response);
    }
    const renamed = findRenamed(path);
    if (renamed !== null) {
      return write(redirect(308, renamed + (query && `?${query}`)), request, response);
    }
    if (findFile(`${path}/`)) {
      const location = `${path}/${query === '' ? '' : `?${query}`}`;
      return write(redirect(308, location), request, response);
    }
    sendFile(404, await findListPage('not found', path), request, response);
  }

  /**
   * Returns the address of a page in the main language, if its consultation is not available in the language of the
   * path. Redirects to it are temporary, because a translation can be added at any time.
   */
  function findInMain(path: string): string | null {
    const [, slug = '', code = '', rest = '/'] =
      /^\/([a-z0-9-]+)\/([a-z]{2,3})(\/.*)?$/.exec(path) ?? [];
    const consultation = codeOf(code) === code ? endpoint.find(slug) : null;
    if (!consultation) return null;
    const there = `/${consultation.slug}${rest}`;
    const hasPage = pages.has(`/${consultation.slug}/${code}/`);
    return hasPage || !findFile(there) ? null : there;
  }

  /** Returns the current address of a page whose consultation was renamed. */
  function findRenamed(path: string): string | null {
    const [, slug = '', rest = '/'] = /^\/([a-z0-9-]+)(\/.*)?$/.exec(path) ?? [];
    const now = endpoint.find(slug)?.slug ?? slug;
    return now === slug ? null : `/${now}${rest}`;
  }

  /** Returns the file at an address now. Leaves out pages that a consultation does not show yet. */
  function findFile(path: string): StaticFile | undefined {
    const file = shown.get(path);
    const consultation = owners.get(path);
    if (!file || !consultation) return file;
    const view = viewAt(new Date(options.now()), consultation);
    if (view === 'nothing') return undefined;
    if (pages.has(path)) return view === 'form' ? file : site.files.get(`${path}${pageOf[view]}/`);
    return view === 'announcement' && !path.endsWith('/privacy/') ? undefined : file;
  }

  function pageFile(path: string): StaticFile {
    const file = site.files.get(path);
    if (!file) throw new Error(`the build has no ${path}`);
    return file;
  }

  async function healthReply(): Promise<CompleteReply> {
    const health = await options.health();
    return {
      status: health.ok ? 200 : 503,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: [Buffer.from(`${JSON.stringify(health)}\n`)],
    };
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

  function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    // Not request.destroyed, which is true as soon as the body has been read.
    if (response.headersSent || response.destroyed) return void response.destroy();
    log(`a ${request.method} request failed: ${describe(error)}`);
    sendFile(500, pageFile('/500.html'), request, response);
  }

  const server = createServer((request, response) => {
    observe(request, response);
    try {
      handle(request, response)?.catch((error: unknown) => fail(error, request, response));
    } catch (error) {
      fail(error, request, response);
    }
  });
  // On a slow connection, 2 MB take five minutes. A reverse proxy must not keep idle connections longer than we do,
  // because it would send a request on one that we have closed.
  server.requestTimeout = 600_000;
  server.headersTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

/** Returns where a request comes from, by what the browser says. */
function fetchSiteOf(request: IncomingMessage): string | undefined {
  const fetchSite = request.headers['sec-fetch-site'];
  return typeof fetchSite === 'string' ? fetchSite : undefined;
}

/** Adds headers that keep the address from caches, search engines and other sites, because it contains a key. */
function forStaff(reply: CompleteReply): CompleteReply {
  const headers = {
    ...reply.headers,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  };
  return { ...reply, headers };
}

function routeOf(method: string | undefined, path: string): Route {
  if (method === 'POST') return 'form';
  if (path === '/healthz') return 'health';
  return respondPath.test(path) ? 'receipt' : 'page';
}

/**
 * Returns the kind of an error, and where it happened. The message, the address and the body may contain private data,
 * so they are left out.
 */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  return [`${error.name}${code}`, ...frames].join('\n');
}

/**
 * Splits an address into its path and query. A program may send the whole address (RFC 9112 §3.2.2). Its host is
 * ignored.
 */
function splitUrl(whole: string): { path: string; query: string } {
  const url = whole.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  const at = url.indexOf('?');
  return at === -1
    ? { path: url, query: '' }
    : { path: url.slice(0, at), query: url.slice(at + 1) };
}
