import assert from 'node:assert/strict';
import { test } from 'node:test';
import { line } from '../../src/questions/line/line.ts';
import { checkLine } from '../../src/questions/line/check-line.ts';
import type { LineQuestion } from '../../src/questions/line/line-question.ts';
import { tallyQuestion } from '../../src/report/tally-question.ts';

const question: LineQuestion = {
  id: 'where',
  kind: 'line',
  ask: 'What is your postcode?',
  for: 'postcode',
};

function parse(typed: string, isInsisted = false) {
  return line.parse(question, { typed: { where: [typed] }, isInsistedOn: () => isInsisted });
}

test('accepts what a line is for, in any country, whole or in part', () => {
  const right = {
    postcode: [
      'SW1A 2AA',
      'sw1a2aa',
      'SW1A',
      'SW1A 1',
      'K1A 0B1',
      'D02 X285',
      '90210-1234',
      'ＮＷ１',
    ],
    organisation: ['Elmton Friends of the Park', '38 Degrees', '@home'],
    telephone: ['020 7946 0000', '+44 (0)20 7946 0000', '020-7946-0000 ext. 12', 'tel:+4420794600'],
    'web-address': ['www.example.org', 'https://example.org/a?b=c#d', 'käse.de', 'a.example:8080'],
  } as const;
  for (const [purpose, lines] of Object.entries(right)) {
    for (const typed of lines) assert.equal(checkLine(typed, purpose as 'postcode'), null, typed);
  }
  assert.equal(checkLine('anything @ all', undefined), null);
});

test('says exactly what is wrong, and what to do', () => {
  const postcode = {
    Elmton:
      '“Elmton” has no digit, so it is not a postcode. Enter a postcode, or the first part of one',
    'SW1A IAA':
      'The second half of your postcode is “IAA”, not a digit and two letters. Enter a postcode like SW1A 2AB',
    'N1 1AA / N1 2AA':
      'Your postcode has “/” in it. Enter one postcode, with letters and digits only',
    '12 High Street Elmton':
      'Your postcode is 21 characters long, and no postcode has more than 10. Enter only the postcode',
  };
  const telephone = {
    '020 7946 000O':
      'Your telephone number has “O” in it. Enter one number, with digits and spaces only',
    '7946':
      'Your telephone number has 4 digits, which is too few. Enter one number, with the area code',
    '020 7946 0000 / 020 7946 0001':
      'Your telephone number has 22 digits, which is too many for one number. Enter one number, with the area code',
  };
  const address = {
    example:
      'Your web address is not complete: “example” needs an ending, such as .org. Enter a web address like www.example.com',
    'my site.org': 'Your web address has a space in it. Enter a web address like www.example.com',
    'ann@example.org':
      'This is an email address, because it has an @. Enter a web address like www.example.com',
    'javascript:alert(1)':
      'Your web address begins with “javascript:”. Enter a web address like www.example.com',
  };
  for (const [purpose, cases] of Object.entries({ postcode, telephone, 'web-address': address })) {
    for (const [typed, wrong] of Object.entries(cases)) {
      assert.equal(checkLine(typed, purpose as 'postcode'), wrong);
    }
  }
});

test('what looks wrong is refused once, then kept as it was typed', () => {
  assert.deepEqual(parse(' Elmton ').errors, [
    {
      field: 'where',
      message:
        '“Elmton” has no digit, so it is not a postcode. Enter a postcode, or the first part of one, or leave the box blank: What is your postcode?',
      mayStay: true,
    },
  ]);
  assert.deepEqual(parse(' Elmton ', true), {
    answer: { text: 'Elmton', isNone: false },
    errors: [],
  });
});

test('"N/A" is no error, and stays to be seen', () => {
  const { answer, errors } = parse('N/A');
  assert.deepEqual([answer, errors], [{ text: 'N/A', isNone: true }, []]);
  assert.deepEqual(answer && line.show(question, answer), [{ say: 'theirs', text: 'N/A' }]);
});

test('counts how many answered, and quotes nobody', () => {
  const tally = tallyQuestion([question]);
  for (const typed of ['N1 1AA', 'N/A', '']) tally.add(question, parse(typed).answer);
  const { sentences, tables } = tally.summarise();
  assert.deepEqual(sentences, [
    '2 of 3 answered; 1 gave no answer.',
    'Of these, 1 person wrote only “N/A”, “none” or a dash.',
  ]);
  assert.deepEqual(tables, []);
  assert.equal(line.quote, undefined);
});

test('reads the first paragraph below a question, and leaves the rest', () => {
  assert.deepEqual(line.readLines(question, ['', 'N1', '1AA', '', 'Thanks']), {
    typed: { where: ['N1 1AA'] },
    left: ['Thanks'],
  });
  const long = 'word '.repeat(100).trim();
  assert.deepEqual(line.readLines(question, [long]), { typed: {}, left: [long] });
});
