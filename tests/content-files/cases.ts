/** Mistakes of an editor, each in a folder that is right otherwise, with what must be said of them. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sayMistakes } from '../../src/content-files/mistake.ts';
import { readContent } from '../../src/content-files/read-content.ts';
import { whileOpen } from '../site.ts';
import { parkFiles, writeContent, type Files } from './content.ts';

export const settings = parkFiles['consultation.yaml'] ?? '';
export const places = parkFiles['2-places.md'] ?? '';

/** The smallest GIF. The code that measures pictures ignores the name of the file. */
export const onePixel = Buffer.from(
  'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
  'base64',
);

/** The sentence of 2-places.md that stands above its table. */
export const prose = 'We have three places in mind.';

/** Replaces words, which must be there. */
export function change(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, () => to);
  assert.notEqual(changed, text, `the text has ${from}`);
  return changed;
}

/** Returns the line on which some words begin, from 1. */
function lineOf(text: string, words: string): number {
  const at = text.indexOf(words.trimStart());
  assert.notEqual(at, -1, words);
  return text.slice(0, at).split('\n').length;
}

export interface Case {
  files: Files;
  /** Files of the correct consultation that are missing. */
  without?: string[];
  /** How the messages begin, in order. */
  said: RegExp[];
}

/** Changes one line of consultation.yaml, and expects a message about that line. */
export function inSettings(
  from: string | RegExp,
  to: string,
  said: string,
  isWarning = false,
): Case {
  const text = change(settings, from, to);
  const line = lineOf(text, to);
  const where = `${isWarning ? 'Warning: ' : ''}park/consultation.yaml, line ${line}: `;
  return { files: { 'park/consultation.yaml': text }, said: [new RegExp(`^${where}${said}`)] };
}

/** Changes one line of 2-places.md, and expects a message about that line or another. */
export function inSection(
  from: string | RegExp,
  to: string,
  said: string,
  at = to,
  isWarning = false,
): Case {
  const text = change(places, from, to);
  const line = lineOf(text, at);
  const where = `${isWarning ? 'Warning: ' : ''}park/2-places.md, line ${line}: `;
  return { files: { 'park/2-places.md': text }, said: [new RegExp(`^${where}${said}`)] };
}

/** Makes a test of each. */
export function testCases(cases: Record<string, Case>): void {
  for (const [what, { files, without = [], said }] of Object.entries(cases)) {
    test(`an editor is told of ${what}`, async (t) => {
      const folder = await writeContent(t, files);
      for (const name of without) await rm(join(folder, name));
      const { content, mistakes } = await readContent(folder, [], new Date(whileOpen));
      const lines = sayMistakes(folder, mistakes).split('\n');
      const isOnlyWarned = said.every(({ source }) => source.startsWith('^Warning'));
      assert.equal(content !== null, isOnlyWarned, lines.join('\n'));
      const told = isOnlyWarned ? lines : lines.slice(1);
      assert.equal(told.length, said.length, lines.join('\n'));
      for (const [index, line] of told.entries()) assert.match(line, said[index] as RegExp);
    });
  }
}
