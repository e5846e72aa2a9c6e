/**
 * Finds ids that are used twice. An answer is stored by the ids of its question and its option, so an id that is
 * used twice would store something that the person did not choose.
 */
import { kindOf, listsOf } from '../questions/kinds.ts';
import { nameInFull, type Option, type Question } from '../questions/question.ts';
import { givesOptions, type Section, type Table } from './consultation.ts';
import type { Fault } from './fault.ts';
import { frameIds, idsBeside } from './page-ids.ts';
import { reservedFields } from './form-fields.ts';

export interface ReadSection extends Section {
  file: string;
  /** Whether all of its questions could be read. */
  areAllRead: boolean;
}

interface Named {
  id: string;
  file: string;
  path: Fault['path'];
}

/** Ids that have a meaning for every JavaScript object. */
const unsafeIds = ['constructor', '__proto__'];

/** @param sections with all the questions and tables that could be read */
export function checkNames(sections: readonly ReadSection[]): Fault[] {
  const questions = sections.flatMap(questionsIn);
  const tables = sections.flatMap(tablesIn);
  const named = [
    ...sections.map(toNamed),
    ...questions.flatMap((question) => [...idsOnPage(question), ...columnsOf(question)]),
  ];
  return [
    ...questions.filter((question) => !isFromTable(question, tables)).flatMap(checkOptionIds),
    ...questions.flatMap(checkOptionWords),
    ...questions.flatMap(checkOwnIds),
    ...tables.flatMap(checkRows),
    ...findDoubles('of a question', questions),
    ...findDoubles('of a table', tables),
    ...findClashes(named),
    ...findReserved([...sections.map(toNamed), ...questions]),
    ...checkAsks(questions),
    ...checkConsent(questions),
  ];
}

interface Place<T> extends Named {
  is: T;
}

function questionsIn({ file, questions }: ReadSection): Place<Question>[] {
  return questions.map((is) => ({ id: is.id, file, path: ['questions', is.id], is }));
}

function tablesIn({ file, parts }: ReadSection): Place<Table>[] {
  const tables = parts.flatMap((part) => ('table' in part ? [part.table] : []));
  return tables.map((is) => ({ id: is.id, file, path: ['tables', is.id], is }));
}

const toNamed = ({ id, file }: ReadSection): Named => ({ id, file, path: [] });

function isFromTable({ file, is }: Place<Question>, tables: readonly Place<Table>[]): boolean {
  return tables.some((table) => table.file === file && givesOptions(table.is, is));
}

interface Listed {
  option: Option;
  noun: 'row' | 'option';
  path: Fault['path'];
}

/** Returns the lists of a question, with their places in the file. */
function placesOf({ path, is }: Place<Question>): Listed[][] {
  return listsOf(is).map((list) =>
    Object.entries(list).flatMap(([key, options]) =>
      options.map((option): Listed => {
        const noun = key === 'rows' ? 'row' : 'option';
        return { option, noun, path: [...path, key, option.id] };
      }),
    ),
  );
}

function checkOptionIds(question: Place<Question>): Fault[] {
  return placesOf(question).flatMap((list) => {
    const places = list.map(({ option, path }) => ({ id: option.id, file: question.file, path }));
    const whose = list[0]?.noun === 'row' ? 'a row' : 'an option';
    return findDoubles(`of ${whose} of the question "${question.is.id}"`, places);
  });
}

function checkOptionWords(question: Place<Question>): Fault[] {
  return placesOf(question).flatMap((list) => {
    const first = new Map<string, string>();
    return list.flatMap(({ option, noun, path }): Fault[] => {
      const words = nameInFull(option).trim();
      const other = first.get(words.toLowerCase()) ?? option.id;
      first.set(words.toLowerCase(), other);
      if (other === option.id) return [];
      const message = `Two ${noun}s of the question "${question.is.id}" have the same words: ${words}. Nobody can tell them apart.`;
      return [{ file: question.file, path, message, isWarning: true }];
    });
  });
}

/** Checks that no field has an id that the page gives to hints and errors. */
function checkOwnIds({ id, file, path, is }: Place<Question>): Fault[] {
  const fields = fieldNames(is);
  const taken = new Set(idsBeside(id, fields));
  return fields
    .filter((name) => taken.has(name))
    .map((name) => {
      const own = name.slice(id.length + 1);
      const message = `The id "${own}" cannot be used in the question "${id}": the page itself uses "${name}". Choose another, such as "our-${own}".`;
      return { file, path, message };
    });
}

function checkRows({ file, path, is }: Place<Table>): Fault[] {
  const rows = is.rows.map(({ id }) => ({ id, file, path: [...path, 'rows', id] }));
  return [
    ...findDoubles(`of a row of the table "${is.id}"`, rows),
    ...is.rows.flatMap((row) =>
      findDoubles(
        `of a mark of the row "${row.id}"`,
        (row.marks ?? []).map((id) => ({ id, file, path: [...path, 'rows', row.id, 'marks'] })),
      ),
    ),
  ];
}

function columnsOf({ file, path, is }: Place<Question>): Named[] {
  return kindOf(is)
    .columns(is)
    .map(({ id }) => ({ id, file, path }));
}

function idsOnPage({ id, file, path, is }: Place<Question>): Named[] {
  const fields = fieldNames(is);
  const ids = new Set([...fields, ...idsBeside(id, fields)]);
  return [...ids].map((one) => ({ id: one, file, path }));
}

function fieldNames(question: Question): string[] {
  return kindOf(question)
    .fields(question)
    .map(({ name }) => name);
}

function findDoubles(whose: string, named: readonly Named[]): Fault[] {
  const first = new Map<string, Named>();
  return named.flatMap((one): Fault[] => {
    const other = first.get(one.id);
    if (!other) {
      first.set(one.id, one);
      return [];
    }
    const where = other.file === one.file ? '' : `, also in ${other.file}`;
    const message = `The id "${one.id}" ${whose} is used twice${where}. Give each a different id.`;
    return [{ file: one.file, path: one.path, message }];
  });
}

/** Returns a fault for each name that two questions, or a section and a question, have in common. */
function findClashes(named: readonly Named[]): Fault[] {
  const first = new Map<string, Named>();
  const said = new Set<string>();
  return named.flatMap((one): Fault[] => {
    const other = first.get(one.id);
    first.set(one.id, other ?? one);
    // Clashes within one question, or between two questions with the same id, are reported elsewhere.
    if (!other || (one.path.length > 0 && one.path[1] === other.path[1])) return [];
    const pair = JSON.stringify([one.file, one.path, other.file, other.path]);
    if (said.has(pair)) return [];
    said.add(pair);
    const thing = other.path.length === 0 ? 'the section' : `the question "${other.path[1]}"`;
    const message = `The id "${one.id}" is used twice: ${thing} in ${other.file} has it too. Choose another id here.`;
    return [{ file: one.file, path: one.path, message }];
  });
}

/** Finds ids that the page or JavaScript reserves. */
function findReserved(named: readonly Named[]): Fault[] {
  const reserved: readonly string[] = [...frameIds, ...reservedFields, ...unsafeIds];
  return named
    .filter(({ id }) => reserved.includes(id))
    .map(({ id, file, path }) => {
      const todo =
        path.length === 0
          ? `Rename the file, such as "${file.replace('-', '-our-')}".`
          : `Choose another, such as "our-${id}".`;
      const message = `The id "${id}" is taken: the page itself uses it. ${todo}`;
      return { file, path, message };
    });
}

/** Checks that questions have different words, because the plain-text form is read back by them. */
function checkAsks(questions: readonly Place<Question>[]): Fault[] {
  const asks = questions.map(({ is }) => is.ask.trim().toLowerCase());
  return questions
    .filter((_, index) => asks.indexOf(asks[index] as string) !== index)
    .map(({ file, path, is }) => ({
      file,
      path,
      message: `Two questions have the same words: ${is.ask}. People cannot tell them apart on the page, in the report or on paper.`,
      isWarning: true,
    }));
}

/** Checks that there is only one consent question. With two answers, nobody would know which one counts. */
function checkConsent(questions: readonly Place<Question>[]): Fault[] {
  const [first, ...others] = questions.filter(({ is }) => kindOf(is).consentOf);
  return others.map(({ file, path }) => ({
    file,
    path,
    message: `A consultation asks once whether we may publish what people say, and the question "${first?.id}" in ${first?.file} asks it already. Delete one of the two.`,
  }));
}
