/** From a sent form to answers, or to what the person can mend. */
import { kindOf } from '../questions/index.ts';
import type { FieldError, Typed } from '../questions/question.ts';
import { reservedFields } from './sent-form.ts';
import { questionsOf, type Consultation } from './consultation.ts';

/** Answers by question, in the order of the document. `null`: not answered. */
export type Answers = { question: string; answer: unknown }[];

export type Submission =
  { ok: true; answers: Answers; typed: Typed } | { ok: false; errors: FieldError[]; typed: Typed };

/**
 * Judges a sent form against a consultation. Names it does not know are passed over; what was typed
 * is given back whatever happens.
 */
export function parseSubmission(
  consultation: Consultation,
  fields: Map<string, string[]>,
): Submission {
  const typed = typedIn(consultation, fields);
  const seen = new Set(fields.get('_seen'));
  const form = { typed, isInsistedOn: (field: string) => seen.has(markSeen(field, typed)) };

  const errors: FieldError[] = [];
  const answers: Answers = [];
  for (const question of questionsOf(consultation)) {
    const kind = kindOf(question);
    const doubles = kind.fields(question).filter((field) => isDouble(fields.get(field)));
    const parsed = kind.parse(question, form);
    errors.push(
      ...(parsed.errors.length > 0 ? parsed.errors : complainOf(doubles, form.isInsistedOn)),
    );
    answers.push({ question: question.id, answer: parsed.answer });
  }
  if (errors.length === 0 && answers.every(({ answer }) => answer === null)) {
    errors.push({
      field: firstField(consultation),
      message: 'Answer at least one question, whichever you like',
    });
  }
  return errors.length > 0 ? { ok: false, errors, typed } : { ok: true, answers, typed };
}

/** What was typed into the fields of a consultation, and nothing else that was sent. */
export function typedIn(consultation: Consultation, fields: Map<string, string[]>): Typed {
  return Object.fromEntries(
    fieldsOf(consultation).flatMap((name) => {
      const values = new Set(fields.get(name)?.filter((value) => value !== ''));
      return values.size === 0 ? [] : [[name, [...values].join('\n')]];
    }),
  );
}

const knownFields = new WeakMap<Consultation, string[]>();

/** The names of all its fields, in the order of the page. */
function fieldsOf(consultation: Consultation): string[] {
  let names = knownFields.get(consultation);
  if (!names) {
    names = questionsOf(consultation).flatMap((question) => kindOf(question).fields(question));
    knownFields.set(consultation, names);
  }
  return names;
}

/** How many names were sent that a consultation does not have. They are passed over. */
export function countUnknown(consultation: Consultation, fields: Map<string, string[]>): number {
  const known = new Set<string>([...reservedFields, ...fieldsOf(consultation)]);
  return [...fields.keys()].filter((name) => !known.has(name)).length;
}

/** The value of `_seen` that lets a refused field pass when it is sent again unchanged. */
export function markSeen(field: string, typed: Typed): string {
  return `${field}=${digest(typed[field] ?? '')}`;
}

/** Tells one value from another; short, since a value can be very long (FNV-1a, 32 bits). */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return `${text.length.toString(36)}-${hash.toString(36)}`;
}

function isDouble(values: string[] = []): boolean {
  return new Set(values.filter((value) => value !== '')).size > 1;
}

function complainOf(doubles: string[], isInsistedOn: (field: string) => boolean): FieldError[] {
  return doubles
    .filter((field) => !isInsistedOn(field))
    .map((field) => ({
      field,
      message: 'This answer arrived more than once, with different words. Keep what you mean',
    }));
}

function firstField(consultation: Consultation): string {
  const [first] = questionsOf(consultation);
  const field = first && kindOf(first).fields(first)[0];
  if (!field) throw new Error(`consultation ${consultation.slug} asks nothing`);
  return field;
}
