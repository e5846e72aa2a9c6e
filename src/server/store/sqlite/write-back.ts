/**
 * Writes the write-ahead log back into the database, in a worker. Otherwise SQLite does it in a commit, and everybody
 * waits for the disk: for 0.2 s after a staff command has read 100,000 contributions, because the log can only grow
 * while somebody reads (docs/decisions/0031-the-log-is-written-back-by-a-worker.md).
 */
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { databaseIn } from './database.ts';

/** After how many writes the log is written back. They are roughly 1,000 pages, which is SQLite’s own measure. */
const enough = 100;

/**
 * How many pages the log may have before writers must let it begin again. Until then the worker only writes back what
 * it can beside them, and each page that they add meanwhile makes the log longer.
 */
const longest = 4_000;

/** SQLite’s own measure, in pages. */
const ownMeasure = 1_000;

/** @param database the connection that writes. From now on it leaves the log to the worker */
export function startWriteBack(database: DatabaseSync, folder: string) {
  database.exec('PRAGMA wal_autocheckpoint = 0');
  let worker: Worker | null = null;
  let isAtWork = false;
  let hasFailed = false;
  let writes = 0;

  function startWorker(): Worker {
    const started = new Worker(source, {
      eval: true,
      workerData: { file: databaseIn(folder), longest },
    });
    started.on('message', () => (isAtWork = false));
    started.on('error', giveUp);
    started.unref();
    return started;
  }

  /** Lets SQLite do it in commits, as without a worker. */
  function giveUp(): void {
    hasFailed = true;
    if (database.isOpen) database.exec(`PRAGMA wal_autocheckpoint = ${ownMeasure}`);
  }

  return {
    /**
     * Never throws, because what was committed is stored.
     *
     * @param count how many writes the commit had
     */
    afterCommit(count: number): void {
      writes += count;
      if (writes < enough || isAtWork || hasFailed) return;
      writes = 0;
      isAtWork = true;
      try {
        worker ??= startWorker();
        worker.postMessage(null);
      } catch {
        // The machine has no thread left, for example.
        giveUp();
      }
    },

    /** Resolves when the worker has closed its connection. */
    async close(): Promise<void> {
      await worker?.terminate();
    },
  };
}

/**
 * RESTART keeps writers out while it writes the last pages, so that the log can begin again. It waits for a writer or
 * a reader for 10 ms at most, because writers wait with it.
 */
const source = `
  const { DatabaseSync } = require('node:sqlite');
  const { parentPort, workerData } = require('node:worker_threads');
  const database = new DatabaseSync(workerData.file, { timeout: 10 });
  database.exec('PRAGMA synchronous = FULL');
  const passive = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  parentPort.on('message', () => {
    try {
      if (passive.get().log >= workerData.longest) database.exec('PRAGMA wal_checkpoint(RESTART)');
    } catch {
      // The disk is full, for example. The pages stay in the log.
    }
    parentPort.postMessage(null);
  });`;
