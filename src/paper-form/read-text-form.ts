/**
 * Reads a filled text form, a receipt, or one of our emails, even if mail programs have broken, quoted and indented
 * its lines. Each word is in an answer, is one of our own words, or is returned as left over, so no word is lost.
 */
import { kindOf } from '../questions/kinds.ts';
import type { Question, Typed } from '../questions/question.ts';
import {
  addAll,
  directionMarks,
  isNumbering,
  findOwn,
  lineBefore,
  plainWords,
  restOf,
  wordsOf,
} from '../text/words.ts';
import { questionsOf, type Consultation } from '../consultation/consultation.ts';
import type { FoundBookmark } from './bookmarks.ts';
import { addBookmarked } from './bookmarked-heads.ts';
import { countFilled, toCopies, type ReadHead } from './form-copies.ts';
import { findHeads, type Head } from './form-heads.ts';
import { withOlder } from '../text/older-words.ts';
import { catalogueOf, codeOf } from '../languages/catalogues.ts';
import type { Language } from '../languages/formats.ts';
import { copyWords, factFinder } from './copy-words.ts';
import { answerLabels, anyWord, labelLanguages } from './form-words.ts';
import { formParts, hintOf, type FormPart } from './text-form.ts';

export interface ReadForm {
  typed: Typed;
  /** What could not be understood, with the question above it. `null`: it is before the first question. */
  left: { question: Question | null; lines: string[] }[];
  /** Questions that are not in the text at all. */
  missing: Question[];
  /** How many copies of the form have answers. If there are several, the answers may be those of several people. */
  filled: number;
}

/** What may be before our words on a line. */
const before = String.raw`(?:[^\S\n]|[>|*_${directionMarks}])*`;

/** A line that begins with "Question:", perhaps quoted, and numbered by a program. */
const firstQuestion = new RegExp(
  String.raw`^${before}(?:\d+[.)][^\S\n]*)?${anyWord('question')}[^\S\n]*\d*:`,
  'imu',
);
/** The version of a text in a further language ends with a full stop and the code of that language. */
const versionLine = new RegExp(
  String.raw`^(?:[^\S\n]|[>${directionMarks}])*${anyWord('version')}:\s*(\w+(?:\.\w+)?)[^\S\n]*$`,
  'imu',
);

/** Returns the version that a filled form says it answers, or `null` if it says none. */
export function versionOf(text: string): string | null {
  // After the first question the words are the person's. The title can end in "question:" too.
  const [preamble = ''] = cleanText(text).split(firstQuestion, 1);
  return versionLine.exec(preamble)?.[1] ?? null;
}

/** Converts all line ends to `\n`, and control characters, which terminals obey, to U+FFFD. */
export function cleanText(text: string): string {
  return text
    .replaceAll('\uFEFF', '')
    .replace(/\r{0,3}\n|\r|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '\uFFFD');
}

/**
 * Reads a file. A person's words are kept exactly, without the `>` of quoted emails before a line.
 *
 * @param bookmarks the bookmarks of a document; `file` must then be clean text
 * @param starts where each part of an email begins in the text, in UTF-16 code units; `file` must then be clean text
 */
export function readTextForm(
  consultation: Consultation,
  file: string,
  bookmarks: readonly FoundBookmark[] = [],
  starts: readonly number[] = [0],
): ReadForm {
  const text = cleanText(file);
  const questions = questionsOf(consultation);
  const ours = ourWords(consultation, text);
  const findFacts = factFinder(consultation);
  const found = findHeads(questions, text);
  const outside: string[] = [];
  const left: ReadForm['left'] = [];
  const leave = (question: Question | null, lines: string[]) => {
    if (lines.length > 0) left.push({ question, lines });
  };

  const read = new Map<Question, Typed>();
  const all: ReadHead[] = [];
  for (const [part, start] of starts.entries()) {
    const end = starts[part + 1] ?? text.length;
    const isHere = (at: number) => at >= start && at < end;
    const version = versionOf(text.slice(start, end));
    // The numbers of questions in bookmarks are those of one version.
    const marks = version === consultation.version ? bookmarks.filter(({ at }) => isHere(at)) : [];
    const heads = addBookmarked(
      found.filter((head) => isHere(head.start)),
      questions,
      marks,
    );
    const preamble = text.slice(start, heads[0]?.start ?? end);
    outside.push(...restOfOurs(preamble, wordsBetween(ours, null, heads[0] ?? null), findFacts));
    for (const [index, head] of heads.entries()) {
      const next = heads[index + 1] ?? null;
      const block = text.slice(head.end, next?.start ?? end);
      const { question } = head;
      const hint = hintOf(question).map((passage) => plainWords(passage.text));
      if (head.isBookmarked) {
        const own = ours.parts.find((one) => one.question === question)?.phrases ?? [];
        leave(question, restOfOurs(text.slice(head.start, head.end), own));
      }
      const { answer, rest } = divide(block, hint, wordsBetween(ours, head, next), findFacts);
      const { typed, left: lines } = readAnswer(question, unquote(answer, head, text));
      const isBelowVersion = version !== null && hasVersion(heads[index - 1], head, text, version);
      all.push({ question, typed, part, depth: depthOf(head, text), isBelowVersion });
      const earlier = read.get(question);
      if (earlier === undefined || isEmpty(earlier)) read.set(question, typed);
      else if (!isEmpty(typed) && JSON.stringify(typed) !== JSON.stringify(earlier)) {
        leave(question, restOfOurs(answer, []));
        lines.length = 0;
      }
      leave(question, [...rest.before, ...lines, ...rest.after]);
    }
  }
  return {
    typed: Object.assign({}, ...read.values()) as Typed,
    left: outside.length > 0 ? [{ question: null, lines: outside }, ...left] : left,
    missing: questions.filter((question) => !read.has(question)),
    filled: countFilled(toCopies(all)),
  };
}

/** Whether the version of the form is between two questions: another copy of it begins there. */
function hasVersion(before: Head | undefined, head: Head, text: string, version: string): boolean {
  if (before === undefined) return false;
  return versionLine.exec(text.slice(before.end, head.start))?.[1] === version;
}

/** Returns how often a question was quoted in replies. */
function depthOf({ start }: Head, text: string): number {
  return (/^[\s>]*/.exec(text.slice(start))?.[0] ?? '').split('>').length - 1;
}

function isEmpty(typed: Typed): boolean {
  return Object.keys(typed).length === 0;
}

type FindOurs = ReturnType<typeof factFinder>;

interface OurWords {
  parts: { question: Question | null; phrases: string[][] }[];
  head: string[][];
  foot: string[][];
}

/**
 * Returns all our words that may be in a text: in the language of the consultation, and in each other language in
 * which the text has labels. (Before a language had a catalogue, its forms were in English.)
 */
function ourWords(consultation: Consultation, text: string): OurWords {
  const versions = versionsIn(consultation, labelLanguages(text));
  const { head, foot } = copyWords(versions, text);
  const texts = versions.map((version) => formParts(version));
  const documents = versions.map((version) => formParts(version, 'document'));
  return {
    parts: formParts(consultation).map((part, at) => {
      const phrases = unique(
        versions.flatMap((_version, index) => {
          const said = texts[index]?.[at];
          return said ? phrasesOf(said, documents[index]?.[at]) : [];
        }),
      );
      return { question: part.how === 'question' ? part.question : null, phrases };
    }),
    head: head.map(plainWords),
    foot: foot.map(plainWords),
  };
}

function phrasesOf(part: FormPart, inDocument: FormPart | undefined): string[][] {
  if (part.how === 'question') return questionWords(part.question).map(plainWords);
  const other = inDocument && 'text' in inDocument ? [inDocument.text] : [];
  const texts = new Set([...withOlder(part.text), ...other]);
  return [...texts].map((text) => plainWords(leadOf(part) + text));
}

/** Returns a consultation with our words in its own language, and in each of the others. An editor's words stay. */
function versionsIn(consultation: Consultation, languages: Language[]): Consultation[] {
  const own = codeOf(consultation.language) ?? 'en';
  const others = languages.filter((language) => language !== own);
  return [
    consultation,
    ...others.map((language): Consultation => ({
      ...consultation,
      language,
      sections: consultation.sections.map((section) => ({
        ...section,
        questions: section.questions.map((question) => ({ ...question, language })),
      })),
    })),
  ];
}

/** Removes repeated phrases, because each phrase makes the search for our words slower. */
function unique(phrases: string[][]): string[][] {
  return [...new Map(phrases.map((phrase) => [phrase.join(' '), phrase])).values()];
}

/** Returns what is before an item of a list, such as its number, which is ours too. */
function leadOf(part: FormPart): string {
  return 'lead' in part ? part.lead : '';
}

function questionWords(question: Question): string[] {
  const below = kindOf(question).blankLines(question).join(' ');
  const hint = hintOf(question).map(({ text }) => text);
  const { asked, answerLabel } = catalogueOf(question).paperForm;
  return [asked(question.ask), ...hint, answerLabel, below];
}

/** Returns our words that may be between two questions of the file, in their order. */
function wordsBetween(
  { parts, head, foot }: OurWords,
  after: Head | null,
  before: Head | null,
): string[][] {
  const at = ({ question }: Head) => parts.findIndex((part) => part.question === question);
  const [start, end] = [after ? at(after) + 1 : 0, before ? at(before) : parts.length];
  // If an earlier question comes after a later one, a second copy of the form begins there.
  const isNewCopy = start > end;
  const between = isNewCopy
    ? [...parts.slice(start), ...parts.slice(0, end)]
    : parts.slice(start, end);
  return [
    ...(after === null || isNewCopy ? head : []),
    ...between.flatMap(({ phrases }) => phrases),
    ...(before === null ? foot : []),
  ];
}

const below = new RegExp(
  String.raw`(?:^|\n)${before}${anyWord('answer')}[*_]*[^\S\n]*(?:[:：]|(?=\n|$))[*_]*[^\S\n]*`,
  'iu',
);
const beside = new RegExp(
  String.raw`^[^\p{L}\p{N}\n]*${anyWord('answer')}[^\S\n]*[:：][^\S\n]*`,
  'iu',
);

/** Divides the text below a question into the answer, and our words that follow it with anything among them. */
function divide(block: string, hint: string[][], ours: string[][], findFacts: FindOurs) {
  const found = beside.exec(block) ?? below.exec(block);
  const [index, label] = found ? [found.index, found[0]] : [0, ''];
  const rest = block.slice(index + label.length);
  const words = wordsOf(rest);
  const [first] = findOwn(rest, words, ours, answerLabels);
  let cut = rest.length;
  if (first) {
    const word = words[first.from] as (typeof words)[number];
    const line = lineBefore(rest, word);
    cut = word.start - (isNumbering(line) ? line.length : 0);
  }
  return {
    answer: rest.slice(0, cut),
    rest: {
      before: restOfOurs(block.slice(0, index), hint),
      after: restOfOurs(rest.slice(cut), ours, findFacts),
    },
  };
}

/** @param alsoOurs finds more of our words */
function restOfOurs(text: string, ours: string[][], alsoOurs?: FindOurs): string[] {
  const words = wordsOf(text);
  const own = new Set<number>();
  addAll(own, [...findOwn(text, words, ours, answerLabels), ...(alsoOurs?.(text, words) ?? [])]);
  return restOf(text, words, own);
}

const noAnswer = new RegExp(
  String.raw`^[\s>${directionMarks}]*${anyWord('noAnswer')}[.\s]*$`,
  'iu',
);

function readAnswer(question: Question, lines: string[]) {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (noAnswer.test(lines[first] ?? ''))
    return { typed: {}, left: restOfOurs(lines.slice(first + 1).join('\n'), []) };
  if (first === -1) return { typed: {}, left: [] };
  return kindOf(question).readLines(question, lines);
}

const leadingMarks = new RegExp(`^([\\s>]*)[${directionMarks}]+`);

/** Returns the lines of an answer, without the `>`, the direction and the indentation that its question has. */
function unquote(answer: string, { start }: Head, text: string): string[] {
  const asked = text.slice(start).split('\n', 1)[0] as string;
  const isMarked = leadingMarks.test(asked);
  const bare = (line: string) => (isMarked ? line.replace(leadingMarks, '$1') : line);
  const lead = /^[\s>]*/.exec(bare(asked))?.[0] ?? '';
  const depth = lead.split('>').length - 1;
  const indent = lead.split('>').at(-1)?.length ?? 0;
  const marks = new RegExp(`^(?:[^\\S\\n]*>){0,${depth}}${depth > 0 ? ' ?' : ''}`);
  const spaces = new RegExp(`^[^\\S\\n]{0,${depth > 0 ? Math.max(0, indent - 1) : indent}}`);
  return answer.split('\n').map((line) => bare(line).replace(marks, '').replace(spaces, ''));
}
