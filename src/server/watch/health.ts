/** Whether contributions can be accepted: tried every few seconds, whether anybody sends one or not. */
import { setTimeout as wait } from 'node:timers/promises';

/** How often to try, in ms. */
const lookEvery = 3_000;
/** How long a try may take before it counts as failed, in ms: a disk that hangs never answers. */
const patience = 2_000;

/** What an operator should look at while contributions are accepted all the same. */
type Warning = 'forwarded-header-not-trusted';

/** What `/healthz` answers: for everybody, so fixed words, and no count of anything. */
interface Health {
  ok: boolean;
  room: boolean;
  store: 'ok' | 'failed';
  journal: 'ok' | 'failed';
  warnings: Warning[];
}

/** Why contributions are refused, by part, each as a part of a sentence. */
export type Trouble = Map<'room' | 'store' | 'journal', string>;

interface HealthOptions {
  /** Each resolves to what is wrong; `null`: nothing is. */
  tries: Record<'room' | 'store' | 'journal', () => Promise<string | null>>;
  /** Called when contributions begin to be refused or accepted, or are refused for another reason. */
  onChange: (trouble: Trouble) => void;
  /** In ms. */
  lookEvery?: number | undefined;
}

/** Starts to try. Nothing is known before the first `look` is over. */
export function startHealth({ tries, onChange, ...options }: HealthOptions) {
  let trouble: Trouble = new Map();
  const warnings = new Set<Warning>();
  const trying = new Map<string, Promise<string | null>>();
  let looking: Promise<void> | null = null;

  /** While a try hangs no other is begun: each would keep one of Node's few threads. */
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

  /** Looks at once, unless a look is under way. */
  function look(): Promise<void> {
    looking ??= lookOnce().finally(() => (looking = null));
    return looking;
  }

  const timer = setInterval(() => void look(), options.lookEvery ?? lookEvery);
  timer.unref();
  return {
    look,
    trouble: () => trouble,

    /** Warns from now on. A second time changes nothing. */
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
