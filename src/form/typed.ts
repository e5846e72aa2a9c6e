/** Separates what a person typed from everything else that a form sent. */
import { kindOf } from '../questions/kinds.ts';
import { valueIn, valuesIn, type Field, type Question, type Typed } from '../questions/question.ts';
import { isBlank } from '../text/blank.ts';
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import { reservedFields } from '../consultation/form-fields.ts';

/** The values that were sent under each name, in order. */
export type SentFields = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<Consultation, Map<string, Field>>();
const knownOf = new WeakMap<Question, Field[]>();

/** Returns the fields of a question, which are made once, with their messages. */
export function fieldsOfQuestion(question: Question): readonly Field[] {
  const fields = knownOf.get(question) ?? kindOf(question).fields(question);
  knownOf.set(question, fields);
  return fields;
}

/** Returns all fields of a consultation by name, in the order of the page. */
export function fieldsOf(consultation: Consultation): ReadonlyMap<string, Field> {
  let fields = known.get(consultation);
  if (!fields) {
    const all = questionsOf(consultation).flatMap(fieldsOfQuestion);
    fields = new Map(all.map((field) => [field.name, field]));
    known.set(consultation, fields);
  }
  return fields;
}

/** Returns what was typed into the fields of a consultation. A value that came more than once is included once. */
export function typedIn(consultation: Consultation, sent: SentFields): Typed {
  return typedInto(fieldsOf(consultation).keys(), sent);
}

/** Does the same for some fields, by their names. */
export function typedInto(names: Iterable<string>, sent: SentFields): Typed {
  // No prototype, so that "constructor" is a name like any other.
  const typed = Object.create(null) as Record<string, string[]>;
  for (const name of names) {
    const values = new Set(sent.get(name)?.filter((value) => value !== ''));
    if (values.size > 0) typed[name] = [...values];
  }
  return typed;
}

/** Whether a value is longer than its field allows. Such values are never parsed. */
export function isTooLong({ name, takes, most }: Field, typed: Typed): boolean {
  const values = takes === 'one' ? [valueIn(typed, name)] : valuesIn(typed, name);
  return values.some((value) => value.length > most);
}

interface StrangeFields {
  /** How many names were sent that the consultation does not have. */
  count: number;
  /** The words in these fields, each below its name, or `null` if there are none. */
  text: string | null;
}

const own = new Set<string>(reservedFields);

/** Returns what was sent in fields that neither the consultation nor the form itself has. */
export function strangeIn(consultation: Consultation, sent: SentFields): StrangeFields {
  return strangeTo(fieldsOf(consultation), sent);
}

/** Does the same for some fields, by their names. */
export function strangeTo(
  names: Pick<ReadonlySet<string>, 'has'>,
  sent: SentFields,
): StrangeFields {
  const strange = [...sent].filter(([name]) => !names.has(name) && !own.has(name));
  const parts = strange.flatMap(([name, values]) => {
    const words = [...new Set(values)].filter((value) => !isBlank(value));
    return words.length === 0 ? [] : [`${name}:\n${words.join('\n')}`];
  });
  return { count: strange.length, text: parts.length === 0 ? null : parts.join('\n\n') };
}
