/** Makes many contributions quickly, for measurements. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeReference } from '../../src/server/store/reference.ts';

/**
 * Copies the first `few` contributions of a folder until there are `many`, all of them delivered. Returns how many
 * there are, which is more than `many` if there were more before.
 */
export function multiply(folder: string, few: number, many: number): number {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  const copy = database.prepare(
    `INSERT OR IGNORE INTO contribution
       (consultation, number, reference, token_hash, version, received_at, late, answers, marks, email)
     SELECT consultation, ?, ?, ?, version, received_at + ?, late, answers, marks, ?
     FROM contribution WHERE consultation = ? AND number = ? RETURNING id`,
  );
  const deliver = database.prepare(
    `INSERT INTO email (consultation, kind, key, made_at, next_at, message_id, state, via)
     VALUES (?, 'contribution', ?, 0, 0, ?, 'delivered', 'smtp') ON CONFLICT DO NOTHING RETURNING id`,
  );
  database.exec('BEGIN');
  const { last, slug } = database
    .prepare('SELECT max(number) AS last, consultation AS slug FROM contribution')
    .get() as { last: number; slug: string };
  for (let number = last + 1; number <= many; number += 1) {
    let email;
    let reference = '';
    while (!email) {
      reference = makeReference();
      email = deliver.get(slug, reference, `<${number}@example.org>`);
    }
    const source = 1 + (number % few);
    copy.run(number, reference, randomBytes(32), number, Number(email['id']), slug, source);
  }
  database.exec(
    `UPDATE email SET state = 'delivered', via = 'smtp' WHERE state <> 'delivered'; COMMIT;`,
  );
  database.close();
  return Math.max(last, many);
}
