/**
 * Sending marks: codes for what looks automatic about how a contribution was sent. Such a contribution is not
 * refused, but set aside until staff decide. Group marks (group-marks.ts) are stored in the same list, and
 * change no figure.
 */
import { staffWords } from '../languages/staff.ts';

const words = staffWords.contributions.sendingMarks;

export const markMeanings = {
  'trap-filled': words.trapFilled,
  'not-checked': words.notChecked,
  'quickly-sent': words.quicklySent,
  /** Only in older stores. A busy network is now a group mark, but stored marks keep their rule. */
  'busy-network': words.busyNetwork,
};

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

/**
 * Returns the marks of a form that is sent now, in ms since 1970. A check page from the future says nothing: the clock
 * was set back.
 */
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
