/** Saved answers, and which of them a newer version of the consultation still asks for. */
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import { kindOf } from '../questions/kinds.ts';
import { choicesOf, valuesIn, type Question, type Typed } from '../questions/question.ts';
import type { Carried } from './shown-page.ts';
import { fieldsOf, strangeIn, typedIn, type SentFields } from './typed.ts';
import { questionToText } from './typed-to-text.ts';

/** A draft as it is stored, with everything as it was typed. */
export interface DraftContent extends Pick<Carried, 'seen' | 'trap' | 'left' | 'checkedAt'> {
  /** The version of the consultation that the draft answers. */
  version: string;
  fields: [name: string, values: readonly string[]][];
}

export function toDraft({ version }: Consultation, typed: Typed, carried: Carried): DraftContent {
  const { seen, trap, left, checkedAt } = carried;
  return { version, fields: Object.entries(typed), seen, trap, left, checkedAt };
}

/**
 * Puts a draft into the current version of the consultation. Answers that it no longer asks for are returned as words
 * to copy.
 *
 * @param before the version that the draft answers. `null`: it no longer exists
 */
export function fromDraft(
  { version, fields, seen, trap, left, checkedAt }: DraftContent,
  before: Consultation | null,
  now: Consultation,
): { typed: Typed; carried: Omit<Carried, 'saved'> } {
  const sent: SentFields = new Map(fields);
  const isOlder = version !== now.version;
  const unknown = isOlder && before === null ? (strangeIn(now, sent).text ?? '') : '';
  const gone = isOlder && before !== null ? goneWords(before, now, sent) : [unknown];
  const words = [left, ...gone].filter((part) => part !== '');
  return {
    typed: typedIn(now, sent),
    carried: { seen, trap, checkedAt, left: [...new Set(words)].join('\n\n') },
  };
}

/** Returns each question with its answer in words, if the question is gone or no longer has a place for the answer. */
function goneWords(before: Consultation, now: Consultation, sent: SentFields): string[] {
  const typed = typedIn(before, sent);
  const asked = new Map(questionsOf(now).map((question) => [question.id, question]));
  return questionsOf(before)
    .filter((question) => !isKept(question, asked.get(question.id), now, typed))
    .flatMap((question) => questionToText(question, typed) ?? []);
}

/** Whether everything that was typed for a question has a place in the newer version. */
function isKept(
  before: Question,
  now: Question | undefined,
  text: Consultation,
  typed: Typed,
): boolean {
  const names = kindOf(before)
    .fields(before)
    .map(({ name }) => name)
    .filter((name) => valuesIn(typed, name).length > 0);
  if (names.length === 0) return true;
  if (now === undefined || now.kind !== before.kind) return false;
  const fields = fieldsOf(text);
  const options = new Set(choicesOf(now).map(({ id }) => id));
  const lost = choicesOf(before)
    .map(({ id }) => id)
    .filter((id) => !options.has(id));
  return names.every(
    (name) => fields.has(name) && !valuesIn(typed, name).some((value) => lost.includes(value)),
  );
}
