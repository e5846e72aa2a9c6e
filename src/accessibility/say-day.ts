import { catalogueOf, type Spoken } from '../languages/catalogues.ts';

/** Returns a day in words: "1 March 2027". */
export function sayDay(day: string, spoken: Spoken = {}): string {
  return catalogueOf(spoken).formats.date(day);
}
