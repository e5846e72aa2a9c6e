import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consent } from '../../src/questions/consent/consent.ts';
import { tallyQuestion } from '../../src/report/tally-question.ts';

const question = consent.questionSchema.parse({ id: 'publish', kind: 'consent' });
const form = (value?: string) => ({
  typed: { publish: value === undefined ? [] : [value] },
  isInsistedOn: () => false,
});

test('has default labels, each of which can be replaced', () => {
  assert.equal(question.ask, 'May we publish what you say?');
  assert.deepEqual(consent.showUnasked?.(question)[0], {
    list: ['Yes, with my name', 'Yes, without my name', 'No, not at all'],
  });
  const own = consent.questionSchema.parse({ ...question, ask: 'And?', labels: { no: 'Never' } });
  assert.deepEqual(
    [own.ask, own.labels.no, own.labels['with-name']],
    ['And?', 'Never', 'Yes, with my name'],
  );
  assert.equal(
    consent.questionSchema.safeParse({ ...question, labels: { maybe: 'Perhaps' } }).success,
    false,
  );
});

test('is one of three answers, or none', () => {
  assert.deepEqual(consent.parse(question, form()), { answer: null, errors: [] });
  assert.deepEqual(consent.parse(question, form('')), { answer: null, errors: [] });
  assert.deepEqual(consent.parse(question, form('without-name')).answer, {
    consent: 'without-name',
  });
  const { answer, errors } = consent.parse(question, form('yes'));
  assert.equal(answer, null);
  assert.equal(errors[0]?.field, 'publish');
  assert.equal(consent.countsAlone, false);
});

test('people who did not answer are counted as not published', () => {
  const tally = tallyQuestion([question]);
  for (const given of ['with-name', 'without-name', 'without-name', 'no'] as const) {
    tally.add(question, { consent: given });
  }
  for (let people = 0; people < 2; people += 1) tally.add(question, null);
  const { sentences, tables } = tally.summarise();
  assert.deepEqual(sentences, [
    'We may publish what 3 of 6 people wrote: 1 with the name, 2 without. 2 did not say, so we do not publish what they wrote.',
  ]);
  assert.deepEqual(
    tables[0]?.rows.map(({ label, figures }) => [label, figures[0]]),
    [
      ['Yes, with my name', 1],
      ['Yes, without my name', 2],
      ['No, not at all', 1],
      ['Did not say, so not published', 2],
    ],
  );
});

test('the form of plain text says what no answer means', () => {
  const lines = consent.blankLines(question);
  assert.match(lines.join(' '), /If you do not answer this, we will not publish what you wrote\./);
  assert.deepEqual(consent.readLines(question, lines), { typed: {}, left: [] });
  const filled = lines.map((line) => line.replace('[ ] Yes, without', '[x] Yes, without'));
  assert.deepEqual(consent.readLines(question, filled), {
    typed: { publish: ['without-name'] },
    left: [],
  });
});
