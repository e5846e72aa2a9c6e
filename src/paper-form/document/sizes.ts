/** How large the letters of a document are, in points. */
export interface Sizes {
  body: number;
  /** By level, from 1. */
  headings: readonly [number, number, number, number, number, number];
}

export const normalPrint: Sizes = { body: 12, headings: [22, 18, 15, 13, 12, 12] };
/** Large print: 18 points or more everywhere (UK Association for Accessible Formats). */
export const largePrint: Sizes = { body: 18, headings: [28, 24, 21, 19, 18, 18] };

/** A page of A4 with its margins, in millimetres. */
export const page = { width: 210, height: 297, margin: 20 } as const;

/** Every computer has this font or one like it, and its letters are easy to distinguish at large sizes. */
export const font = 'Arial';
