/**
 * Contributions that wait while a transaction is running share the next transaction, and so one commit. With a
 * database that takes time to reply, separate commits would be slow.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { isPassing } from './errors.ts';

/** How long to retry after transient errors, in ms. A restart of PostgreSQL takes a second or two. */
const patience = 4_000;
const pause = 100;
/** The greatest number of contributions in one transaction. */
const most = 200;

interface Job<T, R> {
  thing: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
  /** When it came, in ms of a clock that never jumps. */
  since: number;
}

/**
 * Creates a group.
 *
 * @param run does all or nothing, and resolves to a result for each thing. It may run again for things that it has
 *   already done, if the reply was lost
 */
export function createGroup<T, R>(run: (things: T[]) => Promise<R[]>): (thing: T) => Promise<R> {
  let waiting: Job<T, R>[] = [];
  let isRunning = false;

  async function runAll(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const jobs = waiting.splice(0, most);
      try {
        await runTogether(jobs);
      } catch (error) {
        // If one of several fails, each gets a separate transaction, so that one cannot make the others fail.
        if (isPassing(error) || jobs.length === 1) await tryAgain(jobs, error);
        else for (const job of jobs) await runTogether([job]).catch((own) => tryAgain([job], own));
      }
    }
    isRunning = false;
  }

  async function runTogether(jobs: Job<T, R>[]): Promise<void> {
    const results = await run(jobs.map(({ thing }) => thing));
    for (const [index, job] of jobs.entries()) job.resolve(results[index] as R);
  }

  async function tryAgain(jobs: Job<T, R>[], error: unknown): Promise<void> {
    const patient = jobs.filter(
      (job) => isPassing(error) && performance.now() < job.since + patience,
    );
    for (const job of jobs) if (!patient.includes(job)) job.reject(error);
    if (patient.length === 0) return;
    waiting = [...patient, ...waiting];
    await wait(pause);
  }

  return (thing) =>
    new Promise((resolve, reject) => {
      waiting.push({ thing, resolve, reject, since: performance.now() });
      // Things that come in the same turn of the event loop go together.
      if (!isRunning) {
        isRunning = true;
        setImmediate(() => void runAll());
      }
    });
}
