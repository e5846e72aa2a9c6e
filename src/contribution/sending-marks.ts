/**
 * Sending marks: codes for what looks automatic about how a contribution was sent. Such a contribution is not
 * refused, but counted apart until staff decide. Group marks (group-marks.ts) are stored in the same list, and
 * change no figure.
 */
export const markMeanings = {
  'trap-filled': 'a box that people are asked to leave empty was filled in',
  'not-checked': 'it was sent without the page where people check their answers',
  'quickly-sent': 'it was sent within 2 seconds of the page where people check their answers',
  /** Only in older stores. A busy network is now a group mark, but stored marks keep their rule. */
  'busy-network': 'many contributions came from the same network in a short time',
} as const;

type SendingMark = keyof typeof markMeanings;

/** The least time for which people look at the check page, in ms. */
const shortestLook = 2000;

/** What a sent form says about how it was sent. */
interface Traces {
  /** The box that people are asked to leave empty. */
  trap: string;
  /** When the check page was made, in ms since 1970. `null`: there was none. */
  checkedAt: number | null;
  /** The group mark, if it is one of many from its network. `null`: it is not. */
  busyNetwork: string | null;
}

/** Returns the marks of a form that is sent now, in ms since 1970. */
export function marksOf({ trap, checkedAt, busyNetwork }: Traces, now: number): string[] {
  const isQuick = checkedAt !== null && now - checkedAt < shortestLook && now >= checkedAt;
  const marks: SendingMark[] = [
    ...(trap.trim() === '' ? [] : (['trap-filled'] as const)),
    ...(checkedAt === null ? (['not-checked'] as const) : []),
    ...(isQuick ? (['quickly-sent'] as const) : []),
  ];
  return busyNetwork === null ? marks : [...marks, busyNetwork];
}

/** Returns a mark in words. A mark of a later version is returned as it is. */
export function sayMark(mark: string): string {
  return Object.hasOwn(markMeanings, mark) ? markMeanings[mark as SendingMark] : mark;
}
