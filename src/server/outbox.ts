/**
 * Brings each contribution to staff. The store is the queue: nothing that must be sent is only in
 * memory. The promise: never lost, sometimes twice, and every possible second copy says so.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { composeEmail, type Email } from '../consultation/email.ts';
import { connections, type Mail, type Sent } from './mail.ts';
import type { Reached } from './point.ts';
import { takeSenderLock, type SenderLock } from './sender-lock.ts';
import type { Delivery, Outcome, Store } from './store.ts';

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
  store: Store;
  mail: Mail;
  folder: string;
  /** `null`: the recipients of each consultation. */
  mailTo: string[] | null;
  now: () => number;
  log: (line: string) => void;
  /** The first wait after a failure, in ms. Tests make it short. */
  firstWait?: number;
  /** An email is held: somebody should know. */
  onHeld: () => void;
  /** Told of each point that is passed, for tests. */
  reached?: Reached;
}

export type Outbox = ReturnType<typeof startOutbox>;

/** Starts to send what is due, and goes on until it is stopped. */
export function startOutbox(options: OutboxOptions) {
  const { store, mail, now, log, reached = () => {} } = options;
  let lock: SenderLock | null = null;
  let isStopping = false;
  let isBroken = false;
  let clockOffset = now() - performance.now();
  let wakeUp: () => void = () => {};

  async function run(): Promise<void> {
    while (!isStopping) {
      try {
        if (!lock && !(await takeLock())) await sleep(lockWait);
        else if ((await sendDue()) === 0 && !isStopping) {
          await mindClock();
          await sleep(timeToNext());
        }
      } catch (error) {
        report(error);
        await sleep(firstWait);
      }
    }
    lock?.release();
  }

  async function takeLock(): Promise<boolean> {
    const taken = takeSenderLock(options.folder);
    if (!taken) return false;
    try {
      const recovered = await store.recoverDeliveries(now(), 2 * longestWait);
      if (recovered > 0)
        log(`${recovered} emails were being sent when a process ended: they go again, marked`);
    } catch (error) {
      taken.release();
      throw error;
    }
    lock = taken;
    return true;
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

  /** Sends one after another on each connection, until nothing is due. Returns how many were tried. */
  async function sendDue(): Promise<number> {
    const turns = await Promise.allSettled(Array.from({ length: connections }, sendInTurn));
    const failed = turns.find((turn) => turn.status === 'rejected');
    if (failed) throw failed.reason;
    isBroken = false;
    return turns.reduce((sum, turn) => sum + (turn.status === 'fulfilled' ? turn.value : 0), 0);
  }

  async function sendInTurn(): Promise<number> {
    let count = 0;
    while (!isStopping) {
      const [delivery] = await store.claim(now(), 1);
      if (!delivery) break;
      reached('after claim');
      await send(delivery);
      count += 1;
    }
    return count;
  }

  async function send(delivery: Delivery): Promise<void> {
    const { contribution } = delivery;
    const sent = await mailOut(delivery);
    reached('after sending');
    const decided = decide(sent, delivery, now(), options.firstWait ?? firstWait);
    const outcome = { ...decided, via: mail.via };
    if (!(await settle(delivery, outcome))) return;
    reached('after settling');
    log(`${contribution.reference}: ${say(outcome, now())}`);
    if (outcome.state === 'held') options.onHeld();
  }

  async function mailOut(delivery: Delivery): Promise<Sent> {
    const { consultation, contribution, maybeSent, messageId } = delivery;
    let email: Email;
    try {
      email = composeEmail(consultation, contribution, maybeSent);
    } catch (error) {
      // Not its message, which could hold words of a person.
      return { outcome: 'refused', reply: `it cannot be written: ${(error as Error).name}` };
    }
    return mail.send({
      ...email,
      to: options.mailTo ?? consultation.recipients,
      messageId,
      date: new Date(contribution.receivedAt),
      isMaybeSecondCopy: maybeSent,
      reference: contribution.reference,
      slug: consultation.slug,
      language: consultation.language,
    });
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
  function timeToNext(): number {
    const next = store.nextDue();
    return Math.min(longestNap, Math.max(20, (next ?? Infinity) - now()));
  }

  function sleep(time: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, time);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const running = run();
  return {
    /** Something new is due. */
    wake: () => wakeUp(),
    /**
     * Resolves when no email is under way any more, or after 10 seconds. One that is cut off then goes
     * again after the next start, marked.
     */
    async stop(): Promise<void> {
      isStopping = true;
      wakeUp();
      const timer = new AbortController();
      await Promise.race([running, wait(stopWait, undefined, { signal: timer.signal })]);
      timer.abort();
    },
  };
}

function decide(
  { outcome, reply }: Sent,
  delivery: Delivery,
  now: number,
  first: number,
): Omit<Outcome, 'via'> {
  const { tries, maybeSent } = delivery;
  if (outcome === 'accepted') return { state: 'delivered', reply, at: now, maybeSent };
  if (outcome === 'refused') return { state: 'held', reply, at: now + longestWait, maybeSent };
  const delay = Math.min(longestWait, first * 2 ** Math.min(tries, 30));
  return { state: 'queued', reply, at: now + delay, maybeSent: maybeSent || outcome === 'unknown' };
}

function say({ state, reply, at, maybeSent }: Omit<Outcome, 'via'>, now: number): string {
  if (state === 'delivered') return `emailed (${reply})`;
  const again = `next try in ${Math.round((at - now) / seconds)} s`;
  if (state === 'held') return `HELD, the mail server refuses it: ${reply}; ${again}`;
  return `not emailed yet: ${reply}; ${again}${maybeSent ? ', marked as maybe a second copy' : ''}`;
}
