/** Named moments on a contribution's way, at which the fault suite ends the process. */
export const points = [
  'before journal',
  'after journal',
  'after commit',
  'before reply',
  'after claim',
  'after sending',
  'after settling',
] as const;

export type Point = (typeof points)[number];

/** Told of each point as it is passed. */
export type Reached = (point: Point) => void;
