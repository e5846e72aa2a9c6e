import type { FieldError } from '../questions/question.ts';

/** The messages that belong to a field. */
export function messagesAt(field: string, errors: FieldError[]): string[] {
  return errors
    .filter((error) => error.field === field || error.alsoAt?.includes(field))
    .map(({ message }) => message);
}

export function errorId(field: string): string {
  return `${field}-error`;
}

/** The attributes that tie a field to its hint and its errors (WCAG 3.3.1, 1.3.1). */
export function describe(field: string, errors: FieldError[], hint?: string) {
  const isInvalid = messagesAt(field, errors).length > 0;
  const ids = [hint, isInvalid ? errorId(field) : undefined].filter((id) => id !== undefined);
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': isInvalid ? ('true' as const) : undefined,
  };
}
