/** Contributions as people might send them. The same seed gives the same contributions. */
import { questionsOf, type Consultation } from '../src/consultation/consultation.ts';
import type { Answers } from '../src/consultation/answers.ts';
import { parseSubmission } from '../src/form/submission.ts';
import type { Outcome } from '../src/server/store/emails.ts';
import type { Storage } from '../src/server/store/storage.ts';
import { openStorage } from '../src/server/store/open-storage.ts';
import { samplesOf } from './questions/samples/all.ts';
import { toTyped, type Fields, type Random } from './questions/samples/samples.ts';

/** Numbers from 0 up to, but not including, `below`. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What one person typed, by field. */
function fill(consultation: Consultation, random: Random): [string, Fields[string]][] {
  return questionsOf(consultation).flatMap((question) =>
    random(4) === 0 ? [] : Object.entries(samplesOf(question).type(question, random)),
  );
}

/** What one person typed, by field, without mistakes. */
export function fillFields(consultation: Consultation, random: Random): Fields {
  for (;;) {
    const fields = Object.fromEntries(fill(consultation, random));
    if (submit(consultation, fields).ok) return fields;
  }
}

export function generateAnswers(consultation: Consultation, random: Random): Answers {
  const submission = submit(consultation, fillFields(consultation, random));
  if (!submission.ok) throw new Error('these fields were right before');
  return submission.answers;
}

function submit(consultation: Consultation, fields: Fields) {
  return parseSubmission(consultation, new Map(Object.entries(toTyped(fields))));
}

/** As `fillStore`, for the store of a folder. */
export async function fillFolder(
  folder: string,
  consultation: Consultation,
  count: number,
  state: 'delivered' | 'queued' = 'delivered',
): Promise<void> {
  const storage = await openStorage(
    { dataDir: folder, databaseUrl: null },
    { mailDomain: 'example.org' },
  );
  await storage.store.keepVersion(consultation);
  await fillStore(storage, consultation, count, state);
  await storage.close();
}

/**
 * Fills a store: over five weeks, with deliveries as given.
 *
 * @param state of all emails
 */
export async function fillStore(
  { store, emails }: Pick<Storage, 'store' | 'emails'>,
  consultation: Consultation,
  count: number,
  state: 'delivered' | 'queued' = 'delivered',
): Promise<void> {
  const random = seeded(7);
  const first = Date.parse('2027-01-11T09:00:00Z');
  for (let start = 0; start < count; start += 500) {
    const adding = [];
    for (let index = start; index < Math.min(count, start + 500); index += 1) {
      const day = Math.floor((index / count) * 35);
      adding.push(
        store.add({
          consultation,
          answers: generateAnswers(consultation, random),
          token: `generated-${index}`,
          receivedAt: new Date(first + day * 86_400_000 + random(36_000_000)),
          late: index % 100 === 99,
          marks: index % 250 === 124 ? ['filled in within two seconds'] : [],
        }),
      );
    }
    await Promise.all(adding);
    if (state === 'delivered') {
      const outcome: Omit<Outcome, 'at'> = {
        state,
        reply: '250 kept',
        via: 'smtp',
        maybeSent: false,
        takenFor: [],
        leftOut: 0,
      };
      const claimed = await emails.claim(Date.parse('2100-06-01'), 500);
      await Promise.all(
        claimed.map(({ id, brings }) =>
          emails.settle(id, {
            ...outcome,
            at: Date.parse(brings?.contribution.receivedAt ?? ''),
          }),
        ),
      );
    }
  }
}
