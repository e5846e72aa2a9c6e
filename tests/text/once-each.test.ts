import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onceEach } from '../../src/text/once-each.ts';

test('a thing is made once for each value, and another value has another', () => {
  const made: unknown[] = [];
  const make = onceEach((value: unknown) => {
    made.push(value);
    return { value };
  });
  assert.equal(make('a'), make('a'));
  assert.equal(make({ b: 1 }), make({ b: 1 }));
  assert.notEqual(make('a'), make('b'));
  assert.notEqual(make({ b: 1 }), make({ b: 2 }));
  assert.deepEqual(made, ['a', { b: 1 }, 'b', { b: 2 }]);
});
