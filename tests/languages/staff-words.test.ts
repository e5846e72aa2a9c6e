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

/** Three words in a row, in a text that is no query and no path. */
const sentence = /\p{L}[\p{L}’']+,? \p{L}+,? \p{L}/u;
const query = /^\s*(?:SELECT|INSERT|UPDATE|DELETE|PRAGMA|WITH)\b/;

/** Returns the texts of a file, with its own errors left out: those are for developers. */
function textsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isThrowStatement(node) && /new Error\(/.test(node.getText(source))) return;
    if (ts.isImportDeclaration(node)) return;
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

export async function findSentences(beginnings: string[] = places): Promise<string[]> {
  const names = await readdir(src, { recursive: true });
  return names
    .filter((name) => name.endsWith('.ts') && beginnings.some((one) => name.startsWith(one)))
    .flatMap((name) =>
      textsIn(join(src, name))
        .filter((text) => sentence.test(text) && !query.test(text))
        .map((text) => `${name}: ${text.slice(0, 90)}`),
    );
}

test('every sentence that staff read is in their catalogue', async () => {
  assert.deepEqual(await findSentences(), [], 'move it to src/languages/en/staff');
});
