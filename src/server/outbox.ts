/**
 * Brings each contribution to staff. The store is the queue: nothing that must be sent is only in
 * memory. The promise: never lost, sometimes twice, and every possible second copy says so.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Consultation } from '../consultation/consultation.ts';
import { composeEmail, type Email } from '../consultation/email.ts';
import type { Attempt, CircuitBreaker } from './circuit-breaker.ts';
import { connections, type Mail, type Sent } from './mail.ts';
import type { Reached } from './point.ts';
import type { Storage } from './storage.ts';
import type { Delivery, Outcome } from './store.ts';

const seconds = 1000;
/** Waits before tries, in ms: the first, and the longest. Between them each is twice the one before. */
const firstWait = 5 * seconds;
const longestWait = 3600 * seconds;
/** How often to ask for the lock while another process sends, in ms. */
const lockWait = 250;
/** How often to try again to record what became of an email, in ms. */
const settleWait = 500;
/** How long to sleep at most: the clock may jump, and another process may accept in this folder. */
const longestNap = 5 * seconds;
/** How far the clock may be set back unnoticed, in ms: it is adjusted a little all the time. */
const clockTolerance = 10 * seconds;
/** How long emails that are under way may take when the server is asked to stop, in ms. */
const stopWait = 10 * seconds;

export interface OutboxOptions {
  storage: Storage;
  mail: Mail;
  /** Of the mail server. */
  breaker: CircuitBreaker;
  /** Who gets its contributions now: settings may have changed since they were sent. */
  recipientsOf: (consultation: Consultation) => string[];
  now: () => number;
  log: (line: string) => void;
  /** The first wait after a failure, in ms. Tests make it short. */
  firstWait?: number;
  /** An email is held: somebody should know. */
  onHeld: () => void;
  /** Told of each point that is passed, for tests. */
  reached?: Reached;
}

/** An email that is to be tried now. */
interface Claimed {
  delivery: Delivery;
  attempt: Attempt;
}

/** Starts to send what is due, and goes on until it is stopped. */
export function startOutbox(options: OutboxOptions) {
  const { storage, mail, breaker, now, log, reached = () => {} } = options;
  const { store } = storage;
  let lock: ReturnType<Storage['takeSenderLock']> = null;
  let isStopping = false;
  let isBroken = false;
  let clockOffset = now() - performance.now();
  const sleepers = new Set<() => void>();
  /** How often an email was tried without reaching a mail server, by its id. */
  const triesAway = new Map<number, number>();

  async function run(): Promise<void> {
    await waitForLock();
    await Promise.all(Array.from({ length: connections }, work));
    lock?.release();
  }

  async function waitForLock(): Promise<void> {
    let isSaid = false;
    while (!isStopping) {
      try {
        if (await takeLock()) return;
        if (!isSaid) log('another process sends the emails of this folder: waiting to take over');
        isSaid = true;
        await sleep(lockWait);
      } catch (error) {
        report(error);
        await sleep(firstWait);
      }
    }
  }

  async function takeLock(): Promise<boolean> {
    const taken = storage.takeSenderLock('sender');
    if (!taken) return false;
    try {
      const recovered = await store.recoverDeliveries(now(), 2 * longestWait);
      if (recovered > 0)
        log(`${recovered} emails were being sent when a process ended: they go again, marked`);
      // A start often follows a mended setting: what waits for long, or is held, is tried at once.
      await store.bringForward(now());
    } catch (error) {
      taken.release();
      throw error;
    }
    lock = taken;
    return true;
  }

  /** Sends what is due, one email after another. One that hangs holds up none of the others. */
  async function work(): Promise<void> {
    let next: Claimed | null = null;
    while (!isStopping || next) {
      try {
        const claimed: Claimed | null = next ?? (await claim());
        next = null;
        isBroken = false;
        if (claimed) {
          next = await send(claimed);
        } else if (!isStopping) {
          await mindClock();
          await sleep(Math.max(await timeToNext(), breaker.timeToTry()));
        }
      } catch (error) {
        report(error);
        await sleep(firstWait);
      }
    }
  }

  /** Compares the clock with one that never jumps. */
  async function mindClock(): Promise<void> {
    const offset = now() - performance.now();
    const wasSetBack = offset < clockOffset - clockTolerance;
    clockOffset = offset;
    if (wasSetBack) await store.bringForward(now());
  }

  /** Says once what is wrong with the store, until it is right again. */
  function report(error: unknown): void {
    if (!isBroken) log(`emails cannot be sent for now: ${(error as Error).message}`);
    isBroken = true;
  }

  /** Resolves to what is to be sent now. `null`: nothing is due, or the mail server is away. */
  async function claim(): Promise<Claimed | null> {
    const claimed = await breaker.takeFor(async () => (await store.claim(now(), 1))[0] ?? null);
    if (!claimed) return null;
    reached('after claim');
    return { delivery: claimed.found, attempt: claimed.attempt };
  }

  /**
   * Resolves to the one to be sent after it. Asked for at once, what became of this one and the claim of
   * the next share a commit.
   */
  async function send({ delivery, attempt }: Claimed): Promise<Claimed | null> {
    const { id, contribution } = delivery;
    const sent = await mailOut(delivery, attempt);
    reached('after sending');
    const away = triesAway.get(id) ?? 0;
    const tried = { ...delivery, tries: delivery.tries - away };
    const decided = decide(sent, tried, now(), options.firstWait ?? firstWait);
    if (sent.outcome === 'away') {
      // It is not this email's fault: it waits no longer than all.
      decided.at = now() + attempt.fail();
      triesAway.set(id, away + 1);
    } else {
      triesAway.delete(id);
    }
    const outcome = { ...decided, via: mail.via };
    const [isSettled, next] = await Promise.all([
      settle(delivery, outcome),
      isStopping ? null : claim().catch(report),
    ]);
    if (!isSettled) return null;
    reached('after settling');
    log(`${contribution.reference}: ${say(outcome, sent, now())}`);
    if (outcome.state === 'held') options.onHeld();
    return next ?? null;
  }

  async function mailOut(delivery: Delivery, attempt: Attempt): Promise<Sent> {
    const { consultation, contribution, maybeSent, messageId, takenFor } = delivery;
    let email: Email;
    try {
      email = composeEmail(consultation, contribution, maybeSent);
    } catch (error) {
      attempt.giveBack();
      // Not its message, which could hold words of a person.
      return { outcome: 'refused', reply: `it cannot be written: ${(error as Error).name}` };
    }
    const to = options.recipientsOf(consultation).filter((address) => !takenFor.includes(address));
    if (to.length === 0) {
      attempt.giveBack();
      return { outcome: 'accepted', reply: 'taken for every recipient' };
    }
    const sent = await mail.send({
      ...email,
      to,
      messageId,
      date: new Date(contribution.receivedAt),
      isMaybeSecondCopy: maybeSent,
      reference: contribution.reference,
      slug: consultation.slug,
      language: consultation.language,
    });
    if (sent.outcome !== 'away') noteReached(attempt);
    return sent;
  }

  function noteReached(attempt: Attempt): void {
    const wasAway = breaker.timeToTry() > 0;
    attempt.succeed();
    if (wasAway) wake();
  }

  /**
   * Records what became of a try, and does not let go of it while the disk is full or the database is
   * held: forgotten, it would be sent again. Returns false when the server stops first.
   */
  async function settle(delivery: Delivery, outcome: Outcome): Promise<boolean> {
    for (;;) {
      try {
        await store.settle(delivery.id, outcome);
        return true;
      } catch (error) {
        report(error);
        if (isStopping) return false;
        await wait(settleWait);
      }
    }
  }

  /** In ms. */
  async function timeToNext(): Promise<number> {
    const next = await store.nextDue();
    return Math.max(20, (next ?? Infinity) - now());
  }

  /** @param time in ms; longer than the longest nap it is cut to that */
  function sleep(time: number): Promise<void> {
    return new Promise((resolve) => {
      const awake = () => {
        clearTimeout(timer);
        sleepers.delete(awake);
        resolve();
      };
      const timer = setTimeout(awake, Math.min(time, longestNap));
      sleepers.add(awake);
    });
  }

  function wake(): void {
    for (const awake of [...sleepers]) awake();
  }

  const running = run();
  return {
    /** Something new is due. */
    wake,
    /**
     * Resolves when no email is under way any more, or after 10 seconds. One that is cut off then goes
     * again after the next start, marked.
     */
    async stop(): Promise<void> {
      isStopping = true;
      wake();
      const timer = new AbortController();
      await Promise.race([running, wait(stopWait, undefined, { signal: timer.signal })]);
      timer.abort();
    },
  };
}

/** What a try leads to. `first`: the first wait after a failure, in ms. */
export function decide(
  { outcome, reply, takenFor: takenNow = [] }: Sent,
  delivery: Pick<Delivery, 'tries' | 'maybeSent' | 'takenFor'>,
  now: number,
  first: number,
): Omit<Outcome, 'via'> {
  const { tries, maybeSent } = delivery;
  const known = { reply, takenFor: [...delivery.takenFor, ...takenNow] };
  if (outcome === 'accepted') return { ...known, state: 'delivered', at: now, maybeSent };
  if (outcome === 'refused') return { ...known, state: 'held', at: now + longestWait, maybeSent };
  const delay = Math.min(longestWait, first * 2 ** Math.min(tries, 30));
  const isUnknown = maybeSent || outcome === 'unknown';
  return { ...known, state: 'queued', at: now + delay, maybeSent: isUnknown };
}

function say(
  { state, reply, at, maybeSent }: Omit<Outcome, 'via'>,
  { outcome }: Sent,
  now: number,
): string {
  if (state === 'delivered') return `emailed (${reply})`;
  const wait = `next try in ${Math.round((at - now) / seconds)} s`;
  if (outcome === 'away') return `not emailed yet: ${reply}; ${wait}, of one email for all`;
  if (state === 'held') return `HELD, the mail server refuses it: ${reply}; ${wait}`;
  return `not emailed yet: ${reply}; ${wait}${maybeSent ? ', marked as maybe a second copy' : ''}`;
}
