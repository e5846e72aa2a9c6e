/** Rows of the store as what they mean: the same columns in every database. */
import { createHash } from 'node:crypto';
import type { Consultation } from '../consultation/consultation.ts';
import { toContribution, type Channel, type Contribution } from '../consultation/contribution.ts';
import type { Answers } from '../consultation/submission.ts';
import type { Delivery, DeliveryState, Stored, Via } from './store.ts';

export type Row = Record<string, unknown>;

/** What `readContribution` reads of a contribution `c`. */
export const contributionColumns =
  'c.consultation, c.version, c.number, c.reference, c.received_at, c.late, c.channel, c.marks, c.answers';

/** @param consultation the version that the row names */
export function readContribution(consultation: Consultation, row: Row): Contribution {
  return toContribution(consultation, {
    number: Number(row['number']),
    reference: String(row['reference']),
    receivedAt: new Date(Number(row['received_at'])),
    late: row['late'] === 1,
    channel: row['channel'] as Channel,
    marks: JSON.parse(String(row['marks'])) as string[],
    answers: readAnswers(row),
  });
}

/** @param row with the `state`, `next_at` and `via` of its delivery as well */
export function readStored(consultation: Consultation, row: Row): Stored {
  const isDelivered = row['state'] === 'delivered';
  return {
    consultation,
    contribution: readContribution(consultation, row),
    delivered: isDelivered
      ? { at: new Date(Number(row['next_at'])), via: row['via'] as Via }
      : null,
  };
}

/** @param row with its delivery as it was before this try */
export function readDelivery(consultation: Consultation, row: Row): Delivery {
  return {
    id: Number(row['delivery']),
    consultation,
    contribution: readContribution(consultation, row),
    messageId: String(row['message_id']),
    tries: Number(row['tries']),
    maybeSent: row['maybe_sent'] === 1,
    takenFor: JSON.parse(String(row['taken_for'])) as string[],
  };
}

/** @param rows a state and a `count` in each; a state that no delivery is in has none */
export function readCounts(rows: Row[]): Record<DeliveryState, number> {
  const counts = { queued: 0, sending: 0, held: 0, delivered: 0 };
  for (const row of rows) counts[row['state'] as DeliveryState] = Number(row['count']);
  return counts;
}

/** The error of JSON.parse would quote what it was given, and it could end in a log. */
function readAnswers(row: Row): Answers {
  try {
    return JSON.parse(String(row['answers'])) as Answers;
  } catch {
    throw new Error(`the answers of ${String(row['reference'])} cannot be read`);
  }
}

/** How tokens and words are kept that only have to be known again. */
export function hashText(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
