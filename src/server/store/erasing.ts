/** Erases what people withdrew, once they can no longer take that back. */
import type { Settings } from '../settings/settings.ts';
import { removeMailFiles } from './mail-files.ts';
import type { Store } from './store.ts';

/** How often to look, in ms. */
const lookEvery = 20_000;

interface ErasingOptions {
  store: Pick<Store, 'eraseWithdrawn'>;
  settings: Pick<Settings, 'mail' | 'dataDir'>;
  log: (line: string) => void;
  /** In ms. Tests look more often. */
  every?: number | undefined;
}

export function startErasing({ store, settings, log, every = lookEvery }: ErasingOptions) {
  let isBroken = false;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    try {
      for (const references of (await store.eraseWithdrawn()).values()) {
        for (const reference of references) log(`${reference}: erased, as its person asked`);
        await removeMailFiles(settings, references, { own: [], others: [] });
      }
      isBroken = false;
    } catch (error) {
      if (!isBroken) log(`what was withdrawn cannot be erased: ${(error as Error).message}`);
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
