/** A check of a page, by another engine or by our own rules. */
import type { Page } from 'playwright-core';
import type { Seen } from '../gallery.ts';
import type { Grain } from '../representative-sample.ts';

export interface Problem {
  rule: string;
  message: string;
  /** A selector or a piece of markup. */
  where: string;
}

export interface Outcome {
  /** How many things it examined. A check that examined nothing fails. */
  tested: number;
  problems: Problem[];
}

export interface Check {
  name: string;
  /** One line for the report. */
  says: string;
  /** The success criteria of WCAG 2.2 that it is about. */
  criteria: string[];
  /**
   * Whether it skips emails. An email is shown inside the page of a mail program, so it needs nothing that only a
   * page has.
   */
  skipsEmails?: boolean;
  /** The names of the states that it examines. Default: all. */
  states?: RegExp;
  /** If `npm test` runs it only on a representative sample of the states: of which grain. */
  sampled?: Grain;
  /** Whether it changes the size of the window or the media. Both are reset for the next check. */
  changesWindow?: boolean;
  /** Whether it changes the page, or where the focus is. The next check then reloads it, which takes 100 ms. */
  changesPage?: boolean;
  /** `page`: in Chromium, with scripts off, 1280 × 900 pixels. */
  run(page: Page, seen: Seen): Promise<Outcome>;
}
