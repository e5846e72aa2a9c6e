/** The queue of emails in one folder. */
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { clockTrust, group, halve, unreadableWait, type DueEmail, type Emails } from '../emails.ts';
import { momentOf, readCounts, readDueEmail, readSummary, toBatchFacts } from '../email-rows.ts';
import { batchFactsSchema, nameOf, type EmailKind } from '../email-facts.ts';
import { deliveredLine } from '../journal.ts';
import { makeMessageId } from '../message-id.ts';
import { atOneMoment, readRecords } from '../records.ts';
import type { Row } from '../stored-row.ts';
import { databaseIn } from './database.ts';
import { isDamage } from './group-commit.ts';
import type { OpenFolder } from './writing.ts';

/** How many emails are counted without a break. It takes about 10 ms. */
const countedTogether = 50_000;

/** @param folder opened by `openForWriting` */
export function openEmails(folder: OpenFolder): Emails & { close(): void } {
  const { statements, journal, commit, look, options } = folder;
  // A separate connection, because a summary reads for longer than a send may wait.
  const openReader = () =>
    new DatabaseSync(databaseIn(folder.folder), { readOnly: true, timeout: 1000 });
  const reader = openReader();
  const records = readRecords(reader);

  function read(row: Row): DueEmail | null {
    try {
      return readDueEmail(row, row['kind'] === 'contribution' ? folder.versionOf(row) : null);
    } catch (error) {
      if (isDamage(error)) throw error;
      return null;
    }
  }

  function add(slug: string, kind: EmailKind, key: string, facts: unknown, now: number): number {
    const messageId = makeMessageId(options.mailDomain);
    const at = Math.round(now);
    const row = statements.addEmail.get(slug, kind, key, JSON.stringify(facts), at, at, messageId);
    if (!row) throw new Error(`there is an email ${kind} ${key} already`);
    return Number(row['id']);
  }

  /** Counts some at a time, and people are answered in between: there may be a million. */
  async function countDelivered(): Promise<number> {
    const newest = Number(look(() => statements.newestEmail.get())?.['id'] ?? 0);
    let delivered = 0;
    for (let from = 0; from < newest; from += countedTogether) {
      const row = look(() => statements.countDelivered.get(from, from + countedTogether));
      delivered += Number(row?.['count']);
      await turn();
    }
    return delivered;
  }

  /** Adds one email for several contributions, or for one of them. */
  function addBringing(
    slug: string,
    references: string[],
    batchKey: string,
    now: number,
    former: string[] = [],
  ): number {
    const [only] = references;
    const id =
      references.length === 1
        ? add(slug, 'contribution', String(only), {}, now)
        : add(slug, 'batch', batchKey, toBatchFacts(references, former), now);
    for (const reference of references) statements.bringBy.run(id, reference);
    return id;
  }

  function unsentOf(slug: string): string[] {
    return statements.unsent.all(slug).map((row) => String(row['reference']));
  }

  return {
    claim: (now, most) =>
      commit(() =>
        statements.due.all(now, Math.max(0, most)).flatMap((row): DueEmail[] => {
          const id = Number(row['email']);
          const email = read(row);
          if (email === null) {
            statements.hold.run(Math.round(now + unreadableWait), id);
            options.onUnreadable?.(String(row['key']));
            return [];
          }
          statements.startSending.run(id);
          return [email];
        }),
      ),

    async settle(id, { state, reply, via, at, maybeSent, takenFor, leftOut }) {
      await commit(() => {
        const email = statements.findEmail.get(id);
        if (!email) return;
        const taken = JSON.stringify(takenFor);
        const mark = maybeSent ? 1 : 0;
        statements.settle.run(state, reply, via, Math.round(at), mark, taken, leftOut, id);
        const messageId = String(email['message_id']);
        if (state === 'delivered')
          journal.add(deliveredLine(email, { at: Math.round(at), via, reply }));
        else if (taken !== email['taken_for']) journal.add({ line: 'taken', messageId, takenFor });
      });
    },

    split: (id, now) =>
      commit(() => {
        const row = statements.findEmail.get(id);
        if (!row) return;
        const { references, former } = batchFactsSchema.parse(JSON.parse(String(row['facts'])));
        statements.drop.run(id);
        for (const [index, half] of halve(references).entries()) {
          const key = `${String(row['key'])}.${index + 1}`;
          const part = addBringing(String(row['consultation']), half, key, now, former);
          statements.inherit.run(Number(row['maybe_sent']), String(row['taken_for']), part);
        }
      }),

    drop: async (id) => {
      await commit(() => {
        // If a withdrawal was undone in the meantime, staff must be told of the change after all.
        if (statements.keepChange.run(id).changes > 0) return;
        const key = statements.findEmail.get(id)?.['key'];
        statements.drop.run(id);
        // If a withdrawal was undone in the meantime, the contribution waits for another batch.
        statements.unbring.run(String(key), id);
      });
    },

    recover: (now, longestWait) =>
      commit(() => {
        const at = Math.round(now);
        statements.cutWaits.run(at, at + longestWait);
        return Number(statements.recover.run(at).changes);
      }),

    async bringForward(now) {
      const at = Math.round(now);
      await commit(() => statements.cutWaits.run(at, at));
    },

    nextDue: async () => momentOf(look(() => statements.nextDue.get())),

    async countByState() {
      const [waiting, unsent] = look(() => [
        statements.countWaiting.all(),
        statements.countUnsent.get(),
      ]);
      const counts = readCounts(waiting as Row[]);
      counts.queued += Number((unsent as Row)['count']);
      counts.delivered = await countDelivered();
      return counts;
    },

    async firstHeld() {
      const row = look(() => statements.firstHeld.get());
      return row ? { name: nameOf(row), reply: String(row['reply']) } : null;
    },

    oldestWaiting: async () => momentOf(look(() => statements.oldestWaiting.get())),

    async lastSummary(slug, now) {
      const row = look(() => statements.lastSummary.get(slug, Math.round(now + clockTrust)));
      return row ? readSummary(row) : null;
    },

    async addSummary(slug, day, facts, state, now) {
      const at = Math.round(now);
      await commit(() => {
        statements.freeKey.run(slug, day, at + clockTrust);
        const messageId = makeMessageId(options.mailDomain);
        statements.addSummary.run(slug, day, JSON.stringify(facts), at, state, at, messageId);
      });
    },

    standing: async (slug) => look(() => records.standing(slug)),

    waitingSlugs: async () =>
      look(() => statements.waitingSlugs.all()).map((row) => String(row['slug'])),

    oldestUnsent: async (slug) => momentOf(look(() => statements.oldestUnsent.get(slug))),

    addBatches: (slug, now) =>
      commit(() => {
        const moment = new Date(now).toISOString();
        for (const [index, references] of group(unsentOf(slug)).entries())
          addBringing(slug, references, `${moment}-${index + 1}`, now);
      }),

    releaseWaiting: (slug, now) =>
      commit(() => {
        for (const reference of unsentOf(slug)) addBringing(slug, [reference], '', now);
      }),

    lastNumber: async (slug) => records.lastNumber(slug),
    find: async (reference) => records.find(reference),
    findChanged: async (reference, since) => records.findChanged(reference, since),
    async atOneMoment(_slug, work) {
      // A separate connection for each, because its transaction lasts for as long as a summary is being written, and
      // several may be written at once.
      const own = openReader();
      try {
        return await atOneMoment(own, () => work(readRecords(own)));
      } finally {
        own.close();
      }
    },
    close: () => reader.close(),
  };
}
