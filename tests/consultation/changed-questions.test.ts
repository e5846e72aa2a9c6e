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

/** Returns what is said of one question after a change of its keys. */
function sayChange(before: object, change: object): string[] {
  const [was, isNow] = [before, { ...before, ...change }] as [object, object];
  return findChangedQuestions([version('1', was)], version('2', isNow));
}

test('all words by which people chose are compared: the text, the letter and the points of an option', () => {
  const [one, two] = ['Voices are recognised', 'Everybody is recognised'];
  const options = [
    { id: 'one', label: 'Option 1', text: one },
    { id: 'two', label: 'Option 2', text: two },
  ];
  const asked = { ...choice(), options };
  const swapped = options.map((option, at) => ({ ...option, text: [two, one][at] }));
  const [first = '', second = '', ...more] = sayChange(asked, { options: swapped });
  assert.deepEqual(more, []);
  assert.match(
    first,
    /^“Option 1: Voices are recognised” \(one\) in the question place is “Option 1: Everybody is recognised” now\./,
  );
  assert.match(
    second,
    /^“Option 2: Everybody .*” \(two\) .* “Option 2: Voices are recognised” now/,
  );
  const typo = [{ ...options[0], text: 'Voices are recognised.' }, options[1]];
  assert.deepEqual(sayChange(asked, { options: typo }), []);

  const full = { id: 'aim', letter: 'a', label: 'Work with others to:', points: ['share', 'lead'] };
  const ranking = { id: 'aims', kind: 'ranking', ask: 'In which order?', options: [full] };
  for (const change of [{ letter: 'b' }, { points: ['share', 'follow'] }, { points: ['share'] }]) {
    const [sentence = '', ...others] = sayChange(ranking, { options: [{ ...full, ...change }] });
    assert.deepEqual(others, []);
    assert.match(
      sentence,
      /^“a Work with others to: share; lead” \(aim\) in the question aims is “/,
    );
  }
});

test('signs and figures are words too, and a row and an option with one id are different', () => {
  const say = (was: string, isNow: string) =>
    sayChange(choice(['some', was]), choice(['some', isNow])).length;
  for (const [was, isNow] of [
    ['< 5 hours', '> 5 hours'],
    ['£5', '€5'],
    ['-2', '2'],
    ['5%', '5'],
  ] as const)
    assert.equal(say(was, isNow), 1, was);
  assert.equal(say('A pond – or two', 'a pond, or two'), 0);

  const scale = [
    { id: 'good', label: 'Good' },
    { id: 'bad', label: 'Bad' },
  ];
  const rows = [{ id: 'good', label: 'Good places' }];
  const grid = { id: 'parts', kind: 'grid', ask: 'How are they?', rows, scale };
  assert.deepEqual(sayChange(grid, {}), []);
  const [sentence = '', ...others] = sayChange(grid, { rows: [{ id: 'good', label: 'Places' }] });
  assert.match(sentence, /^“Good places” \(good\) in the question parts is “Places” now/);
  assert.deepEqual(others, []);
});

test('the words of consent, of “none” and of “Other” are compared, and the advice is what an editor can do', () => {
  const labels = { 'with-name': 'Yes, with my name', 'without-name': 'Yes, without', no: 'No' };
  const consent = { id: 'publish', kind: 'consent', ask: 'May we?', labels };
  const swapped = { labels: { ...labels, 'with-name': 'No', no: 'Yes, with my name' } };
  const [yes = '', no = '', ...more] = sayChange(consent, swapped);
  assert.deepEqual(more, []);
  assert.match(yes, /^“Yes, with my name” \(with-name\) in the question publish is “No” now\./);
  assert.match(yes, /give the question another id\.$/);
  assert.match(no, /^“No” \(no\) in the question publish is “Yes, with my name” now\./);

  const boxes = { ...choice(['pond', 'The pond'], ['meadow', 'The meadow']), kind: 'checkboxes' };
  const asked = { ...boxes, none: 'None of these', other: true };
  const [none = ''] = sayChange(asked, { none: 'All of these' });
  assert.match(
    none,
    /^“None of these” \(none\) .* “All of these” now.* give the question another id/,
  );
  const gone = sayChange(asked, { none: undefined, other: undefined });
  assert.equal(gone.length, 2);
  assert.match(gone[0] ?? '', /^People could choose “Other” .* the line “other:” is gone.* quotes/);
  assert.match(gone[1] ?? '', /^People could choose “None of these” .* the line “none:” is gone/);
});

test('units, ranges and limits are compared', () => {
  const number = { id: 'time', kind: 'number', ask: 'How long?', unit: 'hours', from: 0, to: 10 };
  const boxes = { ...choice(['pond', 'The pond']), kind: 'checkboxes', most: 2 };
  const ranking = { ...choice(['pond', 'The pond']), kind: 'ranking', top: 3 };
  const points = { ...choice(['pond', 'The pond']), kind: 'points', total: 10 };
  const cases: [object, object, RegExp][] = [
    [number, { unit: 'minutes' }, /^The question time asked for a number in hours .* minutes now/],
    [number, { unit: undefined }, /a number in hours .* a number without a unit now/],
    [number, { to: 100 }, /asked for a number from 0 to 10 .* a number from 0 to 100 now/],
    [number, { to: undefined }, /asked for a number from 0 to 10 .* a number from 0 now/],
    [boxes, { most: 3 }, /^People could tick up to 2 boxes in the question place, .* up to 3/],
    [boxes, { most: undefined }, /can tick any number of boxes now/],
    [
      ranking,
      { top: 5 },
      /^The question place asked people to rank the first 3 .* the first 5 now/,
    ],
    [ranking, { top: undefined }, /the first 3 .* all items now/],
    [points, { total: 100 }, /^People shared out 10 points .* as shares of 100 points/],
  ];
  for (const [before, change, expected] of cases) {
    const [sentence = '', ...others] = sayChange(before, change);
    assert.match(sentence, expected);
    assert.deepEqual(others, []);
  }
  // How long a comment may be changes no figure.
  const comment = { id: 'why', kind: 'comment', ask: 'Why?', most: 100 };
  assert.deepEqual(sayChange(comment, { most: 200 }), []);
});

test('in another language, only what does not depend on words is compared', () => {
  const option = { id: 'one', label: 'Option 1', text: 'The pond' };
  const boxes = { ...choice(), kind: 'checkboxes', options: [option], none: 'None', most: 2 };
  const welsh = { ...option, label: 'Dewis 1', text: 'Y pwll' };
  const isNow = { ...boxes, ask: 'Pa le?', options: [welsh], none: 'Dim', language: 'cy' };
  const compare = (question: object) =>
    findChangedQuestions([{ ...version('1', boxes), language: 'en' }], {
      ...version('2', question),
      language: 'cy',
    });
  assert.deepEqual(compare(isNow), []);
  assert.match(compare({ ...isNow, most: 3 }).join(), /up to 2 boxes/);
  assert.match(compare({ ...isNow, options: [] }).join(), /“Option 1” \(one\) .* it is gone/);
});

test('the current version has not changed, and a change from several versions is reported once', () => {
  const [one, two] = ['1', '2'].map((name) => version(name, choice(['pond', 'The pond'])));
  const now = version('3', choice(['lake', 'The lake']));
  assert.equal(findChangedQuestions([one as Consultation, two as Consultation], now).length, 1);
  assert.deepEqual(findChangedQuestions([now], now), []);
});
