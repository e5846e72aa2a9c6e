/** Dates and times in words. */
export const moments = {
  /** "9am", "11:59pm", "midday". `hours`: from 0 to 23. */
  time(hours: number, minutes: number): string {
    if (minutes === 0 && hours === 0) return 'midnight';
    if (minutes === 0 && hours === 12) return 'midday';
    const past = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
    return `${hours % 12 || 12}${past}${hours < 12 ? 'am' : 'pm'}`;
  },
  /** `zone`: the name that an editor gave it, such as "UK time". */
  moment: (day: string, time: string, zone: string) => `${day}, ${time} ${zone}`,
  /** Two moments of one day. */
  span: (from: string, to: string, zone: string, day: string) =>
    `${from === to ? `at ${from}` : `between ${from} and ${to}`} ${zone} on ${day}`,
  /** Two moments in full. */
  longSpan: (from: string, to: string) => `between ${from} and ${to}`,
};
