/** The limit for a whole form, if each answer alone is short enough. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { questionsOf } from '../../src/consultation/consultation.ts';
import { longestForm } from '../../src/consultation/form-limits.ts';
import { parseSubmission } from '../../src/form/submission.ts';
import { builtConsultation } from '../site.ts';

test('a form of 250,000 code units is accepted; with one more, the longest answer is refused', async () => {
  const built = await builtConsultation();
  const comment = questionsOf(built).find(({ id }) => id === 'final-comment');
  const [section] = built.sections;
  assert.ok(comment && section);
  const questions = Array.from({ length: 26 }, (_, index) => ({ ...comment, id: `c${index}` }));
  const consultation = { ...built, sections: [{ ...section, questions }] };
  const typed = new Map(questions.slice(0, 25).map(({ id }) => [id, ['a'.repeat(10_000)]]));
  assert.equal(longestForm, 250_000);
  assert.equal(parseSubmission(consultation, typed).ok, true);
  typed.set('c3', ['a'.repeat(9_990)]);
  typed.set('c25', ['a'.repeat(11)]);
  const over = parseSubmission(consultation, typed);
  assert.ok(!over.ok);
  const [error] = over.errors;
  assert.equal(over.errors.length, 1);
  assert.equal(error?.field, 'c0');
  assert.match(error.message, /^Together, your answers are 1 characters? too long/);
});
