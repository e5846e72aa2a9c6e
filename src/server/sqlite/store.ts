/** The store in one folder: SQLite, for one machine. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Consultation } from '../../consultation/consultation.ts';
import { areTelling, markCopy } from '../../consultation/notes.ts';
import { midnightBefore } from '../../consultation/summary-times.ts';
import { linesOf, openJournalIn } from '../journal.ts';
import { makeMessageId } from '../message-id.ts';
import { makeReference } from '../reference.ts';
import {
  unreadableWait,
  type Added,
  type Delivery,
  type NewContribution,
  type Store,
  type StoreOptions,
} from '../store.ts';
import { hashText, readCounts, readDelivery, readStored, type Row } from '../stored-row.ts';
import { openDatabase } from './database.ts';
import { createGroupCommit, isDamage } from './group-commit.ts';
import { schemaVersion } from './schema.ts';
import { prepareAll } from './statements.ts';
import { readVersions } from './versions.ts';

/**
 * Opens the store in a folder, which is made when it is missing. Throws an error with one sentence when
 * the folder cannot be used or its database is damaged.
 */
export function openStore(folder: string, options: StoreOptions): Store {
  const { reached = () => {}, now = Date.now } = options;
  const database = openDatabase(folder);
  const statements = prepareAll(database);
  const journal = openJournalIn(folder, now);
  const findVersion = readVersions(database);
  let isDamaged = false;
  let lastFailure: string | null = null;

  const group = createGroupCommit(database, {
    beforeCommit() {
      reached('before journal');
      journal.write();
      reached('after journal');
    },
    afterCommit() {
      lastFailure = null;
      reached('after commit');
    },
    onUndone(error) {
      journal.discard();
      noteFailure(error);
    },
  });

  function noteFailure(error: unknown): void {
    if (isDamage(error)) isDamaged = true;
    lastFailure = (error as Error).message;
  }

  /** Once a page was found damaged nothing is written any more: it could make things worse. */
  async function commit<T>(work: () => T): Promise<T> {
    if (isDamaged) throw new Error(damaged);
    return group.commit(work);
  }

  /** Reads, and remembers when the file turns out to be damaged. */
  function look<T>(reading: () => T): T {
    try {
      return reading();
    } catch (error) {
      if (isDamage(error)) noteFailure(error);
      throw error;
    }
  }

  function versionOf(row: Row): Consultation {
    const [slug, version] = [String(row['consultation']), String(row['version'])];
    const consultation = look(() => findVersion(slug, version));
    if (consultation) return consultation;
    throw new Error(`the store has no version ${version} of ${slug}`);
  }

  function readDeliveryOrNull(row: Row): Delivery | null {
    try {
      return readDelivery(versionOf(row), row);
    } catch (error) {
      if (isDamage(error)) throw error;
      return null;
    }
  }

  /** More have come on this day than are to be emailed one by one. This one is among them. */
  function isForBatch({ slug, batches, timeZone }: Consultation, receivedAt: Date): boolean {
    if (!batches) return false;
    const midnight = midnightBefore(receivedAt, timeZone);
    const enough = batches.above + 1;
    const row = statements.countSince.get(slug, midnight.getTime(), enough);
    return Number(row?.['count']) === enough;
  }

  function insert(added: NewContribution, answers: string, tokenHash: Buffer): Added {
    const { consultation, receivedAt, late, channel = 'site' } = added;
    const { slug, version } = consultation;
    const answersHash = areTelling(consultation, added.answers) ? hashText(answers) : null;
    const earlier = answersHash && statements.findSameWords.get(slug, answersHash)?.['reference'];
    const marks = [...(added.marks ?? []), ...(earlier ? [markCopy(String(earlier))] : [])];
    const number = Number(statements.nextNumber.get(slug)?.['number']);
    let reference = makeReference();
    while (statements.hasReference.get(reference)) reference = makeReference();
    const { lastInsertRowid } = statements.addContribution.run(
      slug,
      number,
      reference,
      tokenHash,
      version,
      receivedAt.getTime(),
      late ? 1 : 0,
      answers,
      channel,
      JSON.stringify(marks),
      answersHash,
    );
    const messageId = makeMessageId(options.mailDomain);
    const batch = isForBatch(consultation, receivedAt) ? 0 : null;
    statements.addDelivery.run(lastInsertRowid, receivedAt.getTime(), messageId, batch);
    const facts = { number, reference, tokenHash, marks, messageId };
    for (const line of linesOf(added, facts)) journal.add(line);
    return { outcome: 'added', number, reference };
  }

  return {
    async keepVersion(consultation) {
      const document = JSON.stringify(consultation);
      await commit(() =>
        statements.keepVersion.run(consultation.slug, consultation.version, document, Date.now()),
      );
    },

    findVersion: async (slug, version) => look(() => findVersion(slug, version)),

    add(added) {
      const answers = JSON.stringify(added.answers);
      const tokenHash = hashText(added.token);
      return commit((): Added => {
        const row = statements.findByToken.get(tokenHash);
        if (!row) return insert(added, answers, tokenHash);
        return {
          outcome: row['answers'] === answers ? 'again' : 'different',
          number: Number(row['number']),
          reference: String(row['reference']),
        };
      });
    },

    async findByToken(token) {
      const row = look(() => statements.findByToken.get(hashText(token)));
      return row ? readStored(versionOf(row), row) : null;
    },

    claim: (now, most) =>
      commit(() =>
        statements.due.all(now, now, Math.max(0, most)).flatMap((row): Delivery[] => {
          const id = Number(row['delivery']);
          const delivery = readDeliveryOrNull(row);
          if (delivery === null) {
            statements.hold.run(Math.round(now + unreadableWait), id);
            options.onUnreadable?.(String(row['reference']));
            return [];
          }
          statements.startSending.run(id);
          return [delivery];
        }),
      ),

    async settle(id, { state, reply, via, at, maybeSent, takenFor }) {
      await commit(() => {
        statements.settle.run(
          state,
          reply,
          via,
          Math.round(at),
          maybeSent ? 1 : 0,
          JSON.stringify(takenFor),
          id,
        );
        if (state === 'delivered') {
          const messageId = String(statements.messageId.get(id)?.['message_id']);
          journal.add({ line: 'delivered', messageId, at: Math.round(at), via, reply });
        }
      });
    },

    recoverDeliveries: (now, longestWait) =>
      commit(() => {
        const at = Math.round(now);
        statements.cutWaits.run(at, at + longestWait);
        return Number(statements.recover.run(at).changes);
      }),

    async bringForward(now) {
      const at = Math.round(now);
      await commit(() => statements.cutWaits.run(at, at));
    },

    async nextDue() {
      const at = look(() => statements.nextDue.get())?.['at'];
      return at === null || at === undefined ? null : Number(at);
    },

    async countDeliveries() {
      return readCounts(look(() => statements.countDeliveries.all()));
    },

    async firstHeld() {
      const row = look(() => statements.firstHeld.get());
      return row ? `${String(row['reference'])}: ${String(row['reply'])}` : null;
    },

    async oldestWaiting() {
      const at = look(() => statements.oldestWaiting.get())?.['at'];
      return at === null || at === undefined ? null : Number(at);
    },

    async findTrouble() {
      if (isDamaged) return damaged;
      if (group.longestWait() > probeWait) return 'another program holds the database';
      if (lastFailure === null) return null;
      const tried = group.commit(() => database.exec(`PRAGMA user_version = ${schemaVersion}`));
      const isStored = await Promise.race([
        tried.then(
          () => true,
          () => false,
        ),
        wait(probeWait, false),
      ]);
      return isStored ? null : (lastFailure ?? 'a write takes too long');
    },

    journalTrouble: journal.trouble,

    async close() {
      database.close();
      journal.close();
    },
  };
}

const damaged =
  'the database is damaged: stop the site, and run the staff command "restore" to make it again from the journal';

/** How long a write may take before `/healthz` says that nothing can be stored, in ms. */
const probeWait = 900;
