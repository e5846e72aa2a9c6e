import type { moments as english } from '../en/moments.ts';

export const moments: typeof english = {
  time(hours, minutes) {
    if (minutes === 0 && hours === 0) return 'منتصف الليل';
    if (minutes === 0 && hours === 12) return 'منتصف النهار';
    const past = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
    return `${hours % 12 || 12}${past} ${hours < 12 ? 'صباحًا' : 'مساءً'}`;
  },
  moment: (day, time, zone) => `${day}، ${time} ${zone}`,
  span: (from, to, zone, day) =>
    `${from === to ? `في ${from}` : `بين ${from} و${to}`} ${zone}، ${day}`,
  longSpan: (from, to) => `بين ${from} و${to}`,
};
