/** Properties of questions of any kind: a hint, an option that it follows, "needed", a shared list, a place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemble, type SectionFile } from '../../src/consultation/assemble.ts';
import { questionsBelow, questionsOf } from '../../src/consultation/consultation.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import { composeEmail } from '../../src/emails/email.ts';
import { parseSubmission } from '../../src/form/submission.ts';
import { markSeen } from '../../src/form/seen.ts';
import { readTextForm } from '../../src/paper-form/read-text-form.ts';
import { blankForm } from '../../src/paper-form/text-form.ts';
import { startCount } from '../../src/report/count.ts';
import { builtConsultation, whileOpen } from '../site.ts';

const { slug, version, sections: _, ...settings } = await builtConsultation();
const agree = [
  { id: 'agree', label: 'I agree' },
  { id: 'disagree', label: 'I do not agree' },
];

function put(questions: unknown[], html = '', more: object = {}) {
  const file: SectionFile = { name: '1-begin.md', frontMatter: { questions }, html };
  const all = { ...settings, lists: { agree }, ...more };
  return assemble(slug, version, all, [file], new Date(whileOpen));
}

const plan = { kind: 'choice', id: 'plan', ask: 'Do you agree with the plan?', options: 'agree' };
const why = {
  ...{ kind: 'comment', id: 'why', ask: 'Why not?', needed: true },
  follows: { question: 'plan', option: 'disagree' },
};
const name = { kind: 'comment', id: 'park', ask: 'Which park is it?', needed: true };

function built(questions: unknown[], html = '') {
  const { consultation, faults } = put(questions, html);
  assert.deepEqual(faults, []);
  assert.ok(consultation);
  return consultation;
}

const submit = (questions: unknown[], fields: Record<string, string>, seen: string[] = []) =>
  parseSubmission(
    built(questions),
    new Map([...Object.entries(fields).map(([key, value]) => [key, [value]]), ['_seen', seen]] as [
      string,
      string[],
    ][]),
  );

test('questions take their options from a shared list, which is not in the consultation itself', () => {
  const consultation = built([plan, { ...plan, id: 'again', ask: 'And this?' }]);
  for (const question of questionsOf(consultation)) {
    assert.deepEqual('options' in question && question.options, agree);
  }
  assert.equal('lists' in consultation, false);
});

test('a question that follows an option, and one that is needed, say so wherever they are asked', () => {
  assert.deepEqual(
    questionsOf(built([plan, why, name])).map(({ ask }) => ask),
    [
      'Do you agree with the plan?',
      'If you chose “I do not agree”: Why not? (needed)',
      'Which park is it? (needed)',
    ],
  );
});

test('a needed question that is blank is an error once, at its box, and is then accepted', () => {
  const first = submit([plan, name], { plan: 'agree' });
  assert.ok(!first.ok);
  assert.deepEqual(first.errors, [
    {
      field: 'park',
      message:
        'Answer this question, or send the form again to leave it blank: Which park is it? (needed)',
      mayStay: true,
    },
  ]);
  assert.equal(submit([plan, name], { plan: 'agree' }, [markSeen('park', {})]).ok, true);
  assert.equal(submit([plan, name], { plan: 'agree', park: 'Elm Park' }).ok, true);
});

test('an error at a needed question with several fields leads to the first of them', () => {
  const rows = [{ id: 'paths', label: 'The paths' }];
  const scale = [
    { id: 'good', label: 'Good' },
    { id: 'bad', label: 'Bad' },
  ];
  const grid = { kind: 'grid', id: 'parts', ask: 'How are they?', rows, scale, needed: true };
  const sent = submit([plan, grid], { plan: 'agree' });
  assert.ok(!sent.ok);
  assert.deepEqual(
    sent.errors.map(({ field, leadsTo }) => [field, leadsTo]),
    [['parts_group', 'parts-paths']],
  );
});

test('a needed question that follows an option is needed only where that was chosen', () => {
  assert.equal(submit([plan, why], { plan: 'agree' }).ok, true);
  assert.equal(submit([plan, why], { plan: 'disagree' }).ok, false);
  assert.equal(submit([plan, why], { plan: 'disagree', why: 'It floods.' }).ok, true);
});

function contributed(questions: unknown[], fields: Record<string, string>, seen: string[] = []) {
  const consultation = built(questions);
  const sent = submit(questions, fields, seen);
  assert.ok(sent.ok);
  const contribution = toContribution(consultation, {
    ...{ number: 1, reference: 'AAA-111-AAA', receivedAt: new Date(whileOpen), late: false },
    answers: sent.answers,
  });
  return { consultation, contribution };
}

test('the email to staff names needed questions that were left blank', () => {
  const { consultation, contribution } = contributed([plan, name], { plan: 'agree' }, [
    markSeen('park', {}),
  ]);
  const { text, html } = composeEmail(consultation, contribution, false);
  for (const words of [text.replaceAll('\n', ' '), html]) {
    assert.match(words, /This person left a needed question blank: Which park is it\?/);
  }
});

test('an answer to a question whose option was not chosen is kept and counted, and staff are told', () => {
  const fields = { plan: 'agree', why: 'It floods all the same.' };
  const { consultation, contribution } = contributed([plan, why], fields);
  const { text } = composeEmail(consultation, contribution, false);
  assert.match(text, /It floods all the same\./);
  assert.match(
    text.replaceAll('\n', ' '),
    /answered a follow-up question without choosing the option that it is about: If you chose/,
  );
  const count = startCount([consultation]);
  count.add({ contribution, decision: null, erased: null, delivery: null, reconciledAt: null });
  const [, counted] = count.result().questions;
  assert.equal(counted?.summary.answered, 1);
  assert.match(
    counted?.summary.sentences.join(' ') ?? '',
    /Of these, 1 person had not chosen the option that the question follows\./,
  );
});

test('a question has its place in the prose, on the page and in the plain-text form', () => {
  const consultation = built([name, plan], '<p>First.</p><p>{plan}</p><p>Last.</p>');
  assert.deepEqual(
    questionsOf(consultation).map(({ id }) => id),
    ['plan', 'park'],
  );
  const [section] = consultation.sections;
  assert.ok(section);
  assert.deepEqual(
    questionsBelow(section).map(({ id }) => id),
    ['park'],
  );
  const form = blankForm(consultation);
  const places = ['First.', plan.ask, 'Last.', name.ask].map((words) => form.indexOf(words));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  assert.ok(places.every((place) => place >= 0));
});

test('a hint is in the plain-text form, and is not taken for the person’s words', () => {
  const hint = '<p>Think of <strong>winter</strong> too.</p><ul><li>ice</li><li>dark</li></ul>';
  const consultation = built([{ ...name, needed: false, hint }]);
  const form = blankForm(consultation);
  assert.match(
    form,
    /Question: Which park is it\?\n\nThink of winter too\.\n\n- ice\n\n- dark\n\nAnswer:/,
  );
  const { typed, left } = readTextForm(
    consultation,
    form.replace('Answer:\n', 'Answer:\nElm Park\n'),
  );
  assert.deepEqual({ ...typed }, { park: ['Elm Park'] });
  assert.deepEqual(left, []);
});

const mistakes: [what: string, questions: unknown[], message: RegExp][] = [
  [
    'a shared list that does not exist',
    [{ ...plan, options: 'agre' }],
    /There is no list "agre" in consultation\.yaml\. Did you mean "agree"\? It has: agree\./,
  ],
  [
    'a question to follow that does not exist',
    [plan, { ...why, follows: { question: 'plans', option: 'agree' } }],
    /There is no question "plans"\. Did you mean "plan"\? Questions before this one with options to choose: plan\./,
  ],
  [
    'a question to follow that comes later',
    [why, plan],
    /The question "plan" does not come before this one\. Put it first\./,
  ],
  [
    'an option to follow that does not exist',
    [plan, { ...why, follows: { question: 'plan', option: 'disagre' } }],
    /The question "plan" has no option "disagre"\. Did you mean "disagree"\? It has: agree, disagree\./,
  ],
  [
    'a question to follow in which nothing is chosen',
    [name, { ...why, follows: { question: 'park', option: 'agree' } }],
    /The question "park" is a comment, in which nothing is chosen\./,
  ],
];

for (const [what, questions, message] of mistakes) {
  test(`an editor is told of ${what}`, () => {
    const { consultation, faults } = put(questions);
    assert.equal(consultation, null);
    assert.equal(faults.length, 1, JSON.stringify(faults));
    assert.match(faults[0]?.message ?? '', message);
  });
}

test('an editor is told of a shared list with a mistake once, at the list', () => {
  const { faults } = put([plan], '', { lists: { agree: [{ id: 'agree' }, agree[1]] } });
  assert.equal(faults.length, 1, JSON.stringify(faults));
  assert.deepEqual(faults[0]?.path, ['lists', 'agree', 0, 'label']);
});

const age = { ...plan, id: 'age', ask: 'How old are you?', monitoring: true };

test('a question for equality monitoring says that staff see only totals', () => {
  const [question] = questionsOf(built([{ ...age, hint: '<p>Roughly.</p>' }]));
  assert.equal(
    question?.hint,
    '<p>Roughly.</p><p>This site never shows staff your answer to this question. It shows them only totals.</p>',
  );
});

const unkept: [what: string, questions: unknown[], message: RegExp][] = [
  [
    'words',
    [{ ...name, needed: false, monitoring: true }],
    /A comment cannot be for equality monitoring/,
  ],
  [
    'an answer that is needed',
    [{ ...age, needed: true }],
    /Nobody must be asked twice about themselves/,
  ],
  [
    'a question that follows one',
    [age, { ...why, needed: false, follows: { question: 'age', option: 'agree' } }],
    /This question follows "age", which is for equality monitoring/,
  ],
];

for (const [what, questions, message] of unkept) {
  test(`an editor is told that equality monitoring cannot keep ${what} apart from the person`, () => {
    const { consultation, faults } = put(questions);
    assert.equal(consultation, null);
    assert.equal(faults.length, 1, JSON.stringify(faults));
    assert.match(faults[0]?.message ?? '', message);
  });
}
