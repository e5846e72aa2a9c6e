/** What the report quotes of people who chose “Other”, and what it leaves out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { consentNotes } from '../../src/contribution/consent.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import type { FiledContribution } from '../../src/contribution/filed.ts';
import { markSameWords } from '../../src/contribution/group-marks.ts';
import { startPublishing } from '../../src/contribution/publishing.ts';
import { sameWordsKey } from '../../src/contribution/same-words.ts';
import type { Answers } from '../../src/consultation/answers.ts';
import { consentQuestionSchema } from '../../src/questions/consent/consent-question.ts';
import { startCount } from '../../src/report/count.ts';
import { publicReportHtml } from '../../src/report/public-report.ts';
import { reportHtml } from '../../src/report/report.ts';
import { builtConsultation } from '../site.ts';

const options = ['Pond', 'Meadow'].map((label) => ({ id: label.toLowerCase(), label }));
const base = await builtConsultation();
const [section] = base.sections;
assert.ok(section);
const plain = { id: 'plain', kind: 'choice', ask: 'Which is the best?', options };
const place = { id: 'place', kind: 'choice', ask: 'Where do we begin?', options };
const doing = { id: 'doing', kind: 'checkboxes', ask: 'What is missing?', options };
const questions = [plain, { ...place, other: true }, { ...doing, none: 'Nothing' }];
const consultation = withQuestions(questions);

const words = 'A maze of hedges, as there was before the war';

function file(all: Answers[], asked: Consultation): FiledContribution[] {
  return all.map((answers, index) => ({
    contribution: toContribution(asked, {
      number: index + 1,
      reference: `R${index + 1}`,
      receivedAt: new Date(Date.parse('2027-03-03T12:00:00Z') + index * 60_000),
      late: false,
      marks: index === 0 ? [] : [markSameWords('R1')],
      answers,
    }),
    ...{ decision: null, erased: null, reconciledAt: null, delivery: null },
  }));
}

/**
 * @param asked the version that people answered
 * @param newest the version after it
 */
function factsOf(answers: Answers[], asked: Consultation, newest: Consultation) {
  const all = file(answers, asked);
  const count = startCount([asked, newest]);
  for (const filed of all) count.add(filed);
  const facts = { consultation: newest, count: count.result(), madeAt: new Date() };
  return { ...facts, all: () => all };
}

function report(answers: Answers[], asked: Consultation = consultation, newest = asked): string {
  return [...reportHtml(factsOf(answers, asked, newest))].join('');
}

function withQuestions(own: object[]): Consultation {
  return { ...base, sections: [{ ...section, questions: own }] } as Consultation;
}

test('the report quotes words for “Other”, and boxes that do not fit together', () => {
  const html = report([
    [{ question: 'place', answer: { option: 'other', other: words } }],
    [{ question: 'doing', answer: { state: 'unclear', options: ['pond', 'none'] } }],
  ]);
  assert.match(html, new RegExp(`<blockquote><p dir="auto">${words}</p></blockquote>`));
  assert.match(html, /<blockquote><p>We could not work out[^<]*<\/p><ul>[^]*?Pond[^]*?Nothing/);
});

test('a choice without “Other” has nothing to quote, and no heading for it', () => {
  const html = report([[{ question: 'plain', answer: { option: 'pond' } }]]);
  assert.match(html, /<h3 id="q0">/);
  assert.doesNotMatch(html, /id="c0"/);
  assert.match(html, /id="c1"/);
});

test('the report quotes what people wrote before an editor deleted “Other”, or the last box', () => {
  const answers: Answers[] = [
    [{ question: 'place', answer: { option: 'other', other: words } }],
    [{ question: 'doing', answer: { state: 'unclear', options: ['pond', 'none'] } }],
  ];
  const newest = withQuestions([plain, place, doing]);
  const html = report(answers, consultation, newest);
  assert.match(html, /What people wrote for question 2, in full/);
  assert.match(html, new RegExp(`<blockquote><p dir="auto">${words}</p></blockquote>`));
  assert.match(html, /<blockquote><p>We could not work out[^<]*<\/p><ul>[^]*?Pond[^]*?Nothing/);
  const facts = factsOf(answers, consultation, newest);
  const forEverybody = [
    ...publicReportHtml({ ...facts, publishing: startPublishing(facts.all()) }),
  ].join('');
  assert.match(forEverybody, /<h3 id="c1">/);
});

test('a group says what may be published, also after an editor deleted that question', () => {
  const consent = consentQuestionSchema.parse({ id: 'publish', kind: 'consent' });
  const answers: Answers = [
    { question: 'place', answer: { option: 'other', other: words } },
    { question: 'publish', answer: { consent: 'without-name' } },
  ];
  const html = report([answers, answers], withQuestions([...questions, consent]), consultation);
  const [, group = ''] = html.split('1 more: same words</h3>');
  assert.ok(group.includes(`<h4>Where do we begin? (${consentNotes['without-name']})</h4>`));
});

test('words for “Other” make a group, but choices do not', () => {
  const other = (option: string) => [{ question: 'place', answer: { option, other: words } }];
  const key = sameWordsKey(consultation, other('other'));
  assert.equal(key, words);
  assert.equal(sameWordsKey(consultation, other('pond')), key);
  const chosen = [{ question: 'plain', answer: { option: 'meadow' } }, ...other('other')];
  assert.equal(sameWordsKey(consultation, chosen), key);

  const html = report([chosen, other('other')]);
  const [, group = ''] = html.split('1 more: same words</h3>');
  assert.match(group, new RegExp(`<h4>Where do we begin\\?</h4><blockquote><p[^>]*>${words}`));
  assert.doesNotMatch(group, /<h4>Which is the best/);
});
