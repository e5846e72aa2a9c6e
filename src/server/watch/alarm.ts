/** Tells the person who runs the site when something needs them: in the log, and by email to ALARM_TO. */
import { codeOf } from '../../text/reply-code.ts';
import { sayCount } from '../../questions/figures.ts';
import type { Trouble } from './health.ts';
import type { Mail } from '../mail/mail.ts';
import type { Emails } from '../store/emails.ts';

const minutes = 60_000;
/** How often to look, in ms. */
const lookEvery = minutes;
/** How long an email may wait before an alarm, in ms. */
const longWait = 60 * minutes;
/** How long to wait before the same alarm is repeated, in ms. */
const repeatAfter = 24 * 60 * minutes;

interface AlarmOptions {
  emails: Emails;
  mail: Mail;
  /** `null`: alarms are only logged. */
  to: string | null;
  /** The name of the site in the alarm. */
  site: string;
  now: () => number;
  log: (line: string) => void;
  /** Why contributions are refused (health.ts). */
  trouble: () => Trouble;
}

/** Starts to look for problems, once a minute. */
export function startAlarm(options: AlarmOptions) {
  const { mail, to, site, now, log } = options;
  let told = new Set<string>();
  let toldAt = -Infinity;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const problems = await findProblems(options);
    const kinds = new Set(problems.keys());
    const isNew = [...kinds].some((kind) => !told.has(kind));
    const isDue = kinds.size > 0 && performance.now() - toldAt > repeatAfter;
    if (!isNew && !isDue) {
      told = kinds;
      return;
    }
    const sentences = [...problems.values()];
    for (const sentence of sentences) log(`ALARM: ${sentence}`);
    if (to !== null && !(await email(sentences))) return;
    told = kinds;
    toldAt = performance.now();
  }

  async function email(sentences: string[]): Promise<boolean> {
    const subject = `Problem with Weigh In at ${site}`;
    const text = [
      `${subject}:`,
      ...sentences.map((sentence) => `- ${sentence}`),
      'Each contribution with a receipt was also written to the journal. Emails are retried.',
    ].join('\n\n');
    const { outcome, reply } = await mail.sendAlarm({
      to: to as string,
      subject,
      text,
      date: new Date(now()),
    });
    if (outcome !== 'accepted') log(`the alarm could not be emailed: ${codeOf(reply)}`);
    return outcome === 'accepted';
  }

  function lookNow(): void {
    looking = looking.then(look).catch((error: unknown) => {
      log(`checking for problems failed: ${(error as Error).message}`);
    });
  }

  const timer = setInterval(lookNow, lookEvery);
  timer.unref();
  return {
    /** Call it when something may be wrong: looks at once. */
    lookNow,
    async stop(): Promise<void> {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Resolves to what is wrong, by kind, in sentences. */
async function findProblems({ emails, now, trouble }: AlarmOptions): Promise<Map<string, string>> {
  const refusing = trouble();
  const problems = new Map<string, string>(
    [...refusing].map(([part, why]) => [part, `Contributions are being refused: ${why}.`]),
  );
  if (refusing.has('store')) return problems;

  const { held } = await emails.countByState();
  if (held > 0) {
    const first = await emails.firstHeld();
    const [are, them, theyAre] = held === 1 ? ['is', 'it', 'It is'] : ['are', 'them', 'They are'];
    const why = first === null ? '' : ` (the first: ${first.name}, ${codeOf(first.reply)})`;
    problems.set(
      'held',
      `${sayCount(held, 'email')} ${are} held, because the mail server rejects ${them}${why}. ${theyAre} retried every hour.`,
    );
  }
  const oldest = await emails.oldestWaiting();
  if (oldest !== null && now() - oldest > longWait) {
    const hours = Math.floor((now() - oldest) / longWait);
    problems.set('late', `An email has been waiting for ${hours} hours or more.`);
  }
  return problems;
}
