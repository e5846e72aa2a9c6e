/** What the report quotes of people who chose “Other”, and what it leaves out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toContribution } from '../../src/contribution/contribution.ts';
import type { FiledContribution } from '../../src/contribution/filed.ts';
import { markSameWords } from '../../src/contribution/group-marks.ts';
import { sameWordsKey } from '../../src/contribution/same-words.ts';
import type { Answers } from '../../src/consultation/answers.ts';
import { startCount } from '../../src/report/count.ts';
import { reportHtml } from '../../src/report/report.ts';
import { builtConsultation } from '../site.ts';

const options = ['Pond', 'Meadow'].map((label) => ({ id: label.toLowerCase(), label }));
const base = await builtConsultation();
const [section] = base.sections;
assert.ok(section);
const consultation = {
  ...base,
  sections: [
    {
      ...section,
      questions: [
        { id: 'plain', kind: 'choice', ask: 'Which is the best?', options },
        { id: 'place', kind: 'choice', ask: 'Where do we begin?', options, other: true },
        { id: 'doing', kind: 'checkboxes', ask: 'What is missing?', options, none: 'Nothing' },
      ],
    },
  ],
};

const words = 'A maze of hedges, as there was before the war';

function file(all: Answers[]): FiledContribution[] {
  return all.map((answers, index) => ({
    contribution: toContribution(consultation, {
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

function report(answers: Answers[]): string {
  const all = file(answers);
  const count = startCount([consultation]);
  for (const filed of all) count.add(filed);
  const facts = { consultation, count: count.result(), all: () => all, madeAt: new Date() };
  return [...reportHtml(facts)].join('');
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
