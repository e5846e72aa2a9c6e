/** A choice in plain text: an X between brackets beside an option, or the option alone. */
import { nameInFull, nameOption, type Option, type ReadLines } from '../question.ts';
import { findNamed, normalise, wrapLine } from '../lines.ts';
import type { ChoiceQuestion } from './choice.ts';

export function blankChoice({ options }: ChoiceQuestion): string[] {
  return [
    'Put an X between the brackets of one option.',
    '',
    ...options.flatMap((option) => wrapLine(`[ ] ${nameInFull(option)}`, '    ')),
  ];
}

/**
 * Reads a choice. Where there are no brackets, an option that stands alone was chosen: the others were
 * deleted, as on paper.
 */
export function readChoice(question: ChoiceQuestion, lines: string[]): ReadLines {
  const found: { option: Option; mark: string | null; line: string }[] = [];
  const left: string[] = [];
  for (const line of lines) {
    if (normalise(line) === '' || normalise(line).startsWith('put an x between')) continue;
    const [, mark, rest = line] = /^\s*[[(]\s*([^\])]*?)\s*[\])]\s*(.+)$/.exec(line) ?? [];
    const option = findNamed(question.options, nameOption, rest);
    if (option) found.push({ option, mark: mark ?? null, line });
    else if (!isContinued(found.at(-1)?.option, line)) left.push(line);
  }
  const marked = found.filter(({ mark }) => mark);
  const chosen = marked.length > 0 ? marked : found.filter(({ mark }) => mark === null);
  const ids = new Set(chosen.map(({ option }) => option.id));
  if (ids.size > 1) return { typed: {}, left: [...chosen.map(({ line }) => line), ...left] };
  const [id] = ids;
  return { typed: id === undefined ? {} : { [question.id]: id }, left };
}

/** Mail programs break long lines: the rest of an option's words is no answer of its own. */
function isContinued(option: Option | undefined, line: string): boolean {
  return option !== undefined && normalise(nameInFull(option)).includes(normalise(line));
}
