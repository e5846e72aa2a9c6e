/** Named moments on a contribution's way, at which the fault suite ends the process. */
export const faultPoints = [
  'before journal',
  'after journal',
  'after commit',
  'before reply',
  'after claim',
  'after sending',
  'after settling',
] as const;

/** One of the moments of `faultPoints`. */
export type FaultPoint = (typeof faultPoints)[number];

/** A hook for tests: called at each fault point as it is passed. */
export type AtFaultPoint = (point: FaultPoint) => void;
