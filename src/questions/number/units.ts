/** Units as people write them beside a number. */
import { catalogueOf } from '../../languages/catalogues.ts';
import type { Question } from '../question.ts';
import { readings } from '../reading.ts';
import { sayNumber } from './number-question.ts';

const [english = [], ...others] = readings.map(({ units }) => units);

/** The words for each unit in all languages. In English, the first is the plural and the second the singular. */
const families = english.map((words) => [
  ...words,
  ...others.flat().flatMap(([several, ...more]) => (several === words[0] ? more : [])),
]);

function familyOf(word: string): readonly string[] | undefined {
  const plain = word.toLowerCase().replace(/\.$/, '');
  return families.find((family) => family.includes(plain));
}

/** Whether a word is the unit or a part of it, in the singular or the plural, or another word for it. */
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

/**
 * Returns a number with its unit: "£1,200", "£12.50", "12%", "1 minute", "12.5 minutes".
 *
 * @param question for its language. Not given: English, for staff
 */
export function sayAmount(number: number, unit: string | undefined, question?: Question): string {
  const value = sayNumber(number, question);
  if (unit === undefined) return value;
  if (/^\p{Sc}$/u.test(unit)) {
    const amount = sayNumber(Math.abs(number), question, Number.isInteger(number) ? 0 : 2);
    return `${number < 0 ? '-' : ''}${unit}${amount}`;
  }
  if (unit === '%') return `${value}%`;
  const [several, one] = familyOf(unit) ?? [];
  const isOne = number === 1 && unit === several;
  return catalogueOf(question ?? {}).questions.number.amount(value, unit, isOne, one);
}
