/** The reading level of a text in years of school, by the formula of Flesch and Kincaid (1975). */
import type { HTMLElement } from 'node-html-parser';
import { syllable } from 'syllable';

/** Fewer words than this are a label, not a sentence. */
const shortest = 5;

/** Returns the grade to one decimal, or `null` if there are too few sentences. */
export function gradeOf(elements: HTMLElement[]): number | null {
  const sentences = elements.flatMap(sentencesOf);
  if (sentences.length < 3) return null;
  const words = sentences.flat();
  const syllables = words.reduce((sum, word) => sum + syllable(word.replace(/[’-]/g, ' ')), 0);
  const grade =
    (0.39 * words.length) / sentences.length + (11.8 * syllables) / words.length - 15.59;
  return Math.round(10 * grade) / 10;
}

function sentencesOf(element: HTMLElement): string[][] {
  return element
    .querySelectorAll('p, li, .terms td, tbody th')
    .filter((block) => block.querySelector('p, li') === null)
    .flatMap((block) => block.text.split(/(?<=[.?!])(?<!e\.g\.)\s+(?=[A-Z“])/))
    .map((sentence) => sentence.match(/\p{L}[\p{L}’-]*/gu) ?? [])
    .filter((words) => words.length >= shortest);
}
