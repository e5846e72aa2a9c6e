/** Figures that could mislead, in complete reports: with few answers, with none, with rounding, and with ties. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answers } from '../../src/consultation/answers.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import type { FiledContribution } from '../../src/contribution/filed.ts';
import { sayShare } from '../../src/questions/figures.ts';
import { startCount } from '../../src/report/count.ts';
import { reportHtml } from '../../src/report/report.ts';
import { readReport, readReportPart } from '../staff/shown-figures.ts';
import { builtConsultation } from '../site.ts';

const options = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, label: id.toUpperCase() }));
const base = await builtConsultation();
const [section] = base.sections;
assert.ok(section);
const asks = {
  choice: 'Which one?',
  ranking: 'In which order?',
  points: 'How many points?',
  number: 'How many minutes?',
  boxes: 'Which ones?',
  rows: 'Do you agree?',
};
const consultation = {
  ...base,
  sections: [
    {
      ...section,
      questions: [
        { id: 'choice', kind: 'choice', ask: asks.choice, options },
        { id: 'ranking', kind: 'ranking', ask: asks.ranking, options },
        { id: 'points', kind: 'points', ask: asks.points, options, total: 10 },
        { id: 'number', kind: 'number', ask: asks.number, from: 0, to: 60 },
        {
          ...{ id: 'boxes', kind: 'checkboxes', ask: asks.boxes, options },
          ...{ none: 'None of these', most: 3 },
        },
        {
          ...{ id: 'rows', kind: 'grid', ask: asks.rows },
          rows: [{ id: 'paths', label: 'Paths' }],
          scale: [
            { id: 'yes', label: 'Yes' },
            { id: 'no', label: 'No' },
          ],
        },
      ],
    },
  ],
};

function report(all: Answers[], decide = (_filed: FiledContribution): void => {}) {
  const filed = all.map((answers, index): FiledContribution => {
    const one: FiledContribution = {
      contribution: toContribution(consultation, {
        ...{ number: index + 1, reference: `R${index + 1}`, late: false, answers },
        receivedAt: new Date('2027-03-03T12:00:00Z'),
      }),
      ...{ decision: null, erased: null, reconciledAt: null, delivery: null },
    };
    decide(one);
    return one;
  });
  const count = startCount([consultation]);
  for (const one of filed) count.add(one);
  const madeAt = new Date('2027-03-04T09:30:00Z');
  const html = [
    ...reportHtml({ consultation, count: count.result(), all: () => filed, madeAt }),
  ].join('');
  const shown = readReport(html);
  const questions = Object.values(asks);
  const of = (ask: string) => {
    const found = shown.get(`${questions.indexOf(ask) + 1}. ${ask}`);
    assert.ok(found, ask);
    return { ...found, words: found.sentences.join(' ') };
  };
  return { html, of };
}

const people = (many: number, answers: Answers): Answers[] =>
  Array.from({ length: many }, () => answers);
const chose = (option: string): Answers => [{ question: 'choice', answer: { option } }];
/** "b-a": B is 1 and A is 3. */
const ranked = (order: string): Answers => [
  {
    question: 'ranking',
    answer: {
      state: 'clear',
      ranks: [...order].flatMap((option, at) => (option === '-' ? [] : [{ option, rank: at + 1 }])),
    },
  },
];
const unclear = (question: string, ...typed: string[]): Answers => [
  {
    question,
    answer: {
      state: 'unclear',
      typed: typed.map((text, at) => ({ option: options[at]?.id ?? '', typed: text })),
    },
  },
];

test('the report says which version counted what, and when', () => {
  assert.match(
    report(people(3, chose('a'))).html,
    /<p>Weigh In \d+\.\d+\.\d+ made this report on Thursday 4 March 2027, 9:30am UK time, from the 3 contributions that the Centre had received by then: numbers 1 to 3\. /,
  );
  assert.match(report(people(1, chose('a'))).html, /from the 1 contribution .* then: number 1\. /);
});

test('without answers there are no figures, and nothing comes first', () => {
  const { html, of } = report([]);
  assert.match(html, /Nobody had sent a contribution by then\./);
  for (const ask of Object.values(asks)) {
    const { words, tables } = of(ask);
    assert.match(words, /No contributions yet\./, ask);
    assert.doesNotMatch(words, /first|most often|Median|NaN|Infinity/, ask);
    assert.doesNotMatch(JSON.stringify(tables), /NaN|Infinity|%/, ask);
  }
  assert.doesNotMatch(html, /How these figures are made/);
});

test('for one answer, and for few, the report says how much one person changes', () => {
  const one = report(people(1, chose('a'))).of(asks.choice);
  assert.match(one.words, /Only one person answered, so percentages say nothing here\./);
  const three = report([...people(2, chose('a')), chose('b')]).of(asks.choice);
  assert.match(three.words, /A was chosen most often, by 2 of 3 \(66\.7%\)\./);
  assert.match(three.words, /Only 3 people answered, so one person is 33\.3%\./);
  assert.doesNotMatch(report(people(11, chose('a'))).of(asks.choice).words, /Only/);
});

test('somebody is never 0%, and not everybody is never 100%', () => {
  const { of } = report([...people(2999, chose('a')), chose('b')]);
  const [table] = of(asks.choice).tables;
  assert.equal(table?.['A']?.['Share of people who answered'], 'more than 99.9%');
  assert.equal(table?.['B']?.['Share of people who answered'], 'less than 0.1%');
  assert.equal(table?.['C']?.['Share of people who answered'], '0%');
  const all = report(people(3000, chose('a'))).of(asks.choice).tables[0];
  assert.equal(all?.['A']?.['Share of people who answered'], '100%');
});

test('shares are rounded half up: 23 of 80, and every share of 80 and of 400', () => {
  const { of } = report([...people(23, chose('a')), ...people(57, chose('b'))]);
  assert.equal(of(asks.choice).tables[0]?.['A']?.['Share of people who answered'], '28.8%');
  for (const size of [80, 400, 1600]) {
    for (let some = Math.ceil(size / 1000); some < size; some += 1) {
      // In whole numbers: thousandths, with the half rounded up.
      const thousandths = Math.floor((some * 2000 + size) / (2 * size));
      const tenth = thousandths % 10 === 0 ? '' : `.${thousandths % 10}`;
      const isAll = some / size > 0.999;
      const expected = isAll ? 'more than 99.9%' : `${Math.floor(thousandths / 10)}${tenth}%`;
      if (some / size >= 0.001) assert.equal(sayShare(some / size), expected, `${some} of ${size}`);
    }
  }
});

test('a small difference is not no difference', () => {
  const rows = (option: string): Answers => [
    { question: 'rows', answer: { rows: [{ row: 'paths', option }] } },
  ];
  const net = (yes: number, no: number) =>
    report([...people(yes, rows('yes')), ...people(no, rows('no'))]).of(asks.rows).tables[0]?.[
      'Paths'
    ]?.['Net'];
  assert.equal(net(1501, 1500), '+0.03');
  assert.equal(net(1500, 1501), '−0.03');
  assert.equal(net(5, 5), '0');
  assert.equal(net(9, 7), '+12.5');
});

test('an option that one person of 20 put first does not come first by mean rank', () => {
  const { of } = report([...people(19, ranked('b')), ranked('c')]);
  const { words, tables } = of(asks.ranking);
  assert.match(words, /All five ways to count put “B” first, from 20 rankings\./);
  assert.equal(tables[0]?.['C']?.['Mean rank'], '1.00');
  assert.equal(tables[0]?.['C']?.['Ranked by'], '1');
  assert.match(
    report(people(1, ranked('a'))).html,
    /can come first by mean rank only if it is in at least half/,
  );
});

test('if no option is in half of the rankings, the report says nothing by mean rank', () => {
  const { words } = report([ranked('a'), ranked('b'), ranked('c')]).of(asks.ranking);
  assert.match(words, /No option is in at least half of the rankings/);
  assert.match(
    words,
    /The ways to count do not agree on what comes first, from 3 rankings: “A”, “B” and “C” \(level\) by first choices, times in the top 3 and Borda points; nothing/,
  );
  assert.doesNotMatch(words, /by mean rank|and mean rank/);
});

test('if nobody put anything first, nothing comes first by first choices', () => {
  const { words } = report([ranked('--b')]).of(asks.ranking);
  assert.match(words, /Nobody put anything first, so there are no first choices to compare\./);
  assert.match(words, /The other four ways to count put “B” first, from 1 ranking\./);
  assert.doesNotMatch(words, /level/);
  const low = report([ranked('-----f')]).of(asks.ranking).words;
  assert.match(low, /Nobody put anything in the top 3/);
  assert.match(low, /The other three ways to count put “F” first/);
});

test('the rules for rankings are beside the rankings, and only there', () => {
  const { html } = report([ranked('ab')]);
  const rule = 'Borda points: each ranking gives an item one point';
  assert.equal(html.split(rule).length, 2);
  assert.ok(html.indexOf(rule) > html.indexOf('id="q1"'));
  assert.ok(html.indexOf(rule) < html.indexOf('id="q2"'));
});

test('if all answers are unclear, they are counted by reason, and nothing comes first', () => {
  const { of } = report([
    unclear('ranking', '1', '1'),
    unclear('ranking', '7'),
    unclear('ranking', 'top!', '2', '2'),
    unclear('points', '3', '4'),
    unclear('points', 'many'),
    unclear('points', '9', '9'),
    [{ question: 'number', answer: { state: 'unclear', typed: 'ages' } }],
    [{ question: 'number', answer: { state: 'unclear', typed: '61' } }],
    [{ question: 'boxes', answer: { state: 'unclear', options: ['a', 'none'] } }],
    [{ question: 'boxes', answer: { state: 'unclear', options: ['a', 'b', 'c', 'd'] } }],
  ]);
  assert.match(
    of(asks.ranking).words,
    /3 rankings could not be worked out, and are not in the figures: 2 with a number used twice, 1 with a number outside 1 to 6 and 1 with something that is not a number\. One can have several reasons\./,
  );
  assert.match(
    of(asks.points).words,
    /3 answers could not .*: 1 with fewer than 10 points, 1 with something that is not a whole number and 1 with more than 10 points\./,
  );
  assert.match(
    of(asks.number).words,
    /2 numbers could not .*: 1 that cannot be read as one number and 1 outside the range that was asked for\./,
  );
  assert.match(
    of(asks.boxes).words,
    /2 answers could not .*: 1 with “None of these” and others and 1 with more than 3 boxes ticked\./,
  );
  for (const ask of [asks.ranking, asks.points, asks.number, asks.boxes]) {
    assert.doesNotMatch(of(ask).words, /ways to count|most|on average|median is/, ask);
  }
});

test('the report says which options are level', () => {
  const { of } = report([...people(2, chose('a')), ...people(2, chose('b'))]);
  assert.match(
    of(asks.choice).words,
    /A and B were chosen equally often, each by 2 of 4 \(50%\)\./,
  );
  const { words } = report([ranked('ab'), ranked('ba')]).of(asks.ranking);
  assert.match(words, /“A” and “B” \(level\) by first choices/);
  assert.match(words, /nothing \(no option beats every other\) by pairwise comparison/);
});

test('decided contributions are distinguished from those that wait for a decision', () => {
  const { html } = report(people(6, chose('a')), (filed) => {
    const { number } = filed.contribution;
    if (number <= 3) filed.contribution.late = true;
    if (number === 1) filed.decision = 'count';
    if (number === 2 || number === 4) filed.decision = 'apart';
  });
  assert.match(html, /1 contribution is set aside until staff decide: 1 late\./);
  assert.match(html, /2 contributions are set aside because staff decided so\./);
  assert.match(html, /1 contribution is counted because staff decided so: 1 late\./);
  const [apart] = html.split('<h2>Set aside</h2>').slice(1);
  assert.match(apart ?? '', /Staff have not decided yet:<\/p><ul><li><span class="reference">R3</);
  assert.match(apart ?? '', /Staff decided:<\/p><ul><li><span class="reference">R2</);
});

test('every share says what it is a share of', () => {
  const { html } = report(people(4, chose('a')));
  const [, channels] = readReportPart(html, 'When and how contributions came');
  assert.equal(channels?.['On the site']?.['Share of all received'], '100%');
  assert.doesNotMatch(html, /<th scope="col">Share<\/th>/);
});
