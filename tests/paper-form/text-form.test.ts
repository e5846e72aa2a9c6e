import assert from 'node:assert/strict';
import { test } from 'node:test';
import { questionsOf, type Consultation } from '../../src/consultation/consultation.ts';
import { answersToText, wrap } from '../../src/contribution/contribution-text.ts';
import { composeEmail } from '../../src/emails/email.ts';
import { htmlToPassages } from '../../src/paper-form/prose-text.ts';
import { receiptText } from '../../src/contribution/receipt-text.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import type { Decision } from '../../src/contribution/filed.ts';
import type { Answers } from '../../src/consultation/answers.ts';
import { typedToText } from '../../src/form/typed-to-text.ts';
import { parseSubmission } from '../../src/form/submission.ts';
import { readTextForm, versionOf } from '../../src/paper-form/read-text-form.ts';
import { blankForm, fillForm } from '../../src/paper-form/text-form.ts';
import { builtEveryKind } from '../every-kind-build.ts';
import { generateAnswers, seeded } from '../generated.ts';
import { answersOfPeople } from '../questions/every-kind.ts';
import { toTyped } from '../questions/samples/samples.ts';
import { builtConsultation } from '../site.ts';
import { kindOf } from '../../src/questions/kinds.ts';
import type { Question, ReadLines } from '../../src/questions/question.ts';

const consultation = await builtConsultation();
const everyKind = await builtEveryKind();
const both = [consultation, everyKind];

function answersIn(text: string) {
  const { typed, left, missing } = readTextForm(consultation, text);
  const submission = parseSubmission(consultation, new Map(Object.entries(typed)));
  return { submission, typed, left, missing };
}

test('a form that the site fills in is read back completely, with every kind of question', () => {
  for (const answers of answersOfPeople) {
    const typed = toTyped(answers);
    const form = fillForm(everyKind, typed);
    const read = readTextForm(everyKind, form);
    assert.deepEqual(read.left, []);
    assert.equal(typedToText(everyKind, read.typed), typedToText(everyKind, typed));
    assert.equal(versionOf(form), everyKind.version);
  }
  assert.equal(fillForm(everyKind, {}), blankForm(everyKind));
});

test('a blank form has no answers, and nothing that is not understood', () => {
  for (const asked of both) {
    const { typed, left, missing } = readTextForm(asked, blankForm(asked));
    assert.deepEqual({ typed, left, missing }, { typed: {}, left: [], missing: [] });
    assert.equal(versionOf(blankForm(asked)), asked.version);
    assert.equal(versionOf(blankForm(asked).replace(/^/gm, '> ')), asked.version);
  }
  for (const start of ['Question: Which?', '> 1. Question: Which?', 'Question 1: Which?']) {
    assert.equal(versionOf(`${start}\n\nAnswer:\nVersion: mine\n`), null);
  }
});

test('a blank form fits a window of 72 columns', () => {
  const lines = both.flatMap((asked) => blankForm(asked).split('\n'));
  assert.deepEqual(
    lines.filter((line) => [...line].length > 72),
    [],
  );
});

test('a receipt, or the text of an email to staff, gives the same answers, 200 times', () => {
  const random = seeded(4);
  for (let round = 0; round < 200; round += 1) {
    const asked = both[round % 2] as Consultation;
    const answers = generateAnswers(asked, random);
    assertReadBack(asked, answers);
  }
});

test('so does a receipt with each named answer of every kind', () => {
  for (const fields of answersOfPeople) {
    const submission = parseSubmission(everyKind, new Map(Object.entries(toTyped(fields))));
    assert.ok(submission.ok);
    assertReadBack(everyKind, submission.answers);
  }
});

/** The answers that are read from their own copy in a receipt are shown in the same words. */
function assertReadBack(asked: Consultation, answers: Answers): void {
  const show = (given: Answers) => {
    const facts = { number: 1, reference: 'HKD-473-MXR', receivedAt: new Date(0), late: false };
    return answersToText(toContribution(asked, { ...facts, answers: given }));
  };
  const text = show(answers);
  const { typed, left } = readTextForm(asked, text);
  const submission = parseSubmission(asked, new Map(Object.entries(typed)));
  assert.deepEqual(left, []);
  assert.ok(submission.ok, JSON.stringify(submission));
  assert.equal(show(submission.answers), text);
}

test('choices as people write them: deleted down to one, beside "Answer:", or two that clash', () => {
  const [asked] = questionsOf(consultation);
  const read = (below: string) =>
    readTextForm(consultation, `Question: ${asked?.ask}\n\nAnswer: ${below}`);
  for (const below of [
    'Option 2',
    'option 2\n',
    '(x) Option 2: Our vision\n( ) Option 1',
    '\n[X] Option 2',
  ]) {
    assert.deepEqual(read(below).typed, { [asked?.id ?? '']: ['option-2'] }, below);
  }
  for (const below of ['\n[x] Option 1\n[x] Option 2', 'neither, really']) {
    const { typed, left } = read(below);
    assert.deepEqual(typed, {});
    assert.ok(left.length > 0, below);
  }
});

test('words around the form, and answers that cannot be read, are named and not lost', () => {
  const form = `Dear all,\nhere is my form.\n\n${blankForm(consultation).replace('[ ] Option 1', '[ ] Option 9')}`;
  const { left } = readTextForm(consultation, form);
  assert.deepEqual(left[0], { question: null, lines: ['Dear all,', 'here is my form.'] });
  assert.equal(left[1]?.question?.id, questionsOf(consultation)[0]?.id);
  const missing = readTextForm(consultation, 'Question: What do you think?\nAnswer: a lot').missing;
  assert.equal(missing.length, questionsOf(consultation).length);
});

const ask = (name: string) => questionsOf(consultation).find(({ id }) => id === name);
const commentQuestion = ask('vision-comment');
const rankingQuestion = ask('values-ranking');

/** Reads the text below one question of the consultation. */
function readBelow(asked: { ask: string } | undefined, below: string) {
  const { typed, left } = readTextForm(
    consultation,
    `Question: ${asked?.ask}\n\nAnswer:\n${below}\n`,
  );
  return { typed, left: left.flatMap(({ lines }) => lines) };
}

/** The only value of each field. */
function flat({ typed, left }: ReadLines) {
  return {
    typed: Object.fromEntries(Object.entries(typed).map(([name, values]) => [name, values[0]])),
    left,
  };
}

test('a remark beside or below an answer is named, and the answer is understood', () => {
  const [choice] = questionsOf(consultation);
  for (const [asked, below, typed, left] of [
    [
      rankingQuestion,
      '[1] Human because of my mother',
      { 'values-ranking-human': '1' },
      ['because of my mother'],
    ],
    [
      rankingQuestion,
      '[ ] Real\n[2] Human\n\nReal matters too',
      { 'values-ranking-human': '2' },
      ['Real matters too'],
    ],
    [
      rankingQuestion,
      '1. Human\n2. Real 👍',
      { 'values-ranking-human': '1', 'values-ranking-real': '2' },
      ['👍'],
    ],
    [rankingQuestion, 'Human\nReal', {}, ['Human', 'Real']],
    [rankingQuestion, '[1] Human\n[2] Human', { 'values-ranking-human': '1' }, ['[2] Human']],
    [choice, '[X] Option 1 but shorter', { 'vision-choice': 'option-1' }, ['but shorter']],
    [choice, '[x] Option 1 (or 2?)\n[ ] Option 2', { 'vision-choice': 'option-1' }, ['(or 2?)']],
    [
      choice,
      '[ ] Option 1\nmy own: none\n[x] Option 2',
      { 'vision-choice': 'option-2' },
      ['my own: none'],
    ],
    [choice, '[no] Option 1', {}, ['[no] Option 1']],
    [choice, 'Option 1 X\nOption 2', {}, ['Option 1 X', 'Option 2']],
    [choice, 'Option 1 [x]\nOption 2 [ ]', {}, ['Option 1 [x]', 'Option 2 [ ]']],
    [choice, 'Option 1 or Option 2', {}, ['Option 1 or Option 2']],
    [rankingQuestion, 'Human 1\nReal 2', {}, ['Human 1', 'Real 2']],
    [choice, '☐ Option 1\n☒ Option 2', { 'vision-choice': 'option-2' }, []],
  ] as const) {
    assert.deepEqual(flat(readBelow(asked, below)), { typed, left }, below);
  }
  const contact = ask('about-you');
  const lines = 'Name: Ada\nEmail: a@example.org\nEmail: b@example.org, at work\nKind regards';
  assert.deepEqual(flat(readBelow(contact, lines)), {
    typed: { 'about-you-name': 'Ada', 'about-you-email': 'a@example.org' },
    left: ['Email: b@example.org, at work', 'Kind regards'],
  });
});

test('options that remain because others were deleted, or that were moved, are named', () => {
  const [choice] = questionsOf(consultation);
  const blank = (asked: Question | undefined) => (asked ? kindOf(asked).blankLines(asked) : []);
  const isOption = (line: string) => line.startsWith('[');
  const options = blank(choice).filter(isOption);
  const values = blank(rankingQuestion).filter(isOption);
  const [one = '', two = ''] = options;
  const below = (asked: Question | undefined, lines: string[]) => {
    assert.ok(asked);
    const instruction = blank(asked).filter((line) => !isOption(line));
    return kindOf(asked).readLines(asked, [...instruction, ...lines]);
  };
  for (const [asked, lines, left] of [
    [choice, [two], [two]],
    [choice, [two, one], [two, one]],
    [choice, ['[ ] Option 2'], ['[ ] Option 2']],
    [choice, [one, wrap(two, 40)], []],
    [choice, [], []],
    [rankingQuestion, values.slice(0, 3), values.slice(0, 3)],
    [rankingQuestion, values.toReversed(), values.toReversed()],
    [rankingQuestion, values, []],
  ] as const) {
    const said = left.map((line) => line.replace('[  ]', '[ ]'));
    assert.deepEqual(below(asked, [...lines]), { typed: {}, left: said }, lines.join('\n'));
  }
  assert.deepEqual(below(choice, [two.replace('[ ]', '[x]')]).left, [], 'it is marked');
  const form = blankForm(consultation).replace(/\[ \] Option 1:[^[]*/, '');
  const [named, ...others] = readTextForm(consultation, form).left;
  assert.match(named?.lines.join() ?? '', /^\[ \] Option 2: Our vision .* research\.?$/);
  assert.deepEqual(others, []);

  for (const asked of questionsOf(everyKind).filter(({ id }) =>
    /^(?:choice|check|cons|grid|rank|points)/.test(id),
  )) {
    const all = kindOf(asked).blankLines(asked);
    const at = all.findIndex(isOption);
    const { typed, left } = kindOf(asked).readLines(asked, all.toSpliced(at, 1));
    assert.deepEqual(typed, {}, asked.id);
    const next = all[at + 1]?.slice(4).trim().split(' ')[0] ?? '?';
    assert.ok(
      left.some((line) => line.startsWith('[ ]') && line.includes(next)),
      `${asked.id}: ${left.join('\n')}`,
    );
  }
});

test('a mark that is not understood is named with its option, in the box or beside it', () => {
  const [choice] = questionsOf(consultation);
  for (const sign of ['/', '-', '#', '=', '~', '|', '.', '_', '>>', '"', '/ /', '…', '?']) {
    for (const box of [`[${sign}]`, `[ ${sign} ]`]) {
      assert.deepEqual(
        flat(readBelow(choice, `[ ] Option 1\n${box} Option 2`)),
        { typed: {}, left: [`${box} Option 2`] },
        box,
      );
    }
  }
  for (const pointed of [
    '* [ ] Option 2',
    '[ ] Option 2 *',
    '[ ] Option 2 <--',
    '[ ] Option 2 < - -',
    '** [ ] Option 2 **',
    '-> [ ] Option 2',
  ]) {
    const { typed, left } = readBelow(choice, `[ ] Option 1\n${pointed}`);
    assert.deepEqual({ typed, left }, { typed: {}, left: [pointed] });
  }
  assert.deepEqual(readBelow(choice, '[ ] Option 1\n>>> [ ] Option 2').left, ['[ ] Option 2']);
  assert.deepEqual(readBelow(rankingQuestion, '[  ] Human\n* [  ] Real').left.at(-1), '* [ ] Real');
  for (const blank of [
    '* [ ] Option 1\n* [ ] Option 2',
    '[ ] Option 1:\n[ ] Option 2.',
    '> [ ] Option 1\n> [ ] Option 2',
  ]) {
    assert.deepEqual(readBelow(choice, blank), { typed: {}, left: [] }, blank);
  }
});

test('a saved receipt is understood from its first line to its last', () => {
  const answers = generateAnswers(consultation, seeded(6));
  const contribution = toContribution(consultation, {
    number: 12,
    reference: 'HKD-473-MXR',
    receivedAt: new Date('2027-08-21T01:00:00Z'),
    late: true,
    channel: 'post',
    marks: ['trap-filled'],
    answers,
  });
  for (const copy of [
    receiptText(consultation, contribution),
    composeEmail(consultation, contribution, true).text,
  ]) {
    const { submission, left } = answersIn(copy);
    assert.ok(submission.ok);
    assert.deepEqual([submission.answers, left], [answers, []]);
  }
});

/** Replaces current words with those of an earlier version, however their lines are broken. */
function asBefore(text: string, changes: [today: string, before: string][]): string {
  return changes.reduce((older, [today, before]) => {
    const words = today.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const found = new RegExp(words.join('\\s+'));
    assert.match(older, found);
    return older.replace(found, wrap(before));
  }, text);
}

test('forms, receipts and emails in the words of an earlier version are understood', () => {
  const atFive = { ...consultation, closes: '2027-08-20T17:00:00+01:00' };
  const read = (text: string) => {
    const { typed, left } = readTextForm(atFive, text);
    return { typed, left };
  };
  const form = asBefore(blankForm(atFive), [
    [
      'Leave a question blank if you do not want to answer it. Please do not change anything else.',
      'Leave blank what you do not want to answer. Please change nothing else.',
    ],
    ['Friday 20 August 2027, 5pm UK time', 'Friday 20 August 2027, 5:00pm UK time'],
  ]);
  assert.deepEqual(read(form), { typed: {}, left: [] });

  const answers: Answers = [
    {
      question: 'values-ranking',
      answer: {
        state: 'unclear',
        typed: [
          { option: 'human', typed: '2' },
          { option: 'real', typed: '2' },
        ],
      },
    },
    {
      question: 'about-you',
      answer: { name: 'Ada', email: 'ada@example', isAddress: false },
    },
  ];
  const typed = {
    'values-ranking-human': ['2'],
    'values-ranking-real': ['2'],
    'about-you-name': ['Ada'],
    'about-you-email': ['ada@example'],
  };
  const contribution = toContribution(atFive, {
    number: 12,
    reference: 'HKD-473-MXR',
    receivedAt: new Date('2027-08-18T11:00:00Z'),
    late: false,
    marks: ['not-checked'],
    answers,
  });
  const remarks: [string, string][] = [
    [
      'We could not work out this ranking, so it is shown as typed:',
      'This ranking is unclear. It is kept just as it was typed:',
    ],
    ['so nobody can reply to it. It is shown as typed.', 'It is kept as it was typed.'],
    ['email address, It is kept', 'email address. It is kept'],
  ];
  const receipt = asBefore(receiptText(atFive, contribution), [
    ['Wednesday 18 August 2027, midday UK time', 'Wednesday 18 August 2027, 12:00pm UK time'],
    ...remarks,
  ]);
  assert.deepEqual(read(receipt), { typed, left: [] });

  const email = asBefore(composeEmail(atFive, contribution, true).text, [
    [
      'an earlier attempt to send it was cut off before the mail server confirmed it, or the site was restored. Count it once.',
      'an earlier try was cut off before the mail server confirmed it, or the site was restored from its second copy. Count it once.',
    ],
    ['the page where people check', 'the page on which people check'],
    ['Nothing is missing from it.', 'It is complete all the same: you decide.'],
    [
      'It is not in the totals yet. Ask the person who runs the site to count it or set it aside.',
      'It is counted apart until somebody decides: npm run staff -- decide --help',
    ],
    ['midday UK time', '12:00pm UK time'],
    [
      'This person left no usable email address, so you cannot reply to them.',
      'There is no address to reply to: none was left, or none that can be written to.',
    ],
    ...remarks,
    [
      'A member of the public wrote these answers. The attached file contains the same contribution as data.',
      'The words of the answers were written by a member of the public. The attached file holds the same contribution as data.',
    ],
  ]);
  assert.deepEqual(read(email), { typed, left: [] });
});

test('emails in the words of 0.2.0 about what is counted are understood', () => {
  const contribution = toContribution(consultation, {
    number: 12,
    reference: 'HKD-473-MXR',
    receivedAt: new Date('2027-08-18T11:00:00Z'),
    late: true,
    marks: [],
    answers: [
      { question: 'about-you', answer: { name: 'Ada', email: 'ada@example.org', isAddress: true } },
    ],
  });
  const ada = { 'about-you-name': ['Ada'], 'about-you-email': ['ada@example.org'] };
  const undecided = 'Ask the person who runs the site to count it or set it aside.';
  const reworded: [decision: Decision | null, today: string, before: string][] = [
    [null, undecided, 'Ask the person who runs the site to include or exclude it.'],
    [null, undecided, 'Open the link below to include or exclude it.'],
    [null, undecided, 'Open today’s page from the day’s summary to include or exclude it.'],
    [
      'apart',
      'Staff set it aside, so it is not in the totals.',
      'Staff decided to leave it out of the totals.',
    ],
    [
      'count',
      'Staff decided to count it, so it is in the totals.',
      'Staff decided to include it in the totals.',
    ],
  ];
  for (const [decision, today, before] of reworded) {
    const { text } = composeEmail(consultation, contribution, false, decision);
    const { typed, left } = readTextForm(consultation, asBefore(text, [[today, before]]));
    assert.deepEqual([typed, left], [ada, []], before);
  }
});

test('our own words are not taken for an answer if headings are lost or have other underlines', () => {
  const words = 'Mine, and nobody else’s';
  const form = blankForm(consultation).replace(
    /(further comments about our vision\?\n\nAnswer:\n)/,
    `$1${words}\n`,
  );
  for (const damaged of [
    form.replace(/\n/g, '\r\r\n'),
    form.replace(/^=+$/gm, '-----'),
    form.replace(/^=+$/gm, ''),
    form.replace(/^.*\n=+$/gm, ''),
    form.replace(/^(.*)\n=+$/gm, '## $1'),
  ]) {
    const { typed } = readTextForm(consultation, damaged);
    assert.deepEqual(typed, { 'vision-comment': [words] }, damaged.slice(0, 200));
  }
});

test('a question in a comment stays there, and a second answer to a question is named', () => {
  const [first, second] = [ask('vision-comment'), ask('mission-comment')];
  const quoting = `I cannot answer this:\nQuestion: ${second?.ask}\nIt is too hard.`;
  const text = `Question: ${first?.ask}\n\nAnswer:\n${quoting}\n\nQuestion: ${second?.ask}\n\nAnswer:\nYes\n`;
  const { typed, left } = readTextForm(consultation, text);
  assert.deepEqual(typed, { [first?.id ?? '']: [quoting], [second?.id ?? '']: ['Yes'] });
  assert.deepEqual(left, []);
  const again = readTextForm(
    consultation,
    `${text}\nQuestion: ${second?.ask}\n\nAnswer:\nNo, never\n`,
  );
  assert.deepEqual(again.typed, typed);
  assert.deepEqual(again.left, [{ question: second, lines: ['No, never'] }]);
});

test('copies of the form that have answers are counted, unless one quotes the other', () => {
  const form = blankForm(consultation);
  const comment = 'further comments about our vision?\n\nAnswer:\n';
  const jones = form.replace('[ ] Option 1', '[x] Option 1');
  const smith = form.replace(comment, `${comment}Mine, and\nnobody else’s\n`);
  const both = jones.replace(comment, `${comment}Mine, and nobody\nelse’s\n`);
  const quoted = (text: string) => text.replace(/^/gm, '> ');
  const filledIn = (...texts: string[]) => readTextForm(consultation, texts.join('\n')).filled;
  assert.deepEqual(
    [form, jones, both].map((text) => filledIn(text)),
    [0, 1, 1],
  );
  for (const [what, texts, count] of [
    ['two people', [jones, smith], 2],
    ['two people who said the same', [jones, jones], 2],
    ['a person and a quoted one', [jones, quoted(smith)], 2],
    ['a reply to a blank form', [jones, quoted(form)], 1],
    ['a reply below a blank form', [form, jones], 1],
    ['a reply to what the person sent before', [both, quoted(smith), quoted(quoted(form))], 1],
    ['a reply below what the person sent before', [quoted(jones), both], 1],
    ['a quoted form that has more', [jones, quoted(both)], 2],
    ['parts of two forms', [form.slice(0, form.indexOf('Question: ', 9_000)), jones, smith], 2],
  ] as const) {
    assert.equal(filledIn(...texts), count, what);
  }
  const parts = readTextForm(consultation, jones + jones, [], [0, jones.length]);
  assert.equal(parts.filled, 2, 'in two files');
  const moved = jones.replace(/(Question: Do[^]*?)(Question: [^]*)/, '$2\n\n$1');
  assert.notEqual(moved, jones);
  assert.equal(filledIn(moved), 1, 'questions in another order');
});

test('a letter that is attached after a form is in no answer', () => {
  const form = blankForm(consultation).trimEnd();
  const whole = `${form}\n\nDear all, here it is.`;
  const { typed, left } = readTextForm(consultation, whole, [], [0, form.length]);
  assert.deepEqual(typed, {});
  assert.deepEqual(left, [{ question: null, lines: ['Dear all, here it is.'] }]);
});

test('the document is in the form: what a question is about is above it', () => {
  const form = blankForm(consultation).replace(/\s+/g, ' ');
  const asked = form.indexOf('(listed above)');
  const value = form.indexOf('- Inclusive: We make sure that everyone feels welcome');
  assert.ok(value > 0 && value < asked);
  assert.equal(commentQuestion && form.includes(commentQuestion.ask), true);
});

test('HTML of the document becomes text with nothing left out', () => {
  const html = `<h3 id="a">Heads &amp; tails</h3><p>See <a href="https://example.org/x">the plan</a>,
<strong>all</strong> of it, or <a href="mailto:a@example.org">a@example.org</a>.<br>Or ask.</p>
<ul><li>One<ol start="3"><li>three</li><li>four</li></ol></li><li><p>Two</p></li></ul>
<blockquote><p>Said so</p></blockquote><table><thead><tr><th>A</th><th>B</th></tr></thead>
<tbody><tr><td>1</td><td>2 &lt; 3</td></tr></tbody></table><p><img src="a.png" alt="A map"></p>`;
  assert.deepEqual(
    htmlToPassages(html, {}).map(({ lead, text }) => lead + text),
    [
      'Heads & tails',
      'See the plan (https://example.org/x), all of it, or a@example.org.',
      'Or ask.',
      '- One',
      '  3. three',
      '  4. four',
      '- Two',
      '    Said so',
      'A; B',
      '1; 2 < 3',
      'A map',
    ],
  );
});

test('what is deleted, new, raised or lowered keeps its meaning as text', () => {
  const texts = (html: string, language?: string) =>
    htmlToPassages(html, { language }).map(({ text }) => text);
  assert.deepEqual(texts('<p>Pay <del>£5</del> <ins>£10</ins>, <s>a</s>.</p>'), [
    'Pay [deleted: £5] [added: £10], [deleted: a].',
  ]);
  assert.deepEqual(texts('<del><p>One.</p><p>Two.</p></del><p>Three.</p>', 'cy'), [
    '[dilëwyd: One.]',
    '[dilëwyd: Two.]',
    'Three.',
  ]);
  assert.deepEqual(texts('<p>10<sup>−6</sup> m<sup>2</sup>, H<sub>2</sub>O, 1<sup>st</sup></p>'), [
    '10⁻⁶ m², H₂O, 1st',
  ]);
  const note = '<sup><a href="#n" data-footnote-ref>1</a></sup>';
  assert.deepEqual(texts(`<p>See${note} it.</p>`), ['See [1] it.']);
});
