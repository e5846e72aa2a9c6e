/** Name and address in plain text: a line for each, with the answer beside its label or below it. */
import type { ReadLines } from '../question.ts';
import { withOlder } from '../../text/older-words.ts';
import { addAll, findOwn, plainWords, restOf, wordsOf } from '../../text/words.ts';
import { contactFields, invalidAddressNote, type ContactQuestion } from './contact-question.ts';

export function blankContact(): string[] {
  return ['Name:', 'Email:'];
}

const label = /^[\s>]*(?:your )?(name|e-?mail)(?: address)?\s*:\s*(.*)$/i;
/** Two labels on one line: a program has joined the lines. */
const joined =
  /(?<=^(?:[^\S\n]|>)*(?:your )?name\s*:.*\s)(?=(?:your )?e-?mail(?: address)?\s*:)/gim;

export function readContact(question: ContactQuestion, lines: string[]): ReadLines {
  const fields = contactFields(question);
  const typed: Record<string, string[]> = {};
  const left: string[] = [];
  let field: string | null = null;
  for (const line of withoutNote(lines.join('\n').replace(joined, '\n'))) {
    const [, name, beside] = label.exec(line) ?? [];
    const text = (beside ?? line).trim();
    if (name !== undefined) field = /^n/i.test(name) ? fields.name : fields.email;
    if (text === '') continue;
    // An address below its label, and nothing else: it may be a greeting.
    const isAnswer = field !== fields.email || beside !== undefined || text.includes('@');
    if (field === null || typed[field] !== undefined || !isAnswer) {
      left.push(line.trim());
      continue;
    }
    const { value, rest } = field === fields.email ? splitAddress(text) : { value: text, rest: '' };
    typed[field] = [value];
    if (rest !== '') left.push(rest);
  }
  return { typed, left };
}

/** An address that stands among other words. A name before its brackets belongs to it. */
function splitAddress(text: string): { value: string; rest: string } {
  if (/^[^<>@]+<[^\s<>@]+@[^\s<>@]+>$/.test(text)) return { value: text, rest: '' };
  const found = text.match(/(?:mailto:)?[^\s<>(),;]+@[^\s<>(),;]+/g) ?? [];
  const [only = ''] = found;
  const rest = text.replace(only, '').replace(/^[\s<>(),;.-]+|[\s<>(),;.-]+$/g, '');
  return found.length === 1 && rest !== ''
    ? { value: only.replace(/^mailto:/i, ''), rest }
    : { value: text, rest: '' };
}

/** Removes what a receipt says below an invalid address. */
function withoutNote(text: string): string[] {
  const words = wordsOf(text);
  const notes = findOwn(text, words, withOlder(invalidAddressNote).map(plainWords));
  if (notes.length === 0) return text.split('\n');
  const own = new Set<number>();
  addAll(own, notes);
  return restOf(text, words, own);
}
