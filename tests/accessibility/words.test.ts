/**
 * Unusual words are explained (3.1.3, 3.1.4), and the published reading level is correct (3.1.5). A word that is
 * not among the easiest 3,000 must be explained on its page or in its consultation, or judged to be plain by
 * somebody (plain-words.txt).
 */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse, type HTMLElement } from 'node-html-parser';
import { criteria } from '../../src/accessibility/criteria.ts';
import { results } from '../../src/accessibility/results.ts';
import { builtConsultation } from '../site.ts';
import { openGallery, type Seen } from './gallery.ts';
import { formsOf, hardWordsOf, wordsOf } from './hard-words.ts';
import { gradeOf } from './reading-level.ts';

const plainFile = fileURLToPath(new URL('./plain-words.txt', import.meta.url));

/** Returns the site's own words, without those of a person, and without names. */
function ownText({ html }: Seen): { text: string; explained: string[]; isLinked: boolean } {
  const page = parse(
    html.replace(/<textarea[^]*?<\/textarea>/g, '').replace(/<\/?[a-z][^>]*>/g, ' $& '),
  );
  const explained = page.querySelectorAll('#words dt').map((term) => term.text.trim());
  const isLinked = page.querySelector('footer a[href$="/#words"]') !== null;
  for (const element of page.querySelectorAll(
    'style, pre, blockquote, h4 > [dir], .answer, .reference, [lang]:not([lang^=en]), bdi',
  )) {
    element.remove();
  }
  return { text: page.querySelector('main')?.text ?? '', explained, isLinked };
}

/** The list of easy words, and the forms that words have, are English. */
const isEnglish = ({ html }: Seen) => html.includes('<html lang="en');

/** Names of states, checks and rules, and of criteria, which the words beside them explain. */
const names = [
  ...[...results.states, ...results.checks, ...results.journeys].map(({ name }) => name),
  ...results.exceptions.map(({ rule }) => rule),
  ...criteria.map(({ name }) => name),
].sort((a, b) => b.length - a.length);

function withoutNames(text: string): string {
  return names.reduce((rest, name) => rest.replaceAll(name, ' '), text);
}

test('every unusual word is explained, or has been judged to be plain', async (t) => {
  const { seen } = await openGallery(t);
  const consultation = await builtConsultation();
  const judged = (await readFile(plainFile, 'utf8')).split('\n').filter((word) => word !== '');
  const isJudged = new Set(judged);
  const met = new Set<string>();
  const unexplained = new Map<string, string[]>();
  for (const page of seen) {
    if (page.state.kind === 'email' || !isEnglish(page)) continue;
    const { text, explained, isLinked } = ownText(page);
    const terms = [
      ...explained,
      ...(isLinked ? (consultation.words ?? []).map(({ word }) => word) : []),
    ];
    const known = new Set(terms.flatMap(wordsOf).flatMap(formsOf));
    const isReport = page.state.name === 'accessibility-report';
    for (const word of hardWordsOf(isReport ? withoutNames(text) : text)) {
      // A name or a unit of a consultation in another language.
      if (!/\p{sc=Latin}/u.test(word)) continue;
      // Short for the words before it.
      if (text.includes(`(${word.toUpperCase()})`)) continue;
      if (formsOf(word).some((form) => known.has(form))) continue;
      met.add(word);
      if (isJudged.has(word)) continue;
      unexplained.set(word, [...(unexplained.get(word) ?? []), page.state.name]);
    }
  }
  assert.ok(met.size > 100, 'hardly any word was found: the test looks in the wrong place');
  if (process.env['KEEP']) await writeFile(plainFile, `${[...met].sort().join('\n')}\n`);
  else {
    const said = [...unexplained].map(([word, states]) => `${word}: ${states.join(', ')}`);
    assert.deepEqual(
      said,
      [],
      'explain them (words in consultation.yaml), or judge them to be plain',
    );
    const idle = judged.filter((word) => !met.has(word));
    assert.deepEqual(idle, [], 'take these out of plain-words.txt: no page has them');
  }
});

test('every word that is explained is used', async (t) => {
  const { seen } = await openGallery(t);
  const pages = seen.filter(
    (page) => page.state.kind === 'page' && isEnglish(page) && page.html.includes('id="words"'),
  );
  assert.ok(pages.length > 5);
  const unused = pages.flatMap((page) => {
    const [before = ''] = page.html.split('id="words"');
    const text = new Set(wordsOf(before.replace(/<[^>]+>/g, ' ')).flatMap(formsOf));
    return ownText(page)
      .explained.filter(
        (term) => !before.includes(term) && !wordsOf(term).some((word) => isIn(word, text)),
      )
      .map((term) => `${page.state.name}: ${term}`);
  });
  assert.deepEqual(unused, []);
});

function isIn(word: string, text: Set<string>): boolean {
  return formsOf(word).some((form) => text.has(form));
}

test('the published reading level is that of the document', async (t) => {
  const { seen } = await openGallery(t);
  const html = seen.find(({ state }) => state.name === 'closed')?.html;
  assert.ok(html);
  const main = parse(html).querySelector('main') as HTMLElement;
  const sections = main.querySelectorAll(':scope > div[id]').filter(({ id }) => id !== 'words');
  const whole = gradeOf(sections);
  const grades = sections.map((section) => gradeOf([section])).filter((grade) => grade !== null);
  const above = grades.filter((grade) => grade > 9).length;
  t.diagnostic(`${whole} as a whole; its parts: ${grades.join(', ')}`);
  const { how } = criteria.find(({ number }) => number === '3.1.5') ?? { how: '' };
  assert.ok(how.includes(`grade of ${whole} as a whole`), how);
  assert.ok(how.includes(`more than 9 in ${above} of its ${grades.length} parts`), how);
});
