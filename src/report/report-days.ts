/** When contributions came, and how. */
import { nameOfLanguage, staffFormats, staffWords } from '../languages/staff.ts';
import { addDays } from '../text/days.ts';
import type { FigureTable } from '../questions/figures.ts';
import type { Channel } from '../contribution/contribution.ts';
import type { Count } from './count.ts';

const words = staffWords.report.arrivals;

/** Returns every day from the first to the last, including those without a contribution. */
export function dayTable({ byDay }: Pick<Count, 'byDay'>): FigureTable {
  const days = [...byDay.keys()];
  const rows = [];
  for (let day = days[0] ?? ''; day !== '' && day <= (days.at(-1) ?? ''); day = addDays(day, 1)) {
    rows.push({ label: staffFormats.shortDay(day), figures: [byDay.get(day) ?? 0] });
  }
  return {
    caption: words.byDay,
    rowHead: words.day,
    columns: [{ head: words.received, as: 'count' }],
    none: words.noneThatDay,
    rows,
    bars: { column: 0, full: Math.max(1, ...byDay.values()) },
  };
}

const channelNames: Record<Channel, string> = words.channels;

export function channelTable({ byChannel, received }: Count): FigureTable {
  const rows = Object.entries(channelNames).map(
    ([channel, label]) => [label, byChannel.get(channel) ?? 0] as const,
  );
  return partTable(words.byChannel, words.channel, rows, received);
}

/** Returns `[]` if all were answered in one language. */
export function languageTables({ byLanguage, received }: Count): FigureTable[] {
  if (byLanguage.size < 2) return [];
  const rows = [...byLanguage]
    .toSorted(([, a], [, b]) => b - a)
    .map(([language, figure]) => [nameOfLanguage(language), figure] as const);
  return [partTable(words.byLanguage, words.language, rows, received)];
}

function partTable(
  caption: string,
  rowHead: string,
  rows: (readonly [label: string, figure: number])[],
  received: number,
): FigureTable {
  return {
    caption,
    rowHead,
    columns: [
      { head: words.received, as: 'count' },
      { head: words.share, as: 'share' },
    ],
    none: words.noShare,
    rows: rows.map(([label, figure]) => ({
      label,
      figures: [figure, received === 0 ? null : figure / received],
    })),
    bars: { column: 0, full: received },
  };
}

export function sayBusiest({ byDay }: Pick<Count, 'byDay'>): string {
  const days = [...byDay];
  const [busiest] = days.toSorted(([, a], [, b]) => b - a);
  const [first, last] = [days[0]?.[0], days.at(-1)?.[0]];
  if (!busiest || first === undefined || last === undefined) return words.none;
  const { shortDay } = staffFormats;
  return words.busiest(shortDay(first), shortDay(last), shortDay(busiest[0]), busiest[1]);
}
