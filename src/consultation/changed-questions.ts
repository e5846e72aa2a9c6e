/** Finds what has changed in questions that people have answered, and what that does to figures. */
import type { Question } from '../questions/question.ts';
import { isSameLanguage } from '../languages/catalogues.ts';
import { questionsOf, staffTextOf, type Consultation } from './consultation.ts';
import { textsOf } from './translations.ts';

/**
 * Returns a sentence for each question or option that people saw and that is now gone, of another kind, or
 * reworded. Changes of capitals, punctuation and white space do not count.
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
  return questionsOf(before).flatMap((question) => {
    const match = current.get(question.id);
    return compare(question, match && !same ? inWordsOf(question, match) : match);
  });
}

/**
 * Returns `question` with the words of `worded`, wherever both have words, because the two are in different languages.
 */
function inWordsOf(worded: Question, question: Question): Question {
  const labels = labelsOf(worded);
  const lists = Object.entries(question).map(([key, value]: [string, unknown]) => {
    if (!Array.isArray(value)) return [key, value];
    const items = (value as { id?: string; label?: string }[]).map((item) =>
      typeof item.id === 'string' && labels.has(item.id)
        ? { ...item, label: labels.get(item.id) }
        : item,
    );
    return [key, items];
  });
  return { ...(Object.fromEntries(lists) as Question), ask: worded.ask };
}

function compare(before: Question, now: Question | undefined): string[] {
  const { id } = before;
  if (!now) {
    return [
      `People have answered the question “${before.ask}” (${id}), which is gone. Its answers stay in the report and in exports, after the other questions. If you only gave it another id, write ${id} again.`,
    ];
  }
  if (now.kind !== before.kind) {
    return [
      `People have answered the question ${id} as a ${before.kind}, and it is a ${now.kind} now. Both are counted, as two questions. Give the new one another id.`,
    ];
  }
  const asked = isSame(before.ask, now.ask)
    ? []
    : [
        `The question ${id} was “${before.ask}” when people answered it, and is “${now.ask}” now. All answers are counted together, under the new words. If it asks something else now, give it another id.`,
      ];
  return [...asked, ...compareLabels(before, now)];
}

function compareLabels(before: Question, now: Question): string[] {
  const current = labelsOf(now);
  return [...labelsOf(before)].flatMap(([id, label]) => {
    const words = current.get(id);
    if (words === undefined) {
      return [
        `People could choose “${label}” (${id}) in the question ${now.id}, and it is gone. It stays in the figures, with the answers from before. If you only gave it another id, write ${id} again, or the report counts the two apart.`,
      ];
    }
    if (isSame(label, words)) return [];
    return [
      `“${label}” (${id}) in the question ${now.id} is “${words}” now. Both are counted together, under the new words. If it means something else now, give it another id.`,
    ];
  });
}

/** Returns the label of everything in a question that has an id and a label, by id. The list can have any name. */
function labelsOf(question: Question): Map<string, string> {
  const items = Object.values(question).flatMap((value: unknown) =>
    Array.isArray(value) ? (value as unknown[]) : [],
  );
  return new Map(
    items.flatMap((item): [string, string][] => {
      const { id, label } = (item ?? {}) as { id?: unknown; label?: unknown };
      return typeof id === 'string' && typeof label === 'string' ? [[id, label]] : [];
    }),
  );
}

function isSame(one: string, other: string): boolean {
  return bareWords(one) === bareWords(other);
}

function bareWords(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ');
}
