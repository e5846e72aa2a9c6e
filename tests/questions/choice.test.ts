/** A choice with "Other", and a box for words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choice } from '../../src/questions/choice/choice.ts';
import {
  choiceQuestionSchema,
  type ChoiceQuestion,
} from '../../src/questions/choice/choice-question.ts';
import type { Option } from '../../src/questions/question.ts';
import { tallyQuestion } from '../../src/report/tally-question.ts';
import { blocksToLines } from '../../src/text/shown.ts';

const question: ChoiceQuestion = {
  id: 'place',
  kind: 'choice',
  ask: 'Which place?',
  options: [
    { id: 'pond', label: 'The pond', text: 'with a path' },
    { id: 'meadow', label: 'The meadow' },
  ],
  other: true,
};

function parse(chosen: string, other = '', insisted: string[] = []) {
  const typed = { place: [chosen], 'place-other': [other] };
  return choice.parse(question, { typed, isInsistedOn: (field) => insisted.includes(field) });
}

test('“Other” is chosen by its radio, or by words alone', () => {
  assert.deepEqual(parse('').answer, null);
  assert.deepEqual(parse('other').answer, { option: 'other' });
  assert.deepEqual(parse('other', ' A maze ').answer, { option: 'other', other: 'A maze' });
  assert.deepEqual(parse('', 'A maze').answer, { option: 'other', other: 'A maze' });
});

test('words beside another option are refused once, then both are kept', () => {
  const { answer, errors } = parse('pond', 'A maze');
  assert.equal(answer, null);
  assert.deepEqual(errors, [
    {
      field: 'place-other',
      message:
        'You chose “The pond”, and you also wrote something for “Other”. Choose “Other”, or delete what you wrote: Which place?',
      mayStay: true,
    },
  ]);
  assert.deepEqual(parse('pond', 'A maze', ['place-other']), {
    answer: { option: 'pond', other: 'A maze' },
    errors: [],
  });
});

test('a question without “Other” ignores words for it', () => {
  const { other: _, ...plain } = question;
  const typed = { place: ['pond'], 'place-other': ['A maze'] };
  const { answer } = choice.parse(plain, { typed, isInsistedOn: () => false });
  assert.deepEqual(answer, { option: 'pond' });
  assert.deepEqual(choice.fields(plain).length, 1);
  assert.equal(choice.mayBeQuoted?.(plain), false);
});

test('every answer shows all its words, and the report quotes the person’s', () => {
  const shown = (answer: { option: string; other?: string }) => ({
    lines: blocksToLines(choice.show(question, answer)),
    quote: choice.quote?.(question, answer) ?? null,
  });
  assert.deepEqual(shown({ option: 'other' }), { lines: ['Other (not described)'], quote: null });
  assert.deepEqual(shown({ option: 'other', other: 'A maze' }), {
    lines: ['Other:', 'A maze'],
    quote: [{ say: 'theirs', text: 'A maze' }],
  });
  const both = { option: 'pond', other: 'A maze' };
  assert.deepEqual(shown(both), {
    lines: ['The pond: with a path', 'Other:', 'A maze'],
    quote: choice.show(question, both),
  });
});

test('“Other” has a row in the figures; people who wrote beside another option are counted for that option', () => {
  const tally = tallyQuestion([question]);
  tally.add(question, { option: 'pond', other: 'A maze' });
  tally.add(question, { option: 'other', other: 'A maze' });
  tally.add(question, { option: 'other' });
  const { sentences, tables } = tally.summarise();
  assert.deepEqual(
    tables[0]?.rows.map(({ label, figures }) => [label, figures[0]]),
    [
      ['The pond: with a path', 1],
      ['The meadow', 0],
      ['Other', 2],
    ],
  );
  assert.equal(sentences[0], 'Other was chosen most often, by 2 of 3 (66.7%).');
  assert.match(sentences.at(-1) ?? '', /^1 person chose another option and also wrote/);
});

test('an editor cannot write an option that “Other” already adds', () => {
  for (const option of [
    { id: 'other', label: 'Something else' },
    { id: 'else', label: 'Other' },
  ]) {
    const written = { ...question, options: [...question.options, option] };
    const { error } = choiceQuestionSchema.safeParse(written);
    assert.match(error?.issues[0]?.message ?? '', /the line "other:" of this question adds/);
    assert.ok(choiceQuestionSchema.safeParse({ ...written, other: false }).success);
  }
});

function read(text: string) {
  return choice.readLines(question, text.split('\n'));
}

test('a form and a receipt are read correctly', () => {
  assert.deepEqual(read(choice.blankLines(question).join('\n')), { typed: {}, left: [] });
  assert.deepEqual(read('[ ] The pond: with a path\n[x] Other: A maze (small)'), {
    typed: { place: ['other'], 'place-other': ['A maze (small)'] },
    left: [],
  });
  for (const [answer, typed] of [
    [{ option: 'pond' }, { place: ['pond'] }],
    [{ option: 'other' }, { place: ['other'] }],
    [{ option: 'other', other: 'A maze' }, { 'place-other': ['A maze'] }],
    [
      { option: 'pond', other: 'A maze' },
      { place: ['pond'], 'place-other': ['A maze'] },
    ],
  ] as const) {
    const lines = blocksToLines(choice.show(question, answer));
    assert.deepEqual(read(lines.join('\n')), { typed, left: [] });
  }
});

test('two marks choose nothing, and no word of them is lost', () => {
  assert.deepEqual(read('[x] The pond: with a path\n[x] Other: A maze'), {
    typed: {},
    left: ['[x] The pond: with a path', '[x] Other: A maze'],
  });
});

test('the share of an option is of those who could choose it, and the report says how many could', () => {
  const [pond, meadow] = question.options as [Option, Option];
  const ferry = { id: 'ferry', label: 'The ferry' };
  const first: ChoiceQuestion = { ...question, options: [pond, meadow] };
  const second: ChoiceQuestion = { ...question, options: [pond, ferry], other: false };
  const newest: ChoiceQuestion = { ...second, options: [pond, ferry, { id: 'new', label: 'New' }] };
  const tally = tallyQuestion([first, second, newest]);
  const add = (asked: ChoiceQuestion, options: string[]) => {
    for (const option of options) tally.add(asked, { option });
  };
  add(first, ['pond', 'pond', 'meadow', 'meadow', 'other', 'other']);
  add(second, ['ferry', 'ferry', 'ferry', 'pond']);
  tally.add(second, null);
  const { sentences, tables } = tally.summarise();
  assert.deepEqual(
    tables[0]?.rows.map(({ label, figures }) => [label, ...figures]),
    [
      ['The pond: with a path', 3, 3 / 10],
      ['The meadow', 2, 2 / 6],
      ['The ferry', 3, 3 / 4],
      ['New', 0, null],
      ['Other', 2, 2 / 6],
    ],
  );
  assert.equal(tables[0]?.none, 'nobody could choose it');
  assert.deepEqual(sentences, [
    'The pond and The ferry were chosen equally often, each by 3 people.',
    '10 of 11 answered; 1 gave no answer.',
    'Only 10 people answered, so one person is 10%.',
    'Only 6 of the 10 people in these figures could choose “The meadow”. Its share is of these.',
    'Only 4 of the 10 people in these figures could choose “The ferry”. Its share is of these.',
    '“New” was added later: nobody in these figures could choose it.',
    'Only 6 of the 10 people in these figures could choose “Other”. Its share is of these.',
  ]);
});

test('nothing is said of an option that only a version without answers had', () => {
  const draft: ChoiceQuestion = {
    ...question,
    options: [...question.options, { id: 'typo', label: 'The pnod' }],
  };
  const tally = tallyQuestion([draft, question]);
  tally.add(question, { option: 'pond' });
  assert.ok(!tally.summarise().sentences.join().includes('pnod'));
});
