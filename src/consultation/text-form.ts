/**
 * The form as plain text, to be filled in without a browser and sent by email or post, in the shape of
 * a receipt; and the reading of it, also after mail programs have broken and quoted its lines.
 */
import { kindOf } from '../questions/index.ts';
import { normalise } from '../questions/lines.ts';
import type { Question, Typed } from '../questions/question.ts';
import { questionsOf, type Consultation } from './consultation.ts';
import { underline, wrap } from './contribution-text.ts';
import { nameSection } from './contribution.ts';
import { sayMoment } from './moments.ts';

/** A blank form. */
export function blankForm(consultation: Consultation): string {
  const sections = consultation.sections
    .filter(({ questions }) => questions.length > 0)
    .map((section) =>
      [underline(nameSection(section, consultation)), ...section.questions.map(blankQuestion)].join(
        '\n\n',
      ),
    );
  return `${[preamble(consultation), ...sections].join('\n\n\n')}\n`;
}

function preamble({ title, contact, closes, version, ...zoned }: Consultation): string {
  return [
    underline(`${title}: form to fill in`),
    wrap(
      'Write your answers below the lines that say “Answer:”. Leave blank what you do not want to answer. Please change nothing else.',
    ),
    wrap(
      `Save it as plain text, and email it to ${contact} by ${sayMoment(closes, { ...zoned })}. You can paste it into the email, or attach it.`,
    ),
    `Version: ${version}`,
  ].join('\n\n');
}

function blankQuestion(question: Question): string {
  const lines = kindOf(question).blankLines(question);
  return [wrap(`Question: ${question.ask}`), '', 'Answer:', ...lines].join('\n');
}

export interface ReadForm {
  typed: Typed;
  /** What could not be understood, with the question it stands below. `null`: before the first. */
  left: { question: Question | null; lines: string[] }[];
  /** Questions that are not in the text at all. */
  missing: Question[];
}

/** The version that a filled form says it answers. `null`: it says none. */
export function versionOf(text: string): string | null {
  return /^[> ]*Version: (\w+)\s*$/m.exec(text)?.[1] ?? null;
}

/** Reads a filled form, or a receipt. Words of a person are kept to the character. */
export function readTextForm(consultation: Consultation, text: string): ReadForm {
  const lines = unquote(
    text
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n')
      .split('\n'),
  );
  const found = findQuestions(consultation, lines);
  const typed: Record<string, string> = {};
  const left: ReadForm['left'] = [];
  const foreign = strangeLines(consultation, lines.slice(0, found[0]?.start ?? lines.length));
  if (foreign.length > 0) left.push({ question: null, lines: foreign });

  for (const [index, { question, end }] of found.entries()) {
    const next = found[index + 1]?.start ?? lines.length;
    const below = answerLines(consultation, lines.slice(end, next));
    const read = readAnswer(question, below);
    Object.assign(typed, read.typed);
    if (read.left.length > 0) left.push({ question, lines: read.left });
  }
  const here = new Set(found.map(({ question }) => question));
  return { typed, left, missing: questionsOf(consultation).filter((asked) => !here.has(asked)) };
}

function readAnswer(question: Question, lines: string[]) {
  const words = lines.join('\n').trim();
  if (words === '' || normalise(words) === 'no answer') return { typed: {}, left: [] };
  return kindOf(question).readLines(question, lines);
}

interface Found {
  question: Question;
  /** The first line of its words, and the line after the last of them. */
  start: number;
  end: number;
}

function findQuestions(consultation: Consultation, lines: string[]): Found[] {
  const waiting = new Set(questionsOf(consultation));
  const found: Found[] = [];
  for (let start = 0; start < lines.length; start += 1) {
    if (!/^[> ]*question:/i.test(lines[start] as string)) continue;
    for (const question of waiting) {
      const end = endOf(normalise(`Question: ${question.ask}`), lines, start);
      if (end === null) continue;
      waiting.delete(question);
      found.push({ question, start, end });
      start = end - 1;
      break;
    }
  }
  return found;
}

/** Where a heading ends that may be broken over several lines. `null`: it does not stand here. */
function endOf(wanted: string, lines: string[], start: number): number | null {
  let words = '';
  for (let end = start; end < lines.length; end += 1) {
    words = normalise(`${words} ${(lines[end] as string).replace(/^[> ]+/, '')}`);
    if (words === wanted) return end + 1;
    if (!wanted.startsWith(words)) return null;
  }
  return null;
}

/** The lines of an answer: without "Answer:" before it, and without the next section's heading. */
function answerLines(consultation: Consultation, lines: string[]): string[] {
  const titles = new Set(
    consultation.sections.map((section) => normalise(nameSection(section, consultation))),
  );
  const kept = [...lines];
  while (kept.length > 0 && kept[0]?.trim() === '') kept.shift();
  const [, beside] = /^[> ]*answer:[^\S\n]*(.*)$/i.exec(kept[0] ?? '') ?? [];
  if (beside !== undefined) kept.splice(0, 1, ...(beside === '' ? [] : [beside]));
  dropBlankEnd(kept);
  if (/^[> ]*=+$/.test(kept.at(-1) ?? '') && titles.has(normalise(kept.at(-2) ?? ''))) {
    kept.splice(-2);
    dropBlankEnd(kept);
  }
  return kept;
}

function dropBlankEnd(lines: string[]): void {
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
}

/** Lines before the first question that neither a form nor a receipt of ours has. */
function strangeLines(consultation: Consultation, lines: string[]): string[] {
  const ours = new Set(
    [
      ...preamble(consultation).split('\n'),
      ...wrap(consultation.title).split('\n'),
      ...consultation.sections.map((section) => nameSection(section, consultation)),
    ].map(normalise),
  );
  return lines.filter((line) => {
    const plain = normalise(line.replace(/^[> ]+/, ''));
    if (ours.has(plain) || /^[=-]*$/.test(plain)) return false;
    return !/^(version|reference|received|your reference|questions about it):/.test(plain);
  });
}

/** A form that was sent back as a quotation, whole. */
function unquote(lines: string[]): string[] {
  const written = lines.filter((line) => line.trim() !== '');
  const quoted = written.filter((line) => line.startsWith('>'));
  if (written.length === 0 || quoted.length < written.length * 0.8) return lines;
  return lines.map((line) => line.replace(/^> ?/, ''));
}
