/** The form's fields that are not questions. Ids of questions cannot begin with an underscore. */
export const reservedFields = [
  '_version',
  '_token',
  '_do',
  '_seen',
  '_checked',
  '_empty',
  '_left',
  '_receipt',
  '_change',
  '_address',
  '_saved',
  '_code',
  '_to',
] as const;
