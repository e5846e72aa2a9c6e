/** Named points on a contribution's way to staff, at which the fault suite ends the process. */
export const faultPoints = [
  'before journal',
  'after journal',
  'after commit',
  'before reply',
  'after claim',
  'after sending',
  'after settling',
] as const;

/** One of `faultPoints`. */
export type FaultPoint = (typeof faultPoints)[number];

/** Test hook: called at each fault point. */
export type AtFaultPoint = (point: FaultPoint) => void;
