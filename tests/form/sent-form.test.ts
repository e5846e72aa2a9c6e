import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostFields } from '../../src/consultation/form-limits.ts';
import { formToText, readForm } from '../../src/form/sent-form.ts';

const read = (text: string) => readForm(Buffer.from(text, 'latin1'));

test('reads names and values, and unifies line breaks', () => {
  const form = read('a=1&b=two+words&a=%F0%9F%98%80&c=x%0D%0Ay%0Dz&&d&=e');
  assert.ok(form.ok);
  assert.deepEqual(
    [...form.fields],
    [
      ['a', ['1', '😀']],
      ['b', ['two words']],
      ['c', ['x\ny\nz']],
      ['d', ['']],
      ['', ['e']],
    ],
  );
  assert.equal(form.hasBadBytes, false);
});

test('agrees with the URL standard on odd escapes', () => {
  const source = 'a=%zz&b=100%&c=%4&d=a%3Db%26c&e=1=2&f=+%2B+&g=%zz+%2+b+%';
  const form = read(source);
  assert.ok(form.ok);
  for (const [name, value] of new URLSearchParams(source)) {
    assert.deepEqual(form.fields.get(name), [value], name);
  }
});

test('reports bytes that are not UTF-8, raw or escaped, and keeps the rest', () => {
  for (const source of ['a=caf%E9', 'a=caf\xe9', 'a=%ED%A0%80']) {
    const form = read(source);
    assert.ok(form.ok);
    assert.equal(form.hasBadBytes, true, source);
    assert.match(form.fields.get('a')?.[0] ?? '', /\uFFFD/);
  }
});

test('raw UTF-8 is as good as escaped', () => {
  const form = readForm(Buffer.from('a=café'));
  assert.ok(form.ok);
  assert.deepEqual(form.fields.get('a'), ['café']);
});

test('the soft line breaks of word processors are line breaks', () => {
  const form = read('a=x%0By%0Cz');
  assert.ok(form.ok);
  assert.deepEqual(form.fields.get('a'), ['x\ny\nz']);
});

test('control characters are removed, except tabs and line breaks', () => {
  const form = read('a=x%00y%1B%09z%0A');
  assert.ok(form.ok);
  assert.deepEqual(form.fields.get('a'), ['x\uFFFDy\uFFFD\tz\n']);
});

test('the control characters of C1 are removed too, because terminals obey them', () => {
  const form = read('a=%C2%9B31mred%C2%85%C2%80%C2%9F%C2%A0');
  assert.ok(form.ok);
  assert.deepEqual(form.fields.get('a'), ['\uFFFD31mred\uFFFD\uFFFD\uFFFD\u00A0']);
});

test('a form that belongs to no consultation is read as names and words', () => {
  const text = formToText(Buffer.from('a=two+words&b=%C3%A9%0D%0A%26=1=2&c&&d=%00'));
  assert.equal(text, 'a: two words\n\nb: é\n&=1=2\n\nc\n\nd: \uFFFD');
});

test('refuses a body of too many fields before it parses any', () => {
  assert.equal(read('a=b&'.repeat(mostFields)).ok, false);
});

test('names from prototypes are only names', () => {
  const form = read('__proto__=x&constructor=y&toString=z');
  assert.ok(form.ok);
  assert.deepEqual([...form.fields.keys()], ['__proto__', 'constructor', 'toString']);
  assert.equal(({} as Record<string, unknown>)['x'], undefined);
});
