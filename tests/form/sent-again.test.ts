/** An answer that was refused, and may stay, is accepted when the form is sent again unchanged. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marksFor } from '../../src/form/seen.ts';
import { parseSubmission } from '../../src/form/submission.ts';
import { builtConsultation } from '../site.ts';

const options = ['Pond', 'Meadow', 'Orchard'].map((label) => ({ id: label.toLowerCase(), label }));
const base = await builtConsultation();
const [section] = base.sections;
assert.ok(section);
const questions = [
  { id: 'place', kind: 'choice', ask: 'Where do we begin?', options, other: true },
  { id: 'doing', kind: 'checkboxes', ask: 'What do you like?', options, none: 'Nothing', most: 2 },
];
const consultation = { ...base, sections: [{ ...section, questions }] };

const send = (fields: Record<string, string[]>) =>
  parseSubmission(consultation, new Map(Object.entries(fields)));

const refused: [what: string, fields: Record<string, string[]>, answers: unknown[]][] = [
  [
    'words beside another option',
    { place: ['pond'], 'place-other': ['A maze'] },
    [{ option: 'pond', other: 'A maze' }, null],
  ],
  [
    '“Nothing” with other boxes',
    { doing: ['pond', 'none'] },
    [null, { state: 'unclear', options: ['pond', 'none'] }],
  ],
  [
    'too many boxes',
    { doing: ['pond', 'meadow', 'orchard'] },
    [null, { state: 'unclear', options: ['pond', 'meadow', 'orchard'] }],
  ],
];

for (const [what, fields, answers] of refused) {
  test(`${what}: refused once, then kept`, () => {
    const first = send(fields);
    assert.ok(!first.ok);
    assert.equal(first.errors.length, 1);
    assert.deepEqual({ ...first.typed }, fields, 'everything comes back');
    const again = send({ ...fields, _seen: marksFor(first.errors, first.typed) });
    assert.ok(again.ok);
    assert.deepEqual(
      again.answers.map(({ answer }) => answer),
      answers,
    );
  });
}

test('a different wrong answer is refused again', () => {
  const first = send({ doing: ['pond', 'none'] });
  assert.ok(!first.ok);
  const seen = marksFor(first.errors, first.typed);
  assert.ok(!send({ doing: ['pond', 'meadow', 'none'], _seen: seen }).ok);
});
