/** Reads a question as an editor wrote it: its kind, its options, and the keys of its kind. */
import { kinds } from '../questions/kinds.ts';
import type { Option, Question } from '../questions/question.ts';
import type { Table } from './consultation.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import type { Fault } from './fault.ts';
import { sayNoTable } from './place-parts.ts';
import { check, keysOf } from './say-issue.ts';

type Report = (path: Fault['path'], message: string) => void;

/** Lists of options that several questions share, by their names. */
export type Lists = Readonly<Record<string, Option[]>>;

/** Where a question can take its options from. */
interface Sources {
  /** The tables of the same file that have no mistakes. */
  tables: readonly Table[];
  /** The lists of consultation.yaml. `null`: they are wrong, which is reported elsewhere. */
  lists: Lists | null;
  /** Whether all tables of the file have no mistakes. */
  areComplete: boolean;
  /** The language of the questions, for words that the editor did not write. */
  language: string;
}

/** Reads a question. If something is wrong, reports it and returns `null`. */
export function readQuestion(
  written: unknown,
  { tables, lists, areComplete, language }: Sources,
  report: Report,
): Question | null {
  if (typeof written !== 'object' || written === null || !('kind' in written)) return null;
  const question: Record<string, unknown> = { ...written };
  const names = kinds.map(({ name }) => name);
  if (typeof question['kind'] !== 'string') return null;
  const kind = kinds.find(({ name }) => name === question['kind']);
  if (!kind) {
    const known = `The kinds are: ${names.join(', ')}.`;
    report(
      ['kind'],
      `There is no kind "${question['kind']}".${didYouMean(question['kind'], names)} ${known}`,
    );
    return null;
  }
  const ownKeys = keysOf(kind.questionSchema);
  const takesOptions = ownKeys.includes('options');
  // A kind may use this key for something else, as `number` does.
  const isTable = !ownKeys.includes('from');
  const from = isTable ? question['from'] : undefined;
  if (isTable) delete question['from'];
  let isRight = true;
  const wrong: Report = (path, message) => {
    isRight = false;
    report(path, message);
  };
  const listed = listKeys.filter((key) => typeof question[key] === 'string');
  for (const key of listed) {
    const name = question[key] as string;
    const list = lists && Object.hasOwn(lists, name) ? lists[name] : undefined;
    question[key] = list ?? [placeholder, placeholder];
    if (lists === null) isRight = false;
    else if (!list) wrong([key], sayNoList(name, lists));
  }
  if (from !== undefined && !takesOptions) {
    wrong(['from'], `A ${kind.name} takes no options. Delete the line "from".`);
  } else if (from !== undefined && 'options' in question) {
    wrong(['from'], 'This question has both "from" and "options". Keep one of them.');
  } else if (from !== undefined) {
    const table = tables.find(({ id }) => id === from);
    if (table) question['options'] = optionsFrom(table);
    else if (!areComplete) isRight = false;
    else if (typeof from === 'string' || typeof from === 'number') {
      wrong(['from'], sayNoTable(`${from}`, tables));
    }
  } else if (takesOptions && !('options' in question)) {
    const instead = 'Write "options:" with a list, or "from:" with the id of a table of this file.';
    wrong([], `This question has no options. ${instead}`);
  }
  // Already reported. Without these, the missing options would be reported as well.
  if (takesOptions && !('options' in question)) question['options'] = [placeholder, placeholder];
  const checked = check(kind.questionSchema, kind.complete?.(question, language) ?? question);
  for (const { path, message } of checked.faults) {
    const [key] = path;
    const isOfTable = !('options' in written) && key === 'options';
    const isListed = listKeys.some((one) => one === key && listed.includes(one));
    report(isOfTable ? ['from'] : isListed && key !== undefined ? [key] : path, message);
  }
  return isRight ? checked.value : null;
}

/** Keys that can have the name of a shared list. */
const listKeys = ['options', 'scale'] as const;

function sayNoList(name: string, lists: Lists): string {
  const names = Object.keys(lists);
  const known =
    names.length === 0 ? 'Write one there, in the group "lists".' : `It has: ${names.join(', ')}.`;
  return `There is no list "${name}" in consultation.yaml.${didYouMean(name, names)} ${known}`;
}

const placeholder: Option = { id: 'x', label: 'x' };

function optionsFrom({ rows }: Table): Option[] {
  return rows.map(({ marks: _, ...option }) => option);
}
