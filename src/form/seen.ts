/**
 * Seen marks: answers that were refused once may be accepted if they are sent again unchanged. The page has a mark
 * for each, with a digest of the value.
 */
import { groupOf, valueIn, type FieldError, type Typed } from '../questions/question.ts';
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import { fieldsOf, type SentFields } from './typed.ts';

/** Digests by what was typed, so that a value is read once, however many marks were sent for it. */
const digests = new WeakMap<Typed, Map<string, string>>();

/** Returns the value of `_seen` with which a field or a group of fields may be accepted after it was refused. */
export function markSeen(name: string, typed: Typed): string {
  return `${name}=${digestOf(name, typed)}`;
}

/** Returns the marks with which a form with these errors may be accepted if it is sent again unchanged. */
export function marksFor(errors: FieldError[], typed: Typed): string[] {
  return errors
    .flatMap(({ field, alsoAt = [] }) => [field, ...alsoAt])
    .map((field) => markSeen(field, typed));
}

/** Returns the marks of a form that are still correct, each once. */
export function readSeen(
  consultation: Consultation,
  sent: SentFields,
  typed: Typed,
): ReadonlySet<string> {
  if (!sent.has('_seen')) return new Set();
  const names = new Set([
    ...fieldsOf(consultation).keys(),
    ...questionsOf(consultation).map((question) => groupOf(question)),
  ]);
  const marks = [...new Set(sent.get('_seen'))].filter((mark) => {
    const name = mark.slice(0, mark.indexOf('='));
    return names.has(name) && markSeen(name, typed) === mark;
  });
  return new Set(marks);
}

function digestOf(name: string, typed: Typed): string {
  const known = digests.get(typed) ?? new Map<string, string>();
  digests.set(typed, known);
  const found = known.get(name) ?? digest(valueOf(name, typed));
  known.set(name, found);
  return found;
}

/** Returns the value of a field or, for a group, the marks of its fields. */
function valueOf(name: string, typed: Typed): string {
  const question = /^(.+)_group$/.exec(name)?.[1];
  if (question === undefined) return valueIn(typed, name);
  const fields = Object.keys(typed).filter(
    (field) => field === question || field.startsWith(`${question}-`),
  );
  return fields.map((field) => markSeen(field, typed)).join('\n');
}

/** Returns a short digest of a value, which can be very long (FNV-1a, 32 bits). */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return `${text.length.toString(36)}-${hash.toString(36)}`;
}
