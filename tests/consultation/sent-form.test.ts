import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readForm } from '../../src/consultation/sent-form.ts';

const read = (text: string) => readForm(Buffer.from(text, 'latin1'));

test('reads names and values, and makes one kind of line break', () => {
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
  const source = 'a=%zz&b=100%&c=%4&d=a%3Db%26c&e=1=2&f=+%2B+';
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

test('control characters are not kept, tabs and line breaks are', () => {
  const form = read('a=x%00y%1B%09z%0A');
  assert.ok(form.ok);
  assert.deepEqual(form.fields.get('a'), ['x\uFFFDy\uFFFD\tz\n']);
});

test('refuses a body of too many fields before it parses any, and gives its text back', () => {
  const form = read('a=b&'.repeat(501));
  assert.equal(form.ok, false);
  assert.match(form.ok ? '' : form.text, /^a=b&a=b/);
});

test('names of prototypes are only names', () => {
  const form = read('__proto__=x&constructor=y&toString=z');
  assert.ok(form.ok);
  assert.deepEqual([...form.fields.keys()], ['__proto__', 'constructor', 'toString']);
  assert.equal(({} as Record<string, unknown>)['x'], undefined);
});
