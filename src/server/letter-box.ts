/**
 * Sends the day's summaries, and whatever else staff are told by email: once, late rather than never.
 * What is due is asked of the clock and the store each time, so that no timer can miss it; what is made
 * is kept in the store, so that a restart makes none twice.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Consultation } from '../consultation/consultation.ts';
import type { Email } from '../consultation/email.ts';
import { latestSummary, localDay, momentAt } from '../consultation/summary-times.ts';
import type { Attempt, CircuitBreaker } from './circuit-breaker.ts';
import type { Letter, Letters } from './letters.ts';
import type { Mail, Sent } from './mail.ts';
import { decide } from './outbox.ts';
import type { Storage } from './storage.ts';
import { writeLetter } from './write-letter.ts';

/** How often to look, in ms. */
const lookEvery = 20_000;
/** How long a letter that is under way may take when the server is asked to stop, in ms. */
const stopWait = 10_000;
/** The first wait after a failure, in ms. */
const firstWait = 5_000;

export interface LetterBoxOptions {
  storage: Storage;
  consultations: Consultation[];
  mail: Mail;
  /** Of the mail server. */
  breaker: CircuitBreaker;
  /** `null`: the recipients of each consultation. */
  mailTo: string[] | null;
  now: () => number;
  log: (line: string) => void;
  /** How often to look, in ms. Tests look more often. */
  lookEvery?: number | undefined;
  firstWait?: number | undefined;
}

/** Starts to look for letters, now and then. */
export function startLetterBox(options: LetterBoxOptions) {
  const { storage, consultations, mail, breaker, now, log } = options;
  const { letters } = storage;
  let lock: ReturnType<Storage['takeSenderLock']> = null;
  let isStopping = false;
  let isBroken = false;

  async function look(): Promise<void> {
    try {
      lock ??= await takeLock();
      if (!lock) return;
      for (const slug of await letters.waitingSlugs()) {
        await makeBatches(letters, slug, consultations, now());
      }
      for (const consultation of consultations) await makeSummary(letters, consultation, now());
      while (!isStopping) {
        const claimed = await breaker.takeFor(() => letters.claim(now()));
        if (!claimed) break;
        await send(claimed.found, claimed.attempt);
      }
      isBroken = false;
    } catch (error) {
      if (!isBroken) log(`summaries cannot be sent for now: ${(error as Error).message}`);
      isBroken = true;
    }
  }

  async function takeLock() {
    const taken = storage.takeSenderLock('letters');
    if (taken) await letters.recover(now());
    return taken;
  }

  async function send(letter: Letter, attempt: Attempt): Promise<void> {
    const consultation = consultations.find(({ slug }) => slug === letter.consultation);
    const reference = `${letter.kind}-${letter.consultation}-${letter.key}`;
    const sent = consultation
      ? await mailOut(letter, consultation, reference, attempt)
      : { outcome: 'refused' as const, reply: 'its consultation is not on this site any more' };
    if (!consultation) attempt.giveBack();
    // One that only some recipients got goes to all again: for those it is a second copy.
    const maybeSent = letter.maybeSent || (sent.takenFor ?? []).length > 0;
    const tried = { ...letter, maybeSent, takenFor: [] };
    const decided = decide(sent, tried, now(), options.firstWait ?? firstWait);
    if (sent.outcome === 'away') decided.at = now() + attempt.fail();
    await letters.settle(letter.id, { ...decided, via: mail.via });
    log(`${reference}: ${decided.state} (${decided.reply})`);
  }

  async function mailOut(
    letter: Letter,
    consultation: Consultation,
    reference: string,
    attempt: Attempt,
  ): Promise<Sent> {
    let email: Email;
    try {
      email = await writeLetter(letters, letter, consultation);
    } catch (error) {
      attempt.giveBack();
      // Not its message, which could hold words of a person.
      return { outcome: 'refused', reply: `it cannot be written: ${(error as Error).name}` };
    }
    const sent = await mail.send({
      ...email,
      to: options.mailTo ?? consultation.recipients,
      messageId: letter.messageId,
      date: letter.madeAt,
      isMaybeSecondCopy: letter.maybeSent,
      reference,
      slug: consultation.slug,
      language: consultation.language,
      ...(letter.kind === 'batch' ? { references: await letters.referencesIn(letter.id) } : {}),
    });
    if (sent.outcome !== 'away') attempt.succeed();
    return sent;
  }

  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, options.lookEvery ?? lookEvery);
  timer.unref();
  return {
    /** Resolves when no letter is under way any more, or after 10 seconds: then it goes again, marked. */
    async stop(): Promise<void> {
      isStopping = true;
      clearInterval(timer);
      const patience = new AbortController();
      await Promise.race([looking, wait(stopWait, undefined, { signal: patience.signal })]);
      patience.abort();
      lock?.release();
    },
  };
}

const hour = 3_600_000;

/** Makes the batches that are due: of what came before the hour, or before today's time of summaries. */
async function makeBatches(
  letters: Letters,
  slug: string,
  consultations: Consultation[],
  now: number,
): Promise<void> {
  const consultation = consultations.find((candidate) => candidate.slug === slug);
  const oldest = await letters.oldestWaiting(slug);
  if (!consultation?.batches) return letters.releaseWaiting(slug);
  const { batches, timeZone, summaryAt } = consultation;
  const today = momentAt(localDay(new Date(now), timeZone), summaryAt, timeZone).getTime();
  const lastDaily = now >= today ? today : today - 24 * hour;
  const due = batches.every === 'hour' ? now - (now % hour) : lastDaily;
  if (oldest !== null && oldest < due) await letters.addBatches(slug, now);
}

/** Makes the summary that is due, unless it was made. A site that starts for the first time owes none. */
async function makeSummary(
  letters: Letters,
  consultation: Consultation,
  now: number,
): Promise<void> {
  const { slug } = consultation;
  const last = await letters.lastSummary(slug);
  const due = latestSummary(consultation, new Date(now));
  if (last === null) {
    const facts = { upTo: 0, since: 0, isFinal: false };
    return letters.addSummary(slug, due?.day ?? '0000-00-00', facts, 'delivered', now);
  }
  // A day before the last one's is due only for a clock that was set back.
  if (due === null || due.day <= last.day) return;
  const upTo = await letters.lastNumber(slug);
  const facts = { upTo, since: last.upTo, isFinal: due.isFinal };
  await letters.addSummary(slug, due.day, facts, 'queued', now);
}
