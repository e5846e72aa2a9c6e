import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresToLines } from '../../src/emails/email-figures.ts';
import { grid } from '../../src/questions/grid/grid.ts';
import type { GridAnswer, GridQuestion } from '../../src/questions/grid/grid-question.ts';
import { figureTableHtml } from '../../src/report/report-table.ts';
import { tallyQuestion } from '../../src/report/tally-question.ts';
import { blocksToLines } from '../../src/text/shown.ts';

const question: GridQuestion = {
  id: 'park',
  kind: 'grid',
  ask: 'How much do you agree?',
  rows: [
    { id: 'clean', label: 'The park is clean' },
    { id: 'safe', label: 'Do you feel safe in it after dark?' },
    { id: 'play', label: 'There is enough to do' },
  ],
  scale: [
    { id: 'yes-very', label: 'Strongly agree' },
    { id: 'yes', label: 'Agree' },
    { id: 'neither', label: 'Neither' },
    { id: 'no', label: 'Disagree' },
    { id: 'no-very', label: 'Strongly disagree' },
  ],
};
const withBesides = { ...question, besides: [{ id: 'dont-know', label: 'Don’t know' }] };

function parse(rows: Record<string, string>, asked = question) {
  const typed = Object.fromEntries(
    Object.entries(rows).map(([id, option]) => [`park-${id}`, [option]]),
  );
  return grid.parse(asked, { typed, isInsistedOn: () => false });
}

const given = (rows: Record<string, string>): GridAnswer => ({
  rows: Object.entries(rows).map(([row, option]) => ({ row, option })),
});

test('only rows that were answered are stored, in the order of the question', () => {
  assert.deepEqual(parse({ clean: '', safe: '', play: '' }), { answer: null, errors: [] });
  assert.deepEqual(
    parse({ play: 'no', safe: '', clean: 'yes' }).answer,
    given({ clean: 'yes', play: 'no' }),
  );
});

test('an option that the scale does not have is an error at its row, which it names', () => {
  const { answer, errors } = parse({ clean: 'yes', safe: 'perhaps' });
  assert.equal(answer, null);
  assert.deepEqual(errors, [
    {
      field: 'park-safe',
      message:
        'Select one of the options, or “No answer”, for “Do you feel safe in it after dark?”: How much do you agree?',
    },
  ]);
  assert.equal(parse({ clean: 'dont-know' }).errors.length, 1);
  assert.deepEqual(parse({ clean: 'dont-know' }, withBesides).errors, []);
});

test('is shown row by row, then the rows without an answer', () => {
  assert.deepEqual(blocksToLines(grid.show(question, given({ safe: 'no', clean: 'yes' }))), [
    'The park is clean:',
    'Agree',
    'Do you feel safe in it after dark?',
    'Disagree',
    'No answer:',
    '- There is enough to do',
  ]);
});

test('has cells in words, and as numbers for everything on the scale', () => {
  assert.deepEqual(grid.cells(withBesides, given({ clean: 'no-very', play: 'dont-know' })), {
    'park-clean': 'Strongly disagree',
    'park-clean_number': '5',
    'park-play': 'Don’t know',
  });
  const [first, , , number] = grid.columns(question);
  assert.equal(first?.title, 'How much do you agree?: The park is clean');
  assert.equal(
    number?.title,
    'How much do you agree?: The park is clean: as a number (1: Strongly agree, 5: Strongly disagree)',
  );
  assert.equal(number.isFigure, true);
});

function count(versions: GridQuestion[], answers: [GridQuestion, GridAnswer | null][]) {
  const tally = tallyQuestion(versions);
  for (const [asked, answer] of answers) tally.add(asked, answer);
  const summary = tally.summarise();
  const [table] = summary.tables;
  assert.ok(table);
  const row = (label: string) => {
    const found = table.rows.find((one) => one.label === label);
    return Object.fromEntries(table.columns.map(({ head }, at) => [head, found?.figures[at]]));
  };
  return { summary, table, row };
}

/** 31 people answered one row: 12, 8, 3, 6 and 2 of them. One left it out, one left all out. */
const answers = [
  ...[12, 8, 3, 6, 2].flatMap((people, at) =>
    Array.from({ length: people }, () => given({ clean: question.scale[at]?.id ?? '' })),
  ),
  given({ safe: 'neither' }),
  null,
].map((answer): [GridQuestion, GridAnswer | null] => [question, answer]);

test('counts each row in the order of the scale, with shares, median and net', () => {
  const { summary, table, row } = count([question], answers);
  assert.deepEqual([summary.asked, summary.answered], [33, 32]);
  assert.deepEqual(
    table.columns.map(({ head }) => head),
    [...question.scale.map(({ label }) => label), 'Answered', 'Median', 'Net'],
  );
  assert.deepEqual(row('The park is clean'), {
    'Strongly agree': 12,
    Agree: 8,
    Neither: 3,
    Disagree: 6,
    'Strongly disagree': 2,
    Answered: 31,
    Median: 2,
    Net: 12 / 31,
  });
  assert.equal(row('There is enough to do')['Median'], null);
  assert.equal(row('There is enough to do')['Net'], null);
});

test('says in the scale’s own words how many chose each half, and how median and net are made', () => {
  assert.deepEqual(count([question], answers).summary.sentences, [
    'The park is clean: of 31 people who answered, 20 (64.5%) chose “Strongly agree” or “Agree”, and 8 (25.8%) chose “Disagree” or “Strongly disagree”.',
    'Do you feel safe in it after dark? Of 1 person who answered, 0 (0%) chose “Strongly agree” or “Agree”, and 0 (0%) chose “Disagree” or “Strongly disagree”.',
    'There is enough to do: nobody answered.',
    'Median: the place on the scale of the middle answer, when the answers to a row are put in order. 1 is “Strongly agree”, and 5 is “Strongly disagree”.',
    'Net: the percentage who chose “Strongly agree” or “Agree”, minus the percentage who chose “Disagree” or “Strongly disagree”. “Neither” counts in neither.',
    '32 of 33 answered; 1 gave no answer.',
  ]);
});

test('the email and the report give counts with their shares, and the net with its sign', () => {
  const { table } = count([question], answers);
  const said = figuresToLines(table).join('\n').replace(/\s+/g, ' ');
  assert.match(
    said,
    /- The park is clean Strongly agree: 12 \(38\.7%\); Agree: 8 \(25\.8%\); .*Answered: 31; Median: 2; Net: \+38\.7/,
  );
  assert.match(said, /- There is enough to do .*Median: none; Net: none/);
  const { html } = figureTableHtml(table);
  assert.match(html, /<td data-head="Strongly agree">12 \(38\.7%\)<\/td>/);
  assert.equal(html.match(/class="bar"/g)?.length, 3, 'one bar for each row');
  assert.match(html, /<span style="width:38.7%"><\/span><span style="width:25.8%;opacity:/);
  const opposite = count([question], [[question, given({ clean: 'no' })]]).table;
  assert.match(figuresToLines(opposite).join(' '), /Net: −100/);
});

test('the median lies between two where two are in the middle; an even scale has no middle', () => {
  const four = { ...question, scale: question.scale.filter(({ id }) => id !== 'neither') };
  const { summary, row } = count(
    [four],
    [
      [four, given({ clean: 'yes-very' })],
      [four, given({ clean: 'no' })],
    ],
  );
  assert.equal(row('The park is clean')['Median'], 2);
  assert.equal(row('The park is clean')['Net'], 0);
  assert.doesNotMatch(summary.sentences.join(' '), /neither/);
  assert.equal(
    count(
      [four],
      [
        [four, given({ clean: 'yes-very' })],
        [four, given({ clean: 'yes' })],
      ],
    ).row('The park is clean')['Median'],
    1.5,
  );
});

test('options besides the scale are in the shares, but in no median or half', () => {
  const { summary, row } = count(
    [withBesides],
    [
      [withBesides, given({ clean: 'yes' })],
      [withBesides, given({ clean: 'dont-know', safe: 'dont-know' })],
    ],
  );
  assert.deepEqual(row('The park is clean'), {
    'Strongly agree': 0,
    Agree: 1,
    Neither: 0,
    Disagree: 0,
    'Strongly disagree': 0,
    'Don’t know': 1,
    Answered: 2,
    Median: 2,
    Net: 0.5,
  });
  assert.equal(row('Do you feel safe in it after dark?')['Median'], null);
  assert.match(summary.sentences.join(' '), /“Neither” and “Don’t know” count in neither/);
});

test('reworded rows keep their counts; rows and options that only an older version had have their place', () => {
  const older: GridQuestion = {
    ...question,
    rows: [
      { id: 'clean', label: 'Clean' },
      { id: 'cafe', label: 'The café is open' },
    ],
    scale: [...question.scale.slice(0, 4), { id: 'hardly', label: 'Hardly' }],
  };
  const { table, row } = count(
    [older, question],
    [
      [older, given({ clean: 'hardly', cafe: 'yes' })],
      [question, given({ clean: 'yes' })],
    ],
  );
  assert.deepEqual(
    table.rows.map(({ label }) => label),
    [
      'The park is clean',
      'The café is open',
      'Do you feel safe in it after dark?',
      'There is enough to do',
    ],
  );
  assert.deepEqual(
    table.columns.slice(0, 6).map(({ head }) => head),
    ['Strongly agree', 'Agree', 'Neither', 'Disagree', 'Hardly', 'Strongly disagree'],
  );
  assert.deepEqual([row('The park is clean')['Hardly'], row('The park is clean')['Agree']], [1, 1]);
});

const blank = grid.blankLines(question);

function fillIn(...marked: [row: string, option: string][]): string[] {
  return marked.reduce((lines, [row, option]) => {
    const from = lines.findIndex((line) => line.startsWith(row));
    const at = lines.findIndex((line, index) => index > from && line === `[ ] ${option}`);
    assert.ok(at > 0, `${row}, ${option}`);
    return lines.with(at, `[x] ${option}`);
  }, blank);
}

const read = (lines: string[], asked = question) => grid.readLines(asked, lines);

test('the blank text form has a group for each row, and is read as no answer', () => {
  assert.deepEqual(blank.slice(0, 10), [
    'For each of these, put an X between the brackets of one option.',
    '',
    'The park is clean:',
    '[ ] Strongly agree',
    '[ ] Agree',
    '[ ] Neither',
    '[ ] Disagree',
    '[ ] Strongly disagree',
    '',
    'Do you feel safe in it after dark?',
  ]);
  assert.deepEqual(read(blank), { typed: {}, left: [] });
});

test('a filled text form, and a receipt, are read as they were filled in', () => {
  const typed = { 'park-clean': ['yes'], 'park-safe': ['no-very'] };
  assert.deepEqual(read(fillIn(['The park', 'Agree'], ['Do you', 'Strongly disagree'])), {
    typed,
    left: [],
  });
  const shown = blocksToLines(grid.show(question, given({ clean: 'yes', safe: 'no-very' })));
  assert.deepEqual(read(shown), { typed, left: [] });
  // As a word processor joins lines.
  assert.deepEqual(read([shown.slice(0, 4).join(' ')]).typed['park-clean'], ['yes']);
});

test('"No answer" below a row is no answer', () => {
  assert.deepEqual(read(['The park is clean:', 'No answer', 'There is enough to do: Agree']), {
    typed: { 'park-play': ['yes'] },
    left: [],
  });
});

test('if a row has two marks, neither counts, and both are left with the words of the row', () => {
  const lines = fillIn(['The park', 'Agree'], ['The park', 'Disagree'], ['There is', 'Neither']);
  assert.deepEqual(read(lines), {
    typed: { 'park-play': ['neither'] },
    left: ['The park is clean:', '[x] Agree', '[x] Disagree'],
  });
});

test('a row whose words were changed is never read as the row above it', () => {
  const changed = (lines: string[]) =>
    lines.map((line) => line.replace('There is enough to do', 'There is plenty to do'));
  const filled = read(changed(fillIn(['There is', 'Agree'])));
  assert.deepEqual(filled.typed, {});
  assert.deepEqual(filled.left, [
    'Do you feel safe in it after dark?',
    'There is plenty to do:',
    '[x] Agree',
  ]);
  const shown = ['Do you feel safe in it after dark?', '', 'There is enough to do:', 'Agree'];
  assert.deepEqual(read(changed(shown)).typed, {});
});

test('a remark beside an option or a row is left, with the words of the row', () => {
  const lines = fillIn(['The park', 'Agree']).map((line) =>
    line === '[x] Agree' ? '[x] Agree, since April' : line,
  );
  assert.deepEqual(read(lines), {
    typed: { 'park-clean': ['yes'] },
    left: ['The park is clean:', 'since April'],
  });
});

test('a row that is answered twice in different ways is left', () => {
  const twice = ['The park is clean: Agree', 'The park is clean: Disagree'];
  assert.deepEqual(read(twice), { typed: {}, left: ['The park is clean:', 'Agree', 'Disagree'] });
});

test('an option of the scale that not everybody could choose is named', () => {
  const wider = { ...question, besides: [{ id: 'unsure', label: 'Not sure' }] };
  const { summary } = count(
    [question, wider],
    [
      [question, given({ clean: 'neither' })],
      [question, given({ clean: 'neither' })],
      [wider, given({ clean: 'unsure' })],
    ],
  );
  assert.ok(
    summary.sentences.includes(
      'Only 1 of the 3 people in these figures could choose “Not sure”. Its percentages are of everybody who answered the row.',
    ),
  );
});
