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
  /** Default: there are none. `endpoint` takes what is sent from them. */
  previews?: ReturnType<typeof createPreviews> & { endpoint: Endpoint };
  /** Default: there are none. */
  staff?: StaffPages | null;
  now: () => number;
  log: (line: string) => void;
  /** People reach the site by https. */
  isSecure: boolean;
  /** How many proxies stand in front. */
  trustProxy: number;
  /** Looks at each form's request. Default: nothing does. */
  networkWatch?: NetworkWatch;
  /** What `/healthz` answers. */
  health: () => Promise<{ ok: boolean }>;
  /** Told of each request that was answered, and how long it took in ms. */
  observe?: (route: Route, status: number, time: number) => void;
}

/** An address below a consultation's: its slug, and the rest. */
const pathBelow = /^\/([a-z0-9-]+)\/(.*)$/s;
/** The page of the build for what people see of a consultation that cannot be answered. */
const pageOf = { announcement: 'announced', document: 'not-yet-open', closed: 'closed' } as const;
const respondPath = /^\/([a-z0-9-]+)(?:\/([a-z]{2,3}))?\/respond\/?$/;
/** Pages for staff, who come by a link. */
const staffPath = /^\/staff\//;
/** Pages for a state of a consultation: the clock chooses, and their own addresses lead nowhere. */
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
  const pages = new Set(site.consultations.flatMap(textsOf).map(addressOf));
  for (const address of pages) {
    const form = shown.get(address);
    if (form) shown.set(address, { ...form, isDictionary: true });
  }
  const dictionaries = [...shown.values()].filter(({ isDictionary }) => isDictionary);
  const write = createWriter(headers, createDictionaries(dictionaries));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path, query } = splitUrl(request.url ?? '/');
    const method = request.method ?? 'GET';
    if (method === 'GET' || method === 'HEAD') return get(path, query, request, response);
    if (method === 'POST') return take(path, query, request, response);
    const methods = { allow: 'GET, HEAD, POST', connection: 'close' };
    return write({ status: 405, headers: methods, body: null }, request, response);
  }

  /** Takes a form: reads all of it, then answers. */
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
      // The connection stays: a proxy that is still sending would show its own error if it were cut.
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

  /** A link to a preview that is good. Without one it is an address like any other that leads nowhere. */
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

  /** A page of a preview. */
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
    const file = findFile(path);
    if (file) return sendFile(200, file, request, response);
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
   * Where a page is in the main language, of a consultation that is not in the language of the address, or no longer.
   * For the moment only: it can be translated at any time.
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

  /** Where a page of a consultation is that has another address now. */
  function findRenamed(path: string): string | null {
    const [, slug = '', rest = '/'] = /^\/([a-z0-9-]+)(\/.*)?$/.exec(path) ?? [];
    const now = endpoint.find(slug)?.slug ?? slug;
    return now === slug ? null : `/${now}${rest}`;
  }

  /** What is at an address now. What a consultation does not show yet is not there. */
  function findFile(path: string): StaticFile | undefined {
    const file = shown.get(path);
    const [, slug = '', rest = ''] = pathBelow.exec(path) ?? [];
    const consultation = bySlug.get(slug);
    if (!file || !consultation) return file;
    const view = viewAt(new Date(options.now()), consultation);
    if (view === 'nothing') return undefined;
    if (pages.has(path)) return view === 'form' ? file : site.files.get(`${path}${pageOf[view]}/`);
    return view === 'announcement' && !rest.endsWith('privacy/') ? undefined : file;
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

/** By the browser: where a request comes from. */
function fetchSiteOf(request: IncomingMessage): string | undefined {
  const fetchSite = request.headers['sec-fetch-site'];
  return typeof fetchSite === 'string' ? fetchSite : undefined;
}

/** The address holds a key: no cache, search engine or other site may have it. */
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

/** Where it failed. Not the message, the address or the body: they may hold what is private. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  return [`${error.name}${code}`, ...frames].join('\n');
}

/** A program may write the whole address (RFC 9112 §3.2.2): whose it is does not matter here. */
function splitUrl(whole: string): { path: string; query: string } {
  const url = whole.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  const at = url.indexOf('?');
  return at === -1
    ? { path: url, query: '' }
    : { path: url.slice(0, at), query: url.slice(at + 1) };
}
