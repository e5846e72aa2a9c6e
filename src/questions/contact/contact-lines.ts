/** Name and address in plain text: a line for each, with the answer beside its label or below it. */
import { allCatalogues } from '../../languages/catalogues.ts';
import { sentencesOf, type ReadLines } from '../question.ts';
import { anyOf } from '../reading.ts';
import { withOlder } from '../../text/older-words.ts';
import { addAll, findOwn, plainWords, restOf, wordsOf } from '../../text/words.ts';
import { contactFields, type ContactQuestion } from './contact-question.ts';

export function blankContact(question: ContactQuestion): string[] {
  const { nameIs, emailIs } = sentencesOf(question).contact;
  return [`${nameIs}:`, `${emailIs}:`];
}

/**
 * A label with any white space for its spaces, because programs replace spaces with others, such as no-break spaces.
 */
const labelOf = (name: 'nameLabel' | 'emailLabel') => anyOf(name).replaceAll(' ', '\\s');

const label = new RegExp(
  `^[\\s>]*(?:(${labelOf('nameLabel')})|${labelOf('emailLabel')})\\s*:\\s*(.*)$`,
  'i',
);
/** Finds two labels on one line, which a program has joined. */
const joined = new RegExp(
  `(?<=^(?:[^\\S\\n]|>)*${labelOf('nameLabel')}\\s*:.*\\s)(?=${labelOf('emailLabel')}\\s*:)`,
  'gim',
);

export function readContact(question: ContactQuestion, lines: string[]): ReadLines {
  const fields = contactFields(question);
  const typed: Record<string, string[]> = {};
  const left: string[] = [];
  let field: string | null = null;
  for (const line of withoutNote(lines.join('\n').replace(joined, '\n'))) {
    const labelled = label.exec(line);
    const [, name, beside] = labelled ?? [];
    const text = (beside ?? line).trim();
    if (labelled) field = name === undefined ? fields.email : fields.name;
    if (text === '') continue;
    // Below its label, take only an address. Other words may be a greeting.
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

/** Splits an address from other words around it. A name before an address in angle brackets belongs to the address. */
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
  const sentences = allCatalogues.map(({ questions }) => questions.contact.invalidAddress);
  const notes = findOwn(text, words, sentences.flatMap(withOlder).map(plainWords));
  if (notes.length === 0) return text.split('\n');
  const own = new Set<number>();
  addAll(own, notes);
  return restOf(text, words, own);
}
