/** When contributions came, and how. */
import { nameOfLanguage, staffFormats } from '../languages/staff.ts';
import { addDays } from '../text/days.ts';
import { sayCount, type FigureTable } from '../questions/figures.ts';
import type { Channel } from '../contribution/contribution.ts';
import type { Count } from './count.ts';

/** Returns every day from the first to the last, including those without a contribution. */
export function dayTable({ byDay }: Pick<Count, 'byDay'>): FigureTable {
  const days = [...byDay.keys()];
  const rows = [];
  for (let day = days[0] ?? ''; day !== '' && day <= (days.at(-1) ?? ''); day = addDays(day, 1)) {
    rows.push({ label: staffFormats.shortDay(day), figures: [byDay.get(day) ?? 0] });
  }
  return {
    caption: 'Contributions received, by day',
    rowHead: 'Day',
    columns: [{ head: 'Received', as: 'count' }],
    none: 'none',
    rows,
    bars: { column: 0, full: Math.max(1, ...byDay.values()) },
  };
}

const channelNames: Record<Channel, string> = {
  site: 'On the site',
  email: 'By email, filed by staff',
  post: 'By post, filed by staff',
  paper: 'On paper, filed by staff',
  telephone: 'By telephone, filed by staff',
};

export function channelTable({ byChannel, received }: Count): FigureTable {
  const rows = Object.entries(channelNames).map(
    ([channel, label]) => [label, byChannel.get(channel) ?? 0] as const,
  );
  return partTable('Contributions received, by how they came', 'How', rows, received);
}

/** Returns `[]` if all were answered in one language. */
export function languageTables({ byLanguage, received }: Count): FigureTable[] {
  if (byLanguage.size < 2) return [];
  const rows = [...byLanguage]
    .toSorted(([, a], [, b]) => b - a)
    .map(([language, figure]) => [nameOfLanguage(language), figure] as const);
  const caption = 'Contributions received, by the language of the answers';
  return [partTable(caption, 'Language', rows, received)];
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
      { head: 'Received', as: 'count' },
      { head: 'Share of all received', as: 'share' },
    ],
    none: 'no contributions',
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
  if (!busiest || first === undefined || last === undefined) return 'No contributions yet.';
  return `The first contribution came on ${staffFormats.shortDay(first)}, the last on ${staffFormats.shortDay(last)}. The busiest day was ${staffFormats.shortDay(busiest[0])}, with ${sayCount(busiest[1], 'contribution')}.`;
}
