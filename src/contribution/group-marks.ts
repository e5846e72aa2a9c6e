/**
 * Marks contributions that have the same words as another, or are among many from one network. Such contributions are
 * counted like all others, and staff see each group once. Group marks are codes, stored with the other marks:
 * `same-words:HKD-473-MXR`, `network:k3Jq0_xZ`, `network:k3Jq0_xZ:HKD-473-MXR,BCD-345-FGH`.
 */

export type GroupMark =
  /** The first contribution with these words. */
  | { kind: 'same-words'; first: string }
  /** `burst`: a random name. `earlier`: the contributions that came before the network was known to be busy. */
  | { kind: 'network'; burst: string; earlier: string[] };

export type GroupKind = GroupMark['kind'];

/** @param first the reference of the first contribution with these words */
export function markSameWords(first: string): string {
  return `same-words:${first}`;
}

/**
 * @param burst a random name, without a colon
 * @param earlier references of the same burst that have no group mark yet
 */
export function markNetwork(burst: string, earlier: string[]): string {
  return ['network', burst, ...(earlier.length > 0 ? [earlier.join(',')] : [])].join(':');
}

/** Reads a group mark. Returns `null` for any other mark: a contribution with such a mark is set aside. */
export function readGroupMark(mark: string): GroupMark | null {
  const [kind, name, references] = mark.split(':');
  if (name === undefined || name === '') return null;
  if (kind === 'same-words') return { kind, first: name };
  if (kind === 'network') return { kind, burst: name, earlier: references?.split(',') ?? [] };
  return null;
}

const oldCopy = 'same words as ';

/**
 * Reads the mark that older versions gave to contributions with the same words: "same words as HKD-473-MXR". Such a
 * contribution is still set aside, because an upgrade must not change figures. Returns the reference, or `null` for
 * any other mark.
 */
export function readOldCopy(mark: string): string | null {
  return mark.startsWith(oldCopy) ? mark.slice(oldCopy.length) : null;
}
