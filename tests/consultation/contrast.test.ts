/** The contrast of a site's colour, against figures that WCAG and others publish. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contrastOf, lightGrounds, sayWeakColour } from '../../src/consultation/contrast.ts';

test('contrast is measured as WCAG does', () => {
  assert.equal(contrastOf('#000000', '#ffffff'), 21);
  assert.equal(contrastOf('#ffffff', '#ffffff'), 1);
  assert.equal(contrastOf('#767676', '#ffffff').toFixed(2), '4.54');
  assert.equal(contrastOf('#FF0000', '#ffffff').toFixed(2), '4.00');
});

test('a colour passes from 7:1', () => {
  assert.equal(sayWeakColour('#0a3f8f'), null);
  assert.match(
    sayWeakColour('#5a5a5a') ?? '',
    /6\.\d+:1 on the page .*Links need 7:1\. Choose a darker one/,
  );
  const suggested = /such as "(#[0-9a-f]{6})"/.exec(sayWeakColour('#ff8800') ?? '')?.[1] ?? '';
  assert.equal(sayWeakColour(suggested), null);
});

test('the backgrounds are those of the style sheet', () => {
  const css = readFileSync(new URL('../../src/styles/site.css', import.meta.url), 'utf8');
  assert.ok(css.includes(`--paper: ${lightGrounds.page};`));
  assert.ok(css.includes(`--desk: ${lightGrounds.tint};`));
});
