/** What about a sending looks automatic. Nothing is refused for it: people may decide to look twice. */
export const markMeanings = {
  'trap-filled': 'a box that people are asked to leave empty was filled in',
  'not-checked': 'it was sent without the page on which people check their answers',
  'quickly-sent': 'it was sent within 2 seconds of the page on which people check their answers',
  'busy-network': 'many contributions came from the same network in a short time',
} as const;

export type Mark = keyof typeof markMeanings;

/** How long people at least look at the check page, in ms. */
const shortestLook = 2000;

/** What a sending says of itself. */
export interface Traces {
  /** The box that is to be left empty. */
  trap: string;
  /** When the check page was made, in ms since 1970. `null`: there was none. */
  checkedAt: number | null;
  /** Many came from its network just before. */
  isFromBusyNetwork: boolean;
}

/** The marks of a sending at a moment, in ms since 1970. */
export function marksOf({ trap, checkedAt, isFromBusyNetwork }: Traces, now: number): Mark[] {
  const isQuick = checkedAt !== null && now - checkedAt < shortestLook && now >= checkedAt;
  return [
    ...(trap.trim() === '' ? [] : (['trap-filled'] as const)),
    ...(checkedAt === null ? (['not-checked'] as const) : []),
    ...(isQuick ? (['quickly-sent'] as const) : []),
    ...(isFromBusyNetwork ? (['busy-network'] as const) : []),
  ];
}

/** A mark in words. One of a later version says its own name. */
export function sayMark(mark: string): string {
  return mark in markMeanings ? markMeanings[mark as Mark] : mark;
}
