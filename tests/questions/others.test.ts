import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choice } from '../../src/questions/choice/choice.ts';
import { type ChoiceQuestion } from '../../src/questions/choice/choice-question.ts';
import { comment } from '../../src/questions/comment/comment.ts';
import { commentLimit } from '../../src/questions/comment/comment-question.ts';
import { countCharacters } from '../../src/text/count-characters.ts';
import { contact } from '../../src/questions/contact/contact.ts';
import { blocksToHtml, blocksToLines } from '../../src/text/shown.ts';

const form = (typed: Record<string, string>, insisted: string[] = []) => ({
  typed: Object.fromEntries(Object.entries(typed).map(([field, value]) => [field, [value]])),
  isInsistedOn: (field: string) => insisted.includes(field),
});

const either: ChoiceQuestion = {
  id: 'vision',
  kind: 'choice',
  ask: 'Which?',
  options: [
    { id: 'one', label: 'Option 1', text: 'Diverse voices' },
    { id: 'two', label: 'Option 2', text: 'Everyone' },
  ],
};

test('"No answer" is not an answer to a choice', () => {
  assert.deepEqual(choice.parse(either, form({})), { answer: null, errors: [] });
  assert.deepEqual(choice.parse(either, form({ vision: '' })), { answer: null, errors: [] });
});

test('a choice is one of its options, and nothing else', () => {
  assert.deepEqual(choice.parse(either, form({ vision: 'two' })).answer, { option: 'two' });
  const { answer, errors } = choice.parse(either, form({ vision: 'three' }));
  assert.equal(answer, null);
  assert.equal(errors[0]?.field, 'vision');
});

test('a choice is shown in full', () => {
  assert.deepEqual(choice.show(either, { option: 'one' }), [
    { say: 'ours', text: 'Option 1: Diverse voices' },
  ]);
});

const why = { id: 'why', kind: 'comment', ask: 'Why?' } as const;

test('a comment is kept exactly, and only white space is not a comment', () => {
  const text = '  Two\n\nparagraphs  ';
  assert.deepEqual(comment.parse(why, form({ why: text })).answer, { text });
  assert.equal(comment.parse(why, form({ why: ' \n\t ' })).answer, null);
});

test('characters of a comment are counted as a person counts', () => {
  assert.equal(countCharacters('👩‍👩‍👧‍👦'), 1);
  assert.equal(countCharacters('ẹ̀'), 1);
  const family = '👩‍👩‍👧‍👦'.repeat(commentLimit);
  assert.deepEqual(comment.parse(why, form({ why: family })).answer, { text: family });
  assert.match(
    comment.parse(why, form({ why: `${family}ab` })).errors[0]?.message ?? '',
    /^Your comment is 2 characters too long/,
  );
});

test('a comment can have a separate limit, which people see beforehand', () => {
  const short = { ...why, most: 20 };
  assert.deepEqual(comment.showUnasked?.(short), [{ say: 'ours', text: 'Up to 20 characters' }]);
  assert.deepEqual(comment.showUnasked?.(why), []);
  assert.deepEqual(comment.parse(short, form({ why: 'é'.repeat(20) })).errors, []);
  assert.deepEqual(
    comment.parse(short, form({ why: 'Twenty-one characters' })).errors.map((one) => one.message),
    ['Your comment is 1 character too long. Shorten it, or continue in another box: Why?'],
  );
  assert.equal(comment.fields(short)[0]?.most, 80);
  assert.deepEqual(comment.readLines(short, [...comment.blankLines(short), 'Because']), {
    typed: { why: ['Because'] },
    left: [],
  });
  const told = 'They said: Up to 20 characters';
  assert.deepEqual(comment.readLines(short, [told]).typed, { why: [told] });
  for (const most of [0, 10_001, 1.5]) {
    assert.equal(comment.questionSchema.safeParse({ ...why, most }).success, false, `${most}`);
  }
});

const who = { id: 'who', kind: 'contact', ask: 'Who?' } as const;

test('name and address are both optional', () => {
  assert.equal(contact.parse(who, form({})).answer, null);
  const { answer } = contact.parse(who, form({ 'who-name': ' Ada ' }));
  assert.deepEqual(answer, { name: 'Ada', email: null, isAddress: false });
});

test('an invalid address is refused once, then kept and never written to', () => {
  const typed = { 'who-email': 'ada at example.org' };
  assert.equal(contact.parse(who, form(typed)).errors[0]?.field, 'who-email');
  const { answer, errors } = contact.parse(who, form(typed, ['who-email']));
  assert.deepEqual(errors, []);
  assert.deepEqual(answer, { name: null, email: 'ada at example.org', isAddress: false });
  assert.equal(answer && contact.replyTo?.(answer), null);
});

test('an address with a line break or a comma cannot become two', () => {
  for (const email of ['a@example.org,b@example.org', 'a@example.org\nBcc: b@example.org']) {
    const { answer } = contact.parse(who, form({ 'who-email': email }, ['who-email']));
    assert.equal(answer && contact.replyTo?.(answer), null, email);
  }
});

test('words of a person are escaped in HTML, with their line breaks and direction', () => {
  assert.equal(
    blocksToHtml([{ say: 'theirs', text: '<b>"1" & \'2\'</b>\nnext\n\nשלום' }]).html,
    '<p dir="auto">&lt;b&gt;&quot;1&quot; &amp; &#39;2&#39;&lt;/b&gt;<br>next</p><p dir="auto">שלום</p>',
  );
});

test('a name comes before what belongs to it, in HTML and in text', () => {
  const blocks = contact.show(who, { name: '<Ada>', email: 'ada', isAddress: false });
  const note =
    'This does not look like an email address, so nobody can reply to it. It is shown as typed.';
  assert.equal(
    blocksToHtml(blocks).html,
    '<dl><dt>Name:</dt><dd><p dir="auto">&lt;Ada&gt;</p></dd>' +
      `<dt>Email:</dt><dd><p dir="auto">ada</p><p>${note}</p></dd></dl>`,
  );
  assert.deepEqual(blocksToLines(blocks), ['Name:', '<Ada>', 'Email:', 'ada', note]);
});

test('ranks keep their numbers in HTML and in text', () => {
  const blocks = [
    {
      ranks: [
        { rank: 1, item: 'A' },
        { rank: 3, item: 'B' },
      ],
    },
  ];
  assert.equal(blocksToHtml(blocks).html, '<ol><li value="1">A</li><li value="3">B</li></ol>');
  assert.deepEqual(blocksToLines(blocks), ['1. A', '3. B']);
});
