import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkboxes } from '../../src/questions/checkboxes/checkboxes.ts';
import {
  checkboxesQuestionSchema,
  type CheckboxesQuestion,
} from '../../src/questions/checkboxes/checkboxes-question.ts';
import { blocksToLines } from '../../src/text/shown.ts';
import { tallyQuestion } from '../../src/report/tally-question.ts';

const question: CheckboxesQuestion = {
  id: 'doing',
  kind: 'checkboxes',
  ask: 'What would you do there?',
  options: [
    { id: 'walk', label: 'Walk', text: 'on the paths' },
    { id: 'play', label: 'Play' },
    { id: 'rest', label: 'Rest' },
    { id: 'other-people', label: 'Other people’s ideas' },
  ],
  other: true,
  none: 'None of these',
  most: 3,
};

function parse(ticked: string[], other = '', insisted: string[] = []) {
  const typed = { doing: ticked, 'doing-other': other === '' ? [] : [other] };
  return checkboxes.parse(question, { typed, isInsistedOn: (field) => insisted.includes(field) });
}

test('a question without ticks is not answered', () => {
  assert.deepEqual(parse([]), { answer: null, errors: [] });
  assert.deepEqual(parse([], ' \u200B '), { answer: null, errors: [] });
});

test('keeps what was ticked in the order of the page', () => {
  assert.deepEqual(parse(['rest', 'walk']).answer, { state: 'clear', options: ['walk', 'rest'] });
});

test('words for “Other” tick it', () => {
  const described = { state: 'clear', options: ['walk', 'other'], other: 'Sing' };
  assert.deepEqual(parse(['walk'], ' Sing ').answer, described);
  assert.deepEqual(parse(['walk', 'other'], 'Sing').answer, described);
});

test('“Other” without words is accepted, and shown as such', () => {
  const { answer } = parse(['other']);
  assert.deepEqual(answer, { state: 'clear', options: ['other'] });
  assert.deepEqual(answer && checkboxes.show(question, answer), [
    { list: ['Other (not described)'] },
  ]);
});

test('“None of these” with others is refused once, and says what to do', () => {
  const { answer, errors } = parse(['walk', 'none'], 'Sing');
  assert.equal(answer, null);
  assert.deepEqual(errors, [
    {
      field: 'doing',
      message:
        'You ticked “None of these”, and also Walk and Other. Untick “None of these”, or untick the others: What would you do there?',
      mayStay: true,
    },
  ]);
});

test('too many are refused once, and the message says how many to untick', () => {
  const { errors } = parse(['walk', 'play', 'rest', 'other']);
  assert.deepEqual(
    errors.map(({ message }) => message),
    ['You ticked 4 boxes. Untick 1, so that 3 are left: What would you do there?'],
  );
  const [both] = parse(['walk', 'play', 'rest', 'other', 'none']).errors;
  assert.match(both?.message ?? '', /or untick the others\. At most 3 can stay ticked: What/);
});

test('boxes that do not fit together are kept when they are sent again, and are in no figure', () => {
  const { answer, errors } = parse(['walk', 'none'], 'Sing', ['doing']);
  assert.deepEqual(errors, []);
  assert.deepEqual(answer, {
    state: 'unclear',
    options: ['walk', 'other', 'none'],
    other: 'Sing',
  });
  assert.ok(answer);
  const shown = checkboxes.show(question, answer);
  assert.deepEqual(blocksToLines(shown), [
    'We could not work out this answer, so we show what you ticked:',
    '- Walk: on the paths',
    '- None of these',
    'Other:',
    'Sing',
  ]);
  assert.deepEqual(checkboxes.quote?.(question, answer), shown);
  assert.deepEqual(Object.keys(checkboxes.cells(question, answer)), ['doing-unclear']);

  const tally = tallyQuestion([question]);
  tally.add(question, answer);
  tally.add(question, { state: 'clear', options: ['play', 'other'], other: 'Sing' });
  tally.add(question, { state: 'clear', options: ['play'] });
  tally.add(question, null);
  const { sentences, tables } = tally.summarise();
  assert.deepEqual(sentences, [
    'Play was chosen most often, by 2 of 2 (100%).',
    '3 of 4 answered; 1 gave no answer.',
    'Only 2 people answered, so one person is 50%.',
    'People could choose more than one option, so the shares can add up to more than 100%.',
    '1 answer could not be worked out, and is not in the figures: 1 with “None of these” and others.',
  ]);
  assert.deepEqual(
    tables[0]?.rows.map(({ label, figures }) => [label, ...figures]),
    [
      ['Walk: on the paths', 0, 0],
      ['Play', 2, 1],
      ['Rest', 0, 0],
      ['Other people’s ideas', 0, 0],
      ['Other', 1, 0.5],
      ['None of these', 0, 0],
    ],
  );
});

test('a box that the question does not have is an error, and never an answer', () => {
  const { answer, errors } = parse(['walk', 'swim'], '', ['doing']);
  assert.equal(answer, null);
  assert.equal(errors[0]?.field, 'doing');
});

test('words for “Other” are quoted, and are a person’s own words', () => {
  const answer = { state: 'clear' as const, options: ['walk', 'other'], other: 'Sing' };
  assert.deepEqual(checkboxes.quote?.(question, answer), [{ say: 'theirs', text: 'Sing' }]);
  assert.equal(checkboxes.wordsOf?.(answer), 'Sing');
  assert.deepEqual(checkboxes.cells(question, answer), {
    doing: 'Walk; Other',
    'doing-walk': '1',
    'doing-other': 'Sing',
  });
});

test('an answer to an earlier version with an option of the id “other” is that option', () => {
  const { other: _, ...rest } = question;
  const earlier = { ...rest, options: [...question.options, { id: 'other', label: 'Ask me' }] };
  const answer = { state: 'clear' as const, options: ['other'] };
  assert.deepEqual(checkboxes.show(earlier, answer), [{ list: ['Ask me'] }]);
  assert.deepEqual(checkboxes.cells(earlier, answer), { doing: 'Ask me', 'doing-other': '1' });
});

const mistakes: [what: string, change: Partial<CheckboxesQuestion>, message: RegExp][] = [
  ['one box at most', { most: 1 }, /expected number to be >=2/],
  ['more boxes than there are', { most: 6 }, /cannot be more than there are boxes, which is 5$/],
  [
    'an option with the id of “Other”',
    { options: [{ id: 'other', label: 'Ask me' }, ...question.options] },
    /the id "other" and the words “Ask me”: the line "other:" of this question adds/,
  ],
  [
    'an option with the words of “Other”',
    { options: [{ id: 'else', label: 'other' }, ...question.options] },
    /the id "else" and the words “other”: the line "other:"/,
  ],
  [
    'an option with the words of the last box',
    { options: [{ id: 'no', label: 'None of these' }, ...question.options] },
    /the line "none:" of this question adds an option with the id "none"/,
  ],
  [
    'an option with the id of a column',
    { options: [{ id: 'unclear', label: 'Unclear' }, ...question.options] },
    /cannot have an option with the id "unclear"/,
  ],
];

for (const [what, change, message] of mistakes) {
  test(`an editor cannot write ${what}`, () => {
    const { error } = checkboxesQuestionSchema.safeParse({ ...question, ...change });
    assert.equal(error?.issues.length, 1);
    assert.match(error.issues[0]?.message ?? '', message);
  });
}

test('all boxes but the last can be the most', () => {
  assert.ok(checkboxesQuestionSchema.safeParse({ ...question, most: 5 }).success);
});

test('a receipt with a sentence of 0.2.0 is read', () => {
  const before = 'We could not work out this answer, so it is shown as ticked:';
  assert.deepEqual(read(`${before}\n- Walk: on the paths\n- None of these`), {
    typed: { doing: ['walk', 'none'] },
    left: [],
  });
});

function read(text: string) {
  return checkboxes.readLines(question, text.split('\n'));
}

test('a blank form has a line for each box, and reads as no answer', () => {
  const blank = checkboxes.blankLines(question);
  assert.deepEqual(blank, [
    'Put an X between the brackets of up to 3 options. After “Other:” you can write what it is.',
    '',
    '[ ] Walk: on the paths',
    '[ ] Play',
    '[ ] Rest',
    '[ ] Other people’s ideas',
    '[ ] Other:',
    '[ ] None of these',
  ]);
  assert.deepEqual(read(blank.join('\n')), { typed: {}, left: [] });
});

test('marks and words are read from a form, even if words continue on the next line', () => {
  assert.deepEqual(
    read('[x] Walk: on the paths\n[ ] Play\n[X] Other: Sing\nwith others\n[ ] None of these'),
    { typed: { doing: ['walk', 'other'], 'doing-other': ['Sing with others'] }, left: [] },
  );
  assert.deepEqual(read('[ ] Play\n[x] Other:\nSing\n\nThank you!'), {
    typed: { doing: ['other'], 'doing-other': ['Sing'] },
    left: ['Thank you!'],
  });
});

test('words below an empty “Other” that is not marked are not an answer', () => {
  assert.deepEqual(read('[x] Play\n[ ] Other:\nKind regards'), {
    typed: { doing: ['play'] },
    left: ['Kind regards'],
  });
});

test('a receipt is read correctly', () => {
  for (const answer of [
    { state: 'clear' as const, options: ['walk', 'rest'] },
    { state: 'clear' as const, options: ['walk', 'play', 'rest', 'other-people', 'none'] },
    { state: 'clear' as const, options: ['walk', 'other'] },
    { state: 'unclear' as const, options: ['walk', 'none'] },
  ]) {
    const lines = blocksToLines(checkboxes.show(question, answer));
    assert.deepEqual(read(lines.join('\n')), { typed: { doing: answer.options }, left: [] });
  }
  const lines = blocksToLines(
    checkboxes.show(question, { state: 'clear', options: ['rest', 'other'], other: 'Sing' }),
  );
  assert.deepEqual(read(lines.join('\n')), {
    typed: { doing: ['rest'], 'doing-other': ['Sing'] },
    left: [],
  });
});

test('without brackets, the remaining options count as chosen if others were deleted', () => {
  assert.deepEqual(read('Walk: on the paths\nRest').typed, { doing: ['walk', 'rest'] });
  const bare = checkboxes.blankLines(question).map((line) => line.replace('[ ] ', ''));
  const { typed, left } = read(bare.join('\n'));
  assert.deepEqual(typed, {});
  assert.ok(left.includes('Play'), 'somebody has to look at it');
});

test('nothing is guessed: an option both marked and not marked, an invalid mark, a sentence', () => {
  assert.deepEqual(read('[x] Play\n[ ] Play\n[x] Rest'), {
    typed: { doing: ['rest'] },
    left: ['[x] Play'],
  });
  assert.deepEqual(read('[maybe] Play\n[x] Rest'), {
    typed: { doing: ['rest'] },
    left: ['[maybe] Play'],
  });
  assert.deepEqual(read('Play or Rest'), { typed: {}, left: ['Play or Rest'] });
  const prose = 'Other people should decide what is best';
  assert.deepEqual(read(prose), { typed: {}, left: [prose] });
});

test('the share of a box is of the clear answers of those who could tick it', () => {
  const before = { ...question, options: question.options.slice(0, 2) };
  const tally = tallyQuestion([before, question]);
  tally.add(before, { state: 'clear', options: ['walk'] });
  tally.add(before, { state: 'unclear', options: ['walk', 'none'] });
  for (const id of ['walk', 'rest']) tally.add(question, { state: 'clear', options: [id] });
  const { sentences, tables } = tally.summarise();
  const rest = tables[0]?.rows.find(({ label }) => label === 'Rest');
  assert.deepEqual(rest?.figures, [1, 1 / 2]);
  assert.equal(sentences[0], 'Walk was chosen most often, by 2 of 3 (66.7%).');
  assert.ok(
    sentences.includes(
      'Only 2 of the 3 people in these figures could choose “Rest”. Its share is of these.',
    ),
  );
});
