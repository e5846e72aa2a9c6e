/** When contributions came, and how. */
import { sayCount, type FigureTable } from '../questions/figures.ts';
import type { Count } from './count.ts';

/** Every day from the first to the last, also those on which none came. */
export function dayTable({ byDay }: Pick<Count, 'byDay'>): FigureTable {
  const days = [...byDay.keys()];
  const rows = [];
  for (let day = days[0] ?? ''; day !== '' && day <= (days.at(-1) ?? ''); day = addDays(day, 1)) {
    rows.push({ label: sayDay(day), figures: [byDay.get(day) ?? 0] });
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

const channelNames: Record<string, string> = {
  site: 'On the site',
  email: 'By email, filed by staff',
  post: 'By post, filed by staff',
  paper: 'On paper, filed by staff',
  telephone: 'By telephone, filed by staff',
};

export function channelTable({ byChannel, received }: Count): FigureTable {
  return {
    caption: 'Contributions received, by how they came',
    rowHead: 'How',
    columns: [
      { head: 'Received', as: 'count' },
      { head: 'Share', as: 'share' },
    ],
    none: 'nothing came',
    rows: Object.entries(channelNames).map(([channel, label]) => {
      const figure = byChannel.get(channel) ?? 0;
      return { label, figures: [figure, received === 0 ? null : figure / received] };
    }),
    bars: { column: 0, full: received },
  };
}

export function sayBusiest({ byDay }: Pick<Count, 'byDay'>): string {
  const days = [...byDay];
  const [busiest] = days.toSorted(([, a], [, b]) => b - a);
  const [first, last] = [days[0]?.[0], days.at(-1)?.[0]];
  if (!busiest || first === undefined || last === undefined) return 'None has come yet.';
  return `The first came on ${sayDay(first)}, the last on ${sayDay(last)}; most came on ${sayDay(busiest[0])}: ${sayCount(busiest[1], 'contribution')}.`;
}

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** `2027-03-01` as "Mon 1 March 2027". */
export function sayDay(day: string): string {
  return format.format(new Date(`${day}T00:00:00Z`)).replace(',', '');
}

/** The day so many days after, or before: `2027-02-28` and 1 give `2027-03-01`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
