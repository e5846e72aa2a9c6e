/** What the build says of how much a form can hold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saySize } from '../../scripts/say-size.ts';
import { checkSize } from '../../src/consultation/check-size.ts';
import { questionsOf } from '../../src/consultation/consultation.ts';
import { formSize, mostBoxes, mostFields } from '../../src/consultation/form-limits.ts';
import { marksFor } from '../../src/form/seen.ts';
import { readForm } from '../../src/form/sent-form.ts';
import { parseSubmission } from '../../src/form/submission.ts';
import type { Question } from '../../src/questions/question.ts';
import { builtConsultation } from '../site.ts';

const comments = (count: number): Question[] =>
  Array.from({ length: count }, (_, index) => ({ id: `c${index}`, kind: 'comment', ask: 'What?' }));

const rankingOf = (count: number): Question & { options: { id: string; label: string }[] } => ({
  ...{ id: 'many', kind: 'ranking', ask: 'Which?' },
  options: Array.from({ length: count }, (_, index) => ({ id: `o${index}`, label: `O ${index}` })),
});

const sectionOf = (questions: Question[]) => ({
  ...{ file: '1-a.md', id: 'a', title: null, thoughts: 'below' as const },
  ...{ parts: [], questions, areAllRead: true },
});

const messages = (questions: Question[]) =>
  checkSize([sectionOf(questions)]).map(({ message, isWarning }) => [message, isWarning === true]);

test('the size of a form is that of its boxes, their names and what people are told they can write', () => {
  assert.deepEqual(formSize(comments(2)), {
    boxes: 2,
    characters: 20_000,
    bytes: 2 * ('c0=&'.length + 90_000),
  });
});

test('the shipped consultation is far from every limit', async () => {
  const consultation = await builtConsultation();
  assert.deepEqual(messages(questionsOf(consultation)), []);
  const { said, warning } = saySize(consultation, 6_780);
  assert.match(
    said,
    /^strategy-2020-2022: \d+ of 500 boxes; a page of 6,780 of 10,000 bytes; a full form of [\d,]+ of 250,000 characters, [\d,]+ of 2,097,152 bytes\.$/,
  );
  assert.equal(warning, null);
  assert.match(saySize(consultation, 8_001).warning ?? '', /8,001 bytes, which is close to/);
  assert.match(saySize(consultation, 10_001).warning ?? '', /10,001 bytes, which is more than/);
});

test('close to the limit of boxes there is a warning, and above it a mistake', () => {
  assert.deepEqual(messages([rankingOf(400)]), []);
  assert.deepEqual(messages([rankingOf(401)]), [
    [
      'Together, the questions have 401 boxes, which is close to the most that a form can have: 500. Remove questions or options, or split this into two consultations.',
      true,
    ],
  ]);
  assert.match(String(messages([rankingOf(501)])), /501 boxes, but a form can have at most 500\./);
  assert.equal(messages([rankingOf(501)])[0]?.[1], false);
});

test('a full form that is too long for one email, or for one request, gives a warning with figures', () => {
  assert.deepEqual(messages(comments(18)), []);
  assert.match(String(messages(comments(22))), /up to 220,000 characters, which is close to/);
  assert.deepEqual(messages(comments(40)), [
    [
      'If somebody filled every box, their answers would have up to 400,000 characters, but a form can have at most 250,000; and as they are sent up to 3,600,190 bytes, where 2,097,152 are read. A person who writes more must shorten it.',
      true,
    ],
  ]);
});

test('a form with as many boxes as possible, all of them wrong, can be sent again', async () => {
  const built = await builtConsultation();
  const consultation = { ...built, sections: [sectionOf([rankingOf(mostBoxes)])] };
  const typed = new Map(
    Array.from({ length: mostBoxes }, (_, index) => [`many-o${index}`, ['no']] as const),
  );
  const first = parseSubmission(consultation, typed);
  assert.ok(!first.ok);
  const seen = marksFor(first.errors, first.typed).map((mark) => ['_seen', mark]);
  const body = new URLSearchParams([
    ...seen,
    ...[...typed].map(([name, [value]]) => [name, value ?? '']),
  ]);
  const form = readForm(Buffer.from(String(body)));
  assert.ok(form.ok, `${seen.length + mostBoxes} of ${mostFields}`);
  assert.ok(parseSubmission(consultation, form.fields).ok);
});
