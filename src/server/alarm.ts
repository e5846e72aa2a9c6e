/** Tells the person who runs the site when something needs them: in the log, and by email to ALARM_TO. */
import type { Mail } from './mail.ts';
import type { Store } from './store.ts';

const minutes = 60_000;
/** How often to look, in ms. */
const lookEvery = minutes;
/** An email that waits longer is worth an alarm, in ms. */
const longWait = 60 * minutes;
/** How long the same alarm is not repeated, in ms. */
const repeatAfter = 24 * 60 * minutes;

export interface AlarmOptions {
  store: Store;
  mail: Mail;
  /** `null`: alarms are only logged. */
  to: string | null;
  /** The site, as the alarm calls it. */
  site: string;
  now: () => number;
  log: (line: string) => void;
  hasRoom: () => Promise<boolean>;
}

/** Starts to look, once a minute. */
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
    const text = [
      `Weigh In at ${site} needs you:`,
      ...sentences.map((sentence) => `- ${sentence}`),
      'Nothing that was received is lost: it is in the data folder, and emails are tried again.',
    ].join('\n\n');
    const subject = 'Weigh In needs you';
    const { outcome, reply } = await mail.sendAlarm({
      to: to as string,
      subject,
      text,
      date: new Date(now()),
    });
    if (outcome !== 'accepted') log(`the alarm could not be emailed: ${reply}`);
    return outcome === 'accepted';
  }

  function lookNow(): void {
    looking = looking.then(look).catch((error: unknown) => {
      log(`looking for what is wrong failed: ${(error as Error).message}`);
    });
  }

  const timer = setInterval(lookNow, lookEvery);
  timer.unref();
  return {
    /** Something may be wrong: looks at once. */
    lookNow,
    async stop(): Promise<void> {
      clearInterval(timer);
      await looking;
    },
  };
}

/** What is wrong, by kind, in sentences. */
async function findProblems({ store, now, hasRoom }: AlarmOptions): Promise<Map<string, string>> {
  const problems = new Map<string, string>();
  const trouble = await store.findTrouble();
  if (trouble !== null) problems.set('store', `Contributions cannot be stored: ${trouble}.`);
  const journalTrouble = store.journalTrouble();
  if (journalTrouble !== null)
    problems.set('journal', `There is no second copy: ${journalTrouble}.`);
  if (!(await hasRoom().catch(() => false))) {
    problems.set(
      'room',
      'The disk is nearly full: no contributions are accepted until it has room.',
    );
  }
  if (trouble !== null) return problems;

  const { held } = await store.countDeliveries();
  if (held > 0) {
    problems.set(
      'held',
      `${held} emails are held, since the mail server refuses them (the first: ${(await store.firstHeld()) ?? 'unknown'}). They are tried again each hour.`,
    );
  }
  const oldest = await store.oldestWaiting();
  if (oldest !== null && now() - oldest > longWait) {
    const hours = Math.floor((now() - oldest) / longWait);
    problems.set('late', `An email has been waiting for ${hours} hours or more.`);
  }
  return problems;
}
