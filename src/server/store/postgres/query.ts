import type { Row } from '../stored-row.ts';

/** Runs one statement, alone or within a transaction. Rejects with a PostgresError. */
export type Query = (sql: string, values?: unknown[]) => Promise<Row[]>;
