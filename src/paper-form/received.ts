/** Reads when a contribution that staff file came, in the consultation’s time zone. */
import type { Consultation } from '../consultation/consultation.ts';
import { periodAt, sayMomentToStaff } from '../consultation/moments.ts';
import { localDay, momentAt } from '../consultation/summary-times.ts';
import { staffFormats, staffWords } from '../languages/staff.ts';

export interface Received {
  at: Date;
  /** Whether it came after the closing date. A day without a time is not late on the closing day. */
  late: boolean;
}

/** A time at which nothing can have come. The sentence says why, and what to do. */
export interface TooEarly {
  tooEarly: string;
}

const written =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?<offset>Z|[+-]\d{2}:\d{2})?)?$/;
/** How far the clocks of staff may be ahead, in ms. */
const ahead = 60_000;

/**
 * Reads a day, or a day and a time, with or without an offset. Returns `null` if it is neither, or in the future. A day
 * without a time is not too early on the day of opening.
 *
 * @param consultation as the site shows it now
 */
export function readReceived(
  text: string,
  consultation: Consultation,
  now: Date,
): Received | TooEarly | null {
  const { day = '', time, offset } = written.exec(text.trim())?.groups ?? {};
  const { timeZone, opens, closes } = consultation;
  if (!isDay(day)) return null;
  if (time === undefined) {
    const today = localDay(now, timeZone);
    const [firstDay, lastDay] = [opens, closes].map((moment) =>
      localDay(new Date(moment), timeZone),
    ) as [string, string];
    if (day > today) return null;
    const midday = momentAt(day, '12:00', timeZone);
    if (day < firstDay) return tooEarly(staffFormats.day(midday, timeZone), consultation);
    const noon =
      day === firstDay ? Math.max(midday.getTime(), Date.parse(opens)) : midday.getTime();
    const latest = day === lastDay ? Math.min(noon, Date.parse(closes)) : noon;
    return { at: new Date(Math.min(latest, now.getTime())), late: day > lastDay };
  }
  if (time > '23:59' || time.slice(3) > '59') return null;
  const at = offset ? new Date(text.trim().replace(' ', 'T')) : momentAt(day, time, timeZone);
  if (Number.isNaN(at.getTime()) || at.getTime() > now.getTime() + ahead) return null;
  if (periodAt(at, consultation) === 'not-yet-open')
    return tooEarly(sayMomentToStaff(at, consultation), consultation);
  return { at, late: isLate(at, consultation) };
}

function tooEarly(moment: string, consultation: Consultation): TooEarly {
  const opens = sayMomentToStaff(consultation.opens, consultation);
  return { tooEarly: staffWords.reading.beforeOpening(moment, opens) };
}

/** Whether a time is after the closing date. */
export function isLate(moment: Date, consultation: Consultation): boolean {
  return ['grace', 'closed'].includes(periodAt(moment, consultation));
}

/** Whether a day exists, unlike 30 February. */
function isDay(day: string): boolean {
  const moment = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(day);
}
