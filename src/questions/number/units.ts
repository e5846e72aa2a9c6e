/** Units as people write them beside a number. */
import { sayNumber } from './number-question.ts';

/** The words for one unit; the first two are those for several and for one. */
const families: readonly (readonly string[])[] = [
  ['hours', 'hour', 'hrs', 'hr', 'h'],
  ['days', 'day'],
  ['weeks', 'week', 'wks', 'wk'],
  ['months', 'month', 'mths', 'mth'],
  ['years', 'year', 'yrs', 'yr'],
  ['£', '£', 'gbp', 'pounds', 'pound', 'quid'],
  ['€', '€', 'eur', 'euros', 'euro'],
  ['$', '$', 'usd', 'dollars', 'dollar'],
  ['%', '%', 'percent', 'per cent', 'pct'],
  ['miles', 'mile', 'mi'],
  ['km', 'km', 'kilometres', 'kilometre', 'kilometers', 'kilometer', 'kms'],
  // Before minutes: a unit that is written as “m” alone is metres.
  ['metres', 'metre', 'meters', 'meter', 'm'],
  ['minutes', 'minute', 'mins', 'min', 'm'],
  ['people', 'person', 'persons', 'ppl'],
  ['points', 'point', 'pts', 'pt'],
  ['times', 'time', 'x'],
];

function familyOf(word: string): readonly string[] | undefined {
  const plain = word.toLowerCase().replace(/\.$/, '');
  return families.find((family) => family.includes(plain));
}

/** Whether a word is the unit or a part of it, in the singular or the plural, or stands for it. */
export function isUnit(word: string, unit: string | undefined): boolean {
  if (unit === undefined) return false;
  if (familyOf(unit)?.includes(word.replace(/\.$/, '')) === true) return true;
  const one = (text: string) => text.replace(/\.$/, '').replace(/s$/, '');
  return unit.toLowerCase().split(/\s+/).map(one).includes(one(word));
}

/** Whether a word is a unit that many people write. */
export function isKnownUnit(word: string): boolean {
  return familyOf(word) !== undefined;
}

export function isCurrency(unit: string | undefined): boolean {
  return unit !== undefined && /^\p{Sc}$/u.test(familyOf(unit)?.[0] ?? unit);
}

/** A number with its unit: "£1,200", "£12.50", "12%", "1 minute", "12.5 minutes". */
export function sayAmount(number: number, unit: string | undefined): string {
  if (unit === undefined) return sayNumber(number);
  if (/^\p{Sc}$/u.test(unit)) {
    const amount = sayNumber(Math.abs(number), Number.isInteger(number) ? 0 : 2);
    return `${number < 0 ? '-' : ''}${unit}${amount}`;
  }
  if (unit === '%') return `${sayNumber(number)}%`;
  const [several, one] = familyOf(unit) ?? [];
  return `${sayNumber(number)} ${number === 1 && unit === several ? one : unit}`;
}
