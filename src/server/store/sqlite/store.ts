/** The store in one folder: SQLite, for one machine. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Consultation } from '../../../consultation/consultation.ts';
import { markSameWords } from '../../../contribution/group-marks.ts';
import { midnightBefore } from '../../../consultation/summary-times.ts';
import { linesOf } from '../journal.ts';
import { makeMessageId } from '../message-id.ts';
import { makeReference } from '../reference.ts';
import type { Added, NewContribution, Store } from '../store.ts';
import { hashText, hashWords, readStored, type Row } from '../stored-row.ts';
import { formsOf } from '../change-rules.ts';
import { makeLinkKey, readLinkKey } from './link-key.ts';
import { openOwnChanges } from './own-changes.ts';
import { schemaVersion } from './schema.ts';
import { damaged, type OpenFolder } from './writing.ts';

/** @param folder opened by `openForWriting` */
export function openStore(folder: OpenFolder): Store {
  const { database, statements, journal, group, commit, look, versionOf, options } = folder;
  const now = options.now ?? Date.now;

  /** Whether more contributions have come on this day than are emailed one by one, including this one. */
  function isForBatch({ slug, batches, timeZone }: Consultation, receivedAt: Date): boolean {
    if (!batches) return false;
    const midnight = midnightBefore(receivedAt, timeZone);
    const enough = batches.above + 1;
    const row = statements.countSince.get(slug, midnight.getTime(), enough);
    return Number(row?.['count']) + 1 >= enough;
  }

  function insert(added: NewContribution, answers: string, tokenHash: Buffer): Added {
    const { consultation, receivedAt, late, channel = 'site' } = added;
    const { slug, version } = consultation;
    const answersHash = hashWords(consultation, added.answers);
    const earlier = answersHash && statements.findSameWords.get(slug, answersHash)?.['reference'];
    const marks = [...(added.marks ?? []), ...(earlier ? [markSameWords(String(earlier))] : [])];
    const number = Number(statements.nextNumber.get(slug)?.['number']);
    let reference = makeReference();
    while (statements.hasReference.get(reference)) reference = makeReference();
    const messageId = makeMessageId(options.mailDomain);
    const madeAt = Math.round(now());
    const email = isForBatch(consultation, receivedAt)
      ? null
      : statements.addEmail.get(slug, 'contribution', reference, '{}', madeAt, madeAt, messageId);
    statements.addContribution.run(
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
      JSON.stringify(added.remarks ?? []),
      answersHash,
      email ? Number(email['id']) : null,
      channel === 'site' ? 1 : 0,
    );
    const facts = { number, reference, tokenHash, marks, messageId };
    for (const line of linesOf(added, facts)) journal.add(line);
    return { outcome: 'added', number, reference };
  }

  return {
    ...openOwnChanges(folder),

    async keepVersion(consultation) {
      const { slug, version } = consultation;
      const document = JSON.stringify(consultation);
      const at = Math.round(now());
      await commit(() => statements.keepVersion.run(slug, version, document, at, at));
    },

    async storedSlugs() {
      return look(() => statements.storedSlugs.all()).map((row) => String(row['consultation']));
    },

    async answeredVersions(slug) {
      const rows = look(() => statements.answeredVersions.all(slug));
      return rows.flatMap((row) => folder.findVersion(slug, String(row['version'])) ?? []);
    },

    linkKey: async () => readLinkKey(folder.folder),

    makeLinkKey: async () => makeLinkKey(folder.folder),

    findVersion: async (slug, version) => look(() => folder.findVersion(slug, version)),

    add(added) {
      const answers = JSON.stringify(added.answers);
      const tokenHash = hashText(added.token);
      return commit((): Added => {
        const row = statements.findByToken.get(tokenHash);
        if (!row) return insert(added, answers, tokenHash);
        return {
          outcome: wasSent(row, answers) ? 'again' : 'different',
          number: Number(row['number']),
          reference: String(row['reference']),
        };
      });
    },

    async findByToken(token) {
      const row = look(() => statements.findByToken.get(hashText(token)));
      return row ? readStored(versionOf(row), row) : null;
    },

    async findTrouble() {
      if (folder.isDamaged()) return damaged;
      if (group.longestWait() > probeWait) return 'another program holds the database';
      // If no write has failed, taking the lock is enough, and nothing is written.
      const tried = group.commit(() => {
        if (folder.lastFailure() !== null) database.exec(`PRAGMA user_version = ${schemaVersion}`);
      });
      const isStored = await Promise.race([
        tried.then(
          () => true,
          () => false,
        ),
        wait(probeWait, false),
      ]);
      return isStored ? null : (folder.lastFailure() ?? 'another program holds the database');
    },
  };
}

/** Whether a contribution has these answers, or had them before the person changed it. */
function wasSent(row: Row, answers: string): boolean {
  return formsOf(row).some((form) => JSON.stringify(form.answers) === answers);
}

/** How long a write may take before `/healthz` says that nothing can be stored, in ms. */
const probeWait = 900;
