/** When the day's summary is due, by the clock of the consultation's time zone. */
import type { Consultation } from './consultation.ts';
import { offsetAt } from './moments.ts';
import { addDays } from '../text/days.ts';

type Timed = Pick<Consultation, 'opens' | 'closes' | 'timeZone' | 'summaryAt'>;

interface DueSummary {
  /** `2027-03-01`, in the consultation's time zone. There is one summary for each day. */
  day: string;
  /**
   * Whether the consultation has closed, so that the summary brings the report. After the first of these, another
   * is sent only if something has changed.
   */
  isFinal: boolean;
}

/**
 * Returns the summary that was due last, or `null` if none has been due yet. After a long outage only this one is
 * sent, because it includes what the earlier ones would have had.
 */
export function latestSummary(consultation: Timed, now: Date): DueSummary | null {
  const { timeZone, summaryAt, opens } = consultation;
  const momentOf = (day: string) => momentAt(day, summaryAt, timeZone);
  let day = localDay(now, timeZone);
  if (momentOf(day) > now) day = addDays(day, -1);

  if (momentOf(day) <= new Date(opens)) return null;
  return { day, isFinal: day >= firstFinalDay(consultation) };
}

/** Returns the day of the final summary: the first after the consultation has closed. */
export function firstFinalDay({ closes, timeZone }: Pick<Timed, 'closes' | 'timeZone'>): string {
  return addDays(localDay(new Date(closes), timeZone), 1);
}

/** Returns the day at a given time in a time zone: `2027-03-01`. */
export function localDay(moment: Date, timeZone: string): string {
  const shift = minutesOf(offsetAt(moment, timeZone)) * 60_000;
  return new Date(moment.getTime() + shift).toISOString().slice(0, 10);
}

/** Returns when the day of a given time began, in a time zone. */
export function midnightBefore(moment: Date, timeZone: string): Date {
  return momentAt(localDay(moment, timeZone), '00:00', timeZone);
}

/**
 * Returns when clocks in a time zone show a time on a day. If the clocks skip that time, the result is later by as
 * much as they skip. If it comes twice, the result is the first.
 */
export function momentAt(day: string, time: string, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const halfDay = 43_200_000;
  const offsets = [asUtc - halfDay, asUtc + halfDay].map((moment) =>
    minutesOf(offsetAt(new Date(moment), timeZone)),
  );
  const moments = offsets.map((offset) => asUtc - offset * 60_000);
  const showing = moments.filter(
    (moment, index) => minutesOf(offsetAt(new Date(moment), timeZone)) === offsets[index],
  );
  // If no clock shows it, the offset from before the change gives the time after it.
  return new Date(showing.length > 0 ? Math.min(...showing) : (moments[0] as number));
}

/** "+01:00" in minutes. */
function minutesOf(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
