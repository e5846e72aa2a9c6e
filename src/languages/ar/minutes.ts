import { say } from './say.ts';

/** "من 10 إلى 20 دقيقة". The form of the word depends on the last number. */
export function minutesBetween(least: number, most: number): string {
  const last = say.plural(most, {
    zero: `${most} دقيقة`,
    one: 'دقيقة واحدة',
    two: 'دقيقتين',
    few: `${most} دقائق`,
    many: `${most} دقيقة`,
    other: `${most} دقيقة`,
  });
  return `من ${least} إلى ${last}`;
}
