/** Translations say everything that the English says, and nothing in English. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { criteria } from '../../src/accessibility/criteria.ts';
import { sayDay } from '../../src/accessibility/say-day.ts';
import { privacyWords, statementWords } from '../../src/accessibility/words.ts';
import { catalogueOf, languageCodes } from '../../src/languages/catalogues.ts';
import { translations } from '../../src/languages/checked.ts';
import { directionOf } from '../../src/languages/direction.ts';
import { en } from '../../src/languages/en/en.ts';
import type { Html } from '../../src/text/html.ts';

const modules = ['problems', 'emails', 'privacy', 'accessibility'] as const;
const fillers = ['P1', 'P2', 'P3', 'P4'];

/** All sentences of a part of a catalogue by their names, with fillers for what is put into them. */
function sentencesIn(value: unknown, name = ''): [name: string, sentence: string][] {
  if (typeof value === 'string') return [[name, value]];
  if (typeof value === 'function') {
    const said = (value as (...given: string[]) => string | Html)(...fillers);
    return [[name, typeof said === 'string' ? said : said.html]];
  }
  return Object.entries(value as object).flatMap(([key, inner]) =>
    sentencesIn(inner, `${name}.${key}`),
  );
}

/** Names that are the same in every language; and “y We”, which is Welsh for the web. */
const names =
  /Cynnwys y We|equalityadvisoryservice\.com|JavaScript|WCAG|Chromium|Firefox|Orca|EHRC|EASS|\bA{1,3}\b|P\d|IP\b/g;
const englishWords =
  /\b(the|your|you|we|our|have|has|is|are|this|that|of|to|and|from|with|not|for|or|in|on|answers?|email|page|site)\b/i;

for (const { language } of translations) {
  for (const module of modules) {
    test(`"${language}" has every sentence of "${module}", with all that is put into it`, () => {
      const translated = new Map(sentencesIn(catalogueOf({ language })[module]));
      const english = sentencesIn(en[module]);
      assert.ok(english.length > 10);
      for (const [name, sentence] of english) {
        const said = translated.get(name) ?? '';
        const isName = sentence.replace(names, '').search(/\p{L}/u) === -1;
        if (!isName) assert.notEqual(said, sentence, name);
        for (const filler of fillers.filter((one) => sentence.includes(one)))
          assert.ok(said.includes(filler), `${name} says ${filler}: ${said}`);
        assert.doesNotMatch(englishIn(said, language), englishWords, name);
      }
    });
  }

  test(`"${language}" says of each criterion that is not met the same figures`, () => {
    const { notMet } = catalogueOf({ language }).accessibility;
    const figures = (text: string) => text.match(/\d+(\.\d+)?/g)?.sort();
    for (const [number, { how }] of Object.entries(en.accessibility.notMet)) {
      assert.deepEqual(figures(notMet[number as keyof typeof notMet].how), figures(how), number);
    }
  });

  test(`the words that pages explain in "${language}" are in its order`, () => {
    for (const words of [statementWords({ language }), privacyWords({ language })]) {
      const order = words.map(({ word }) => word);
      assert.deepEqual(order, order.toSorted(new Intl.Collator(language).compare));
    }
  });
}

/** What could be English: of Arabic only what is in Latin letters. "To", "or", "of" and others are Welsh as well. */
function englishIn(sentence: string, language: string): string {
  const ours = sentence.replace(names, '');
  return language === 'cy' ? ours.replace(/\b(to|or|of|is|on|for|in)\b/gi, '') : ours;
}

test('the statement names exactly the criteria that the report says are not met', () => {
  assert.deepEqual(
    Object.entries(en.accessibility.notMet).map(([number, { name, how }]) => [number, name, how]),
    criteria
      .filter(({ verdict }) => verdict === 'not met')
      // The statement is for any consultation. The report also says what was measured of the one in the tests.
      .map(({ number, name, how }) => [number, name, how.split('. By the formula ')[0]]),
  );
});

test('docs/languages.md has each language, and who has checked it', () => {
  const document = readFileSync(new URL('../../docs/languages.md', import.meta.url), 'utf8');
  const known = languageCodes.filter((code) => code !== 'en');
  assert.deepEqual(
    translations.map(({ language }) => language),
    known,
    'src/languages/checked.ts has each language',
  );
  const rows = [...document.matchAll(/^\| `(\w+)` +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)];
  assert.deepEqual(
    rows.map((row) => row.slice(1)),
    [
      ['en', en.name, 'left to right', 'written in it'],
      ...translations.map(({ language, checkedBy, on }) => [
        language,
        catalogueOf({ language }).name,
        directionOf(language) === 'rtl' ? 'right to left' : 'left to right',
        checkedBy === null || on === null ? 'nobody yet' : `${checkedBy}, ${sayDay(on)}`,
      ]),
    ],
  );
});

test('a day is said in its language', () => {
  assert.equal(sayDay('2027-03-01'), '1 March 2027');
  assert.equal(sayDay('2027-03-01', { language: 'cy' }), '1 Mawrth 2027');
  assert.equal(sayDay('2027-03-01', { language: 'ar' }), '1 مارس 2027');
});
