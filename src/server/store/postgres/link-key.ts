/** The key that signs links, in the database, so that every node accepts links that a command made. */
import { randomBytes } from 'node:crypto';
import type { Query } from './query.ts';

/** Resolves to the key, or to `null` if no link has been made yet. */
export async function readLinkKey(query: Query): Promise<Buffer | null> {
  const [row] = await query('SELECT value FROM link_key');
  return row ? Buffer.from(String(row['value']), 'base64url') : null;
}

/** Resolves to the key, and creates it if there is none. */
export async function makeLinkKey(query: Query): Promise<Buffer> {
  const value = randomBytes(32).toString('base64url');
  await query('INSERT INTO link_key (id, value) VALUES (1, $1) ON CONFLICT DO NOTHING', [value]);
  return (await readLinkKey(query)) as Buffer;
}

/** Replaces the key, which ends all links. */
export async function rotateLinkKey(query: Query): Promise<void> {
  const value = randomBytes(32).toString('base64url');
  await query(
    'INSERT INTO link_key (id, value) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET value = $1',
    [value],
  );
}
