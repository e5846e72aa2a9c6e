/** Emails and the report about a consultation in another language than that of staff. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toContribution } from '../../src/contribution/contribution.ts';
import type { FiledContribution } from '../../src/contribution/filed.ts';
import { composeEmail } from '../../src/emails/email.ts';
import { composePersonEmail } from '../../src/emails/person-email.ts';
import { startCount } from '../../src/report/count.ts';
import { reportHtml } from '../../src/report/report.ts';
import { builtConsultation } from '../site.ts';

const english = await builtConsultation();
const [section] = english.sections;
assert.ok(section);
const options = [
  { id: 'pond', label: 'البركة' },
  { id: 'grass', label: 'العشب' },
];
const arabic = {
  ...english,
  language: 'ar',
  title: 'خطة الحديقة',
  sections: [
    {
      ...section,
      title: 'الحديقة',
      questions: [
        { id: 'place', kind: 'checkboxes', ask: 'أين نبدأ؟', options, language: 'ar' },
        { id: 'why', kind: 'comment', ask: 'لماذا؟', language: 'ar' },
      ],
    },
  ],
};
const filing = {
  ...{ number: 1, reference: 'HKD-473-MXR', receivedAt: new Date('2027-03-03T12:00:00Z') },
  ...{ late: false, marks: [] },
};
const contribution = toContribution(arabic, {
  ...filing,
  answers: [
    { question: 'place', answer: { state: 'clear', options: ['pond'] } },
    { question: 'why', answer: { text: 'We like it.' } },
  ],
});

const frame = /^<!doctype html>\n<html lang="([^"]*)" dir="([^"]*)">/i;
const marked = (words: string) => `<bdi lang="ar">${words}</bdi>`;

test('an email to staff is in their language, and marks the words of the consultation', () => {
  const { html, text } = composeEmail(arabic, contribution, false);
  assert.deepEqual(frame.exec(html)?.slice(1), ['en-GB', 'ltr']);
  assert.match(html, /<div class="column" lang="en-GB" dir="ltr"/);
  for (const words of ['خطة الحديقة', 'الحديقة', 'أين نبدأ؟', 'لماذا؟'])
    assert.ok(html.includes(marked(words)), words);
  assert.match(html, /<div lang="ar" dir="rtl"><ul><li><bdi>البركة<\/bdi><\/li><\/ul><\/div>/);
  assert.match(html, /<div lang="ar" dir="rtl"><p dir="auto">We like it\.<\/p><\/div>/);
  assert.match(text, /Received Wednesday 3 March 2027, midday/);
  assert.match(html, /Wednesday 3 March 2027, midday/);
});

test('a sentence about a question in another direction keeps its own signs in place', () => {
  const needed = { id: 'why', kind: 'comment', ask: 'لماذا؟', needed: true };
  const asking = { ...arabic, sections: [{ ...section, questions: [needed] }] };
  const { text } = composeEmail(asking, toContribution(asking, { ...filing, answers: [] }), false);
  assert.match(text, /left a needed question blank: \u2068لماذا؟\u2069/);
});

test('an email in the language of staff has no such marks', () => {
  const own = toContribution(english, { ...filing, answers: [] });
  assert.doesNotMatch(composeEmail(english, own, false).html, /<bdi|<div lang/);
});

test('an email to a person has the direction of their language', () => {
  const { html } = composePersonEmail('receipt', arabic, 'HKD-473-MXR', 'https://example.org/');
  assert.deepEqual(frame.exec(html)?.slice(1), ['ar', 'rtl']);
  assert.match(html, /<div class="column" lang="ar" dir="rtl"/);
});

test('the report is in the language of staff, and marks the words of the consultation', () => {
  const filed: FiledContribution = {
    contribution,
    ...{ decision: null, erased: null, reconciledAt: null, delivery: null },
  };
  const count = startCount([arabic]);
  count.add(filed);
  const facts = { consultation: arabic, count: count.result(), all: () => [filed] };
  const html = [...reportHtml({ ...facts, madeAt: new Date('2027-03-04T12:00:00Z') })].join('');
  assert.deepEqual(frame.exec(html)?.slice(1), ['en-GB', 'ltr']);
  for (const words of [
    `<p>${marked('خطة الحديقة')}</p>`,
    `<h2>${marked('الحديقة')}</h2>`,
    `<li>${marked('الحديقة')}<ul>`,
    `>1. ${marked('أين نبدأ؟')}</h3>`,
    '<th scope="row"><bdi>البركة</bdi>',
    '<blockquote><div lang="ar" dir="rtl"><p dir="auto">We like it.</p></div></blockquote>',
  ])
    assert.ok(html.includes(words), words);
  assert.match(html, /made this report on Thursday 4 March 2027, midday/);
});
