/** Codes of saved answers, and what is derived from them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { codeBytes, readCode, writeCode } from '../../../src/form/draft-code.ts';
import { keysOf, seal, unseal } from '../../../src/server/drafts/seal.ts';

const codes = fc
  .uint8Array({ minLength: codeBytes, maxLength: codeBytes })
  .map((bytes) => writeCode(bytes));

test('a code has four groups of four, and each of its 80 bits counts', () => {
  assert.equal(writeCode(new Uint8Array(codeBytes)), '0000-0000-0000-0000');
  assert.equal(writeCode(new Uint8Array(codeBytes).fill(255)), 'ZZZZ-ZZZZ-ZZZZ-ZZZZ');
  const one = Array.from({ length: 80 }, (_, bit) => {
    const bytes = new Uint8Array(codeBytes);
    bytes[bit >> 3] = 0x80 >> (bit & 7);
    return writeCode(bytes);
  });
  assert.equal(new Set(one).size, 80);
});

test('it is read in upper or lower case, with separators and similar characters', () => {
  fc.assert(
    fc.property(codes, fc.constantFrom('', ' ', '-', ' – ', '\u00a0', '.', '_'), (code, gap) => {
      assert.equal(readCode(code), code);
      const typed = code.toLowerCase().replaceAll('-', gap);
      assert.equal(readCode(` ${typed}\n`), code);
      assert.equal(readCode(typed.replaceAll('0', 'o').replaceAll('1', 'l')), code);
      assert.equal(readCode(code.replaceAll('1', 'I')), code);
      assert.equal(readCode(`https://example.org/x/respond?saved=${code}`), code);
      assert.equal(readCode(code.slice(1)), null);
      assert.equal(readCode(`${code}0`), null);
    }),
  );
  for (const wrong of ['', '7Q2M', 'UUUU-UUUU-UUUU-UUUU', 'é'.repeat(16), '<'.repeat(16)])
    assert.equal(readCode(wrong), null);
  assert.equal(readCode('７Ｑ２Ｍ-4XKD-09PA-TR5W'), '7Q2M-4XKD-09PA-TR5W');
});

test('sealed data opens only with its own code, and not if a bit was changed', async () => {
  const [mine, another] = [keysOf('7Q2M-4XKD-09PA-TR5W'), keysOf('7Q2M-4XKD-09PA-TR5X')];
  const content = { fields: { comment: ['Ada wrote this, שלום'.repeat(100)] } };
  const box = await seal(mine, content);
  assert.deepEqual(await unseal(mine, box), content);
  assert.ok(box.length < 200, 'it is compressed');
  assert.ok(!box.includes('Ada'));
  assert.notDeepEqual(await seal(mine, content), box, 'a nonce is used once');
  await assert.rejects(unseal(another, box));
  await assert.rejects(unseal({ ...mine, id: another.id }, box));
  for (const at of [0, 20, box.length - 1]) {
    const changed = Buffer.from(box);
    changed[at] = (changed[at] as number) ^ 1;
    await assert.rejects(unseal(mine, changed));
  }
  await assert.rejects(unseal(mine, Buffer.alloc(3)));
});

test('neither the name of the row nor the key can be derived from the other', () => {
  const { id, key } = keysOf('7Q2M-4XKD-09PA-TR5W');
  assert.equal(id.length, 16);
  assert.equal(key.length, 32);
  assert.ok(!key.includes(id.subarray(0, 4)));
});
