import type { FieldError, Question } from './question.ts';

/** Returns the messages of a field. */
export function messagesAt(field: string, errors: FieldError[]): string[] {
  return errors
    .filter((error) => error.field === field || error.alsoAt?.includes(field))
    .map(({ message }) => message);
}

export function errorId(field: string): string {
  return `${field}-error`;
}

/** Returns the id of a question’s hint, or `undefined` if it has none. */
export function hintId({ id, hint }: Pick<Question, 'id' | 'hint'>): string | undefined {
  return hint === undefined ? undefined : `${id}-hint`;
}

/**
 * Returns the attributes of a group of fields. They refer to its hint. If there is an error about the whole question,
 * they also make the group a place to link to.
 */
export function describeGroup(group: string, errors: FieldError[], hint?: string) {
  if (messagesAt(group, errors).length === 0) return { 'aria-describedby': hint };
  const ids = [hint, errorId(group)].filter((id) => id !== undefined);
  return { id: group, tabindex: '-1', 'aria-describedby': ids.join(' ') };
}

/** Returns the attributes that tie a field to its hints and its errors (WCAG 3.3.1, 1.3.1). */
export function describe(field: string, errors: FieldError[], ...hints: (string | undefined)[]) {
  const isInvalid = messagesAt(field, errors).length > 0;
  const ids = [...hints, isInvalid ? errorId(field) : undefined].filter((id) => id !== undefined);
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': isInvalid ? ('true' as const) : undefined,
  };
}

/**
 * Returns the same for the first of several fields, to which an error about all of them leads. Screen readers speak
 * that error only there, because hearing it at every field would be tiring.
 */
export function describeFirst(field: string, group: string, errors: FieldError[]) {
  return messagesAt(group, errors).length > 0
    ? { ...describe(field, errors, errorId(group)), 'aria-invalid': 'true' as const }
    : describe(field, errors);
}
