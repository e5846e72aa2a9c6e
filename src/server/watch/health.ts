/** Tests every few seconds whether contributions can be accepted, even if nobody sends one. */
import { setTimeout as wait } from 'node:timers/promises';

/** How often to test, in ms. */
const lookEvery = 3_000;
/** How long a test may take before it counts as failed, in ms, because a disk that hangs never replies. */
const patience = 2_000;

/** Something for the operator to look at while contributions are still accepted. */
type Warning = 'forwarded-header-not-trusted';

/** The reply of `/healthz`. Everybody can read it, so it has fixed words, and no counts. */
interface Health {
  ok: boolean;
  room: boolean;
  store: 'ok' | 'failed';
  journal: 'ok' | 'failed';
  warnings: Warning[];
}

/** Why contributions are refused, by part. Each reason is part of a sentence. */
export type Trouble = Map<'room' | 'store' | 'journal', string>;

interface HealthOptions {
  /** Each resolves to what is wrong, or to `null`. */
  tries: Record<'room' | 'store' | 'journal', () => Promise<string | null>>;
  /** Called when the site begins to refuse or accept contributions, or refuses them for another reason. */
  onChange: (trouble: Trouble) => void;
  /** In ms. */
  lookEvery?: number | undefined;
}

/** Starts to test. Nothing is known before the first `look` has finished. */
export function startHealth({ tries, onChange, ...options }: HealthOptions) {
  let trouble: Trouble = new Map();
  const warnings = new Set<Warning>();
  const trying = new Map<string, Promise<string | null>>();
  let looking: Promise<void> | null = null;

  /** While a test hangs, no other is begun, because each would occupy one of Node's few threads. */
  function begin(part: keyof typeof tries): Promise<string | null> {
    const begun =
      trying.get(part) ??
      tries[part]()
        .catch((error: Error) => error.message)
        .finally(() => trying.delete(part));
    trying.set(part, begun);
    return Promise.race([begun, wait(patience, 'it takes too long', { ref: false })]);
  }

  async function lookOnce(): Promise<void> {
    const parts = ['room', 'store', 'journal'] as const;
    const found = await Promise.all(parts.map(begin));
    const before = trouble;
    trouble = new Map(
      parts.flatMap((part, index): [typeof part, string][] => {
        const wrong = found[index];
        return wrong ? [[part, wrong]] : [];
      }),
    );
    if ([...before.keys()].join() !== [...trouble.keys()].join()) onChange(trouble);
  }

  /** Tests at once, unless a test is running. */
  function look(): Promise<void> {
    looking ??= lookOnce().finally(() => (looking = null));
    return looking;
  }

  const timer = setInterval(() => void look(), options.lookEvery ?? lookEvery);
  timer.unref();
  return {
    look,
    trouble: () => trouble,

    /** Adds a warning. Calling it again changes nothing. */
    warn(warning: Warning): void {
      warnings.add(warning);
    },

    now(): Health {
      const say = (part: 'store' | 'journal') => (trouble.has(part) ? 'failed' : 'ok');
      return {
        ok: trouble.size === 0,
        room: !trouble.has('room'),
        store: say('store'),
        journal: say('journal'),
        warnings: [...warnings],
      };
    },

    async stop(): Promise<void> {
      clearInterval(timer);
      await looking;
    },
  };
}
