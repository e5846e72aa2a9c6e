import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { number } from '../../src/questions/number/number.ts';
import type { NumberAnswer, NumberQuestion } from '../../src/questions/number/number-question.ts';
import { readNumber } from '../../src/questions/number/read-number.ts';
import { tallyQuestion } from '../../src/report/tally-question.ts';

const question: NumberQuestion = {
  id: 'stay',
  kind: 'number',
  ask: 'How long do you stay on each visit?',
  unit: 'minutes',
  from: 0,
  to: 2000,
};
const money: NumberQuestion = { id: 'fee', kind: 'number', ask: 'What is a fair fee?', unit: '£' };

function parse(asked: NumberQuestion, typed: string, isInsisted = false) {
  return number.parse(asked, { typed: { [asked.id]: [typed] }, isInsistedOn: () => isInsisted });
}

function valueOf(asked: NumberQuestion, typed: string): unknown {
  const read = readNumber(typed, asked);
  return read.is === 'number' ? read.number : read;
}

test('reads a number as people write it', () => {
  const all: Record<number, string[]> = {
    12: [
      ...['12', ' 12 ', '12.', '12,', '(12)', '“12”', '012', '+12', '12.0', '12 minutes', '12min'],
      ...['12 mins.', 'about 12', 'approx. 12', '~12', '12 or so', 'c. 12', 'twelve', 'Twelve.'],
      ...['a dozen', '１２', '١٢', '१२', '1\u200b2', '12 on each visit', '12 per visit', '12?'],
    ],
    25: ['twenty-five', 'twenty five', 'about twenty‑five minutes', '25 a visit'],
    120: ['120', 'a hundred and twenty', 'one hundred and twenty minutes'],
    1200: [
      ...['1,200', '1 200', '1\u00a0200', '1\u202f200', "1'200", '1’200', '1.2 thousand', '1.2k'],
      ...['１，２００', 'one thousand two hundred'],
    ],
    1200.5: ['1,200.50', '1.200,50', '1 200,50', '1 200.5', '1٬200٫5'],
    2.5: ['2.5', '2,5', '2½', '2 ½', '2 and a half'],
    0.5: ['½', '.5', '0,5', '0.500'],
    0: ['0', 'zero', 'nil', 'nought'],
    1234567: ['1,234,567', '1.234.567', '1 234 567', '12,34,567'],
  };
  for (const [value, written] of Object.entries(all)) {
    for (const typed of written) assert.equal(valueOf(question, typed), Number(value), typed);
  }
});

test('reads money as people write it', () => {
  for (const typed of ['£1,200', '£ 1200', '1200£', 'GBP 1200', '1,200 pounds', '£1.2k', '1200,-'])
    assert.equal(valueOf(money, typed), 1200, typed);
  for (const typed of ['£3m', '3 million', '£3 million']) {
    assert.equal(valueOf(money, typed), 3_000_000, typed);
  }
  for (const typed of ['-5', '−5', '£-5', '-£5']) assert.equal(valueOf(money, typed), -5, typed);
});

test('a unit of several signs is one', () => {
  const square = { ...money, unit: 'm²' };
  for (const typed of ['200', '200 m²', '200m²']) assert.equal(valueOf(square, typed), 200, typed);
  assert.match(JSON.stringify(valueOf(square, '200 m')), /asks for m², and you wrote “m”/);
});

test('says why a number is not clear, and never guesses', () => {
  const why = {
    '1.200':
      '“1.200” could mean 1,200 or 1.2, because some people use a full stop as a thousands separator',
    '10-15': '“10-15” is more than one number',
    '10 to 15': '“10 to 15” is more than one number',
    '10 or 12': '“10 or 12” is more than one number',
    '1 hour 20 minutes': '“1 hour 20 minutes” is more than one number',
    '1/2': '“1/2” is more than one number',
    'over 12': '“over 12” could mean several numbers',
    '12+': '“12+” could mean several numbers',
    '< 12': '“< 12” could mean several numbers',
    '2 hours': 'This question asks for minutes, and you wrote “hours”',
    '£5': 'This question asks for minutes, and you wrote “£”',
    '12 bananas': 'We could not work out “bananas”',
    '12 a month': 'This question asks for minutes, and you wrote “month”',
    '1,2345': '“1,2345” is not a number that we can read',
    '1.2.3': '“1.2.3” is not a number that we can read',
    '1234567890123456': '“1234567890123456” has too many digits',
    lots: 'We found no number in “lots”',
    'it depends': 'We found no number in “it depends”',
    '10²': 'We could not work out “²”',
  };
  for (const [typed, sentence] of Object.entries(why)) {
    assert.deepEqual(valueOf(question, typed), { is: 'unclear', why: sentence }, typed);
  }
});

test('the message says what to do, with the range', () => {
  const messages = ['2001', '-1', 'lots'].map((typed) => parse(question, typed).errors);
  const rest =
    'Enter one number from 0 to 2,000, or leave the box blank: How long do you stay on each visit?';
  assert.deepEqual(
    messages.flat().map(({ message, mayStay, field }) => [message, mayStay, field]),
    ['“2001” is more than 2,000', '“-1” is less than 0', 'We found no number in “lots”'].map(
      (why) => [`${why}. ${rest}`, true, 'stay'],
    ),
  );
  assert.match(
    parse({ ...money, from: 1 }, '0').errors[0]?.message ?? '',
    /Enter one number of 1 or more, or leave/,
  );
});

test('keeps an unclear number as it was typed if it is sent twice, and counts it in no figure', () => {
  const { answer, errors } = parse(question, ' 10 to  15 ', true);
  assert.deepEqual(errors, []);
  assert.deepEqual(answer, { state: 'unclear', typed: '10 to 15' });
  assert.deepEqual(number.cells(question, answer as NumberAnswer), { 'stay-typed': '10 to 15' });
  const shown = number.show(question, answer as NumberAnswer);
  assert.deepEqual(shown, [
    { say: 'ours', text: 'We could not count this number, so it is shown as typed:' },
    { say: 'theirs', text: '10 to 15' },
  ]);
  assert.deepEqual(number.quote?.(question, answer as NumberAnswer), shown);
});

/** How people of different countries write a whole number and cents. */
const styles = [
  (whole: string, cents: string) => `${whole}.${cents}`,
  (whole: string, cents: string) => `${group(whole, ',')}.${cents}`,
  (whole: string, cents: string) => `${group(whole, '.')},${cents}`,
  (whole: string, cents: string) => `${group(whole, '\u202f')},${cents}`,
  (whole: string, cents: string) => `${group(whole, '’')}.${cents}`,
  (whole: string, cents: string) => `about £${group(whole, ',')}.${cents} pounds`,
];

function group(whole: string, separator: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, separator);
}

test('whatever the country, a number with cents is the number that was meant', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(99), fc.constantFrom(...styles), (whole, cents, write) => {
      const typed = write(String(whole), String(cents).padStart(2, '0'));
      assert.equal(valueOf(money, typed), Number(`${whole}.${String(cents).padStart(2, '0')}`));
    }),
  );
});

test('whatever is typed is a number, none, or has a reason why it is unclear', () => {
  const piece = fc.constantFrom(
    ..."0 1 12 200 1.200 - + . , ' ½ £ % ( about a hundred thousand and minutes or over ٣ ² k ✓".split(
      ' ',
    ),
  );
  const typed = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 300 }),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const { answer, errors } = parse(question, text);
      if (answer?.state === 'clear') assert.ok(answer.number >= 0 && answer.number <= 2000);
      const kept = parse(question, text, true);
      assert.deepEqual(kept.errors, []);
      assert.equal(kept.answer === null, answer === null && errors.length === 0);
    }),
    { numRuns: 2000 },
  );
});

test('"N/A" and a dash are no number, without an error, and stay to be seen', () => {
  for (const typed of ['N/A', 'n.a.', 'None', '-', '—', 'not applicable']) {
    const { answer, errors } = parse(question, typed);
    assert.deepEqual([answer, errors], [{ state: 'none', typed }, []], typed);
    assert.deepEqual(number.show(question, answer as NumberAnswer), [
      { say: 'theirs', text: typed },
      { say: 'ours', text: 'We did not count this as a number. If you mean zero, write 0.' },
    ]);
  }
  assert.deepEqual(parse(question, ' \u200b'), { answer: null, errors: [] });
});

test('shows the number with its unit, and what was typed if that differs', () => {
  const shown = (asked: NumberQuestion, typed: string) =>
    number.show(asked, parse(asked, typed).answer as NumberAnswer);
  assert.deepEqual(shown(question, '12'), [{ say: 'ours', text: '12 minutes' }]);
  assert.deepEqual(shown(question, '1'), [{ say: 'ours', text: '1 minute' }]);
  assert.deepEqual(shown(money, '£1,200'), [{ say: 'ours', text: '£1,200' }]);
  assert.deepEqual(shown(money, '-1.5'), [{ say: 'ours', text: '-£1.50' }]);
  assert.deepEqual(shown(money, 'about 20'), [
    { say: 'ours', text: '£20' },
    ...typedAs('about 20'),
  ]);
});

function typedAs(text: string) {
  return [
    { say: 'ours', text: 'As typed:' },
    { say: 'theirs', text },
  ];
}

function sumUp(versions: NumberQuestion[], answers: [NumberQuestion, string | null][]) {
  const tally = tallyQuestion(versions);
  for (const [asked, typed] of answers) {
    tally.add(asked, typed === null ? null : parse(asked, typed, true).answer);
  }
  return tally.summarise();
}

test('counts how many, the least, the median, the mean and the most', () => {
  const typed = ['30', '10', '20', '100', 'N/A', 'ten or so', 'ask me', '10-15', null];
  const { sentences, tables } = sumUp(
    [question],
    typed.map((words) => [question, words]),
  );
  assert.deepEqual(tables[0]?.rows, [{ label: 'All numbers', figures: [5, 10, 20, 34, 100] }]);
  assert.equal(tables[0]?.caption, 'The numbers, in minutes');
  assert.deepEqual(sentences, [
    'The median is 20 minutes and the mean 34 minutes. The numbers go from 10 minutes to 100 minutes.',
    '8 of 9 answered; 1 gave no answer.',
    '1 person wrote only “N/A”, “none” or a dash. This is not in the figures.',
    '2 numbers could not be worked out, and are not in the figures: 2 that cannot be read as one number.',
  ]);
  const four = sumUp(
    [money],
    ['1', '2', '4', '10'].map((words) => [money, words]),
  );
  assert.deepEqual(four.tables[0]?.rows[0]?.figures, [4, 1, 3, 4.25, 10]);
  const none = sumUp([money], [[money, null]]);
  assert.deepEqual(none.tables[0]?.rows[0]?.figures, [0, null, null, null, null]);
});

test('numbers in an earlier unit are not combined with those in the newest', () => {
  const hours = { ...question, unit: 'hours' };
  const { sentences, tables } = sumUp(
    [hours, question],
    [
      [hours, '2'],
      [question, '60'],
    ],
  );
  assert.deepEqual(tables[0]?.rows[0]?.figures, [1, 60, 60, 60, 60]);
  assert.equal(
    sentences.at(-1),
    '1 person answered before the question asked for minutes. Their number is not in the figures.',
  );
});

test('reads a number back from a filled form, a receipt and an email', () => {
  const read = (...lines: string[]) => number.readLines(question, lines);
  const beforehand = 'In minutes, from 0 to 2,000';
  assert.deepEqual(number.blankLines(question), [beforehand, '', '']);
  assert.deepEqual(read(beforehand, '', '', ''), { typed: {}, left: [] });
  assert.deepEqual(read(beforehand, '', 'about 12'), { typed: { stay: ['about 12'] }, left: [] });
  assert.deepEqual(read('12', 'We come by bus'), {
    typed: { stay: ['12'] },
    left: ['We come by bus'],
  });
  assert.deepEqual(read('it depends'), { typed: { stay: ['it depends'] }, left: [] });
  assert.deepEqual(read('12', '15'), { typed: {}, left: ['12', '15'] });
  // A sentence of 0.2.0.
  const before = 'We did not take this as a number. If you mean zero, write 0.';
  assert.deepEqual(read('N/A', before), { typed: { stay: ['N/A'] }, left: [] });
  for (const typed of ['12', 'about 12', 'N/A', 'it depends']) {
    const answer = parse(question, typed, true).answer as NumberAnswer;
    const lines = number
      .show(question, answer)
      .flatMap((block) => ('text' in block ? block.text : []));
    const back = read(...lines);
    const again = parse(question, back.typed['stay']?.[0] ?? '', true).answer as NumberAnswer;
    assert.deepEqual([again.state, back.left], [answer.state, []], typed);
  }
});

test('a range that is upside down is an editor’s mistake', () => {
  const { error } = number.questionSchema.safeParse({ ...question, from: 5, to: 4 });
  assert.deepEqual(
    error?.issues.map(({ path, message }) => [path, message]),
    [[['to'], 'cannot be less than "from"']],
  );
});
