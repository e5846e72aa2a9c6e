/** What is wrong in the files of a consultation, before its line is known. */

export interface Fault {
  /** The name of the file in the consultation's folder. */
  file: string;
  /**
   * The keys of the YAML from the outermost to the place or, if a key is missing, to where it belongs. An item of a
   * list is named by its index, or by its id (then the last one with that id).
   */
  path: readonly (string | number)[];
  /** Words of the prose, if the fault is in the prose. */
  words?: string;
  /** What is wrong and what to do, as sentences. */
  message: string;
  /** Whether the site can still be built. */
  isWarning?: boolean;
}

/** Whether no fault stops the build. */
export function areOnlyWarnings(faults: readonly { isWarning?: boolean }[]): boolean {
  return faults.every(({ isWarning }) => isWarning);
}
