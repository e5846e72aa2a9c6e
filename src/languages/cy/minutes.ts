import { say } from './say.ts';

/** "o 10 i 20 munud". The word stays singular after a number. */
export function minutesBetween(least: number, most: number): string {
  const minutes = say.plural(most, {
    ...{ zero: 'munud', one: 'funud', two: 'funud', few: 'munud', many: 'munud', other: 'munud' },
  });
  return `${least} i ${most} ${minutes}`;
}
