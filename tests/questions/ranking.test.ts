import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ranking } from '../../src/questions/ranking/ranking.ts';
import { type RankingQuestion } from '../../src/questions/ranking/ranking-question.ts';
import { readRank } from '../../src/questions/ranking/read-rank.ts';

const question: RankingQuestion = {
  id: 'values',
  kind: 'ranking',
  ask: 'Rank the values',
  options: [
    { id: 'inclusive', label: 'Inclusive' },
    { id: 'human', label: 'Human' },
    { id: 'real', label: 'Real' },
  ],
};

function parse(ranks: Record<string, string>, insisted: string[] = []) {
  const typed = Object.fromEntries(
    Object.entries(ranks).map(([id, rank]) => [`values-${id}`, [rank]]),
  );
  return ranking.parse(question, { typed, isInsistedOn: (field) => insisted.includes(field) });
}

test('reads a rank as people write it', () => {
  for (const written of [
    '2',
    ' 2 ',
    '2.',
    '2)',
    '2nd',
    '2nd.',
    '(2)',
    '[2]',
    '2,',
    '“2”',
    '2️⃣',
    '②',
    '2º',
    '№ 2',
    '\u200b2\u00ad',
    '\ufeff 2\u00a0',
    '#2',
    'no. 2',
    'two',
    'Two.',
    'second',
    '２',
    '٢',
    '२',
  ]) {
    assert.equal(readRank(written), 2, written);
  }
});

test('takes a blank box, a dash and “N/A” for no rank', () => {
  for (const written of ['', '  ', '-', '–', 'N/A', 'none']) assert.equal(readRank(written), null);
});

test('does not guess at what it cannot understand', () => {
  for (const written of [
    'x',
    '2 or 3',
    '1.5',
    '1,5',
    '-1',
    '=2',
    '1/2',
    '²'.repeat(40),
    'a\u0301'.repeat(200_000),
  ]) {
    assert.equal(readRank(written), undefined, written.slice(0, 20));
  }
});

test('stores nothing for a ranking that nobody touched', () => {
  assert.deepEqual(parse({}), { answer: null, errors: [] });
  assert.deepEqual(parse({ inclusive: ' ', human: '', real: '-' }), { answer: null, errors: [] });
});

test('puts ranks in order, and keeps gaps', () => {
  assert.deepEqual(parse({ inclusive: '3', real: 'one' }).answer, {
    state: 'clear',
    ranks: [
      { option: 'real', rank: 1 },
      { option: 'inclusive', rank: 3 },
    ],
  });
});

test('names both options if a number is used twice, and links to the later box', () => {
  const { answer, errors } = parse({ inclusive: '2', human: '1', real: '2nd' });
  assert.equal(answer, null);
  assert.deepEqual(errors, [
    {
      field: 'values-real',
      message: 'You gave Inclusive and Real the same number (2). Use each number only once',
      alsoAt: ['values-inclusive'],
      mayStay: true,
    },
  ]);
});

test('says what is wrong, and what the range is', () => {
  assert.deepEqual(
    parse({ human: '4', real: '0' }).errors.map(({ message }) => message),
    [
      '“4” is more than 3. Enter a number from 1 to 3 for Human, or leave the box blank',
      '“0” is less than 1. Enter a number from 1 to 3 for Real, or leave the box blank',
    ],
  );
});

test('keeps a clash that is sent twice as it was typed, and never as a ranking', () => {
  const ranks = { inclusive: '2', human: '1', real: '2' };
  assert.equal(parse(ranks, ['values-real']).errors.length, 1, 'one of the two boxes has changed');
  const { answer, errors } = parse(ranks, ['values-inclusive', 'values-real']);
  assert.deepEqual(errors, []);
  assert.deepEqual(answer, {
    state: 'unclear',
    typed: [
      { option: 'inclusive', typed: '2' },
      { option: 'human', typed: '1' },
      { option: 'real', typed: '2' },
    ],
  });
});

test('shows a ranking in its order, then what was not ranked', () => {
  const { answer } = parse({ real: '1', inclusive: '3' });
  assert.deepEqual(answer && ranking.show(question, answer), [
    {
      ranks: [
        { rank: 1, item: 'Real' },
        { rank: 3, item: 'Inclusive' },
      ],
    },
    { say: 'ours', text: 'Not ranked:' },
    { list: ['Human'] },
  ]);
});
