/**
 * Sends every email that is due. The store is the queue, so no email that must be sent is only in memory. The
 * promise: never lost, sometimes twice, and then one of the copies says that it may be the second.
 */
import { sayCount } from '../../questions/figures.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { isSameAddress } from './addresses.ts';
import type { Attempt, CircuitBreaker } from './circuit-breaker.ts';
import type { DueEmail, Outcome } from '../store/emails.ts';
import { batchFactsSchema, nameEmail, referenceIn } from '../store/email-facts.ts';
import type { Mail, Sent } from './mail.ts';
import { connections } from './smtp.ts';
import { dateOf, decide, longestWait, sayOutcome } from './outcome.ts';
import type { AtFaultPoint } from '../store/fault-point.ts';
import type { Storage } from '../store/storage.ts';
import type { ReadyEmail, WriteEmail } from './write-email.ts';

const seconds = 1000;
/** The first wait before another attempt, in ms. */
const firstWait = 5 * seconds;
/** How often to look whether a summary or a batch is due, in ms. */
const lookEvery = 20 * seconds;
/** How often to try to take the lock while another process has it, in ms. */
const lockWait = 250;
/** How often to retry recording what became of an email, in ms. */
const settleWait = 500;
/** The longest sleep, in ms. The clock may jump, and another process may accept contributions in this folder. */
const longestNap = 5 * seconds;
/** A clock that is set back less than this counts as unchanged, because clocks are always adjusted a little. In ms. */
const clockTolerance = 10 * seconds;
/** How long emails that are being sent may take when the server is asked to stop, in ms. */
const stopWait = 10 * seconds;

interface OutboxOptions {
  storage: Pick<Storage, 'emails' | 'takeSenderLock'>;
  mail: Mail;
  /** The circuit breaker of the mail server. */
  breaker: CircuitBreaker;
  write: WriteEmail;
  /** Makes the summaries and batches that are due. */
  makeDue: () => Promise<void>;
  now: () => number;
  log: (line: string) => void;
  /** The first wait after a failure, in ms. Tests use a short one. */
  firstWait?: number | undefined;
  /** How often to call `makeDue`, in ms. Tests call it more often. */
  lookEvery?: number | undefined;
  /** Called when an email is held, so that somebody is told. */
  onHeld: () => void;
  /** Test hook: called at each fault point. */
  atFaultPoint?: AtFaultPoint | undefined;
}

/** An email that must be tried now. */
interface Claimed {
  due: DueEmail;
  attempt: Attempt;
}

/** Sends emails as they become due, until it is stopped. */
export function startOutbox(options: OutboxOptions) {
  const { storage, mail, breaker, now, log, atFaultPoint = () => {} } = options;
  const { emails } = storage;
  let lock: ReturnType<Storage['takeSenderLock']> = null;
  let isStopping = false;
  let isBroken = false;
  let clockOffset = now() - performance.now();
  const stopping = new AbortController();
  const sleepers = new Set<() => void>();
  /** How many times an email was tried without reaching a mail server, by its id. */
  const triesAway = new Map<number, number>();
  /** The last email under way about a contribution, by its reference. */
  const underWay = new Map<string, Promise<unknown>>();

  async function run(): Promise<void> {
    await waitForLock();
    await Promise.all([makeDue(), ...Array.from({ length: connections }, work)]);
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
    const taken = storage.takeSenderLock();
    if (!taken) return false;
    try {
      const recovered = await emails.recover(now(), 2 * longestWait);
      if (recovered > 0)
        log(
          `${sayCount(recovered, 'email')} may have been sent when the process ended: sending again, marked as a possible second copy`,
        );
      // People often restart the site after they have corrected a setting, so waiting and held emails are tried at
      // once.
      await emails.bringForward(now());
    } catch (error) {
      taken.release();
      throw error;
    }
    lock = taken;
    return true;
  }

  /** Checks regularly whether a summary or a batch is due, so that no timer can miss it. */
  async function makeDue(): Promise<void> {
    const { signal } = stopping;
    while (!isStopping) {
      try {
        await options.makeDue();
        if (((await emails.nextDue()) ?? Infinity) <= now()) wake();
      } catch (error) {
        report(error);
      }
      await wait(options.lookEvery ?? lookEvery, undefined, { signal }).catch(() => {});
    }
  }

  /** Sends emails that are due, one after another. An email that hangs does not delay the other senders. */
  async function work(): Promise<void> {
    let next: Claimed | null = null;
    while (!isStopping || next) {
      try {
        const claimed: Claimed | null = next ?? (await claim());
        next = null;
        isBroken = false;
        if (claimed) {
          next = await sendInTurn(claimed);
        } else if (!isStopping) {
          await checkClock();
          await sleep(Math.max(await timeToNext(), breaker.timeToTry()));
        }
      } catch (error) {
        report(error);
        await sleep(firstWait);
      }
    }
  }

  /** Compares the clock with one that never jumps. */
  async function checkClock(): Promise<void> {
    const offset = now() - performance.now();
    const wasSetBack = offset < clockOffset - clockTolerance;
    clockOffset = offset;
    if (wasSetBack) await emails.bringForward(now());
  }

  /** Reports an error of the store once, until the store works again. */
  function report(error: unknown): void {
    if (!isBroken) log(`emails cannot be sent for now: ${(error as Error).message}`);
    isBroken = true;
  }

  /** Resolves to an email that must be sent now, or to `null` if none is due or the mail server is away. */
  async function claim(): Promise<Claimed | null> {
    const claimed = await breaker.takeFor(async () => (await emails.claim(now(), 1))[0] ?? null);
    if (!claimed) return null;
    atFaultPoint('after claim');
    return { due: claimed.found, attempt: claimed.attempt };
  }

  /**
   * Waits for emails under way about the same contribution, then sends this one. Otherwise staff could be asked to
   * delete a contribution before its own email arrives.
   */
  async function sendInTurn(claimed: Claimed): Promise<Claimed | null> {
    const about = referencesOf(claimed.due);
    const before = Promise.allSettled(about.map((reference) => underWay.get(reference)));
    const sending = before.then(() => send(claimed));
    for (const reference of about) underWay.set(reference, sending);
    try {
      return await sending;
    } finally {
      for (const reference of about)
        if (underWay.get(reference) === sending) underWay.delete(reference);
    }
  }

  /** Sends an email. Resolves to the one to send next. */
  async function send({ due, attempt }: Claimed): Promise<Claimed | null> {
    let ready: ReadyEmail | 'split' | 'nothing';
    try {
      ready = await options.write(due);
    } catch (error) {
      attempt.giveBack();
      return settle(due, null, sayUnwritable(error), attempt);
    }
    if (typeof ready === 'string') attempt.giveBack();
    if (ready === 'nothing')
      return change(due, 'not sent, because what it was about is withdrawn or erased', emails.drop);
    if (ready === 'split') return change(due, 'too large: sending it as two emails', emails.split);

    const sent = await mailOut(due, ready, attempt);
    atFaultPoint('after sending');
    if (due.kind === 'batch' && sent.outcome === 'refused' && sent.rejects === 'content')
      return change(due, 'rejected: sending it as two emails', emails.split);
    return settle(due, ready, sent, attempt);
  }

  async function mailOut(due: DueEmail, ready: ReadyEmail, attempt: Attempt): Promise<Sent> {
    const isTaken = (address: string) => due.takenFor.some((one) => isSameAddress(one, address));
    const to = ready.to.filter((address) => !isTaken(address));
    if (to.length === 0) {
      attempt.giveBack();
      return { outcome: 'accepted', reply: 'taken for every recipient' };
    }
    const { messageId, maybeSent } = due;
    const sent = await mail.send({
      ...ready.email,
      to,
      messageId,
      date: dateOf(due, now()),
      isMaybeSecondCopy: maybeSent || ready.isMaybeSecondCopy === true,
      reference: nameEmail(due),
      slug: due.consultation,
      language: ready.language,
      isContribution: ['contribution', 'batch', 'change'].includes(due.kind),
      ...(ready.references ? { references: ready.references } : {}),
      ...(ready.contribution ? { contribution: ready.contribution } : {}),
      ...(ready.inReplyTo ? { inReplyTo: ready.inReplyTo } : {}),
      ...(ready.forms ? { forms: ready.forms } : {}),
    });
    if (sent.outcome !== 'away') noteReached(attempt);
    return sent;
  }

  /** Splits or drops an email that cannot go as it is. */
  async function change(
    due: DueEmail,
    why: string,
    make: (id: number, now: number) => Promise<void>,
  ): Promise<null> {
    if (await keepTrying(() => make(due.id, now()))) log(`${nameEmail(due)}: ${why}`);
    wake();
    return null;
  }

  /**
   * Records what became of an attempt. Claims the next email at the same time, so that both share a commit.
   *
   * @param ready `null`: the email could not be written
   */
  async function settle(
    due: DueEmail,
    ready: ReadyEmail | null,
    sent: Sent,
    attempt: Attempt,
  ): Promise<Claimed | null> {
    const outcome = judge(due, ready, sent, attempt);
    const [isSettled, next] = await Promise.all([
      keepTrying(() => emails.settle(due.id, outcome)),
      isStopping ? null : claim().catch(report),
    ]);
    if (!isSettled) return null;
    atFaultPoint('after settling');
    log(`${nameEmail(due)}: ${sayOutcome(outcome, sent, now())}`);
    if (outcome.state === 'held') options.onHeld();
    return next ?? null;
  }

  function judge(due: DueEmail, ready: ReadyEmail | null, sent: Sent, attempt: Attempt): Outcome {
    const away = triesAway.get(due.id) ?? 0;
    const { leftOut, isSmallest } = ready ?? { leftOut: due.leftOut, isSmallest: true };
    const tried = { ...due, leftOut, isSmallest, tries: due.tries - away };
    const decided = decide(sent, tried, now(), options.firstWait ?? firstWait);
    if (sent.outcome === 'away') {
      // Not this email’s fault: do not lengthen its own wait.
      decided.at = now() + attempt.fail();
      triesAway.set(due.id, away + 1);
    } else {
      triesAway.delete(due.id);
    }
    return { ...decided, via: mail.via };
  }

  function noteReached(attempt: Attempt): void {
    const wasAway = breaker.timeToTry() > 0;
    attempt.succeed();
    if (wasAway) wake();
  }

  /**
   * Records something in the store, and retries while the disk is full or another process locks the database. If it
   * gave up, an email would be sent again, or never. Resolves to false if the server stops first.
   */
  async function keepTrying(record: () => Promise<void>): Promise<boolean> {
    for (;;) {
      try {
        await record();
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
    const next = await emails.nextDue();
    return Math.max(20, (next ?? Infinity) - now());
  }

  /** @param time in ms; `longestNap` at most */
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
    /** Call it when something new is due. */
    wake,
    /**
     * Resolves when no email is being sent any more, or after 10 seconds. An email that is then cut off goes again
     * after the next start, marked.
     */
    async stop(): Promise<void> {
      isStopping = true;
      stopping.abort();
      wake();
      const timer = new AbortController();
      await Promise.race([running, wait(stopWait, undefined, { signal: timer.signal })]);
      timer.abort();
    },
  };
}

/** The contributions that an email is about. */
function referencesOf({ kind, key, facts }: DueEmail): string[] {
  if (kind === 'batch') return batchFactsSchema.parse(facts).references;
  return ['contribution', 'change', 'withdrawal'].includes(kind) ? [referenceIn(key)] : [];
}

/** Leaves out the message of the error, which could have a person's words. */
function sayUnwritable(error: unknown): Sent {
  return { outcome: 'refused', reply: `it cannot be written: ${(error as Error).name}` };
}
