/** Name and address in plain text: a line for each, with the answer beside its label or below it. */
import { normalise } from '../lines.ts';
import type { ReadLines } from '../question.ts';
import { contactFields, type ContactQuestion } from './contact.ts';

/** What a receipt adds below an address that is none. */
const remark = 'this does not look like an email address';

export function blankContact(): string[] {
  return ['Name:', 'Email:'];
}

export function readContact(question: ContactQuestion, lines: string[]): ReadLines {
  const fields = contactFields(question);
  const typed: Record<string, string> = {};
  const left: string[] = [];
  let field: string | null = null;
  for (const line of lines) {
    const text = line.trim();
    if (text === '' || normalise(text).startsWith(remark)) continue;
    const label = /^(?:your )?(name|email)(?: address)?\s*:\s*(.*)$/i.exec(text);
    if (label) {
      field = label[1]?.toLowerCase() === 'name' ? fields.name : fields.email;
      if (label[2]) typed[field] = label[2];
    } else if (field !== null && typed[field] === undefined) {
      typed[field] = text;
    } else {
      left.push(line);
    }
  }
  return { typed, left };
}
