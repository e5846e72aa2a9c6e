/** Decides what follows from an attempt, and how the log reports it. */
import { codeOf } from '../../text/reply-code.ts';
import type { DueEmail, Outcome } from '../store/emails.ts';
import type { Sent } from './mail.ts';

/** The longest wait before an attempt, in ms. */
export const longestWait = 3_600_000;
const seconds = 1000;

type Tried = Pick<DueEmail, 'tries' | 'maybeSent' | 'takenFor' | 'leftOut'> & {
  /** Whether it has no smaller form. */
  isSmallest: boolean;
};

/**
 * Decides what follows from an attempt.
 *
 * @param now in ms since 1970
 * @param first the first wait after a failure, in ms. Each further wait is twice as long
 */
export function decide(sent: Sent, tried: Tried, now: number, first: number): Omit<Outcome, 'via'> {
  const { outcome, takenFor: takenNow = [] } = sent;
  const reply = sayReply(sent);
  const { tries, maybeSent, leftOut } = tried;
  const known = { reply, leftOut, maybeSent, takenFor: [...tried.takenFor, ...takenNow] };
  if (outcome === 'accepted') return { ...known, state: 'delivered', at: now };
  if (outcome === 'refused') {
    if (sent.rejects === 'content' && !tried.isSmallest)
      return { ...known, state: 'queued', at: now, leftOut: leftOut + 1 };
    return { ...known, state: 'held', at: now + longestWait };
  }
  const delay = Math.min(longestWait, first * 2 ** Math.min(tries, 30));
  const isUnknown = maybeSent || outcome === 'unknown';
  return { ...known, state: 'queued', at: now + delay, maybeSent: isUnknown };
}

/** Returns the reply, and the recipients for whom the email was refused. The codes stay in front. */
function sayReply({ reply, refusedFor = [] }: Sent): string {
  const addresses = refusedFor.map(({ address }) => address).filter((address) => address !== '');
  return addresses.length === 0 ? reply : `${reply} (for ${addresses.join(', ')})`;
}

/**
 * Returns the end of a log line. The text of a mail server's reply stays in the store, because it can quote an
 * address.
 */
export function sayOutcome(
  { state, reply, at, maybeSent, leftOut, via }: Outcome,
  { outcome }: Sent,
  now: number,
): string {
  const said = via === 'file' ? reply : codeOf(reply);
  if (state === 'delivered') return `emailed (${said})${leftOut > 0 ? ', in a smaller form' : ''}`;
  const wait = `next attempt in ${Math.round((at - now) / seconds)} s`;
  if (outcome === 'away') return `not emailed yet: ${said}; ${wait}, with one email`;
  if (state === 'held') return `HELD, the mail server rejects it: ${said}; ${wait}`;
  if (outcome === 'refused') return `rejected: ${said}; sending it in a smaller form`;
  return `not emailed yet: ${said}; ${wait}${maybeSent ? ', marked as a possible second copy' : ''}`;
}

/** The age at which an email gets a new date, in ms. Mail servers reject dates more than a week old. */
const oldestDate = 86_400_000;

/** Returns the date of an email: when it was made or, if that is more than a day ago or in the future, now. */
export function dateOf({ madeAt }: Pick<DueEmail, 'madeAt'>, now: number): Date {
  const age = now - madeAt.getTime();
  return age >= 0 && age <= oldestDate ? madeAt : new Date(now);
}
