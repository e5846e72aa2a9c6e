/** Splits text in a language that is written from right to left by the direction of its words. */

interface Stretch {
  text: string;
  isLeftToRight: boolean;
}

const rightToLeft = String.raw`\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}`;
const letter = String.raw`(?:(?![${rightToLeft}])\p{L})`;
/**
 * Matches words that are written from left to right, from the first letter or digit to the last, with what is between
 * them: "3rd Road, Elmton". Brackets and quotation marks belong to the text around the words.
 */
const leftToRight = new RegExp(
  String.raw`[0-9]*${letter}(?:[^${rightToLeft}()\[\]{}<>«»“”"]*(?:${letter}|[0-9]))?`,
  'gu',
);

/** Splits a text so that each part has one direction. Word lays out each run in one direction only. */
export function splitDirections(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  const add = (end: number, isLeftToRight: boolean) => {
    if (end > at) stretches.push({ text: text.slice(at, end), isLeftToRight });
    at = end;
  };
  for (const { index, 0: found } of text.matchAll(leftToRight)) {
    add(index, false);
    add(index + found.length, true);
  }
  add(text.length, false);
  return stretches;
}
