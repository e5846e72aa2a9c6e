/** Checks that a PostgreSQL keeps what it has confirmed. */
import { PostgresError } from './errors.ts';

/** What a server says about itself. */
export interface Server {
  version: number;
  fsync: string;
  fullPageWrites: string;
  synchronousCommit: string;
  encoding: string;
  isStandby: boolean;
}

/** The oldest version that the tests run on. */
const oldest = 15;

/** Returns why contributions must not be stored on this server, or `null` if they may. */
export function findFault(server: Server): PostgresError | null {
  const { version, fsync, fullPageWrites, synchronousCommit, encoding, isStandby } = server;
  const major = Math.floor(version / 10_000);
  const fault = (message: string) => new PostgresError(message, 'unfit');
  if (major < oldest)
    return fault(`PostgreSQL is version ${major}, and must be ${oldest} or later`);
  if (fsync !== 'on')
    return fault('PostgreSQL runs with fsync=off, and a power cut would lose contributions');
  if (fullPageWrites !== 'on')
    return fault('PostgreSQL runs with full_page_writes=off, and a power cut could damage it');
  if (!['on', 'remote_apply'].includes(synchronousCommit))
    return fault(`synchronous_commit is ${synchronousCommit}, and must be on`);
  if (encoding !== 'UTF8') return fault(`the database has the encoding ${encoding}, not UTF8`);
  // A transient error, because a standby can become the primary.
  if (isStandby) return new PostgresError('PostgreSQL is a standby, which only reads', '25006');
  return null;
}
