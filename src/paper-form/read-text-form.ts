/**
 * Reads a filled text form, a receipt, or one of our emails, even if mail programs have broken, quoted and indented
 * its lines. Each word is in an answer, is one of our own words, or is returned as left over, so no word is lost.
 */
import { kindOf } from '../questions/kinds.ts';
import type { Question, Typed } from '../questions/question.ts';
import {
  addAll,
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
import { findHeads, type Head } from './form-heads.ts';
import { withOlder } from '../text/older-words.ts';
import { copyWords, factFinder } from './copy-words.ts';
import { formParts, hintOf } from './text-form.ts';

export interface ReadForm {
  typed: Typed;
  /** What could not be understood, with the question above it. `null`: it is before the first question. */
  left: { question: Question | null; lines: string[] }[];
  /** Questions that are not in the text at all. */
  missing: Question[];
}

/** A line that begins with "Question:", perhaps quoted, and numbered by a program. */
const firstQuestion = /^(?:[^\S\n]|[>|*_])*(?:\d+[.)][^\S\n]*)?question[^\S\n]*\d*:/im;

/** Returns the version that a filled form says it answers, or `null` if it says none. */
export function versionOf(text: string): string | null {
  // After the first question the words are the person's. The title can end in "question:" too.
  const [before = ''] = cleanText(text).split(firstQuestion, 1);
  return /^(?:[^\S\n]|>)*Version:\s*(\w+)[^\S\n]*$/im.exec(before)?.[1] ?? null;
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
 */
export function readTextForm(
  consultation: Consultation,
  file: string,
  bookmarks: readonly FoundBookmark[] = [],
): ReadForm {
  const text = cleanText(file);
  const questions = questionsOf(consultation);
  const ours = ourWords(consultation, text);
  const findFacts = factFinder(consultation);
  // Numbers of questions belong to one version.
  const isSame = bookmarks.length > 0 && versionOf(text) === consultation.version;
  const heads = addBookmarked(findHeads(questions, text), questions, isSame ? bookmarks : []);
  const left: ReadForm['left'] = [];
  const leave = (question: Question | null, lines: string[]) => {
    if (lines.length > 0) left.push({ question, lines });
  };

  const before = text.slice(0, heads[0]?.start);
  leave(null, restOfOurs(before, wordsBetween(ours, null, heads[0] ?? null), findFacts));

  const read = new Map<Question, Typed>();
  for (const [index, head] of heads.entries()) {
    const next = heads[index + 1] ?? null;
    const block = text.slice(head.end, next?.start);
    const { question } = head;
    const hint = hintOf(question).map((passage) => plainWords(passage.text));
    if (head.isBookmarked) {
      const own = questionWords(question).map(plainWords);
      leave(question, restOfOurs(text.slice(head.start, head.end), own));
    }
    const { answer, rest } = divide(block, hint, wordsBetween(ours, head, next), findFacts);
    const { typed, left: lines } = readAnswer(question, unquote(answer, head, text));
    const earlier = read.get(question);
    if (earlier === undefined || isEmpty(earlier)) read.set(question, typed);
    else if (!isEmpty(typed) && JSON.stringify(typed) !== JSON.stringify(earlier)) {
      leave(question, restOfOurs(answer, []));
      lines.length = 0;
    }
    leave(question, [...rest.before, ...lines, ...rest.after]);
  }
  return {
    typed: Object.assign({}, ...read.values()) as Typed,
    left,
    missing: questions.filter((question) => !read.has(question)),
  };
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

function ourWords(consultation: Consultation, text: string): OurWords {
  const { head, foot } = copyWords(consultation, text);
  const inDocument = formParts(consultation, 'document');
  return {
    parts: formParts(consultation).map((part, at) => {
      if (part.how === 'question') {
        return { question: part.question, phrases: questionWords(part.question).map(plainWords) };
      }
      const other = inDocument[at];
      const said = other && 'text' in other && other.text !== part.text ? [other.text] : [];
      const texts = [...withOlder(part.text), ...said];
      return { question: null, phrases: texts.map((text) => plainWords(leadOf(part) + text)) };
    }),
    head: head.map(plainWords),
    foot: foot.map(plainWords),
  };
}

/** Returns what is before an item of a list, such as its number, which is ours too. */
function leadOf(part: ReturnType<typeof formParts>[number]): string {
  return 'lead' in part ? part.lead : '';
}

function questionWords(question: Question): string[] {
  const below = kindOf(question).blankLines(question).join(' ');
  const hint = hintOf(question).map(({ text }) => text);
  return [`Question: ${question.ask}`, ...hint, 'Answer:', below];
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

const answerLabel =
  /(?:^|\n)(?:[^\S\n]|[>|*_])*answer[*_]*[^\S\n]*(?:[:：]|(?=\n|$))[*_]*[^\S\n]*/i;

/** Divides the text below a question into the answer, and our words that follow it with anything among them. */
function divide(block: string, hint: string[][], ours: string[][], findFacts: FindOurs) {
  const found = beside.exec(block) ?? answerLabel.exec(block);
  const [index, label] = found ? [found.index, found[0]] : [0, ''];
  const below = block.slice(index + label.length);
  const words = wordsOf(below);
  const [first] = findOwn(below, words, ours);
  let cut = below.length;
  if (first) {
    const word = words[first.from] as (typeof words)[number];
    const line = lineBefore(below, word);
    cut = word.start - (isNumbering(line) ? line.length : 0);
  }
  return {
    answer: below.slice(0, cut),
    rest: {
      before: restOfOurs(block.slice(0, index), hint),
      after: restOfOurs(below.slice(cut), ours, findFacts),
    },
  };
}

const beside = /^[^\p{L}\p{N}\n]*answer[^\S\n]*[:：][^\S\n]*/iu;

/** @param alsoOurs finds more of our words */
function restOfOurs(text: string, ours: string[][], alsoOurs?: FindOurs): string[] {
  const words = wordsOf(text);
  const own = new Set<number>();
  addAll(own, [...findOwn(text, words, ours), ...(alsoOurs?.(text, words) ?? [])]);
  return restOf(text, words, own);
}

function readAnswer(question: Question, lines: string[]) {
  const first = lines.findIndex((line) => line.trim() !== '');
  const isNone = /^[\s>]*no\s+answer[.\s]*$/i.test(lines[first] ?? '');
  if (isNone) return { typed: {}, left: restOfOurs(lines.slice(first + 1).join('\n'), []) };
  if (first === -1) return { typed: {}, left: [] };
  return kindOf(question).readLines(question, lines);
}

/** Returns the lines of an answer, without the `>` and the indentation that its question has. */
function unquote(answer: string, { start }: Head, text: string): string[] {
  const lead = /^[\s>]*/.exec(text.slice(start).split('\n', 1)[0] as string)?.[0] ?? '';
  const depth = lead.split('>').length - 1;
  const indent = lead.split('>').at(-1)?.length ?? 0;
  const marks = new RegExp(`^(?:[^\\S\\n]*>){0,${depth}}${depth > 0 ? ' ?' : ''}`);
  const spaces = new RegExp(`^[^\\S\\n]{0,${depth > 0 ? Math.max(0, indent - 1) : indent}}`);
  return answer.split('\n').map((line) => line.replace(marks, '').replace(spaces, ''));
}
