/** A long form that is returned in one field, and sent again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openForm, wrapWhole } from '../../../src/server/http/whole-form.ts';

const wrap = (...pieces: string[]) => {
  const html = wrapWhole(pieces.map((piece) => Buffer.from(piece, 'latin1')));
  return html && Buffer.concat(html).toString('latin1');
};

/** What a browser takes from the field, and sends. */
function sendAgain(html: string, wish?: string) {
  const field =
    /^<input type="hidden" name="_raw" value=(?<quote>["'])(?<value>.*)\k<quote>>$/s.exec(html) ??
    /^<textarea name="_raw" hidden>\n(?<value>.*)<\/textarea>$/s.exec(html);
  assert.doesNotMatch(html, /&(?!amp;)/);
  const value = field?.groups?.['value']?.replaceAll('&amp;', '&') ?? '';
  const part = (name: string, text: string) =>
    `------x1Y\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
  const sent = `${part('_raw', value)}${wish ? part('_do', wish) : ''}------x1Y--\r\n`;
  const form = openForm('multipart/form-data; boundary=----x1Y', [Buffer.from(sent, 'latin1')]);
  return { ...form, body: Buffer.concat(form.body).toString('latin1') };
}

test('a form comes again as it was, with the button that was used', () => {
  for (const body of [
    'a=1&b=%D0%B6+%26&c=',
    'a="quoted"&b=2',
    `a="quoted"&b='s`,
    "a=<b>'&copy=1",
    'a=--\r\n----x1&b=1',
  ]) {
    const html = wrap(body.slice(0, 5), body.slice(5)) ?? '';
    assert.deepEqual(sendAgain(html), { body, isForm: true, wish: undefined }, html);
    assert.equal(sendAgain(html, 'change').wish, 'change');
  }
});

test('nothing in a form ends the field that carries it', () => {
  assert.match(wrap('a="><script>') ?? '', /^<input [^>]* value='a="><script>'>$/);
  assert.match(
    wrap(`a="'></textarea>`.replace('<', '')) ?? '',
    /^<textarea [^>]*>\na="'>\/textarea>/,
  );
  assert.equal(wrap('a="', "'", '<'), null);
});

test('no more is escaped than one of our forms can have', () => {
  const html = wrap('a&'.repeat(100_000)) ?? '';
  assert.ok(html.length < 210_000);
});

test('other bodies of the same type are not forms', () => {
  const part = (name: string) =>
    Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nx\r\n--b--\r\n`);
  const open = (bytes: Buffer) => openForm('multipart/form-data; boundary=b', [bytes]);
  for (const bytes of [
    part('vision-comment'),
    part('_raw').subarray(0, -10),
    Buffer.alloc(0),
    Buffer.from('\r\n\r\n'),
    Buffer.from('-'.repeat(5_000)),
    Buffer.from(`--b\r\nname="_raw"`),
  ]) {
    assert.deepEqual(open(bytes), { body: [bytes], isForm: false });
  }
  assert.equal(open(part('_raw')).isForm, true);
});
