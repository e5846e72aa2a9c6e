/**
 * What real people type into boxes: what is clear is accepted with the value that they mean; what is not is
 * refused once, and the message says exactly what is wrong; and nothing is stored that nobody meant.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOf } from '../../src/questions/kinds.ts';
import type { Question } from '../../src/questions/question.ts';

type Typed = Record<string, string>;

/** What was typed, and the value, `null` for no answer, or the beginning of the message. */
type Case = [typed: string, means: unknown];

function parse(question: Question, typed: Typed) {
  const fields = Object.entries(typed).map(([name, value]) => [name, [value]]);
  const form = { typed: Object.fromEntries(fields) as Record<string, string[]> };
  return kindOf(question).parse(question, { ...form, isInsistedOn: () => false });
}

/** @param valueOf what an answer says */
function checkAll(
  question: Question,
  fill: (typed: string) => Typed,
  valueOf: (answer: never) => unknown,
  cases: Case[],
): void {
  for (const [typed, means] of cases) {
    const { answer, errors } = parse(question, fill(typed));
    const said = errors.map(({ message }) => message).join(' | ');
    const got = said === '' ? (answer === null ? null : valueOf(answer as never)) : said;
    if (means instanceof RegExp) assert.match(String(got), means, `“${typed}”`);
    else assert.deepEqual(got, means, `“${typed}”`);
    for (const { mayStay } of errors) assert.equal(mayStay, true, `“${typed}” can be sent again`);
  }
}

const options = ['bus', 'tram', 'train', 'bike', 'walk', 'car'].map((id) => ({
  id,
  label: `By ${id}`,
}));

test('ranks', () => {
  const question = { id: 'way', kind: 'ranking', ask: 'Rank them', options } as Question;
  const rank = (answer: { ranks: { rank: number }[] }) => answer.ranks[0]?.rank;
  checkAll(question, (typed) => ({ 'way-bus': typed }), rank, [
    ...['2', ' 2 ', '2.', '2)', '(2)', '[2]', '2,', '2:', '2!', '2?', '"2"', '*2*'].map(toTwo),
    ...['02', '2.0', '2nd', '2nd.', '2ND', '2nd choice', '2nd place', '2nd priority'].map(toTwo),
    ...['two', 'Two', 'second', 'Second choice', 'number two', 'No. 2', 'no 2', 'nr 2'].map(toTwo),
    ...['#2', '№2', '2º', '2ème', '2 of 6', '2 out of 6', 'rank 2', 'Rank: 2', '2 –'].map(toTwo),
    ...['２', '②', '²', '2️⃣', '٢', '२', '\u200b2', '2\u00a0'].map(toTwo),
    ['1st', 1],
    ['1ª', 1],
    ['n°1', 1],
    ['1er', 1],
    ['first', 1],
    ...['', ' ', '-', '–', '...', '/', 'n/a', 'N/A', 'NA', 'none', 'None.', 'nil'].map(toNull),
    ['not applicable', null],
    ['0', /^“0” is less than 1\. Enter a number from 1 to 6 for By bus, or leave the box blank$/],
    ['7', /^“7” is more than 6\. Enter a number from 1 to 6/],
    ['10', /^“10” is more than 6\./],
    ['-1', /^“-1” is less than 1\./],
    ['1.5', /^“1\.5” is not a whole number\./],
    ['1 or 2', /^“1 or 2” is more than one number\./],
    ['1-2', /^“1-2” is more than one number\./],
    ['1/2', /^“1\/2” is more than one number\./],
    ['=2', /^We could not work out “=2”\./],
    ['joint 2nd', /^We could not work out “joint nd”\.|^We could not work out/],
    ['2+', /could mean several numbers\./],
    ['1a', /^We could not work out “a”\./],
    ['1O', /^We could not work out “o”\./],
    ['x', /^We found no number in “x”\./],
    ['✓', /^We found no number in “✓”\./],
    ['yes', /^We found no number in “yes”\./],
    ['see above', /^We found no number in “see above”\./],
    ['as above', /^We found no number in “as above”\./],
    ['most important', /^We found no number in “most important”\./],
    ['don’t know', /^We found no number in “don’t know”\./],
  ]);
});

const toTwo = (typed: string): Case => [typed, 2];
const toNull = (typed: string): Case => [typed, null];
const to =
  (value: unknown) =>
  (typed: string): Case => [typed, value];

const valueOfNumber = (answer: { state: string; number?: number }) => answer.number ?? answer.state;

test('numbers with units', () => {
  const question = {
    ...{ id: 'stay', kind: 'number', ask: 'How long do you stay?' },
    ...{ unit: 'minutes', from: 0, to: 2000 },
  } as Question;
  checkAll(question, (typed) => ({ stay: typed }), valueOfNumber, [
    ...['30', '30 minutes', '30 mins', '30min', '30mins.', '30 m', '30m', 'thirty'].map(to(30)),
    ...['Thirty minutes', 'about 30', 'about 30 minutes', '30ish', '30-ish', '~30', '≈ 30'].map(
      to(30),
    ),
    ...['approx 30', '30 approx.', 'c.30', 'c. 30', 'circa 30', '30 or so', '30-odd'].map(to(30)),
    ...['I think 30', 'I’d say 30', 'maybe 30?', '30!', '(30)', '30.', '３０', '٣٠'].map(to(30)),
    ['1,200', 1200],
    ['1 200', 1200],
    ['1\u202f200', 1200],
    ['1’200', 1200],
    ['1.200,5', 1200.5],
    ['12,5', 12.5],
    ['2½', 2.5],
    ['2 1/2', 2.5],
    ['2 and a half', 2.5],
    ['two and a half', 2.5],
    ['twenty-five', 25],
    ['twenty five', 25],
    ['a hundred and twenty', 120],
    ['0', 0],
    ['zero', 0],
    ['nil', 0],
    ...['N/A', 'n/a', 'none', 'None', '-', '—', 'not applicable', 'nothing'].map(to('none')),
    ['', null],
    ['10-15', /^“10-15” is more than one number\. Enter one number from 0 to 2,000/],
    ['10 – 15', /^“10 – 15” is more than one number/],
    ['10 to 15', /^“10 to 15” is more than one number/],
    ['between 10 and 15', /is more than one number/],
    ['10 or 15', /is more than one number/],
    ['10/15', /is more than one number/],
    ['1h30', /is more than one number/],
    ['1:30', /is more than one number/],
    ['2 hours', /^This question asks for minutes, and you wrote “hours”/],
    ['£30', /^This question asks for minutes, and you wrote “£”/],
    ['over 30', /^“over 30” could mean several numbers/],
    ['30+', /could mean several numbers/],
    ['30 plus', /could mean several numbers/],
    ['max 30', /could mean several numbers/],
    ['less than 30', /could mean several numbers/],
    ['1.200', /^“1\.200” could mean 1,200 or 1\.2,/],
    ['minus 5', /^“minus 5” is less than 0/],
    ['5000', /^“5000” is more than 2,000/],
    ['it depends', /^We found no number in “it depends”/],
    ['not sure', /^We found no number in “not sure”/],
    ['see above', /^We found no number in “see above”/],
    ['?', /^We found no number in “\?”/],
    ['30 on a good day', /^We could not work out “on .*good day”/],
  ]);
});

test('numbers of people, and how often', () => {
  const people = { id: 'n', kind: 'number', ask: 'How many people live with you?' } as Question;
  checkAll(people, (typed) => ({ n: typed }), valueOfNumber, [
    ...['4', '4 people', '4 persons', '4 ppl', 'four', '4 (four)', 'four (4)', '4.0'].map(to(4)),
    ['4 4', /^“4 4” is more than one number/],
    ['4 or more', /^“4 or more” could mean several numbers/],
    ['2 adults and 2 children', /is more than one number/],
    ['just me', /^We found no number in “just me”/],
    ['a few', /^We found no number in “a few”/],
  ]);
  const times = {
    ...people,
    ask: 'How many times a week do you visit?',
    unit: 'times',
  } as Question;
  checkAll(times, (typed) => ({ n: typed }), valueOfNumber, [
    ...['2', '2x', '2 times', '2 x a week', '2/week', '2 per week', 'twice', 'twice a week'].map(
      to(2),
    ),
    ['once', 1],
    ['never', 0],
    ['2 or 3', /is more than one number/],
    ['daily', /^We found no number in “daily”/],
  ]);
});

test('money', () => {
  const question = { id: 'fee', kind: 'number', ask: 'What is fair?', unit: '£' } as Question;
  checkAll(question, (typed) => ({ fee: typed }), valueOfNumber, [
    ...['1200', '£1,200', '£ 1,200', '1,200£', '1200 pounds', 'GBP 1200', '1200 GBP'].map(to(1200)),
    ...['£1,200.00', '£1.2k', '1.2k', '£1200/-', '1200 quid', '￡1200', '£1 200'].map(to(1200)),
    ['£12.50', 12.5],
    ['£12,50', 12.5],
    ['12,-', 12],
    ['£1.5m', 1_500_000],
    ['1.5 million pounds', 1_500_000],
    ['£10,00,000', 1_000_000],
    ['-£5', -5],
    ['£0', 0],
    ['free', /^We found no number in “free”/],
    ['$50', /^This question asks for £, and you wrote “\$”/],
    ['€50', /^This question asks for £, and you wrote “€”/],
    ['£5-10', /is more than one number/],
    ['£5 or £10', /is more than one number/],
    ['£1.200', /could mean 1,200 or 1\.2/],
    ['50p', /^We could not work out “p”/],
  ]);
  const euros = { ...question, unit: '€' } as Question;
  checkAll(euros, (typed) => ({ fee: typed }), valueOfNumber, [
    ...['1.200,50 €', '€1.200,50', '1 200,50 €', 'EUR 1,200.50', '1’200.50 euros'].map(to(1200.5)),
  ]);
  const dollars = { ...question, unit: '$' } as Question;
  checkAll(dollars, (typed) => ({ fee: typed }), valueOfNumber, [
    ...['$50', 'US$50', 'US $50', '50 USD', '50 dollars'].map(to(50)),
  ]);
  const share = { ...question, unit: '%' } as Question;
  checkAll(share, (typed) => ({ fee: typed }), valueOfNumber, [
    ...['50', '50%', '50 %', '50 per cent', '50 percent', '50 pct'].map(to(50)),
  ]);
});

test('points', () => {
  const question = { id: 'money', kind: 'points', ask: 'Share', options, total: 100 } as Question;
  const all = (typed: string) => ({ 'money-bus': typed, 'money-tram': '60' });
  const points = (answer: { points: { points: number }[] }) => answer.points[0]?.points;
  checkAll(question, all, points, [
    ...['40', '40 points', '40pts', '40 pts.', '40%', '40 per cent', 'forty', 'about 40'].map(
      to(40),
    ),
    ...['(40)', '40.', '+40', '４０', '40.0', '40 of 100', '40/100', '40 (forty)'].map(to(40)),
    ['41', /^You gave 101 points, but there are only 100\. Take 1 away/],
    ['', /^You gave 60 of 100 points\. Give the other 40 too/],
    ...['0', 'none', 'nil', 'zero', 'no points', 'N/A', '-'].map((typed): Case => [
      typed,
      /^You gave 60 of 100 points/,
    ]),
    ['101', /^“101” is more than 100\. Enter a whole number from 0 to 100 for By bus/],
    ['-5', /^“-5” is less than 0\./],
    ['12.5', /^“12\.5” is not a whole number\./],
    ['30-40', /is more than one number\./],
    ['2nd', /^We could not work out “(?:2nd|nd)”\./],
    ['lots', /^We found no number in “lots”\./],
    ['most of them', /^We found no number in “most of them”\./],
    ['see above', /^We found no number in “see above”\./],
    ['£40', /^We could not work out/],
  ]);
});

test('email addresses', () => {
  const question = { id: 'who', kind: 'contact', ask: 'Who?' } as Question;
  const address = ({ email, isAddress }: { email: string; isAddress: boolean }) =>
    isAddress ? email : [email];
  const ann = to('ann@example.org');
  checkAll(question, (typed) => ({ 'who-email': typed }), address, [
    ...['ann@example.org', ' ann@example.org ', 'ann@example.org.', 'ann@example.org,'].map(ann),
    ...['mailto:ann@example.org', '<ann@example.org>', 'Ann <ann@example.org>'].map(ann),
    ...[
      '(ann@example.org)',
      '"ann@example.org"',
      'Email: ann@example.org',
      'ann @ example.org',
    ].map(ann),
    ...['ann@ example.org', 'a\u200bnn@example.org', 'ann＠example.org', 'ann@example.org!'].map(
      ann,
    ),
    ['My email is ann@example.org', 'ann@example.org'],
    ['ann.o’leary@example.org', "ann.o'leary@example.org"],
    ['ANN@EXAMPLE.ORG', 'ANN@EXAMPLE.ORG'],
    ['ann+park@example.co.uk', 'ann+park@example.co.uk'],
    ['ann@käse.de', 'ann@käse.de'],
    ['', null],
    ...['N/A', 'n/a', 'none', 'nil', '-', 'no', 'No.', 'No thanks', 'no email'].map(
      (typed): Case => [typed, [typed]],
    ),
    ...['I don’t have one', 'prefer not to say', 'I’d rather not say'].map((typed): Case => [
      typed,
      [typed],
    ]),
    ['see above', /^Your email address has no @\. Enter an email address like/],
    ['ann at example dot org', /^Your email address has no @/],
    ['ann@example', /^Your email address is not complete: “example” needs an ending/],
    ['ann@example,org', /^Your email address has “,” after the @/],
    ['ann@example..org', /^Your email address has two full stops in a row/],
    ['ann@@example.org', /^Your email address has more than one @/],
    ['ann lee@example.org', /^Your email address has a space in it/],
    ['ann@example.org or bob@example.org', /^Your email address is more than one address/],
    ['ann@example.org; bob@example.org', /^Your email address is more than one address/],
    ['@ann', /^Your email address has nothing before the @/],
    ['020 7946 0018', /^Your email address has no @/],
  ]);
});

test('postcodes, telephone numbers and web addresses', () => {
  const line = (purpose: string) =>
    ({ id: 'line', kind: 'line', ask: 'What is it?', for: purpose }) as unknown as Question;
  const fill = (typed: string) => ({ line: typed });
  const text = (answer: { text: string; isNone: boolean }) =>
    answer.isNone ? 'none' : answer.text;
  const same = (typed: string): Case => [typed, typed];
  checkAll(line('postcode'), fill, text, [
    ...['SW1A 1AA', 'sw1a1aa', 'SW1A1AA.', '(SW1A 1AA)', 'Postcode: SW1A 1AA', 'SW1', 'EC1A'].map(
      same,
    ),
    ...['GIR 0AA', 'BFPO 123', 'D02 X285', '10115', '1234 AB', 'K1A 0B1', '123-4567'].map(same),
    ...['N/A', 'none', 'nil', '-', 'not applicable'].map(to('none')),
    ['', null],
    ['London', /^“London” has no digit, so it is not a postcode/],
    ['see above', /^“see above” has no digit/],
    ['prefer not to say', /^“prefer not to say” has no digit/],
    ['SW1A OAA', /^The second half of your postcode is “OAA”/],
    ['12 High Street, SW1A 1AA', /^Your postcode has “,” in it/],
    ['SW1A 1AA or SW1A 2AA', /^Your postcode is 20 characters long/],
  ]);
  checkAll(line('telephone'), fill, text, [
    ...['020 7946 0018', '(020) 7946 0018', '+44 (0)20 7946 0018', '0044 20 7946 0018'].map(same),
    ...['Tel: 020 7946 0018', 'Tel. 020 7946 0018', 'mobile 07700 900123', '020-7946-0018'].map(
      same,
    ),
    ...['N/A', 'none', '-'].map(to('none')),
    ['07700 900123 (evenings)', /^Your telephone number has “evenings” in it/],
    ['07700 900123 or 020 7946 0018', /^Your telephone number has “or” in it/],
    ['999', /^Your telephone number has 3 digits, which is too few/],
    ['home: 020 7946 0018', 'home: 020 7946 0018'],
    ['see above', /^“see above” has no digit, so it is not a telephone number/],
    ['ex-directory', /^“ex-directory” has no digit/],
  ]);
  checkAll(line('web-address'), fill, text, [
    ...['www.example.org', 'example.org', 'https://example.org/a', 'HTTP://EXAMPLE.ORG'].map(same),
    ['https//example.org', 'https//example.org'],
    ...['N/A', 'none'].map(to('none')),
    ['example', /^Your web address is not complete/],
    ['ann@example.org', /^This is an email address/],
    ['see above', /^Your web address has a space in it/],
  ]);
  checkAll(line('organisation'), fill, text, [
    ...['Elmton Friends', 'see above', '38 Degrees'].map(same),
    ...['N/A', 'n/a', 'NA', 'none', 'None', 'nil', '-', '--', '.', '/', 'nothing'].map(to('none')),
  ]);
});

test('“N/A” in the box of “Other” chooses nothing, and is no error beside an option', () => {
  const choice = { id: 'way', kind: 'choice', ask: 'Which?', options, other: true } as Question;
  const boxes = { ...choice, kind: 'checkboxes' } as Question;
  for (const typed of ['N/A', 'n/a', 'none', 'None', 'nil', '-', ' ', '']) {
    for (const question of [choice, boxes]) {
      assert.deepEqual(
        parse(question, { 'way-other': typed }),
        { answer: null, errors: [] },
        typed,
      );
    }
    assert.deepEqual(parse(choice, { way: 'bus', 'way-other': typed }).answer, { option: 'bus' });
    assert.deepEqual(parse(choice, { way: 'other', 'way-other': typed }).answer, {
      option: 'other',
    });
    assert.deepEqual(parse(boxes, { way: 'bus', 'way-other': typed }).answer, {
      ...{ state: 'clear', options: ['bus'] },
    });
  }
  assert.deepEqual(parse(choice, { 'way-other': 'see above' }).answer, {
    ...{ option: 'other', other: 'see above' },
  });
});

test('“N/A” and the like say of nobody who they are', () => {
  const question = { id: 'who', kind: 'contact', ask: 'Who?' } as Question;
  const kind = kindOf(question);
  for (const typed of ['N/A', 'none', 'Anonymous', 'prefer not to say', '-']) {
    const { answer } = parse(question, { 'who-name': typed, 'who-email': typed });
    assert.deepEqual(kind.personalIn?.(question, answer), [], typed);
  }
});
