/**
 * Reaches all states once and serves them again, each at a separate address. So an engine that can only open
 * addresses gets the reply to a form, byte for byte and with the same headers.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { hashOfFiles, underLock } from '../under-lock.ts';
import { steady } from './kept.ts';
import { startSites, type Sites } from './sites.ts';
import { states, type State } from './states.ts';

/** A state with the page that it is. */
export interface Seen {
  state: State;
  html: string;
  /** `null`: an email or a file has none. */
  policy: string | null;
  /** How many cookies came with it. */
  cookies: number;
  /** The pictures that it shows, by their names: they stand beside it. */
  pictures?: ReadonlyMap<string, Picture>;
}

interface Picture {
  type: string;
  bytes: Buffer;
}

export interface Gallery {
  seen: Seen[];
  addressOf(name: string): string;
}

let opened: Promise<Gallery> | undefined;

/**
 * Reaches every state and serves them all, once for all tests of a file. Throws if a state is not what the list
 * says.
 */
export function openGallery(test: TestContext): Promise<Gallery> {
  opened ??= reachAll(test);
  return opened;
}

/** Each state is drawn once for all test files, and again when a source, a test or the build changes. */
async function reachAll(test: TestContext): Promise<Gallery> {
  const drawnFrom = await hashOfFiles(['src/**', 'tests/**', 'package-lock.json', 'dist/**']);
  const seen = await underLock(folder, async () => {
    const known = await readKept(drawnFrom);
    if (known) return known;
    const drawn = await reachStates(test, states);
    const kept: Kept = { drawnFrom, pages: drawn.map(({ state, ...page }) => [state.name, page]) };
    await writeFile(file, serialize(kept));
    return drawn;
  });
  assert.ok(seen.length > 0, 'there is no state: a check of nothing proves nothing');
  return serveGallery(seen);
}

const folder = fileURLToPath(new URL('../../.astro/gallery/', import.meta.url));
const file = join(folder, 'drawn');

interface Kept {
  drawnFrom: string;
  pages: [name: string, page: Omit<Seen, 'state'>][];
}

async function readKept(drawnFrom: string): Promise<Seen[] | null> {
  if (!existsSync(file)) return null;
  const kept = deserialize(await readFile(file)) as Kept;
  if (kept.drawnFrom !== drawnFrom) return null;
  const pages = new Map(kept.pages);
  return states.map((state) => ({ ...(pages.get(state.name) as Omit<Seen, 'state'>), state }));
}

/** Reaches some of the states. Throws if one is not what the list says. */
export async function reachStates(test: TestContext, wanted: State[]): Promise<Seen[]> {
  const sites = await startSites(test);
  const seen: Seen[] = [];
  for (const state of wanted) seen.push(await reach(state, sites));
  return seen;
}

/** Serves pages under the names of their states, until the process ends. */
export async function serveGallery(seen: Seen[]): Promise<Gallery> {
  const byPath = new Map(seen.map((page) => [`/${page.state.name}`, page]));
  const pictures = new Map(seen.flatMap((page) => [...(page.pictures ?? [])]));
  const server = createServer((request, response) => {
    const picture = pictures.get(request.url?.slice(1) ?? '');
    if (picture) {
      response.writeHead(200, { 'content-type': picture.type });
      response.end(picture.bytes);
      return;
    }
    const page = byPath.get(request.url ?? '');
    response.writeHead(page ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      ...(page?.policy ? { 'content-security-policy': page.policy } : {}),
    });
    response.end(page?.html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { seen, addressOf: (name) => `http://127.0.0.1:${port}/${name}` };
}

async function reach(state: State, sites: Sites): Promise<Seen> {
  if (state.kind !== 'page') {
    const html = state.kind === 'file' ? await state.draw() : (await state.compose()).html;
    expectOn(state, html);
    return { state, html, policy: null, cookies: 0 };
  }
  const response = await state.reach(sites[state.on]).catch((cause: unknown) => {
    throw new Error(`${state.name} cannot be reached`, { cause });
  });
  assert.equal(response.status, state.status, `${state.name}: the HTTP status`);
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/, state.name);
  const html = await response.text();
  expectOn(state, html);
  return {
    state,
    html,
    policy: response.headers.get('content-security-policy'),
    cookies: response.headers.getSetCookie().length,
    pictures: await fetchPictures(html, response.url),
  };
}

async function fetchPictures(html: string, address: string): Promise<Map<string, Picture>> {
  const pictures = new Map<string, Picture>();
  for (const [, name = ''] of html.matchAll(/<img src="([^"/:]+)"/g)) {
    const response = await fetch(new URL(name, address));
    assert.equal(response.status, 200, `${address} shows ${name}`);
    const type = response.headers.get('content-type') ?? '';
    pictures.set(name, { type, bytes: Buffer.from(await response.arrayBuffer()) });
  }
  return pictures;
}

function expectOn({ name, has: [heading, ...others] }: State, html: string): void {
  const [, found] = /<h1[^>]*>([^]*?)<\/h1>/.exec(html) ?? [];
  assert.equal(steady((found ?? '').replace(/<[^>]+>/g, '')), heading, `${name}: its heading`);
  for (const part of others) {
    const isThere = typeof part === 'string' ? html.includes(part) : part.test(html);
    assert.ok(isThere, `${name}: ${part} must be on it`);
  }
}
