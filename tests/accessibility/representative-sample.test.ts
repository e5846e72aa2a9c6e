/** A representative sample shows whatever any state shows, and no state for nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Seen } from './gallery.ts';
import { representativeSample } from './representative-sample.ts';
import type { State } from './states.ts';

const see = (name: string, html: string, kind = 'page') =>
  ({ state: { kind, name } as State, html, policy: null, cookies: 0 }) satisfies Seen;

/** The names of the chosen states. */
const chosenOf = (...seen: Seen[]) =>
  representativeSample(seen, 'fine')
    .map(({ state }) => state.name)
    .toSorted();

test('of states that differ in their words alone, one is chosen', () => {
  const one = see('one', '<p>One <a href="/one">link</a></p>');
  const other = see('other', '<p>Other <a href="/other">links</a></p>');
  assert.deepEqual(chosenOf(one, other), ['one']);
});

test('a state that shows all that another shows is chosen instead of it', () => {
  const part = see('part', '<h1>Heading</h1><p>Words</p>');
  const whole = see('whole', '<h1>Heading</h1><p>Words</p><ul><li>Item</li></ul>');
  assert.deepEqual(chosenOf(part, whole), ['whole']);
});

test('what stands elsewhere, looks different or is of another kind is looked at too', () => {
  const plain = see('plain', '<p>Words</p><input name="a">');
  const differences = {
    element: '<p>Words</p><textarea></textarea>',
    parent: '<div><p>Words</p><input name="a"></div>',
    class: '<p class="error">Words</p><input name="a">',
    style: '<p style="color: red">Words</p><input name="a">',
    attribute: '<p>Words</p><input name="a" aria-describedby="b">',
    invalid: '<p>Words</p><input name="a" aria-invalid="true">',
  };
  for (const [name, html] of Object.entries(differences)) {
    assert.ok(chosenOf(plain, see(name, html)).includes(name), name);
  }
  assert.deepEqual(chosenOf(plain, see('email', plain.html, 'email')), ['email', 'plain']);
});

test('a coarse sample shows each element with each of its classes, wherever it stands', () => {
  const plain = see('plain', '<p>Words</p><input name="a">');
  const chosenWith = (html: string) =>
    representativeSample([plain, see('other', html)], 'coarse').map(({ state }) => state.name);
  const same = ['<div><p>Words</p></div>', '<p>Words</p><input name="a" aria-invalid="true">'];
  assert.ok(chosenWith(same[0] ?? '').includes('plain'));
  assert.deepEqual(chosenWith(same[1] ?? ''), ['plain']);
  assert.ok(chosenWith('<p>Words</p><textarea></textarea>').includes('other'));
  assert.ok(chosenWith('<p class="error">Words</p>').includes('other'));
});

test('bars of other lengths are the same', () => {
  const bar = (share: number) => see(`bar-${share}`, `<i style="width:${share}%"></i>`);
  assert.equal(chosenOf(bar(10), bar(31.5)).length, 1);
});

test('of no state there is no sample', () => {
  assert.deepEqual(chosenOf(), []);
});
