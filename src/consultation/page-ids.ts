/** Ids that the page has for itself. A section or a question of the same id would take its links. */
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

/** Ids that a question may need beside those of its fields: for a hint, a limit and each field's error. */
export function idsBeside(id: string, fields: readonly string[]): string[] {
  return [`${id}-hint`, `${id}-limit`, ...fields.map((field) => `${field}-error`)];
}
