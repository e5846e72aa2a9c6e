/** A representative sample shows whatever any state shows, and no state for nothing. */
import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Seen } from './gallery.ts';
import { painted, representativeSample, type Aspect } from './representative-sample.ts';
import type { State } from './states.ts';

const see = (name: string, html: string, kind = 'page') =>
  ({ state: { kind, name } as State, html, policy: null, cookies: 0 }) satisfies Seen;

/** The names of the chosen states. */
const chosenOf = (...seen: Seen[]) => chosenFor('markup', ...seen);

const chosenFor = (aspect: Aspect, ...seen: Seen[]) =>
  representativeSample(seen, aspect)
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

test('for how it is painted, all that an element is in counts, and not the words or what is beside it', () => {
  const plain = see('plain', '<main><p>Words</p><div><b>More</b></div></main>');
  const same = {
    beside: '<main><div><b>More</b></div><p>Words</p></main>',
    attribute: '<main><p id="a">Words</p><div><b>More</b></div></main>',
  };
  for (const [name, html] of Object.entries(same)) {
    assert.deepEqual(chosenFor('paint', plain, see(name, html)), ['plain'], name);
  }
  const others = {
    inside: '<main class="dark"><p>Words</p><div><b>More</b></div></main>',
    style: '<main><p>Words</p><div><b style="color: red">More</b></div></main>',
    invalid: '<main><p>Words</p><div aria-invalid="true"><b>More</b></div></main>',
  };
  for (const [name, html] of Object.entries(others)) {
    assert.deepEqual(chosenFor('paint', plain, see(name, html)), [name, 'plain'].toSorted(), name);
  }
});

test('bars of other lengths look the same', () => {
  const bar = (share: number) => see(`bar-${share}`, `<i style="width:${share}%"></i>`);
  for (const aspect of ['markup', 'paint'] as const)
    assert.equal(chosenFor(aspect, bar(10), bar(31.5)).length, 1);
});

test('our style sheets select by no attribute that a sample for paint leaves out', async () => {
  const names = [];
  for await (const file of glob('src/styles/*.css')) {
    const css = await readFile(file, 'utf8');
    names.push(...[...css.matchAll(/\[([\w-]+)/g)].map(([, name = '']) => name));
  }
  assert.ok(names.length >= 4, names.join());
  // `dir` only moves what is painted.
  const leftOut = names.filter((name) => name !== 'dir' && !painted.test(name));
  assert.deepEqual(leftOut, []);
});

test('of no state there is no sample', () => {
  assert.deepEqual(chosenOf(), []);
});
