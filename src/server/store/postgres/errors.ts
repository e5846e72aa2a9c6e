/**
 * Translates PostgreSQL's errors into our words. The originals could quote what people wrote (`detail` has values) or
 * DATABASE_URL, so neither they nor their causes leave this file.
 */

/** An error whose message is the end of a sentence that says what is wrong with PostgreSQL. */
export class PostgresError extends Error {
  /** The SQLSTATE, or the code of a failed connection. */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

const meanings: Record<string, string> = {
  '23503': 'PostgreSQL rejects it, because a foreign key does not match',
  '25006': 'PostgreSQL is read-only',
  '28000': 'PostgreSQL refuses the user or the password in DATABASE_URL',
  '28P01': 'PostgreSQL refuses the user or the password in DATABASE_URL',
  '3D000': 'PostgreSQL has no database of the name in DATABASE_URL',
  '40001': 'another node was writing the same row',
  '40P01': 'another node was writing the same row',
  '42501': 'PostgreSQL does not allow this for the user in DATABASE_URL',
  '53100': 'the disk of PostgreSQL is full',
  '53300': 'PostgreSQL has no free connections',
  '55P03': 'another node is writing and does not finish',
  '57P01': 'PostgreSQL is being stopped',
  '57P02': 'PostgreSQL has crashed, and is restarting',
  '57P03': 'PostgreSQL is starting',
};

/** Codes of transient errors, for which a retry may help. It does no harm, because a token is never stored twice. */
const passing = /^(08...|25006|25P0.|40001|40P01|53300|55P03|57P0.|connection)$/;

/** Two nodes or two consultations made the same reference, or stored the same token, at the same time. */
const unique = '23505';

export function isPassing(error: unknown): boolean {
  return error instanceof PostgresError && (passing.test(error.code) || error.code === unique);
}

/** Translates a driver error. Other errors pass through unchanged. */
export function toPostgresError(error: unknown): Error {
  if (error instanceof PostgresError) return error;
  if (!(error instanceof Error)) return new PostgresError('PostgreSQL cannot be used', 'unknown');
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
    const at = typeof constraint === 'string' ? ` at ${constraint}` : '';
    return new PostgresError(meanings[code] ?? `PostgreSQL reports the error ${code}${at}`, code);
  }
  if (typeof code === 'string' && /^(E[A-Z]+|EAI_[A-Z]+)$/.test(code))
    return new PostgresError(`PostgreSQL cannot be reached (${code})`, 'connection');
  if (typeof code === 'string' && /CERT|TLS|SSL|ALTNAME/.test(code))
    return new PostgresError(`TLS to PostgreSQL fails (${code})`, 'tls');
  if (/does not support SSL/.test(error.message))
    return new PostgresError('PostgreSQL does not speak TLS, which DATABASE_URL requires', 'tls');
  if (/SASL|password/i.test(error.message))
    return new PostgresError(meanings['28P01'] as string, '28P01');
  if (/timeout/i.test(error.message))
    return new PostgresError('PostgreSQL does not answer', 'connection');
  if (/^(Connection terminated|Client (has|was)|Cannot use a pool)/.test(error.message))
    return new PostgresError('the connection to PostgreSQL broke', 'connection');
  return error;
}
