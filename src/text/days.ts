/** Calendar days, `2027-03-01`, without a time zone. */

/** Returns the day that is a number of days later, or earlier: `2027-02-28` and 1 give `2027-03-01`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
