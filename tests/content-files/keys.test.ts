/** docs/content.md has every key that an editor can write, and no other; and its examples are right. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { schemaKeys, writeKeyReference } from '../../src/content-files/key-reference.ts';
import { keyGroups } from '../../src/content-files/keys.ts';

const docs = readFileSync(new URL('../../docs/content.md', import.meta.url), 'utf8');

for (const group of keyGroups) {
  test(`${group.name}: each key has its words, and no other has`, () => {
    const inSchema = schemaKeys(group).map(({ key }) => key);
    assert.deepEqual(Object.keys(group.keys).toSorted(), inSchema.toSorted());
  });

  test(`${group.name}: each example is right`, () => {
    for (const [key, { example }] of Object.entries(group.keys)) {
      // A key inside another is in the other's example.
      if (key.includes('.')) continue;
      const object = group.schema as unknown as z.ZodObject;
      const parsed = z.safeParse(object.shape[key] as z.ZodType, parse(example));
      assert.ok(parsed.success, `${key}: ${example}: ${parsed.error?.message}`);
    }
  });
}

test('docs/content.md is what "node scripts/write-content-reference.ts" writes', () => {
  assert.ok(docs.endsWith(`\n${writeKeyReference()}\n`));
});
