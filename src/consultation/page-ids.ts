/** Ids that the page reserves. A section or a question with the same id would break the page's links. */
export const frameIds = [
  'main',
  'place',
  'contents',
  'words',
  'errors',
  'errors-title',
  'notice',
  'empty',
  'given-back',
  'left',
  'consultations',
  'staff-channel',
  'staff-received',
  'staff-reason',
] as const;

/** Returns the ids that a question may need besides those of its fields: for a hint, a limit and each field's error. */
export function idsBeside(id: string, fields: readonly string[]): string[] {
  return [`${id}-hint`, `${id}-limit`, ...fields.map((field) => `${field}-error`)];
}
