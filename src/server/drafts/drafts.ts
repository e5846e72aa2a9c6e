/**
 * Drafts. With the code, a person can open a draft, save it again, and find the receipt after it was sent. If two
 * devices continue from the same answers, each keeps its own version. See decision 26.
 */
import { createHash, randomBytes } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { codeBytes, readCode, writeCode } from '../../form/draft-code.ts';
import type { DraftContent } from '../../form/draft.ts';
import type { Saved } from '../../form/shown-page.ts';
import { createDisguise } from '../mail/disguise.ts';
import { rowOverhead, type DraftStore } from '../store/drafts.ts';
import { keysOf, seal, unseal } from './seal.ts';

const megabyte = 1024 * 1024;

/** The limits of drafts. The first three are in bytes: all together, each, and what one network adds in a day. */
export const draftLimits = {
  all: 256 * megabyte,
  each: megabyte,
  networkDay: 16 * megabyte,
  /** New drafts from one network in a day. */
  newDay: 200,
  /** Versions of one draft, from different devices. */
  versions: 5,
  /** Wrong codes from one network in ten minutes. */
  wrong: 20,
} as const;

const wrongSeconds = 600;
const daySeconds = 86_400;

/** How long to use the known size of all drafts, in ms. Other nodes save drafts too. */
const sizeFreshFor = 10_000;

/** How many times to retry if another request writes the same draft. */
const mostTries = 8;

/** What a person's page knows about the draft. */
export interface Ticket {
  code: string;
  /** Identifies one series of pages: those of one device, or of one window. */
  writer: string;
  /** The hash of the answers that this page was made from. */
  hash: string;
}

const ticketPattern = /^([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})\.([0-9a-f]{8})\.([\w-]{16})$/;

/** Reads the field `_saved`. Returns `null` if it is not a ticket. */
export function readTicket(field: string): Ticket | null {
  const [, typed = '', writer = '', hash = ''] = ticketPattern.exec(field) ?? [];
  const code = readCode(typed);
  return code === null ? null : { code, writer, hash };
}

function writeTicket({ code, writer, hash }: Ticket): string {
  return `${code}.${writer}.${hash}`;
}

/** One version of the answers. */
interface Version {
  writer: string;
  hash: string;
  /** In ms since 1970. */
  at: number;
  content: DraftContent;
}

/**
 * The encrypted content of a row. `versions`: newest first. `token`: the token of the check pages, so that the draft is
 * sent only once.
 */
type Box = { token: string; versions: Version[] } | { sent: string };

interface ToSave {
  /** `null`: the answers are saved for the first time. */
  ticket: Ticket | null;
  content: DraftContent;
  consultation: string;
  /** When the draft ends, in ms since 1970. */
  endsAt: number;
  /** For the first save: the token with which these answers would be sent. */
  token: string;
  network: string;
  /** Resolves to whether a token has a receipt. A page without the code may have sent the draft. */
  hasReceipt: (token: string) => Promise<boolean>;
}

/**
 * `sent`: another page has sent the draft, and nothing was saved. `refused`: there is no room. `unknown`: no draft
 * has this code.
 */
type SaveResult =
  | { outcome: 'saved'; saved: Saved; token: string }
  | { outcome: 'sent'; token: string }
  | { outcome: 'refused' | 'unknown' };

type OpenResult =
  | {
      outcome: 'open';
      consultation: string;
      content: DraftContent;
      saved: Saved;
      token: string;
    }
  | { outcome: 'sent'; consultation: string; token: string }
  | { outcome: 'unknown' }
  | { outcome: 'too many' };

export type Drafts = ReturnType<typeof createDrafts>;

interface DraftsOptions {
  store: DraftStore;
  now: () => number;
  /** Resolves to whether the disk has much more free space than contributions need. */
  hasRoom: () => Promise<boolean>;
  /** The limit for all drafts, in bytes. Tests use a small one. */
  budget?: number | undefined;
}

export function createDrafts({ store, now, hasRoom, budget = draftLimits.all }: DraftsOptions) {
  const limiter = (points: number, duration: number) => new RateLimiterMemory({ points, duration });
  const bytes = limiter(draftLimits.networkDay, daySeconds);
  const fresh = limiter(draftLimits.newDay, daySeconds);
  const wrong = limiter(draftLimits.wrong, wrongSeconds);
  const disguise = createDisguise(now);
  const size = watchSize(store);

  /** @param growth in bytes */
  async function mayGrow(network: string, growth: number, isNew: boolean): Promise<boolean> {
    if (growth <= 0 && !isNew) return true;
    if (!(await hasRoom())) return false;
    if ((await size.now()) + growth > budget) return false;
    if (isNew && (await pointsOf(fresh, network)) >= draftLimits.newDay) return false;
    return (await pointsOf(bytes, network)) + growth <= draftLimits.networkDay;
  }

  async function noteGrowth(network: string, growth: number, isNew: boolean): Promise<void> {
    size.add(growth);
    if (isNew) await fresh.penalty(network);
    if (growth > 0) await bytes.penalty(network, growth);
  }

  async function find(keys: ReturnType<typeof keysOf>) {
    const row = await store.find(keys.id);
    return row && { row, box: (await unseal(keys, row.box)) as Box };
  }

  async function save(ask: ToSave): Promise<SaveResult> {
    const isFirst = ask.ticket === null;
    const network = disguise(ask.network);
    if (!isFirst && (await isBlocked(network))) return { outcome: 'unknown' };
    const code = ask.ticket?.code ?? writeCode(randomBytes(codeBytes));
    const writer = ask.ticket?.writer ?? makeWriter();
    const version = { writer, hash: hashOf(ask.content), at: now(), content: ask.content };
    const keys = keysOf(code);
    for (let tries = 0; tries < mostTries; tries += 1) {
      const found = await find(keys);
      const known = found?.box ?? { token: ask.token, versions: [] };
      if ('sent' in known) return { outcome: 'sent', token: known.sent };
      if (!found && !isFirst) await wrong.penalty(network);
      const { token, versions: before } = known;
      if (await ask.hasReceipt(token)) return { outcome: 'sent', token };
      const isKnown = before.some(({ hash }) => hash === version.hash);
      const isUnchanged = found !== null && ask.ticket?.hash === version.hash;
      const versions = isKnown || isUnchanged ? before : place(version, before, ask.ticket);
      const saved = describe({ code, writer, hash: version.hash }, versions);
      if (versions === before) return { outcome: 'saved', saved, token };
      if (versions.length > draftLimits.versions) return { outcome: 'refused' };

      const box = await seal(keys, { token, versions } satisfies Box);
      const growth = box.length - (found?.row.box.length ?? -rowOverhead);
      if (box.length > draftLimits.each || !(await mayGrow(network, growth, !found)))
        return { outcome: 'refused' };
      const { consultation, endsAt } = ask;
      const row = { id: keys.id, consultation, box, isSent: false, endsAt };
      if (!(await store.put(row, found?.row.revision ?? null))) continue;
      await noteGrowth(network, growth, !found);
      return { outcome: 'saved', saved, token };
    }
    throw new Error('too many requests write this draft at once');
  }

  async function isBlocked(network: string): Promise<boolean> {
    return (await pointsOf(wrong, network)) >= draftLimits.wrong;
  }

  return {
    save,

    /**
     * Opens the draft of a code. An invalid code takes as long as a code that nobody has.
     *
     * @param typed the code as it was typed
     * @param ask.writer the writer of the page that asks, if it already has the draft
     * @param ask.wanted the writer whose version to show. Default: the page's own version, or else the newest
     */
    async open(
      typed: string,
      from: string,
      ask: { writer?: string | undefined; wanted?: string | undefined } = {},
    ): Promise<OpenResult> {
      const network = disguise(from);
      if (await isBlocked(network)) return { outcome: 'too many' };
      const read = readCode(typed);
      const code = read ?? writeCode(randomBytes(codeBytes));
      const found = await find(keysOf(code));
      if (!found) {
        await wrong.penalty(network);
        return { outcome: 'unknown' };
      }
      const { consultation } = found.row;
      if ('sent' in found.box) return { outcome: 'sent', consultation, token: found.box.sent };
      const { versions, token } = found.box;
      const wanted = ask.wanted ?? ask.writer;
      const shown = versions.find(({ writer }) => writer === wanted) ?? (versions[0] as Version);
      // If a person opens another version, they continue it as a new writer, so that their own version stays.
      const isOwn = ask.writer !== undefined && shown.writer === ask.writer;
      const writer = isOwn ? shown.writer : makeWriter();
      const saved = describe({ code, writer, hash: shown.hash }, versions);
      return { outcome: 'open', consultation, content: shown.content, saved, token };
    },

    /** Erases the answers, and keeps the token that leads to the receipt. */
    async noteSent(code: string, token: string): Promise<void> {
      const keys = keysOf(code);
      for (let tries = 0; tries < mostTries; tries += 1) {
        const found = await find(keys);
        if (!found || 'sent' in found.box) return;
        const box = await seal(keys, { sent: token } satisfies Box);
        if (await store.put({ ...found.row, box, isSent: true }, found.row.revision)) {
          size.add(box.length - found.row.box.length);
          return;
        }
      }
      throw new Error('too many requests write this draft at once');
    },

    /**
     * Erases the drafts of consultations that have ended.
     *
     * @param isOver returns `null` if the site does not have this consultation
     */
    async eraseEnded(isOver: (slug: string) => boolean | null): Promise<void> {
      for (const slug of await store.slugs()) {
        const over = isOver(slug);
        if (over === true) await store.eraseUnsent(slug, Number.MAX_SAFE_INTEGER);
        if (over === null) await store.eraseUnsent(slug, now());
      }
      size.forget();
    },
  };
}

/** Adds a version, and removes the one that it was made from. */
function place(version: Version, before: Version[], ticket: Ticket | null): Version[] {
  const own = before.find(({ writer }) => writer === version.writer);
  const replaced = own ?? before.find(({ hash }) => hash === ticket?.hash);
  return [version, ...before.filter((other) => other !== replaced)];
}

function describe(ticket: Ticket, versions: Version[]): Saved {
  return {
    ticket: writeTicket(ticket),
    code: ticket.code,
    isKept: true,
    others: versions
      .filter(({ writer, hash }) => writer !== ticket.writer && hash !== ticket.hash)
      .map(({ writer, at }) => ({ writer, at: new Date(at) })),
  };
}

/** Returns the size of all drafts, which it reads from the store from time to time. */
function watchSize(store: DraftStore) {
  let known: Promise<number> | null = null;
  let askedAt = -Infinity;
  let added = 0;
  return {
    async now(): Promise<number> {
      if (known === null || performance.now() - askedAt > sizeFreshFor) {
        askedAt = performance.now();
        added = 0;
        known = store.totalSize();
        known.catch(() => (known = null));
      }
      return (await known) + added;
    },
    add(growth: number): void {
      added += growth;
    },
    forget(): void {
      known = null;
    },
  };
}

async function pointsOf(limit: RateLimiterMemory, key: string): Promise<number> {
  return (await limit.get(key))?.consumedPoints ?? 0;
}

function makeWriter(): string {
  return randomBytes(4).toString('hex');
}

/** Returns a hash that distinguishes versions of the answers. */
function hashOf({ fields, left }: DraftContent): string {
  const text = JSON.stringify([fields, left]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
