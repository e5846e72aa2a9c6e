/** What is wrong in the files of a consultation, before it is known on which line it stands. */

export interface Fault {
  /** The name of the file in the consultation's folder. */
  file: string;
  /**
   * From the outermost key of the YAML to the place. Where a key is missing: to where it belongs. An item
   * of a list is named by its place, or by its id: the last one with that id.
   */
  path: readonly (string | number)[];
  /** Words of the prose, where the fault is there. */
  words?: string;
  /** What is wrong and what to do, as sentences. */
  message: string;
  /** True where the site can be built all the same. */
  isWarning?: boolean;
}

/** Whether nothing is wrong that stops the build. */
export function areOnlyWarnings(faults: readonly { isWarning?: boolean }[]): boolean {
  return faults.every(({ isWarning }) => isWarning);
}
