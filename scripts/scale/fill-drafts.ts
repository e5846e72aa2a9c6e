/** Makes many drafts quickly, for measurements. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { graceEnds } from '../../src/consultation/moments.ts';
import { createDrafts } from '../../src/server/drafts/drafts.ts';
import { seeded } from '../../tests/generated.ts';
import { fullContribution, usualLength } from '../bench/full-contribution.ts';
import { openStore } from './measure.ts';

/** How many are encrypted. They are then copied until there are enough. */
const few = 100;

/** Fills an empty data folder with drafts of one consultation, each with 3.9 KB of answers. */
export async function fillDrafts(
  folder: string,
  consultation: Consultation,
  count: number,
): Promise<void> {
  const storage = await openStore(folder);
  await storage.store.keepVersion(consultation);
  const drafts = createDrafts({
    store: storage.drafts,
    now: Date.now,
    hasRoom: async () => true,
  });
  for (const [index, fields] of differentAnswers(consultation, Math.min(few, count)).entries()) {
    const { outcome } = await drafts.save({
      ticket: null,
      content: {
        version: consultation.version,
        fields,
        seen: [],
        trap: '',
        left: '',
        checkedAt: null,
      },
      consultation: consultation.slug,
      endsAt: graceEnds(consultation).getTime(),
      token: `generated-${index}`,
      hasReceipt: async () => false,
      network: `network-${index}`,
    });
    if (outcome !== 'saved') throw new Error(`a draft was not saved: ${outcome}`);
  }
  await storage.close();
  copyDrafts(folder, count);
}

/** Copies have other names than their codes give, so nobody can open them. */
function copyDrafts(folder: string, count: number): void {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  const copy = database.prepare(
    `INSERT INTO draft (id, consultation, box, size, sent, ends_at, revision)
     SELECT randomblob(16), consultation, box, size, sent, ends_at, revision FROM draft
     WHERE rowid = ?`,
  );
  database.exec('BEGIN');
  for (let row = few; row < count; row += 1) copy.run(1 + (row % few));
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

/** Returns complete answers, with comments of random words, which compress about as well as English. */
function differentAnswers(consultation: Consultation, count: number): [string, string[]][][] {
  const random = seeded(11);
  const words = JSON.stringify(consultation.sections).match(/\p{L}+/gu) ?? [];
  const comment = () => {
    let text = '';
    while (text.length < usualLength) text += `${words[random(words.length)]} `;
    return text.slice(0, usualLength);
  };
  return Array.from({ length: count }, () =>
    Object.entries(fullContribution(usualLength)).map(([name, value]): [string, string[]] => [
      name,
      [name.endsWith('comment') ? comment() : value],
    ]),
  );
}
