/** When the day's summary is due, by the clock of the consultation's time zone. */
import type { Consultation } from './consultation.ts';
import { offsetAt } from './moments.ts';
import { addDays } from '../text/days.ts';

type Timed = Pick<Consultation, 'opens' | 'closes' | 'timeZone' | 'summaryAt'>;

interface DueSummary {
  /** `2027-03-01`, in the consultation's time zone. There is one summary for each. */
  day: string;
  /**
   * The consultation has closed: this one brings the report. After the first of them, one is sent only where
   * something has changed.
   */
  isFinal: boolean;
}

/**
 * The summary that was due last. `null`: none has been due yet. After a long outage this is the one to
 * send, since it holds what those before it would have held.
 */
export function latestSummary(consultation: Timed, now: Date): DueSummary | null {
  const { timeZone, summaryAt, opens } = consultation;
  const momentOf = (day: string) => momentAt(day, summaryAt, timeZone);
  let day = localDay(now, timeZone);
  if (momentOf(day) > now) day = addDays(day, -1);

  if (momentOf(day) <= new Date(opens)) return null;
  return { day, isFinal: day >= firstFinalDay(consultation) };
}

/** The day of the final summary: the first after the consultation has closed. */
export function firstFinalDay({ closes, timeZone }: Pick<Timed, 'closes' | 'timeZone'>): string {
  return addDays(localDay(new Date(closes), timeZone), 1);
}

/** The day that a calendar in a time zone shows: `2027-03-01`. */
export function localDay(moment: Date, timeZone: string): string {
  const shift = minutesOf(offsetAt(moment, timeZone)) * 60_000;
  return new Date(moment.getTime() + shift).toISOString().slice(0, 10);
}

/** When the day of a moment began, by the clocks of a time zone. */
export function midnightBefore(moment: Date, timeZone: string): Date {
  return momentAt(localDay(moment, timeZone), '00:00', timeZone);
}

/**
 * The moment at which clocks of a time zone show a time on a day. A time that the clocks leap over is
 * as much later as they leap; one that comes twice is the first.
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
  // Where no clock shows it, the offset from before the leap gives the time after it.
  return new Date(showing.length > 0 ? Math.min(...showing) : (moments[0] as number));
}

/** "+01:00" in minutes. */
function minutesOf(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
