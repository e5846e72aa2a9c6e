/** Changes of questions that people have answered are reported, with what they do to figures. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findChangedQuestions } from '../../src/consultation/changed-questions.ts';
import type { Consultation } from '../../src/consultation/consultation.ts';
import type { Question } from '../../src/questions/question.ts';

function version(name: string, ...questions: object[]): Consultation {
  return { version: name, sections: [{ questions: questions as Question[] }] } as Consultation;
}

const choice = (...options: [string, string][]) => ({
  id: 'place',
  kind: 'choice',
  ask: 'Which place?',
  options: options.map(([id, label]) => ({ id, label })),
});

test('a missing id, another kind, and other words each give a sentence; the same words give none', () => {
  const before = version('1', choice(['pond', 'The pond'], ['meadow', 'The meadow']), {
    id: 'why',
    kind: 'comment',
    ask: 'Why?',
  });
  const say = (...questions: object[]) =>
    findChangedQuestions([before], version('2', ...questions));
  const why = { id: 'why', kind: 'comment', ask: 'why' };
  assert.deepEqual(say(choice(['meadow', 'The  meadow.'], ['pond', 'the pond']), why), []);

  const [gone, ...none] = say(choice(['pond', 'The pond'], ['meadow', 'The meadow']));
  assert.match(gone ?? '', /^People have answered the question “Why\?” \(why\), which is gone\./);
  assert.deepEqual(none, []);

  const kind = say(choice(['pond', 'The pond'], ['meadow', 'The meadow']), {
    ...why,
    kind: 'contact',
  });
  assert.match(kind.join(), /as a comment, and it is a contact now.*two questions/);

  const reworded = say(choice(['pond', 'The lake'], ['grass', 'The meadow']), {
    ...why,
    ask: 'Where from?',
  });
  assert.equal(reworded.length, 3);
  assert.match(reworded[0] ?? '', /“The pond” \(pond\) in the question place is “The lake” now/);
  assert.match(reworded[1] ?? '', /“The meadow” \(meadow\) in the question place, and it is gone/);
  assert.match(reworded[2] ?? '', /why was “Why\?” .* “Where from\?” now/);
});

test('the current version has not changed, and a change from several versions is reported once', () => {
  const [one, two] = ['1', '2'].map((name) => version(name, choice(['pond', 'The pond'])));
  const now = version('3', choice(['lake', 'The lake']));
  assert.equal(findChangedQuestions([one as Consultation, two as Consultation], now).length, 1);
  assert.deepEqual(findChangedQuestions([now], now), []);
});
