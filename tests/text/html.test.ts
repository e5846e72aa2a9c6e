/** Texts in HTML are escaped, unless they are HTML themselves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html, joinHtml, raw } from '../../src/text/html.ts';

test('a text is escaped, in an element and in an attribute', () => {
  const text = `<b> & "c" 'd'`;
  const escaped = '&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;';
  assert.equal(html`<p title="${text}">${text}</p>`.html, `<p title="${escaped}">${escaped}</p>`);
});

test('HTML, lists of it, numbers and the template itself are not escaped', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  assert.equal(
    html`<ol start="${2}">${items}</ol>&nbsp;\n${raw('<hr>')}`.html,
    '<ol start="2"><li>a</li><li>&lt;b&gt;</li></ol>&nbsp;\n<hr>',
  );
  assert.equal(joinHtml(items, ', ').html, '<li>a</li>, <li>&lt;b&gt;</li>');
});
