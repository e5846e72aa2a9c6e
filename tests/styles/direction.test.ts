/** Style sheets say "start" and "end", so that a page that is written from right to left is mirrored. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { style } from '../../src/emails/email.ts';
import { reportStyle, roomyStyle } from '../../src/report/report-style.ts';

const folder = new URL('../../src/styles/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.css'));
const mirrored = 'right-to-left.css';

const sheets = new Map([
  ...files.map((name): [string, string] => [name, readFileSync(new URL(name, folder), 'utf8')]),
  ['report', reportStyle + roomyStyle],
  ...Object.entries(style).map(([name, css]): [string, string] => [`emails: ${name}`, css]),
]);

const sided =
  /^(?:(?:margin|padding|border|scroll-margin|scroll-padding|inset)-(?:left|right)\b.*|border-(?:top|bottom)-(?:left|right)-radius|left|right)$/;
const fourSides = /^(?:margin|padding|inset|border-width|border-style|border-color)$/;

/** Returns each declaration that names a side, or gives the left another value than the right. */
function sidesIn(css: string): string[] {
  const declarations = css
    .replace(/\/\*[^]*?\*\//g, '')
    .matchAll(/(?<=^|[{;])\s*([a-z-]+)\s*:\s*([^;{}]+)/g);
  return [...declarations].flatMap(([, property = '', written = '']) => {
    const value = written.trim();
    const values = value.replace(/\([^)]*\)/g, '()').split(/\s+/);
    const isSided =
      sided.test(property) ||
      (/^(?:text-align|float|clear)$/.test(property) && /^(?:left|right)$/.test(value)) ||
      (fourSides.test(property) && values.length === 4 && values[1] !== values[3]) ||
      /translateX|translate3d/.test(value);
    return isSided ? [`${property}: ${value}`] : [];
  });
}

test('a side that does not follow the direction is found', () => {
  assert.deepEqual(
    sidesIn(
      'a { margin-left: 1em; text-align: right } /* left: 0 */ p{padding:0 1em 0 0;left:0;float:left;margin:1em 2em}',
    ),
    ['margin-left: 1em', 'text-align: right', 'padding: 0 1em 0 0', 'left: 0', 'float: left'],
  );
});

test('no style names a side, so that everything follows the direction of its page', () => {
  assert.ok(sheets.size > 10, 'these are not all styles');
  // The first of the two is for Outlook, which does not know the second.
  const start = 'text-align:left;text-align:start';
  const found = [...sheets].flatMap(([name, css]) =>
    sidesIn(css.replaceAll(start, '')).map((side) => `${name}: ${side}`),
  );
  assert.deepEqual(
    found,
    [`${mirrored}: float: right`, 'site.css: float: left'],
    'say start or end',
  );
});

test('each side that a browser does not mirror is mirrored by the sheet for it', () => {
  const selectorsOf = (name: string, side: string) =>
    [...(sheets.get(name) ?? '').matchAll(/([^{}]+)\{([^{}]*)\}/g)]
      .filter(([, , body = '']) => body.includes(`float: ${side}`))
      .map(([, selector = '']) => selector.trim());
  assert.deepEqual(selectorsOf('site.css', 'left'), ['.aside']);
  assert.deepEqual(selectorsOf(mirrored, 'right'), ['.aside']);
});
