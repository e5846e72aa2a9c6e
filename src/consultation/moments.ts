/** Dates and times in a consultation's words, and its periods by the clock. */
import { catalogueOf } from '../languages/catalogues.ts';
import { onceEach } from '../text/once-each.ts';
import { isForStaff, staffLanguage, zoneForStaff } from '../languages/staff.ts';
import type { Consultation } from './consultation.ts';

export type Zoned = Pick<Consultation, 'timeZone' | 'timeZoneName' | 'language'>;

/** Returns a date and time in full: "Friday 20 August 2027, 11:59pm UK time", or with "9am", "midday" or "midnight". */
export function sayMoment(moment: Date | string, zoned: Zoned): string {
  const { day, time } = partsOf(new Date(moment), zoned);
  return catalogueOf(zoned).moments.moment(day, time, zoned.timeZoneName);
}

/** Returns a date and time in full, in the language of staff. */
export function sayMomentToStaff(moment: Date | string, zoned: Zoned): string {
  return sayMoment(moment, zonedForStaff(zoned));
}

/**
 * Returns how times of a consultation are said to staff. Editors name its time zone in its own language: if that is not
 * the language of staff, they read the zone's usual name.
 */
export function zonedForStaff({ timeZone, timeZoneName, language }: Zoned): Zoned {
  const name = isForStaff(language) ? timeZoneName : zoneForStaff(timeZone);
  return { timeZone, timeZoneName: name, language: staffLanguage };
}

/**
 * Returns a span of time: "between 10:02am and 10:11am UK time on Wednesday 3 March 2027". If it includes midnight,
 * both times are given in full.
 */
export function saySpan(from: Date, to: Date, zoned: Zoned): string {
  const { moments } = catalogueOf(zoned);
  const [first, last] = [partsOf(from, zoned), partsOf(to, zoned)];
  return first.day === last.day
    ? moments.span(first.time, last.time, zoned.timeZoneName, first.day)
    : moments.longSpan(sayMoment(from, zoned), sayMoment(to, zoned));
}

function partsOf(date: Date, zoned: Zoned): { day: string; time: string } {
  const { formats, moments } = catalogueOf(zoned);
  const clock = clockIn(zoned.timeZone).formatToParts(date);
  const part = (type: string) => Number(clock.find((one) => one.type === type)?.value);
  return {
    day: formats.day(date, zoned.timeZone),
    time: moments.time(part('hour'), part('minute')),
  };
}

const clockIn = onceEach(
  (timeZone: string) =>
    new Intl.DateTimeFormat('en', {
      ...{ timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' },
    }),
);

const offsetsIn = onceEach(
  (timeZone: string) => new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }),
);

/** Returns the offset of a time zone at a given time: "+01:00". Throws a RangeError for an unknown zone. */
export function offsetAt(moment: Date, timeZone: string): string {
  const parts = offsetsIn(timeZone).formatToParts(moment);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return name === 'GMT' ? '+00:00' : name.replace('GMT', '');
}

/** Every request for a page asks when its consultation opens and closes. */
const timeOf = onceEach((moment: string) => Date.parse(moment));

type Period = 'not-yet-open' | 'open' | 'grace' | 'closed';

/**
 * Returns the period of a consultation at a given time. In its grace period it is closed, but still accepts
 * contributions.
 */
export function periodAt(
  moment: Date,
  consultation: Pick<Consultation, 'opens' | 'closes' | 'graceHours'>,
): Period {
  const time = moment.getTime();
  if (time < timeOf(consultation.opens)) return 'not-yet-open';
  if (time < minuteAfter(timeOf(consultation.closes))) return 'open';
  return time < answersEnd(consultation).getTime() ? 'grace' : 'closed';
}

/** Returns when people can no longer send answers: the first full minute after the grace period. */
export function answersEnd(consultation: Pick<Consultation, 'closes' | 'graceHours'>): Date {
  return new Date(minuteAfter(graceEnds(consultation).getTime()));
}

const minute = 60_000;

/**
 * Returns the first full minute after a time, in ms since 1970. "Closes at 11:59pm" includes that whole minute, so
 * that a person whose clock says 11:59pm is on time.
 */
function minuteAfter(moment: number): number {
  return (Math.floor(moment / minute) + 1) * minute;
}

/** Returns the last minute in which a late contribution is accepted. */
export function graceEnds({
  closes,
  graceHours,
}: Pick<Consultation, 'closes' | 'graceHours'>): Date {
  return new Date(Date.parse(closes) + graceHours * 3_600_000);
}
