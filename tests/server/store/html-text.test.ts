/** Formatted emails as people read them: each line on a line, and no word of theirs lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { htmlText, htmlWords } from '../../../src/server/store/html-text.ts';

const pages: Record<string, [html: string, text: string]> = {
  'paragraphs, with lines that the program has broken': [
    '<p>One\r\n two  three</p>\n\n<p>four<br>five<br></p><p>six</p>',
    'One two three\n\nfour\nfive\n\nsix',
  ],
  'a line in each division, as Gmail and Apple Mail write': [
    '<div>One</div><div><br></div><div>two<br></div><div>three<span> and</span> <b>fo</b>ur</div>',
    'One\n\ntwo\nthree and four',
  ],
  'headings and lists without a line break between them': [
    '<h1>Head</h1><ul><li>one</li><li>two<ol><li>three</li><li>four</li></ol></li></ul>last',
    'Head\n\n* one\n* two\n\n1. three\n2. four\n\nlast',
  ],
  'a table': [
    '<table><tr><th>Option</th><td>Rank</td></tr><tr><td>A</td><td> 2 </td></tr></table>',
    'Option Rank\nA 2',
  ],
  'text that is set': ['<pre>a\n\n  b</pre>c', 'a\n\n b\n\nc'],
  'characters by name and number': [
    'caf&eacute; &#233; &#xE9; &amp;lt; &lt;b&gt; &hellip; &#146; &nbsp;x &#128512; AT&T',
    'café é é &lt; <b> … ’ \u00a0x 😀 AT&T',
  ],
  'what is no text of the page': [
    '<!doctype html><html><head><title>T</title><style>p > a { x: "<p>" }</style></head><body><!-- <p>no</p> --><![if !mso]>yes<script>if (a < b) no()</script></body></html>',
    'yes',
  ],
  'links and pictures': [
    'See <a href="https://example.org/?a>b">this</a> <img src="cid:1" alt="😀 &amp; a < b"> now',
    'See this 😀 & a < b now',
  ],
  'marks that are none': ['1 < 2, a<3 and 5 > 4, <3', '1 < 2, a<3 and 5 > 4, <3'],
  nothing: ['<div><br></div>', ''],
};

for (const [what, [html, text]] of Object.entries(pages)) {
  test(`a formatted email is read line by line: ${what}`, async () => {
    assert.equal(await htmlText(html), text);
  });
}

test('addresses, powers and crossed-out words of a formatted email are kept apart from what it says', async () => {
  for (const [html, text, crossedOut] of [
    [
      '<p>See <a href="https://example.org/report?a=1&amp;b=2">our <b>report</b></a>.</p>',
      'See our report (https://example.org/report?a=1&b=2).',
    ],
    ['<a href=https://example.org/x>example.org/x</a> <a href="#top">up</a>', 'example.org/x up'],
    ['<a href="mailto:a@example.org?subject=x">me</a>', 'me (a@example.org)'],
    ['10<sup>6</sup> and 1<sup>st</sup>, x<sup>2</sup>', '10^6 and 1st, x2'],
    ['I <s>hate</s> like this', 'I like this', ['hate']],
    ['<p><strike>a<br>b &amp; c</strike></p><del>d</del> e', 'e', ['a b & c', 'd']],
    [
      '<span style="color: red; text-decoration: underline line-through"><span>a</span> b</span><br style="text-decoration:line-through">c',
      '\nc',
      ['a b'],
    ],
  ] as const) {
    const read = await htmlWords(html);
    assert.deepEqual(read, { text: text.trim(), crossedOut: crossedOut ?? [] }, html);
  }
});

test('no word between marks is lost, whatever marks stand around it', async () => {
  let last = 0;
  const own = fc.constant(null).map(() => `zq${(last += 1)}`);
  const mark = fc.constantFrom(
    ...['<p>', '</p>', '<br>', '<br/>', '<li>', '<ol>', '</ol>', '<td>', '</table>', '<pre>'],
    ...['</pre>', '<!-- c -->', '<a href="x">', "<b a='\">'>", '<', '>', '&amp;', '\n', ' ', '"'],
    ...['<style>a</style>', '<img alt="b">', '</unknown>', '<o:p>', '&nosuch;', "<i title='>'>"],
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(own, mark), { maxLength: 40, size: 'max' }),
      async (parts) => {
        // A word right after `<` would be the name of a mark.
        const html = parts.join(' ');
        const words = (text: string) => text.match(/zq\d+/g) ?? [];
        assert.deepEqual(words(await htmlText(html)), words(parts.join(' ')), html);
      },
    ),
    {
      numRuns: Number(process.env['FUZZ_RUNS'] ?? 300),
      seed: Number(process.env['FUZZ_SEED'] ?? 19),
    },
  );
});

test('no formatted email takes long to read', async () => {
  for (const part of [
    '<',
    '<p',
    '<a "',
    '<a \'">',
    '<style>',
    '<!--',
    '<b>',
    '<li>',
    '&',
    ' <td> ',
  ]) {
    const start = performance.now();
    await htmlText(part.repeat(2 ** 20 / part.length));
    // The most was a tenth of that.
    assert.ok(performance.now() - start < 20_000, part);
  }
});
