/** Erases withdrawn contributions once the withdrawal can no longer be undone. */
import type { Settings } from '../settings/settings.ts';
import { findDatabaseCopies, sayDatabaseCopies } from './database-copies.ts';
import { removeMailFiles } from './mail-files.ts';
import type { Store } from './store.ts';
import { watchClock } from './clock-jumps.ts';

/** How often to look, in ms. */
const lookEvery = 20_000;

interface ErasingOptions {
  store: Pick<Store, 'eraseWithdrawn'>;
  settings: Pick<Settings, 'mail' | 'dataDir'>;
  now: () => number;
  log: (line: string) => void;
  /** In ms. Tests look more often. */
  every?: number | undefined;
  /** For how long nothing is erased after a jump of the clock, in ms. Tests wait less. */
  steadyAfter?: number | undefined;
}

export function startErasing(options: ErasingOptions) {
  const { store, settings, now, log, every = lookEvery } = options;
  const isSteady = watchClock(now, options.steadyAfter);
  let isBroken = false;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    // After a jump, the clock may be wrong, and right again later.
    if (!isSteady()) return;
    try {
      const erased = await store.eraseWithdrawn(async (references) => {
        await removeMailFiles(settings, references, { own: [], others: [] });
      });
      const references = [...erased.values()].flat();
      for (const reference of references) log(`${reference}: erased, as its person asked`);
      if (references.length > 0)
        for (const line of sayDatabaseCopies(findDatabaseCopies(settings.dataDir))) log(line);
      isBroken = false;
    } catch (error) {
      if (!isBroken) log(`withdrawn contributions cannot be erased: ${(error as Error).message}`);
      isBroken = true;
    }
  }

  const lookNow = () => {
    looking ??= look().finally(() => (looking = null));
  };
  lookNow();
  const timer = setInterval(lookNow, every);
  timer.unref();
  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await looking;
    },
  };
}
