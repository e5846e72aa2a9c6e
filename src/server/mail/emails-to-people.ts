/**
 * Sends emails to people who answer: the link to their saved answers, their receipt, or a notice that their answers
 * were changed or withdrawn. They are sent from memory, after emails to staff, with a few attempts. Addresses are
 * never stored, journalled, logged or put into an alarm, because an address may be somebody else's.
 */
import { createHash } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { codeOf } from '../../text/reply-code.ts';
import { mostEmails } from '../store/change-rules.ts';
import type { PersonEmailKind } from '../store/own-changes.ts';
import type { Store } from '../store/store.ts';
import { createDisguise } from './disguise.ts';
import type { Mail } from './mail.ts';

const minute = 60_000;
const hour = 60 * minute;
const daySeconds = 86_400;

/** How long to wait after each failed attempt, in ms. After the last wait there is one more attempt. */
const waits = [minute, 10 * minute, 30 * minute];

/** The longest time that an email waits for emails to staff, in ms. */
const longestWait = hour;

/** The greatest number of waiting emails. */
const mostWaiting = 500;

/**
 * The limits on emails: for each draft, and of each kind for each contribution; to each address and for each
 * network in a day; for each network in an hour; of the site in a day. All except those of a contribution are
 * counted in memory, and those of a draft for 24 days at most.
 */
export const emailLimits = {
  about: mostEmails,
  address: 5,
  networkHour: 10,
  networkDay: 40,
  site: 1_000,
} as const;

/**
 * What an email is about: the draft with this code, or the contribution with this private link. The emails about each
 * are counted.
 */
type About = { draft: string } | { contribution: string; kind: PersonEmailKind };

export interface EmailToPerson {
  /** The code or the link is not stored. */
  about: About;
  to: string;
  /** The network that asked for it (network.ts). */
  network: string;
  language: string;
  subject: string;
  text: string;
  html: string;
}

/**
 * `enough`: this draft or contribution has had as many emails as allowed. `too many`: another limit has been
 * reached for now.
 */
type Asked = 'queued' | 'enough' | 'too many';

interface EmailsToPeople {
  /** Queues an email, unless a limit has been reached. Rejects if the store cannot count it. */
  ask(email: EmailToPerson): Promise<Asked>;
  /** Drops waiting emails. Resolves when no email is being sent any more. */
  stop(): Promise<void>;
}

/** What an endpoint needs to email people. */
export interface ByEmail {
  people: EmailsToPeople;
  /** The address that links begin with. */
  publicUrl: string;
}

interface EmailsToPeopleOptions {
  mail: Mail;
  store: Pick<Store, 'countEmail'>;
  /** Resolves to whether an email to staff is due now. It then goes first. */
  isStaffEmailDue: () => Promise<boolean>;
  now: () => number;
  log: (line: string) => void;
  /** The first pause between two attempts, in ms. Tests use a short one. */
  pause?: number | undefined;
}

interface Waiting {
  email: EmailToPerson;
  since: number;
  tries: number;
  dueAt: number;
}

export function createEmailsToPeople(options: EmailsToPeopleOptions): EmailsToPeople {
  const { mail, store, now, log, pause = 2_000 } = options;
  const disguise = createDisguise(now);
  const limiter = (points: number, duration: number) => new RateLimiterMemory({ points, duration });
  const drafts = limiter(emailLimits.about, 24 * daySeconds);
  const addresses = limiter(emailLimits.address, daySeconds);
  const networks = [
    limiter(emailLimits.networkHour, 3_600),
    limiter(emailLimits.networkDay, daySeconds),
  ];
  const site = limiter(emailLimits.site, daySeconds);
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | null = null;
  let sending: Promise<void> = Promise.resolve();
  let isStopped = false;

  function schedule(): void {
    if (isStopped || timer !== null || waiting.length === 0) return;
    timer = setTimeout(() => {
      timer = null;
      sending = sendDue().finally(schedule);
    }, pause);
    timer.unref();
  }

  async function sendDue(): Promise<void> {
    const due = waiting.filter(({ dueAt }) => dueAt <= performance.now());
    for (const one of due) {
      // If the store cannot be read, an email to staff may be due.
      if (await options.isStaffEmailDue().catch(() => true)) return dropOld();
      if (isStopped) return;
      waiting = waiting.filter((other) => other !== one);
      await send(one);
    }
  }

  function dropOld(): void {
    const kept = waiting.filter(({ since }) => performance.now() - since < longestWait);
    for (let count = kept.length; count < waiting.length; count += 1)
      log('an email to a person was not sent: emails to staff come first');
    waiting = kept;
  }

  async function send(one: Waiting): Promise<void> {
    const { to, subject, text, html, language } = one.email;
    const { outcome, reply } = await mail.sendToPerson({
      ...{ to, subject, text, html, language },
      date: new Date(now()),
    });
    if (outcome === 'accepted') return;
    // The person can ask for another. Getting the same one twice would only confuse them.
    if (outcome === 'unknown')
      return log(`an email to a person may not have arrived: ${codeOf(reply)}`);
    const wait = outcome === 'refused' ? undefined : waits[one.tries];
    if (wait === undefined) return log(`an email to a person could not be sent: ${codeOf(reply)}`);
    one.tries += 1;
    // Tests shorten the pause, and so the waits too.
    one.dueAt = performance.now() + (wait * pause) / 2_000;
    waiting.push(one);
  }

  /**
   * Counts an email, and says whether it may be sent. Refused requests count too, so that asking again gains
   * nothing.
   */
  async function count({ about, to, network }: EmailToPerson): Promise<Asked> {
    const from = disguise(`network ${network}`);
    for (const limit of networks) if (await isSpent(limit, from)) return 'too many';
    // Not disguised, because the key of the disguise changes each day, and the limit of three is for all days together.
    if ('draft' in about && (await isSpent(drafts, hashOf(about.draft)))) return 'enough';
    if (await isSpent(addresses, disguise(`address ${to.toLowerCase()}`))) return 'too many';
    if (await isSpent(site, 'all')) return 'too many';
    if ('draft' in about) return 'queued';
    return (await store.countEmail(about.contribution, about.kind)) ? 'queued' : 'enough';
  }

  return {
    async ask(email) {
      if (isStopped || waiting.length >= mostWaiting) return 'too many';
      const asked = await count(email);
      if (asked !== 'queued') return asked;
      const since = performance.now();
      waiting.push({ email, since, tries: 0, dueAt: since });
      schedule();
      return asked;
    },

    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await sending;
      if (waiting.length > 0)
        log(`${waiting.length} emails to people were not sent: the site stops`);
      waiting = [];
    },
  };
}

/** Counts before it decides, so that no email is missed if many are asked for at once. */
async function isSpent(limit: RateLimiterMemory, key: string): Promise<boolean> {
  return (await limit.penalty(key)).consumedPoints > limit.points;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
