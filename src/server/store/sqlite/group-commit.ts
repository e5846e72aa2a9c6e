/**
 * All writes that come together share one transaction, and so one sync of the disk: with a disk that
 * takes 10 ms, 1,749 writes a second against 81.
 */
import type { DatabaseSync } from 'node:sqlite';

/** SQLITE_BUSY: another process is writing. */
const busy = 5;
/** How long to try again while another process writes, in ms. */
const patience = 8_000;
const pause = 50;
/** How many turns of the event loop that bring no write end the gathering, and how long it is at most, in ms. */
const quietTurns = 5;
const longestGathering = 10;

interface CommitSteps {
  /** Runs last in each transaction. When it throws, nothing of the transaction is stored. */
  beforeCommit: () => void;
  afterCommit: () => void;
  /** The transaction is undone. */
  onUndone: (error: unknown) => void;
}

interface Job {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  /** When it came, in ms of a clock that never jumps. */
  since: number;
}

/**
 * Makes a group commit. While another process holds the database it waits, without holding up the event
 * loop, for 8 seconds.
 */
export function createGroupCommit(database: DatabaseSync, steps: CommitSteps) {
  let waiting: Job[] = [];
  let isScheduled = false;

  function schedule(delay: number): void {
    if (isScheduled) return;
    isScheduled = true;
    if (delay === 0) gather(performance.now());
    else setTimeout(flush, delay);
  }

  /**
   * Waits for as long as turns of the event loop bring more. A turn takes one new connection (libuv), so
   * people who come each on their own would each have a sync to themselves, and what the outbox records
   * would have another.
   */
  function gather(since: number, known = waiting.length, quiet = 0): void {
    setImmediate(() => {
      const nowQuiet = waiting.length === known ? quiet + 1 : 0;
      const isOver = nowQuiet === quietTurns || performance.now() > since + longestGathering;
      if (isOver) flush();
      else gather(since, waiting.length, nowQuiet);
    });
  }

  function flush(): void {
    isScheduled = false;
    const jobs = waiting;
    waiting = [];
    try {
      settle(jobs, runTogether(jobs));
    } catch (error) {
      if (isBusy(error)) waitFor(jobs, error);
      else if (jobs.length === 1) jobs[0]?.reject(error);
      else for (const job of jobs) runAlone(job);
    }
    if (waiting.length > 0) schedule(pause);
  }

  function runTogether(jobs: Job[]): unknown[] {
    try {
      database.exec('BEGIN IMMEDIATE');
      const results = jobs.map(({ work }) => work());
      steps.beforeCommit();
      database.exec('COMMIT');
      steps.afterCommit();
      return results;
    } catch (error) {
      undo();
      steps.onUndone(error);
      throw error;
    }
  }

  /** A disk that fails can fail this too; the error that led here is the one to tell. */
  function undo(): void {
    try {
      if (database.isTransaction) database.exec('ROLLBACK');
    } catch {
      // SQLite undoes it at the next chance.
    }
  }

  /** One of several failed: each has its own transaction, so that one cannot fail the others. */
  function runAlone(job: Job): void {
    try {
      settle([job], runTogether([job]));
    } catch (error) {
      if (isBusy(error)) waitFor([job], error);
      else job.reject(error);
    }
  }

  function waitFor(jobs: Job[], error: unknown): void {
    for (const job of jobs) {
      if (performance.now() > job.since + patience) job.reject(error);
      else waiting.push(job);
    }
  }

  return {
    /**
     * Runs `work` inside the next shared transaction. Resolves to what `work` returned once that is
     * committed and synced. When `work` throws, only its own promise rejects.
     */
    commit<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const since = performance.now();
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject, since });
        schedule(0);
      });
    },

    /** How long the first of those that wait has waited, in ms. */
    longestWait: () => (waiting[0] ? performance.now() - waiting[0].since : 0),
  };
}

function settle(jobs: Job[], results: unknown[]): void {
  for (const [index, job] of jobs.entries()) job.resolve(results[index]);
}

export function isBusy(error: unknown): boolean {
  return errorCode(error) === busy;
}

/** SQLITE_CORRUPT and SQLITE_NOTADB: the file is not what was written. */
export function isDamage(error: unknown): boolean {
  return [11, 26].includes(errorCode(error));
}

/** SQLite's primary result code; 0 for any other error. */
function errorCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
}
