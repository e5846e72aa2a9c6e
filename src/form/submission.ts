/** Turns a sent form into answers, or into errors that the person can correct. */
import type { Answers } from '../consultation/answers.ts';
import { catalogueOf } from '../languages/catalogues.ts';
import { chosenBy, isNeeded } from '../questions/follows.ts';
import { kindOf } from '../questions/kinds.ts';
import {
  groupOf,
  valuesIn,
  type Field,
  type FieldError,
  type Question,
  type Typed,
  type TypedForm,
} from '../questions/question.ts';
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import { longestForm } from '../consultation/form-limits.ts';
import { markSeen, readSeen } from './seen.ts';
import { fieldsOf, fieldsOfQuestion, isTooLong, typedIn, type SentFields } from './typed.ts';

export type Submission =
  | { ok: true; answers: Answers; typed: Typed; seen: ReadonlySet<string> }
  | { ok: false; errors: FieldError[]; typed: Typed; seen: ReadonlySet<string> };

/**
 * Reads a sent form by the questions of a consultation. Ignores unknown names, and always returns what was typed.
 * Lengths are checked first: an answer that is too long is not parsed, and is refused even if it is sent again.
 */
export function parseSubmission(consultation: Consultation, sent: SentFields): Submission {
  const typed = typedIn(consultation, sent);
  const seen = readSeen(consultation, sent, typed);
  const form = { typed, isInsistedOn: (name: string) => seen.has(markSeen(name, typed)) };

  const wrong: QuestionError[] = [];
  const answers: Answers = [];
  const chosen = new Map<string, readonly string[]>();
  const chosenOf = (id: string) => chosen.get(id) ?? [];
  let isAnswered = false;
  for (const question of questionsOf(consultation)) {
    const kind = kindOf(question);
    const fields = fieldsOfQuestion(question);
    const tooLong = fields.filter((field) => isTooLong(field, typed));
    const parsed =
      tooLong.length > 0
        ? { answer: null, errors: tooLong.map(askToShorten) }
        : kind.parse(question, form);
    chosen.set(question.id, chosenBy(question, parsed.answer));
    const isBlank = parsed.answer === null && parsed.errors.length === 0;
    const errors = [
      ...(parsed.errors.length > 0 ? parsed.errors : complainOfDoubles(question, fields, form)),
      ...(isBlank && isNeeded(question, chosenOf) ? askToAnswer(question, fields, form) : []),
    ];
    wrong.push(...errors.map((error) => ({ question, error })));
    answers.push({ question: question.id, answer: parsed.answer });
    if (parsed.answer !== null && kind.countsAlone) isAnswered = true;
  }
  const errors = tellApart(wrong, consultation);
  if (errors.length === 0 && !isAnswered) {
    const message = catalogueOf(consultation).form.answerOne;
    errors.push({ field: firstField(consultation), message });
  }
  if (errors.length === 0) errors.push(...complainOfLength(typed, consultation));
  return errors.length > 0
    ? { ok: false, errors, typed, seen }
    : { ok: true, answers, typed, seen };
}

interface QuestionError {
  question: Question;
  error: FieldError;
}

/**
 * Adds the names of the questions to equal messages, because links with the same words should lead to the same
 * place.
 */
function tellApart(wrong: QuestionError[], consultation: Consultation): FieldError[] {
  const { messageAt } = catalogueOf(consultation).form;
  return wrong.map(({ question, error }) => {
    const isShared = wrong.some(
      (other) => other.question !== question && other.error.message === error.message,
    );
    return isShared ? { ...error, message: messageAt(error.message, question.ask) } : error;
  });
}

function askToShorten({ name, tooLong }: Field): FieldError {
  return { field: name, message: tooLong };
}

function askToAnswer(question: Question, fields: readonly Field[], form: TypedForm): FieldError[] {
  const isField = fields.some(({ name }) => name === question.id);
  const field = isField ? question.id : groupOf(question);
  if (form.isInsistedOn(field)) return [];
  const [first] = fields;
  return [
    {
      field,
      ...(isField || !first ? {} : { leadsTo: first.name }),
      message: catalogueOf(question).form.answerNeeded(question.ask),
      mayStay: true,
    },
  ];
}

function complainOfDoubles(
  question: Question,
  fields: readonly Field[],
  { typed, isInsistedOn }: TypedForm,
): FieldError[] {
  return fields
    .filter(({ name, takes }) => takes === 'one' && valuesIn(typed, name).length > 1)
    .filter(({ name }) => !isInsistedOn(name))
    .map(({ name }) => ({
      field: name,
      message: catalogueOf(question).form.severalAnswers,
      mayStay: true,
    }));
}

/**
 * Returns an error if all answers together are too long. It is at the longest answer, where the person should
 * begin.
 */
function complainOfLength(typed: Typed, consultation: Consultation): FieldError[] {
  const lengths = Object.keys(typed).map((field) => ({
    field,
    length: valuesIn(typed, field).reduce((sum, value) => sum + value.length, 0),
  }));
  const over = lengths.reduce((sum, { length }) => sum + length, 0) - longestForm;
  const [longest] = lengths.toSorted((a, b) => b.length - a.length);
  if (over <= 0 || !longest) return [];
  const message = catalogueOf(consultation).form.tooLong(over);
  return [{ field: longest.field, message }];
}

/** Returns the field at which an error about the whole form is shown. */
export function firstField(consultation: Consultation): string {
  const [field] = fieldsOf(consultation).keys();
  if (field === undefined) throw new Error(`consultation ${consultation.slug} asks nothing`);
  return field;
}
