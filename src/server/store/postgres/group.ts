/**
 * All that waits while one transaction is on its way shares the next, and so one commit: with a
 * database that takes a while to answer, one after another would be slow.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { isPassing } from './errors.ts';

/** How long to try again what may pass, in ms: a restart of PostgreSQL takes a second or two. */
const patience = 4_000;
const pause = 100;
/** How many share a transaction at most. */
const most = 200;

interface Job<T, R> {
  thing: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
  /** When it came, in ms of a clock that never jumps. */
  since: number;
}

/**
 * Makes a group.
 *
 * @param run does all or nothing; resolves to a result for each thing. It may run again for things that
 *   it has done before, when it is not known that it has.
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
        // One of several failed: each has its own transaction, so that one cannot fail the others.
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
      // What comes in the same turn of the event loop goes together.
      if (!isRunning) {
        isRunning = true;
        setImmediate(() => void runAll());
      }
    });
}
