/**
 * Totals of the questions for equality monitoring. Nobody can work out anything about one person from one report, or by
 * comparing two:
 *
 * - They are shown only once nobody can send answers any more.
 * - They include every contribution, whatever staff decide, so that a decision changes no total.
 * - Contributions that staff file after the last one from the site are included only in groups of five. The same is
 *   true of all that come if a consultation is opened again after totals could be seen.
 * - If a contribution is changed or withdrawn, or a withdrawal is undone, after totals could be seen, there are no
 *   totals any more: the difference would be that person's answers.
 * - A figure below 5 is hidden, with as many others as needed, so that nobody can work it out by subtraction. Where
 *   people can tick several options, a figure is also hidden if fewer than 5 people did not tick the option. There are
 *   no percentages, because they would show the hidden figures.
 */
import { staffWords } from '../languages/staff.ts';
import { startOptionCounts } from '../questions/option-counts.ts';
import type { Question } from '../questions/question.ts';
import { chosenBy } from '../questions/follows.ts';
import type { FigureTable, Findings } from '../questions/figures.ts';
import { noAnswer } from '../questions/no-answer.ts';
import { answersEnd } from '../consultation/moments.ts';
import { questionsOf, type Consultation } from '../consultation/consultation.ts';

const words = staffWords.report.monitoring;

/** One contribution, without anything that says whose it is. */
export interface Monitored {
  /** Whether it came on the site, before anybody could see totals. */
  isInTime: boolean;
  isErased: boolean;
  /** Whether it was changed or withdrawn, or its withdrawal was undone, when totals could be seen. */
  hasMoved: boolean;
  answers: { question: Question; answer: unknown }[];
}

/** A table for each question, and sentences about all of them; or a sentence that says why there are no tables. */
export type MonitoringTotals = Findings;

/** The fewest people that a figure can be about. */
const fewest = 5;

/**
 * @param versions of one consultation with all questions, oldest first
 * @param all contributions in the order of their numbers
 * @returns `null` if no version has such a question
 */
export function countMonitoring(
  versions: readonly Consultation[],
  all: Iterable<Monitored>,
  now: Date,
): MonitoringTotals | null {
  const newest = versions.at(-1);
  const tallies = startTallies(versions);
  if (!newest || tallies.size === 0) return null;
  if (now < answersEnd(newest)) return { sentences: [words.notYet], tables: [] };
  let waiting: Monitored[] = [];
  let moved = 0;
  for (const one of all) {
    if (one.hasMoved) moved += 1;
    if (one.isErased) continue;
    waiting.push(one);
    if (!one.isInTime && waiting.length < fewest) continue;
    for (const { answers } of waiting) addTo(tallies, answers);
    waiting = [];
  }
  if (moved > 0) return { sentences: [words.notAnyMore(moved)], tables: [] };
  return {
    sentences: [words.whole, ...(waiting.length === 0 ? [] : [words.waiting(waiting.length)])],
    tables: [...tallies.values()].map(toTable),
  };
}

interface Tally {
  ask: string;
  answered: number;
  unanswered: number;
  /** Whether anybody chose more than one option. */
  isSeveral: boolean;
  options: ReturnType<typeof startOptionCounts>;
}

function startTallies(versions: readonly Consultation[]): Map<string, Tally> {
  const asked = versions.flatMap(questionsOf).filter(({ monitoring }) => monitoring === true);
  const byId = Map.groupBy(asked, ({ id }) => id);
  return new Map(
    [...byId].map(([id, questions]) => [
      id,
      {
        ask: questions.at(-1)?.ask ?? '',
        ...{ answered: 0, unanswered: 0, isSeveral: false },
        options: startOptionCounts(questions),
      },
    ]),
  );
}

function addTo(tallies: Map<string, Tally>, answers: Monitored['answers']): void {
  for (const { question, answer } of answers) {
    const tally = tallies.get(question.id) as Tally;
    if (answer === null) tally.unanswered += 1;
    else tally.answered += 1;
    const chosen = chosenBy(question, answer);
    if (chosen.length > 1) tally.isSeveral = true;
    tally.options.add(question, chosen);
  }
}

function toTable({ ask, options, answered, unanswered, isSeveral }: Tally): FigureTable {
  const rows = [
    ...options.rows().map(({ words: label, count }) => ({
      ...{ label, count },
      about: isSeveral ? Math.min(count, answered - count) : count,
    })),
    { label: noAnswer, count: unanswered, about: unanswered },
  ];
  const figures = hideSmall(
    rows.map(({ count }) => count),
    rows.map(({ about }) => about),
  );
  return {
    caption: ask,
    rowHead: words.answer,
    columns: [{ head: words.people, as: 'count' }],
    none: words.hidden,
    rows: rows.map(({ label }, index) => ({ label, figures: [figures[index] ?? null] })),
    bars: null,
  };
}

/**
 * Hides figures below 5, and then the smallest of the others until at least two are hidden that together stand for at
 * least 5 people. So nobody can find hidden figures by subtraction from the total.
 *
 * @param about for each figure, how many people it counts or, if that is smaller, how many it leaves out
 * @returns the figures, with `null` for each hidden one
 */
export function hideSmall(
  figures: readonly number[],
  about: readonly number[] = figures,
): (number | null)[] {
  const bySize = [...figures.keys()].sort((a, b) => (about[a] ?? 0) - (about[b] ?? 0));
  const hidden = new Set<number>();
  let people = 0;
  for (const index of bySize) {
    const figure = about[index] ?? 0;
    const isEnough = hidden.size === 0 || (hidden.size >= 2 && people >= fewest);
    if (figure >= fewest && isEnough) break;
    hidden.add(index);
    people += figure;
  }
  return figures.map((figure, index) => (hidden.has(index) ? null : figure));
}
