import { catalogueOf } from '../languages/catalogues.ts';

/** Returns a day in words: "1 March 2027". */
export function sayDay(day: string): string {
  return catalogueOf({}).formats.date(day);
}
