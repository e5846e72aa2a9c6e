/** Questions that are answered with numbers. `ask`: the words of the question, as an editor wrote them. */
import { say } from '../say.ts';

const sayPoints = (count: number) =>
  say.plural(count, { one: `${say.number(count)} point`, other: `${say.number(count)} points` });

/** A range of numbers. One end may be open. The ends are texts, because a number can have decimals. */
interface Range {
  from: string | null;
  to: string | null;
}

/** "from 0 to 240", "240 or less". Empty if any number is allowed. */
function range({ from, to }: Range): string {
  if (from !== null && to !== null) return `from ${from} to ${to}`;
  if (from !== null) return `${from} or more`;
  return to === null ? '' : `${to} or less`;
}

export const number = {
  /** What people read before they answer: "In minutes, from 0 to 240". Empty: nothing. */
  which(unit: string | null, limits: Range): string {
    const said = [unit === null ? '' : `in ${unit}`, range(limits)].filter((part) => part !== '');
    const all = said.join(', ');
    return `${all.slice(0, 1).toUpperCase()}${all.slice(1)}`;
  },
  /** A number with its unit, which is a word. `one`: the unit for one, if we know it. */
  amount: (value: string, unit: string, isOne: boolean, one: string | undefined) =>
    `${value} ${isOne ? (one ?? unit) : unit}`,
  tooLong: (most: number, enter: string) =>
    `Your answer has more than ${most} characters. ${enter}`,
  enter(limits: Range, ask: string): string {
    const said = range(limits);
    const which = said === '' || said.startsWith('from') ? said : `of ${said}`;
    return `Enter one number${which === '' ? '' : ` ${which}`}, or leave the box blank: ${ask}`;
  },
  /** What is wrong, and what to do: two sentences. */
  wrongThenEnter: (why: string, enter: string) => `${why}. ${enter}`,
  isLess: (typed: string, from: string) => `“${typed}” is less than ${from}`,
  isMore: (typed: string, to: string) => `“${typed}” is more than ${to}`,
  manyNumbers: (typed: string) => `“${typed}” could mean several numbers`,
  noNumber: (typed: string) => `We found no number in “${typed}”`,
  severalNumbers: (typed: string) => `“${typed}” is more than one number`,
  otherUnit: (unit: string, typed: string) =>
    `This question asks for ${unit}, and you wrote “${typed}”`,
  notWorkedOut: (typed: string) => `We could not work out “${typed}”`,
  twoReadings: (typed: string, large: string, small: string) =>
    `“${typed}” could mean ${large} or ${small}, because some people use a full stop as a thousands separator`,
  unreadable: (typed: string) => `“${typed}” is not a number that we can read`,
  moreDigits: (typed: string) => `“${typed}” has too many digits`,
  /** Shown around an answer, and recognised when a receipt comes back as a form. */
  notes: {
    asTyped: 'As typed:',
    uncounted: 'We could not count this number, so it is shown as typed:',
    notNumber: 'We did not count this as a number. If you mean zero, write 0.',
  },
};

export const numberBoxes = {
  notWhole: (typed: string) => `“${typed}” is not a whole number`,
  /** What was typed beside an option, if we could not work it out. */
  beside: (typed: string, option: string) => `“${typed}” beside ${option}`,
};

export const ranking = {
  useEachOnce: 'Use each number once. You can leave boxes blank.',
  /** In the label of each box. */
  oneTo: (last: number) => `(1 to ${last})`,
  enterRank: (last: number, option: string) =>
    `Enter a number from 1 to ${last} for ${option}, or leave the box blank`,
  sameNumber: (options: readonly string[], rank: number) =>
    `You gave ${say.list(options)} the same number (${rank}). Use each number only once`,
  /** Shown around an answer, and recognised when a receipt comes back as a form. */
  unclearRanking: 'We could not work out this ranking, so it is shown as typed:',
  unranked: 'Not ranked:',
  /** In the form of plain text. */
  writeRanks: (last: number) =>
    `Write a number from 1 to ${last} between the brackets, each number once.`,
};

export const points = {
  addUpTo: (total: number) =>
    `The points must add up to ${say.number(total)}. A box that you leave blank counts as 0.`,
  /** In the label of each box. */
  zeroTo: (total: number) => `(0 to ${say.number(total)} points)`,
  /** What an answer gives to an option. `entries.ts` reads it. */
  given: (count: number, option: string) => `${sayPoints(count)}: ${option}`,
  shareOut: (total: number) => `People share out ${sayPoints(total)}.`,
  enterPoints: (total: number, option: string) =>
    `Enter a whole number from 0 to ${say.number(total)} for ${option}, or leave the box blank`,
  giveOthers: (given: number, total: number, ask: string) =>
    `You gave ${say.number(given)} of ${sayPoints(total)}. Give the other ${say.number(total - given)} too: ${ask}`,
  takeAway: (given: number, total: number, ask: string) =>
    `You gave ${sayPoints(given)}, but there are only ${say.number(total)}. Take ${say.number(given - total)} away: ${ask}`,
  /** Shown above what was typed, and recognised when a receipt comes back as a form. */
  unclearPoints: 'We could not add up these points, so they are shown as typed:',
  /** In the form of plain text. */
  writePoints: (total: number) =>
    `Share out ${total} points: write numbers between the brackets that add up to ${total}. Blank brackets count as 0.`,
};
