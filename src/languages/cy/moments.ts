import type { moments as english } from '../en/moments.ts';

export const moments: typeof english = {
  time(hours, minutes) {
    if (minutes === 0 && hours === 0) return 'hanner nos';
    if (minutes === 0 && hours === 12) return 'hanner dydd';
    const past = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
    return `${hours % 12 || 12}${past}${hours < 12 ? 'yb' : 'yh'}`;
  },
  moment: (day, time, zone) => `${day}, ${time} ${zone}`,
  span: (from, to, zone, day) =>
    `${from === to ? `am ${from}` : `rhwng ${from} a ${to}`} ${zone} ar ${day}`,
  longSpan: (from, to) => `rhwng ${from} a ${to}`,
};
