/** Writes docs/content.md's tables: every key of every file, with type, default and example. */
import { z } from 'zod';
import { propertyShape } from '../questions/question.ts';
import { keyGroups, type KeyGroup } from './keys.ts';

interface JsonSchema {
  type?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema | false;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
}

interface SchemaKey {
  key: string;
  type: string;
  /** "required", or the default, or "none". */
  fallback: string;
}

/**
 * Returns the keys of a group from its schema, each followed by the keys inside it. Leaves out options, and what any
 * question can have, because they are separate groups.
 */
export function schemaKeys({ schema, name, kind }: KeyGroup): SchemaKey[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const keys = listKeys(json, '', name === 'A table' ? [] : ['options', 'tables']);
  return kind
    ? keys.filter(({ key }) => !Object.hasOwn(propertyShape, key.replace(/\..*$/, '')))
    : keys;
}

function listKeys(schema: JsonSchema, before: string, closed: string[]): SchemaKey[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, written]) => {
    const node = written.anyOf?.find(({ type }) => type !== 'null') ?? written;
    const key = `${before}${name}`;
    const isNeeded = schema.required?.includes(name) && written.default === undefined;
    const own: SchemaKey = { key, type: sayType(node), fallback: sayFallback(written, isNeeded) };
    if (closed.includes(name)) return [own];
    const inner = node.items ? node.items : node;
    return [own, ...listKeys(inner, `${key}.`, closed)];
  });
}

function sayFallback({ default: value }: JsonSchema, isNeeded: boolean | undefined): string {
  if (isNeeded) return 'required';
  if (value === undefined || value === null) return 'none';
  // An empty list, or a group of keys that each have a default.
  if (typeof value === 'object' && Object.keys(value).length === 0) return 'none';
  return `\`${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}\``;
}

function sayType(node: JsonSchema): string {
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  if (node.enum) return node.enum.map((value) => `\`${String(value)}\``).join(' or ');
  if (node.prefixItems)
    return `${node.prefixItems.length} values: ${sayType(node.prefixItems[0] ?? {})}`;
  if (node.type === 'array') return `list of: ${sayType(node.items || {})}`;
  const format = node.format === undefined ? undefined : formats[node.format];
  return format ?? types[node.type ?? ''] ?? 'keys of its own';
}

const formats: Record<string, string> = {
  email: 'email address',
  'date-time': 'moment',
  date: 'day',
};
const types: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: '`true` or `false`',
};

/** Returns the reference as Markdown: a heading and a table for each group. */
export function writeKeyReference(): string {
  return keyGroups.map(writeGroup).join('\n\n');
}

function writeGroup(group: KeyGroup): string {
  const rows = schemaKeys(group).map(({ key, type, fallback }) => {
    const known = group.keys[key];
    return `| \`${key}\` | ${known?.means ?? ''} | ${type} | ${fallback} | \`${known?.example ?? ''}\` |`;
  });
  const head = [
    '| key | what it is for | type | default | example |',
    '| --- | --- | --- | --- | --- |',
  ];
  return [`## ${group.name}`, '', group.where, '', ...head, ...rows].join('\n');
}
