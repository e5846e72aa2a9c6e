/** Finds what has changed in questions that people have answered, and what that does to figures. */
import { kindOf, listsOf } from '../questions/kinds.ts';
import { addedOptions, nameInFull, type Option, type Question } from '../questions/question.ts';
import { isSameLanguage } from '../languages/catalogues.ts';
import { staffWords } from '../languages/staff.ts';
import { questionsOf, staffTextOf, type Consultation } from './consultation.ts';
import { textsOf } from './translations.ts';

const words = staffWords.checking.changes;

/**
 * Returns a sentence for each question or option that people saw and that is now gone, of another kind, or
 * reworded, and for each limit or unit that is another now. Changes of capitals, punctuation and white space do not
 * count.
 *
 * @param answered the versions that people have answered, oldest first
 */
export function findChangedQuestions(
  answered: readonly Consultation[],
  now: Consultation,
): string[] {
  const texts = textsOf(now);
  const versions = new Set(texts.map(({ version }) => version));
  const sentences = answered
    .filter(({ version }) => !versions.has(version))
    .flatMap((version) => compareTexts(version, texts));
  return [...new Set(sentences)];
}

/**
 * Compares a version, as staff read it, with the current text in the same language. If there is none, ignores the
 * words.
 */
function compareTexts(version: Consultation, texts: readonly Consultation[]): string[] {
  const before = staffTextOf(version);
  const same = texts.find(({ language }) => isSameLanguage(language, before.language));
  const now = same ?? texts[0];
  const asked = now ? questionsOf(now) : [];
  const current = new Map(asked.map((question) => [question.id, question]));
  return questionsOf(before).flatMap((question) =>
    compare(question, current.get(question.id), same !== undefined),
  );
}

/** @param areWordsComparable whether both questions are in the same language */
function compare(
  before: Question,
  now: Question | undefined,
  areWordsComparable: boolean,
): string[] {
  const { id } = before;
  if (!now) return [words.questionGone(before.ask, id)];
  if (now.kind !== before.kind) return [words.otherKind(id, before.kind, now.kind)];
  const isReworded = areWordsComparable && !isSame(before.ask, now.ask);
  return [
    ...(isReworded ? [words.questionReworded(id, before.ask, now.ask)] : []),
    ...compareChoices(before, now, areWordsComparable),
    ...(kindOf(now).sayChanges?.(before, now) ?? []),
  ];
}

/** Compares everything that people read of what they could choose, rank or share points among. */
function compareChoices(before: Question, now: Question, areWordsComparable: boolean): string[] {
  const current = choicesIn(now);
  return [...choicesIn(before)].flatMap(([key, { option, is }]) => {
    const { id, label } = option;
    const choice = current.get(key);
    if (!choice) {
      return is === 'added'
        ? [words.addedChoiceGone(label, id, now.id)]
        : [words.choiceGone(label, id, now.id)];
    }
    const [was, isNow] = [option, choice.option].map(nameInFull) as [string, string];
    if (!areWordsComparable || isSame(was, isNow)) return [];
    return choice.is === 'own'
      ? [words.choiceReworded(was, id, now.id, isNow)]
      : [words.ourChoiceReworded(was, id, now.id, isNow)];
  });
}

interface Choice {
  option: Option;
  /** Whether it is an editor's own, one that a key such as `other` adds, or one that every question of the kind has. */
  is: 'own' | 'added' | 'of the kind';
}

/** Returns what can be chosen in a question. Two rows or options with one id are different if their lists are. */
function choicesIn(question: Question): Map<string, Choice> {
  const written: unknown[] = Object.values(question);
  const own = listsOf(question).flatMap((group, at) =>
    Object.values(group).flatMap((options) =>
      options.map((option): [string, Choice] => [
        `${at} ${option.id}`,
        { option, is: written.includes(options) ? 'own' : 'of the kind' },
      ]),
    ),
  );
  const added = addedOptions(question).map((option): [string, Choice] => [
    `0 ${option.id}`,
    { option, is: 'added' },
  ]);
  return new Map([...own, ...added]);
}

function isSame(one: string, other: string): boolean {
  return bareWords(one) === bareWords(other);
}

/** Returns the words, figures and signs of a text: “< 5”, “> 5”, “£5” and “-5” are all different. */
function bareWords(text: string): string {
  return (
    text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+|[\p{Sm}\p{Sc}\p{So}%]|(?<!\S)-(?=\p{N})/gu) ?? []
  ).join(' ');
}
