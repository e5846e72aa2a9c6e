/** Contributions as people might send them, always the same ones for the same seed. */
import { questionsOf, type Consultation } from '../src/consultation/consultation.ts';
import { parseSubmission, type Answers } from '../src/consultation/submission.ts';
import type { Question } from '../src/questions/question.ts';
import { openStore } from '../src/server/sqlite/store.ts';
import type { Outcome, Store } from '../src/server/store.ts';

/** Numbers from 0 up to, but not including, `below`. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const words =
  'co-production people research community sharing power together learn funding grassroots inclusive honest question value partnership time equal support change future'.split(
    ' ',
  );
const special = [
  '=HYPERLINK("https://example.org","click")',
  '+44 20 7946 0000',
  '@everyone: “yes”; <b>no</b> & _x0041_',
  'שלום, זה חשוב לנו\nתודה',
  'Line one\n\nLine three, with a comma, a "quotation" and an emoji 👩‍👩‍👧‍👦',
];

function sentence(random: (below: number) => number): string {
  if (random(12) === 0) return special[random(special.length)] as string;
  const count = 5 + random(40);
  const text = Array.from({ length: count }, () => words[random(words.length)]).join(' ');
  return `${text}.${random(3) === 0 ? '\nA second line.' : ''}`;
}

type WithOptions = Question & { options: { id: string }[]; top?: number };

/** What one person typed, by field. */
function fill(consultation: Consultation, random: (below: number) => number): [string, string][] {
  return questionsOf(consultation).flatMap((question): [string, string][] => {
    if (random(4) === 0) return [];
    const { id, kind } = question;
    if (kind === 'comment') return [[id, sentence(random)]];
    if (kind === 'contact')
      return [
        [`${id}-name`, 'Ada Example'],
        [`${id}-email`, 'ada@example.org'],
      ];
    const { options, top = options.length } = question as WithOptions;
    if (kind === 'choice') return [[id, options[random(options.length)]?.id ?? '']];
    const order = options
      .map((option, index) => ({ option, weight: random(100) + index * 8 }))
      .sort((a, b) => a.weight - b.weight)
      .slice(0, random(5) === 0 ? 1 + random(top) : top);
    return order.map(({ option }, index) => [`${id}-${option.id}`, String(index + 1)]);
  });
}

export function generateAnswers(
  consultation: Consultation,
  random: (below: number) => number,
): Answers {
  for (;;) {
    const fields = new Map(fill(consultation, random).map(([name, value]) => [name, [value]]));
    const submission = parseSubmission(consultation, fields);
    if (submission.ok) return submission.answers;
  }
}

/** As `fillStore`, for the store of a folder. */
export async function fillFolder(
  folder: string,
  consultation: Consultation,
  count: number,
  state: 'delivered' | 'queued' = 'delivered',
): Promise<void> {
  const store = openStore(folder, { mailDomain: 'example.org' });
  await store.keepVersion(consultation);
  await fillStore(store, consultation, count, state);
  await store.close();
}

/**
 * Fills a store: over five weeks, with deliveries as given.
 *
 * @param state of all emails
 */
export async function fillStore(
  store: Store,
  consultation: Consultation,
  count: number,
  state: 'delivered' | 'queued' = 'delivered',
): Promise<void> {
  const random = seeded(7);
  const first = Date.parse('2027-01-11T09:00:00Z');
  for (let start = 0; start < count; start += 500) {
    const adding = [];
    for (let index = start; index < Math.min(count, start + 500); index += 1) {
      const day = Math.floor((index / count) * 35);
      adding.push(
        store.add({
          consultation,
          answers: generateAnswers(consultation, random),
          token: `generated-${index}`,
          receivedAt: new Date(first + day * 86_400_000 + random(36_000_000)),
          late: index % 100 === 99,
          marks: index % 250 === 124 ? ['filled in within two seconds'] : [],
        }),
      );
    }
    await Promise.all(adding);
    if (state === 'delivered') {
      const outcome: Omit<Outcome, 'at'> = {
        state,
        reply: '250 kept',
        via: 'smtp',
        maybeSent: false,
        takenFor: [],
      };
      const claimed = await store.claim(Date.parse('2027-06-01'), 500);
      await Promise.all(
        claimed.map(({ id, contribution }) =>
          store.settle(id, { ...outcome, at: Date.parse(contribution.receivedAt) }),
        ),
      );
    }
  }
}
