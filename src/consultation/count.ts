/** Counts contributions one after another, so that a hundred thousand need no more room than one. */
import type { Summary } from '../questions/figures.ts';
import { kindOf } from '../questions/index.ts';
import type { Question, Tally } from '../questions/question.ts';
import type { Consultation } from './consultation.ts';
import { nameSection } from './contribution.ts';
import { reasonsApart, type FiledContribution } from './filed.ts';
import { localDay } from './summary-times.ts';

export interface CountedQuestion {
  section: string;
  /** In its newest words. */
  question: Question;
  /** Of what is counted. */
  summary: Summary;
  /** Of what is counted apart. */
  apart: Summary;
}

export interface Count {
  /** How many numbers were given: all the following add up to it. */
  received: number;
  counted: number;
  apart: { number: number; reference: string; reasons: string[] }[];
  withdrawn: { number: number; reference: string }[];
  purged: number;
  /** How many of each reason; one contribution may have several. */
  byReason: Map<string, number>;
  byChannel: Map<string, number>;
  /** By local day, `2027-03-01`, in order. All that were received. */
  byDay: Map<string, number>;
  byDelivery: Map<string, number>;
  questions: CountedQuestion[];
}

/**
 * Begins a count.
 *
 * @param versions of one consultation, the oldest first; the last says the order and the words
 */
export function startCount(versions: Consultation[]) {
  const newest = versions.at(-1);
  if (!newest) throw new Error('a count needs a consultation');
  const { timeZone } = newest;
  const tallies = questionsInTurn(versions).map((asked) => ({ ...asked, ...startTallies(asked) }));
  const tallyOf = new Map(tallies.map((tally) => [tally.key, tally]));
  const byReason = new Map<string, number>();
  const byChannel = new Map<string, number>();
  const byDay = new Map<string, number>();
  const byDelivery = new Map<string, number>();
  const apart: Count['apart'] = [];
  const withdrawn: Count['withdrawn'] = [];
  let received = 0;
  let counted = 0;
  let purged = 0;

  return {
    add(filed: FiledContribution): void {
      const { contribution, erased, delivery } = filed;
      const { number, reference } = contribution;
      received += 1;
      increase(byChannel, contribution.channel);
      increase(byDay, localDay(new Date(contribution.receivedAt), timeZone));
      if (delivery) increase(byDelivery, delivery.state);
      if (erased?.why === 'withdrawn') return void withdrawn.push({ number, reference });
      if (erased) return void (purged += 1);

      const reasons = reasonsApart(filed);
      for (const reason of reasons) increase(byReason, reason);
      if (reasons.length === 0) counted += 1;
      else apart.push({ number, reference, reasons });
      for (const { question, answer } of contribution.answers) {
        const tally = tallyOf.get(keyOf(question));
        if (!tally) throw new Error(`${reference} answers ${question.id}, which no version asks`);
        (reasons.length === 0 ? tally.main : tally.apart).add(question, answer);
      }
    },

    result: (): Count => ({
      received,
      counted,
      apart,
      withdrawn,
      purged,
      byReason,
      byChannel,
      byDay: new Map([...byDay].sort(([a], [b]) => a.localeCompare(b))),
      byDelivery,
      questions: tallies.map(({ section, versions: asked, main, apart: other }) => ({
        section,
        question: asked.at(-1) as Question,
        summary: main.summarise(),
        apart: other.summarise(),
      })),
    }),
  };
}

/** One id may have changed its kind: what was chosen is then not counted with what was written. */
function keyOf({ id, kind }: Pick<Question, 'id' | 'kind'>): string {
  return `${kind} ${id}`;
}

interface Asked {
  key: string;
  section: string;
  versions: Question[];
}

/** The questions of the newest version in its order, then those that only older ones asked. */
function questionsInTurn(versions: Consultation[]): Asked[] {
  const asked = new Map<string, Asked>();
  for (const version of versions.toReversed()) {
    for (const section of version.sections) {
      for (const question of section.questions) {
        const key = keyOf(question);
        const known = asked.get(key);
        if (known) known.versions.unshift(question);
        else asked.set(key, { key, section: nameSection(section, version), versions: [question] });
      }
    }
  }
  return [...asked.values()];
}

function startTallies({ versions }: Asked): Record<'main' | 'apart', Tally<Question, unknown>> {
  const kind = kindOf(versions.at(-1) as Question);
  return { main: kind.startTally(versions), apart: kind.startTally(versions) };
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
