/** Says in sentences what a schema found wrong in an editor's file. */
import { z } from 'zod';
import { didYouMean } from '../text/did-you-mean.ts';
import type { Fault } from './fault.ts';

type Path = readonly (string | number)[];
type Place = Pick<Fault, 'path' | 'message'>;

/** Checks a value by a schema. If something is wrong, `value` is `null`, and `faults` say what it is. */
export function check<T>(
  schema: z.ZodType<T>,
  value: unknown,
): { value: T | null; faults: Place[] } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data, faults: [] };
  const issues = parsed.error.issues.flatMap(withUnions);
  return { value: null, faults: issues.flatMap((issue) => sayIssue(issue, value, schema)) };
}

/** Returns the keys that are right on their own, so that they can be checked further even if others are wrong. */
export function validKeys<Shape extends z.ZodRawShape>(
  shape: Shape,
  value: unknown,
): Partial<z.infer<z.ZodObject<Shape>>> {
  const written: Record<string, unknown> =
    typeof value === 'object' && value !== null ? { ...value } : {};
  const pairs = Object.entries(shape).flatMap(([key, schema]) => {
    const parsed = z.safeParse(schema, written[key]);
    return parsed.success && parsed.data !== undefined ? [[key, parsed.data]] : [];
  });
  return Object.fromEntries(pairs) as Partial<z.infer<z.ZodObject<Shape>>>;
}

/** Returns the keys that a schema knows at a place. */
export function keysOf(schema: z.ZodType, path: Path = []): string[] {
  let node = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  }) as JsonSchema | undefined;
  for (const step of path) {
    node =
      typeof step === 'number'
        ? (node?.prefixItems?.[step] ?? node?.items)
        : node?.properties?.[step];
    node = node?.anyOf?.find(({ type }) => type !== 'null') ?? node;
  }
  return Object.keys(node?.properties ?? {});
}

interface JsonSchema {
  type?: unknown;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
}

type Issue = z.core.$ZodIssue;

/** Replaces an issue of a union with the issues of the alternative that fits best. */
function withUnions(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [nearest] = issue.errors.toSorted((a, b) => b.length - a.length);
  return (nearest ?? []).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function sayIssue(issue: Issue, root: unknown, schema: z.ZodType): Place[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const known = keysOf(schema, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      message:
        saySpace(key) ??
        `There is no key "${key}" here.${didYouMean(key, known)} The keys are: ${known.join(', ')}.`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const [inner] = issue.issues;
    const key = String(path.at(-1));
    const said = `"${key}" cannot be a name here: ${inner?.message}.${suggestId(inner?.message ?? '', key)}`;
    return [{ path, message: said }];
  }
  const value = valueAt(root, path);
  if (value === undefined) {
    const beside = Object.keys(valueAt(root, path.slice(0, -1)) ?? {});
    const squeezed = beside.find((key) => key.startsWith(`${path.at(-1)}:`));
    return [{ path, message: saySpace(squeezed ?? '') ?? sayMissing(path) }];
  }
  const example =
    typeof value === 'string' && keysOf(schema, path).includes('label')
      ? ` For example: { id: ${toId(value) || 'first'}, label: ${JSON.stringify(value)} }.`
      : '';
  return [{ path, message: `${nameOf(path)} ${sayWrong(issue, value, path)}${example}` }];
}

/** YAML reads `{ kind:choice }` as a key with that name and no value. */
function saySpace(key: string): string | null {
  const [, name] = /^([\w-]+):\S/.exec(key) ?? [];
  return name === undefined ? null : `Write a space after "${name}:".`;
}

function sayMissing(path: Path): string {
  const key = path.at(-1);
  return typeof key === 'string'
    ? `"${key}" is missing. Add a line that begins "${key}:". docs/content.md says what to write there.`
    : `${nameOf(path)} is missing.`;
}

/** Returns the beginning of a message: the key or, for an item of a list, the list's key and the index from 1. */
export function nameOf(path: Path): string {
  const key = path.at(-1);
  if (typeof key === 'string') return `"${key}"`;
  if (key === undefined) return 'This entry';
  const list = path.findLast((step) => typeof step === 'string');
  return `Item ${key + 1} of "${list}"`;
}

function sayWrong(issue: Issue, value: unknown, path: Path): string {
  const isSimple = typeof value === 'number' || typeof value === 'boolean';
  if (value === null) return 'is empty. Write something there.';
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'string' && isSimple && path.at(-1) === 'id') return sayBadId(value);
      if (issue.expected === 'string' && isSimple) {
        const what = typeof value === 'number' ? 'a number' : 'true or false';
        return `must be text, and ${value} is read as ${what}. Put it in quotes: "${value}".`;
      }
      if (issue.expected === 'string' && typeof value === 'object') {
        return `must be text on one line. If the text has a colon or begins with a bracket, put it in quotes.`;
      }
      return `must be ${expected[issue.expected] ?? issue.expected}${said(value)}.`;
    case 'invalid_value': {
      const values = issue.values.map(String);
      const guess = typeof value === 'string' ? didYouMean(value, values) : '';
      return `must be ${values.length > 1 ? 'one of: ' : ''}${values.join(', ')}${said(value)}.${guess}`;
    }
    case 'too_small':
      if (issue.origin === 'string') return 'is empty. Write some text there.';
      if (issue.origin === 'array')
        return `needs ${issue.minimum} or more, but has ${lengthOf(value)}.`;
      return `must be ${issue.minimum} or more${said(value)}.`;
    case 'too_big':
      if (issue.origin === 'array')
        return `can have ${issue.maximum} at most, but has ${lengthOf(value)}.`;
      return `must be ${issue.maximum} or less${said(value)}.`;
    case 'invalid_format':
      if (issue.format === 'email')
        return `must be one email address, such as name@example.org${said(value)}.`;
      return `cannot be ${JSON.stringify(value)}: ${issue.message}.${suggestId(issue.message, value)}`;
    default:
      return `${issue.message}.`;
  }
}

const expected: Record<string, string> = {
  string: 'text',
  number: 'a number, without quotes',
  int: 'a whole number, without quotes',
  boolean: 'true or false, without quotes',
  array: 'a list, with each item on a line that begins with "- "',
  tuple: 'a list in square brackets, with a comma between the items',
  object: 'a group of keys, each on a separate line and indented by two more spaces',
};

function said(value: unknown): string {
  return typeof value === 'object' ? '' : `, not ${JSON.stringify(value)}`;
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** Suggests another id instead of quotes, because a number in quotes is not a valid id either. */
function sayBadId(value: number | boolean): string {
  return `cannot be ${value}: use small letters, digits and hyphens, beginning with a letter. Write, for example, "n${value}".`;
}

function suggestId(message: string, value: unknown): string {
  const id = typeof value === 'string' && message.includes('hyphens') ? toId(value) : '';
  return id === '' ? '' : ` Write, for example, "${id}".`;
}

/** Returns the id most similar to a text. Empty if no character of it can be in an id. */
export function toId(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-$/g, '');
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    root,
  );
}
