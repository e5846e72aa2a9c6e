import { say } from './say.ts';

/** "من 10 إلى 20 دقيقة". The last number decides about the word. */
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
