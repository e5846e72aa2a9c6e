/** Sentences for staff are in their catalogue, and nowhere else, so that staff can have another language one day. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** The folders and the beginnings of files whose sentences staff read. */
const places = [
  'emails/',
  'report/',
  'exports/',
  'contribution/',
  'staff/',
  'server/http/staff-',
  'server/mail/write-',
];

/** Three words in a row. */
const sentence = /\p{L}[\p{L}’']+,? \p{L}+,? \p{L}/u;

/** What nobody reads, by its beginning. */
const unread = [
  // A style sheet.
  'report/report-style.ts: ',
  // Codes and lists for comparing.
  'contribution/group-marks.ts: same words as ',
  'contribution/personal-details.ts: mr mrs ms miss',
  'staff/commands/backup.ts: SELECT count(*)',
  // A token.
  'server/http/staff-pages.ts: filed by a link …',
];

/** Returns the texts of a file, without its own errors and its log, which are for those who run the site. */
function textsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isThrowStatement(node) && /new Error\(/.test(node.getText(source))) return;
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'log') return;
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    else if (ts.isTemplateExpression(node))
      found.push(
        [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'),
      );
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('every sentence that staff read is in their catalogue', async () => {
  const names = (await readdir(src, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && places.some((place) => name.startsWith(place)),
  );
  const found = names.flatMap((name) =>
    textsIn(join(src, name))
      .filter((text) => sentence.test(text))
      .map((text) => `${name}: ${text.slice(0, 90)}`),
  );
  for (const beginning of unread)
    assert.ok(
      found.some((text) => text.startsWith(beginning)),
      `${beginning}: gone, so delete it here`,
    );
  const sentences = found.filter((text) => !unread.some((one) => text.startsWith(one)));
  assert.deepEqual(sentences, [], 'move it to src/languages/en/staff');
});
