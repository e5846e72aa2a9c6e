/** Counts contributions one by one, so that the words of a hundred thousand are never in memory together. */
import type { Summary } from '../questions/figures.ts';
import { chosenIn } from '../questions/follows.ts';
import type { Question } from '../questions/question.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { nameSection } from '../contribution/contribution.ts';
import { doubtsOf, reasonsApart, type FiledContribution } from '../contribution/filed.ts';
import type { Settled } from '../contribution/settlement.ts';
import { startGrouping, type Group } from '../contribution/groups.ts';
import { localDay } from '../consultation/summary-times.ts';
import { tallyQuestion, type QuestionTally } from './tally-question.ts';

export interface CountedQuestion {
  section: string;
  /** The question in its newest words. */
  question: Question;
  /** The question in each version that asked it, the newest last. */
  versions: readonly Question[];
  /** The summary of the answers that are counted. */
  summary: Summary;
  /** The summary of the answers that are set aside. */
  apart: Summary;
}

export interface Count {
  /** How many contributions were received: those counted, set aside, withdrawn and purged. */
  received: number;
  counted: number;
  /** `isDecided`: staff set it apart. Otherwise it waits for a decision. */
  apart: { number: number; reference: string; reasons: string[]; isDecided: boolean }[];
  /** The counted contributions that would be set aside if staff had not decided to count them. */
  countedByStaff: { number: number; reference: string; reasons: string[] }[];
  /** Answers that staff settled or corrected, which replace those that were sent. */
  settled: (Settled & { number: number; reference: string; language: string })[];
  /** Contributions with the same words, or from one busy network, whether counted or not. */
  groups: Group[];
  /** `undoUntil`: the withdrawal can be undone until then. Not given: the words are erased. */
  withdrawn: { number: number; reference: string; undoUntil?: Date }[];
  /** How many of the contributions that still have their words were changed. */
  changed: number;
  purged: number;
  /** The count of each reason. One contribution may have several. */
  byReason: Map<string, number>;
  byChannel: Map<string, number>;
  /** By the language in which they were answered (BCP 47). */
  byLanguage: Map<string, number>;
  /** All contributions that were received, by local day (`2027-03-01`), in order. */
  byDay: Map<string, number>;
  byDelivery: Map<string, number>;
  questions: CountedQuestion[];
}

/**
 * Begins a count.
 *
 * @param versions of one consultation, oldest first; the last decides the order and the words
 */
export function startCount(versions: Consultation[]) {
  const newest = versions.at(-1);
  if (!newest) throw new Error('a count needs a consultation');
  const { timeZone } = newest;
  const tallies = questionsInTurn(versions).map((asked) => ({ ...asked, ...startTallies(asked) }));
  const tallyOf = new Map(tallies.map((tally) => [tally.key, tally]));
  const byReason = new Map<string, number>();
  const byChannel = new Map<string, number>();
  const byLanguage = new Map<string, number>();
  const byDay = new Map<string, number>();
  const byDelivery = new Map<string, number>();
  const apart: Count['apart'] = [];
  const countedByStaff: Count['countedByStaff'] = [];
  const settled: Count['settled'] = [];
  const withdrawn: Count['withdrawn'] = [];
  const grouping = startGrouping();
  let received = 0;
  let counted = 0;
  let purged = 0;
  let changed = 0;

  return {
    add(filed: FiledContribution): void {
      const { contribution, decision, erased, delivery } = filed;
      const { number, reference, language } = contribution;
      received += 1;
      increase(byChannel, contribution.channel);
      increase(byLanguage, language);
      increase(byDay, localDay(new Date(contribution.receivedAt), timeZone));
      if (delivery) increase(byDelivery, delivery.state);
      if (erased?.why === 'withdrawn')
        return void withdrawn.push({
          ...{ number, reference },
          ...(erased.undoUntil ? { undoUntil: erased.undoUntil } : {}),
        });
      if (erased) return void (purged += 1);

      if (contribution.change > 1) changed += 1;
      grouping.add(filed);
      for (const one of filed.settled ?? []) settled.push({ ...one, number, reference, language });
      const reasons = reasonsApart(filed);
      for (const reason of reasons) increase(byReason, reason);
      if (reasons.length === 0) counted += 1;
      else apart.push({ number, reference, reasons, isDecided: decision === 'apart' });
      if (decision === 'count' && doubtsOf(filed).length > 0) {
        countedByStaff.push({ number, reference, reasons: doubtsOf(filed) });
      }
      const chosenOf = chosenIn(contribution.answers);
      for (const { question, answer } of contribution.answers) {
        const tally = tallyOf.get(keyOf(question));
        if (!tally) throw new Error(`${reference} answers ${question.id}, which no version asks`);
        (reasons.length === 0 ? tally.main : tally.apart).add(question, answer, chosenOf);
      }
    },

    result: (): Count => ({
      received,
      counted,
      apart,
      countedByStaff,
      settled,
      groups: grouping.result(),
      withdrawn,
      changed,
      purged,
      byReason,
      byChannel,
      byLanguage,
      byDay: new Map([...byDay].sort(([a], [b]) => a.localeCompare(b))),
      byDelivery,
      questions: tallies.map(({ section, versions: asked, main, apart: other }) => ({
        section,
        question: asked.at(-1) as Question,
        versions: asked,
        summary: main.summarise(),
        apart: other.summarise(),
      })),
    }),
  };
}

/**
 * Returns a key with the kind, because an id may have changed its kind. What was chosen is then not counted with
 * what was written.
 */
function keyOf({ id, kind }: Pick<Question, 'id' | 'kind'>): string {
  return `${kind} ${id}`;
}

interface Asked {
  key: string;
  section: string;
  versions: Question[];
}

/** Returns the questions of the newest version in its order, then those that only older versions asked. */
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

function startTallies({ versions }: Asked): Record<'main' | 'apart', QuestionTally> {
  return { main: tallyQuestion(versions), apart: tallyQuestion(versions) };
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
