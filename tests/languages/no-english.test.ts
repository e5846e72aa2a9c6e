/** Nothing of our English is on what people get in another language: pages, emails, forms to fill in, receipts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'node-html-parser';
import { makeForms } from '../../scripts/make-forms.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import { receiptText } from '../../src/contribution/receipt-text.ts';
import { composePersonEmail } from '../../src/emails/person-email.ts';
import { personEmails } from '../accessibility/emails.ts';
import { reachStates } from '../accessibility/gallery.ts';
import { languagePages } from '../accessibility/languages.ts';
import { readForm } from '../../src/staff/form-file.ts';
import { builtIn } from './build-languages.ts';
import { englishIn, englishRuns } from './english-runs.ts';

const texts = [
  ['health', 'ar'],
  ['library', 'cy'],
] as const;

/** The words of a page and of its attributes, without what says that it is in English. */
function wordsOn(html: string): string {
  const page = parse(html);
  for (const element of page.querySelectorAll('style, [lang^=en]')) element.remove();
  const attributes = [
    ...page.toString().matchAll(/ (?:aria-label|alt|title|data-head)="([^"]*)"/g),
  ];
  return [page.text, ...attributes.map(([, words]) => words)].join('\n');
}

function assertNone(name: string, text: string): void {
  assert.ok(text.length > 200, `${name} has hardly any words`);
  assert.deepEqual(englishIn(text), [], name);
}

test('our English is known by its runs of words', () => {
  assert.ok(englishRuns > 2_000, `only ${englishRuns}`);
  assert.deepEqual(englishIn('Sut mae? Thank you. We have received your answers.'), [
    'thank you we have',
    'you we have received',
    'we have received your',
    'have received your answers',
  ]);
});

test('no page in Arabic or Welsh has our English', async (t) => {
  const pages = languagePages.map((page) => ({ kind: 'page' as const, ...page }));
  const seen = await reachStates(t, pages);
  assert.equal(seen.length, languagePages.length);
  for (const { state, html } of seen) {
    assert.match(html, /<html lang="(?:ar|cy)"/, state.name);
    assertNone(state.name, wordsOn(html));
  }
});

test('no email to a person, form or receipt in Arabic or Welsh has our English', async () => {
  for (const [slug, language] of texts) {
    const asked = await builtIn(slug, language);
    for (const what of ['saved', 'receipt', 'changed', 'withdrawn', 'undone'] as const) {
      const { text, html } = composePersonEmail(what, asked, 'ABC-123-DEF', 'https://x.example/');
      assertNone(`${language}: ${what}`, `${text}\n${wordsOn(html)}`);
    }
    for (const [name, bytes] of Object.entries(await makeForms(asked))) {
      assertNone(`${language}: ${name}`, (await readForm(name, bytes)).text);
    }
    const facts = { number: 7, reference: 'ABC-123-DEF', late: true, answers: [] };
    const receivedAt = new Date('2027-05-01T12:00:00Z');
    const contribution = toContribution(asked, { ...facts, receivedAt });
    assertNone(`${language}: receipt`, receiptText(asked, contribution));
  }
  assert.equal(personEmails.length, 5, 'write each kind of email above');
});
