import assert from 'node:assert/strict';
import { test } from 'node:test';
import { points } from '../../src/questions/points/points.ts';
import type { PointsAnswer, PointsQuestion } from '../../src/questions/points/points-question.ts';
import { readPoints } from '../../src/questions/points/read-points.ts';
import { tallyQuestion } from '../../src/report/tally-question.ts';

const question: PointsQuestion = {
  id: 'money',
  kind: 'points',
  ask: 'How would you share it out?',
  options: [
    { id: 'pond', label: 'The pond' },
    { id: 'meadow', label: 'The meadow' },
    { id: 'bench', label: 'A bench', text: 'In the shade' },
  ],
  total: 100,
};

function parse(given: Record<string, string>, insisted: string[] = [], asked = question) {
  const typed = Object.fromEntries(
    Object.entries(given).map(([id, value]) => [`money-${id}`, [value]]),
  );
  return points.parse(asked, { typed, isInsistedOn: (field) => insisted.includes(field) });
}

test('reads points as people write them', () => {
  for (const written of [
    '10',
    ' 10 ',
    '10.',
    '10 points',
    '10pts',
    'ten',
    'Ten points',
    '１０',
    '10%',
    '10 %',
  ]) {
    assert.equal(readPoints(written, 100), 10, written);
  }
  for (const written of ['0', 'none', 'no points', 'zero', '0%']) {
    assert.equal(readPoints(written, 100), 0, written);
  }
  assert.equal(readPoints('1,000', 5000), 1000);
  assert.equal(readPoints('1 point', 100), 1);
  for (const blank of ['', '  ', '-']) assert.equal(readPoints(blank, 100), null);
});

test('does not guess at what it cannot understand', () => {
  const unclear = [
    'x',
    '10 or 20',
    '12.5',
    '-5',
    '2nd',
    'second',
    '#2',
    'no. 2',
    '%',
    'points',
    '1,00',
  ];
  for (const written of [...unclear, 'a\u0301'.repeat(100_000)]) {
    assert.equal(readPoints(written, 100), undefined, written.slice(0, 20));
  }
  assert.equal(readPoints('10%', 50), undefined, 'ten per cent of 50 are not 10 points');
});

test('stores nothing for points that nobody touched', () => {
  assert.deepEqual(parse({}), { answer: null, errors: [] });
  assert.deepEqual(parse({ pond: ' ', meadow: '', bench: '-' }), { answer: null, errors: [] });
});

test('accepts points that add up, with 0 for a box that was left blank', () => {
  assert.deepEqual(parse({ pond: '60', meadow: '40 points', bench: '' }).answer, {
    state: 'clear',
    points: [
      { option: 'pond', points: 60 },
      { option: 'meadow', points: 40 },
      { option: 'bench', points: 0 },
    ],
  });
});

test('says how many points are left, or too many, in all boxes together', () => {
  assert.deepEqual(parse({ pond: '60', meadow: '30' }), {
    answer: null,
    errors: [
      {
        field: 'money_group',
        leadsTo: 'money-pond',
        message: 'You gave 90 of 100 points. Give the other 10 too: How would you share it out?',
        mayStay: true,
      },
    ],
  });
  assert.equal(
    parse({ pond: '60', meadow: '50' }).errors[0]?.message,
    'You gave 110 points, but there are only 100. Take 10 away: How would you share it out?',
  );
  assert.match(
    parse({ pond: '0' }).errors[0]?.message ?? '',
    /^You gave 0 of 100 points\. Give the other 100/,
  );
});

test('says what to write in each box that cannot be read, before it adds them up', () => {
  assert.deepEqual(
    parse({ pond: 'lots', meadow: '101', bench: '5' }).errors.map(({ field, message }) => [
      field,
      message,
    ]),
    [
      [
        'money-pond',
        'We found no number in “lots”. Enter a whole number from 0 to 100 for The pond, or leave the box blank',
      ],
      [
        'money-meadow',
        '“101” is more than 100. Enter a whole number from 0 to 100 for The meadow, or leave the box blank',
      ],
    ],
  );
});

test('keeps points that do not add up, if they are sent twice, as they were typed, and quotes them', () => {
  const given = { pond: '60', meadow: '30 to 40' };
  const typed = {
    state: 'unclear',
    typed: [
      { option: 'pond', typed: '60' },
      { option: 'meadow', typed: '30 to 40' },
    ],
  } satisfies PointsAnswer;
  assert.deepEqual(parse(given, ['money-meadow']), { answer: typed, errors: [] });
  const sum = parse({ pond: '60', meadow: '30' }, ['money_group']);
  assert.equal(sum.answer?.state, 'unclear');
  assert.deepEqual(points.quote?.(question, typed), points.show(question, typed));
  assert.deepEqual(points.show(question, typed), [
    { say: 'ours', text: 'We could not add up these points, so they are shown as typed:' },
    { list: ['“60” beside The pond', '“30 to 40” beside The meadow'] },
  ]);
  assert.deepEqual(Object.keys(points.cells(question, typed)), ['money-unclear']);
});

test('shows every option, and a blank box as the 0 that it counts', () => {
  const { answer } = parse({ meadow: '99', bench: '1' });
  assert.ok(answer);
  assert.deepEqual(points.show(question, answer), [
    { list: ['0 points: The pond', '99 points: The meadow', '1 point: A bench'] },
  ]);
  assert.deepEqual(points.cells(question, answer), {
    'money-pond': '0',
    'money-meadow': '99',
    'money-bench': '1',
  });
  assert.equal(points.quote?.(question, answer), null);
});

test('mean and median count a blank box as 0, and leave out what is unclear', () => {
  const tally = tallyQuestion([question]);
  for (const given of [
    { pond: '100' },
    { pond: '60', meadow: '40' },
    { pond: '20', meadow: '30', bench: '50' },
    { pond: '10', meadow: '90' },
  ] as Record<string, string>[]) {
    tally.add(question, parse(given).answer);
  }
  tally.add(question, parse({ pond: '5' }, ['money_group']).answer);
  tally.add(question, null);
  const { sentences, tables } = tally.summarise();
  assert.deepEqual(sentences, [
    'The pond got the most points: 47.50 of 100 points on average.',
    '5 of 6 answered; 1 gave no answer.',
    'A box that was left blank counts as 0 points.',
    '1 answer could not be worked out, and is not in the figures: 1 with fewer than 100 points.',
  ]);
  assert.deepEqual(tables[0]?.rows, [
    { label: 'The pond', figures: [47.5, 40, 4] },
    { label: 'The meadow', figures: [40, 35, 3] },
    { label: 'A bench', figures: [12.5, 0, 1] },
  ]);
  assert.match(tables[0]?.caption ?? '', /from 4 answers/);
});

test('nothing is averaged if nobody answered, and equal options are named together', () => {
  const none = tallyQuestion([question]).summarise();
  assert.deepEqual(none.sentences, ['No contributions yet.']);
  assert.deepEqual(
    none.tables[0]?.rows.map(({ figures }) => figures),
    [
      [null, null, 0],
      [null, null, 0],
      [null, null, 0],
    ],
  );
  const tally = tallyQuestion([question]);
  tally.add(question, parse({ pond: '50', meadow: '50' }).answer);
  assert.equal(
    tally.summarise().sentences[0],
    'The pond and The meadow got the same number of points: 50.00 of 100 points each, on average.',
  );
});

test('an option to which not everybody could give points is named', () => {
  const before = { ...question, options: question.options.slice(0, 2) };
  const tally = tallyQuestion([before, question]);
  tally.add(before, parse({ pond: '40', meadow: '60' }, [], before).answer);
  tally.add(question, parse({ pond: '60', bench: '40' }).answer);
  assert.ok(
    tally
      .summarise()
      .sentences.includes(
        'Only 1 of the 2 people in these figures could give points to “A bench”. Its mean and median are of these.',
      ),
  );
});

test('answers that shared out another total count as shares of the newest', () => {
  const before = { ...question, total: 10 };
  const tally = tallyQuestion([before, question]);
  tally.add(before, parse({ pond: '4', meadow: '6' }, [], before).answer);
  tally.add(question, parse({ pond: '60', meadow: '40' }).answer);
  const { sentences, tables } = tally.summarise();
  assert.deepEqual(tables[0]?.rows[0], { label: 'The pond', figures: [50, 50, 2] });
  assert.match(
    sentences.join(' '),
    /1 answer shared out another total.* as shares of 100 points\./,
  );
});

test('a receipt of points can be read back, above 999 points too', () => {
  const many = { ...question, total: 5000 };
  for (const [asked, given] of [
    [question, { pond: '60', meadow: '40', bench: '0' }],
    [many, { pond: '3,500', meadow: '1,499', bench: '1' }],
  ] as [PointsQuestion, Record<string, string>][]) {
    const { answer } = parse(given, [], asked);
    assert.ok(answer?.state === 'clear');
    const [block] = points.show(asked, answer);
    assert.ok(block && 'list' in block);
    const { typed, left } = points.readLines(
      asked,
      block.list.map((item) => `- ${item}`),
    );
    assert.deepEqual(left, []);
    assert.deepEqual(points.parse(asked, { typed, isInsistedOn: () => false }).answer, answer);
  }
});

test('unclear answers are read back from a receipt as they were typed', () => {
  const { answer } = parse({ pond: '60', meadow: '30' }, ['money_group']);
  assert.ok(answer);
  const [note, list] = points.show(question, answer);
  assert.ok(note && 'text' in note && list && 'list' in list);
  const { typed, left } = points.readLines(question, [
    note.text,
    ...list.list.map((item) => `- ${item}`),
  ]);
  assert.deepEqual([typed, left], [{ 'money-pond': ['60'], 'money-meadow': ['30'] }, []]);
});
