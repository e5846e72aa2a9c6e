/** Texts that are written from right to left, beside those that are not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sheetXml } from '../../src/exports/sheet.ts';
import {
  beginsRightToLeft,
  isolated,
  isolatedRuns,
  isolatedText,
} from '../../src/text/direction.ts';
import { blocksToHtml } from '../../src/text/shown.ts';

test('the first letter of a text says how it is laid out', () => {
  assert.ok(beginsRightToLeft('نحن نرحب'));
  assert.ok(beginsRightToLeft('1. «אנחנו» and you'));
  assert.ok(!beginsRightToLeft('We say “نحن”'));
  assert.ok(!beginsRightToLeft('£1,200'));
  assert.ok(!beginsRightToLeft(''));
});

test('only a text with such letters gets an element of its own', () => {
  assert.equal(isolated('The pond <1>').html, 'The pond &lt;1&gt;');
  assert.equal(isolated('The pond (البركة)').html, '<bdi>The pond (البركة)</bdi>');
});

test('a person’s words keep their place in our sentence', () => {
  assert.equal(isolatedRuns('A & B').html, 'A &amp; B');
  assert.equal(
    isolatedRuns('سيرًا على الأقدام and بالحافلة, each by 1 of 2 (50%)').html,
    '<bdi>سيرًا على الأقدام</bdi> and <bdi>بالحافلة</bdi>, each by 1 of 2 (50%)',
  );
  assert.equal(isolatedRuns('أقل من 40 سنة: 5').html, '<bdi>أقل من 40 سنة</bdi>: 5');
});

test('in a sentence of an email only such a text is between the signs that isolate it', () => {
  assert.equal(isolatedText('Where (1 to 3)?'), 'Where (1 to 3)?');
  assert.equal(isolatedText('أين (1 إلى 3)؟'), '\u2068أين (1 إلى 3)؟\u2069');
});

test('items have their own direction, and leave the markers of their list on one side', () => {
  const { html } = blocksToHtml([{ list: ['البركة', 'The pond'] }]);
  assert.equal(html, '<ul><li><bdi>البركة</bdi></li><li><bdi>The pond</bdi></li></ul>');
});

test('a cell of a sheet that begins from right to left says so, and holds nothing but its words', () => {
  const head = ['Words', 'الكلمات'];
  const rows = [['The pond', 'البركة']];
  const xml = [...sheetXml({ name: 'One', widths: [9, 9], head, frozen: 0, rows })].join('');
  const cells = [...xml.matchAll(/<c r="(\w+)" s="(\d)"[^>]*><is><t[^>]*>([^<]*)</g)];
  assert.deepEqual(
    cells.map(([, place, style, words]) => [place, style, words]),
    [
      ['A1', '2', 'Words'],
      ['B1', '8', 'الكلمات'],
      ['A2', '1', 'The pond'],
      ['B2', '7', 'البركة'],
    ],
  );
});
