/** Moments, as a consultation tells them and as its clock judges them. */
import type { Consultation } from './consultation.ts';

type Zoned = Pick<Consultation, 'timeZone' | 'timeZoneName'>;

/** A moment in full: "Friday 20 August 2027, 11:59pm UK time". */
export function sayMoment(moment: Date | string, { timeZone, timeZoneName }: Zoned): string {
  const date = new Date(moment);
  const { day, time } = formatsOf(timeZone);
  const hour = time.format(date).replace(/\s/g, '').toLowerCase();
  return `${day.format(date).replace(',', '')}, ${hour} ${timeZoneName}`;
}

interface Formats {
  day: Intl.DateTimeFormat;
  time: Intl.DateTimeFormat;
}

/** Kept, because making a format takes a tenth of the time of drawing a whole page. */
const formats = new Map<string, Formats>();

function formatsOf(timeZone: string): Formats {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  const made = {
    day: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    time: format({ hour: 'numeric', minute: '2-digit', hourCycle: 'h12' }),
  };
  formats.set(timeZone, made);
  return made;
}

/** Making a format takes longer than using it a hundred times. */
const offsetFormats = new Map<string, Intl.DateTimeFormat>();

/** The offset of a time zone at a moment: "+01:00". Throws a RangeError for an unknown zone. */
export function offsetAt(moment: Date, timeZone: string): string {
  const format =
    offsetFormats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' });
  offsetFormats.set(timeZone, format);
  const parts = format.formatToParts(moment);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return name === 'GMT' ? '+00:00' : name.replace('GMT', '');
}

export type Period = 'not-yet-open' | 'open' | 'grace' | 'closed';

/** Where a consultation stands at a moment. In its grace period it is closed, but still accepts. */
export function periodAt(
  moment: Date,
  consultation: Pick<Consultation, 'opens' | 'closes' | 'graceHours'>,
): Period {
  const time = moment.getTime();
  if (time < Date.parse(consultation.opens)) return 'not-yet-open';
  if (time <= Date.parse(consultation.closes)) return 'open';
  return time <= graceEnds(consultation).getTime() ? 'grace' : 'closed';
}

/** The last moment at which a late contribution is accepted. */
export function graceEnds({
  closes,
  graceHours,
}: Pick<Consultation, 'closes' | 'graceHours'>): Date {
  return new Date(Date.parse(closes) + graceHours * 3_600_000);
}
