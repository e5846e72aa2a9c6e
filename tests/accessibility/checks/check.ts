/** One thing that is looked at on a page: by an engine of others, or by rules of our own. */
import type { Page } from 'playwright-core';
import type { Seen } from '../gallery.ts';

export interface Problem {
  rule: string;
  message: string;
  /** A selector or a piece of markup. */
  where: string;
}

export interface Outcome {
  /** How many things were looked at: a check that never looks at anything is red. */
  tested: number;
  problems: Problem[];
}

export interface Check {
  name: string;
  /** One line for the report. */
  says: string;
  /** Success criteria of WCAG 2.2 that it bears on. */
  criteria: string[];
  /** An email is shown inside the page of a mail program: what only a page has is not asked of it. */
  skipsEmails?: boolean;
  /** Which states it looks at, by their names. By default all. */
  states?: RegExp;
  /** It changes the size of the window, or the media that the page is shown in; the next check has both as they were. */
  changesWindow?: boolean;
  /** It leaves the page itself other than it found it: the next check loads it anew, which takes 100 ms. */
  changesPage?: boolean;
  /** `page`: in Chromium, with scripts off, 1280 × 900 pixels. */
  run(page: Page, seen: Seen): Promise<Outcome>;
}
