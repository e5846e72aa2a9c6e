/** Answers that staff settled, which count until the person changes them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../src/contribution/settlement.ts';
import type { Contribution } from '../../src/contribution/contribution.ts';

const noon = Date.parse('2027-03-01T12:00:00Z');
const question = { id: 'order', kind: 'ranking', ask: 'Rank them' };
const sent = (changedAt: string | null, answer: unknown): Contribution => ({
  consultation: { slug: 'a', title: 'A', version: '1' },
  ...{ number: 1, reference: 'HKD-473-MXR', receivedAt: '2027-03-01T09:00:00.000Z', late: false },
  ...{
    change: changedAt === null ? 1 : 2,
    changedAt,
    language: 'en-GB',
    channel: 'site',
    marks: [],
    remarks: [],
  },
  answers: [{ section: 'A', question, answer }],
});
const settlement = (answer: unknown, at: number) => ({
  ...{ action: `at ${at}`, question: 'order', answer, reason: 'The person told us', at },
});

test('the newest settled answer replaces the one that was sent', () => {
  const { contribution, settled } = settle(sent(null, 'unclear'), [
    settlement('first', noon),
    settlement('second', noon + 1),
  ]);
  assert.deepEqual(
    contribution.answers.map(({ answer }) => answer),
    ['second'],
  );
  assert.deepEqual(
    settled.map(({ was, at }) => [was, at.getTime()]),
    [['unclear', noon + 1]],
  );
});

test('if a person changes an answer after staff settled it, the change counts', () => {
  const changed = sent('2027-03-01T12:00:00.000Z', 'said anew');
  const { contribution, settled } = settle(changed, [settlement('settled', noon - 1)]);
  assert.equal(contribution.answers[0]?.answer, 'said anew');
  assert.deepEqual(settled, []);
  const later = settle(changed, [settlement('settled', noon + 1)]);
  assert.equal(later.contribution.answers[0]?.answer, 'settled');
});
