/** Words that say who somebody is, or where to find them, are found in what anybody wrote. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Contribution } from '../../src/contribution/contribution.ts';
import type { FiledContribution } from '../../src/contribution/filed.ts';
import { collectDetails } from '../../src/contribution/personal-details.ts';

function person(name: string | null, email: string | null = null): Pick<Contribution, 'answers'> {
  const question = { id: 'who', kind: 'contact', ask: 'Who?' };
  const isAddress = email?.includes('@') ?? false;
  return { answers: [{ section: 'About you', question, answer: { name, email, isAddress } }] };
}

const people = [
  person('Ada Example', 'ada@example.org'),
  person('Mrs Zoë Ní Bhriain'),
  person('Carla M. Green', 'carla at example dot net'),
  person('Will'),
  person('王小明'),
  person('J'),
  person("Sean O'Brien"),
];
const details = collectDetails(
  people.map((contribution) => ({ contribution }) as FiledContribution),
);
const nobody = { answers: [] };
const find = (text: string, by: Pick<Contribution, 'answers'> = nobody) =>
  details.foundIn(text, by);

test('a name that anybody gave is found in full, whatever its case, accents and order', () => {
  for (const text of [
    'Ada Example told me so',
    'I agree with ada  EXAMPLE.',
    'Example, Ada',
    'Ada Example’s pond',
    'Zoe Ni Bhriain',
    'Carla M. Green and Carla Green',
    'Sean O’Brien',
    'Ask Mrs Example',
    'Cllr. Green says no',
    'Will told me',
    '我同意王小明的意见',
  ]) {
    assert.equal(find(text), 'name', text);
  }
});

test('words that only look like a name are not found', () => {
  for (const text of [
    'This is an example of green spaces. We will see.',
    'Green spaces matter, for example ours',
    'J is a letter',
    'Mr Nobody',
    'The meadow',
  ]) {
    assert.equal(find(text), null, text);
  }
});

test('people who sign with a part of their own name are found', () => {
  const carla = people[2] as (typeof people)[number];
  assert.equal(find('Best wishes, Carla', carla), 'name');
  assert.equal(find('Best wishes, Carla'), null, 'by somebody else it may be anybody');
});

test('addresses, telephone numbers and postcodes are found, and sums, years and sizes are not', () => {
  for (const [text, is] of [
    ['Write to ADA@example.org', 'address'],
    ['nobody@nowhere.example gave no name', 'address'],
    ['carla at example dot net', 'address'],
    ['Call 020 7946 0000', 'telephone number'],
    ['+44 (0)20-7946-0000', 'telephone number'],
    ['I live in SW1A 1AA', 'postcode'],
    ['sw1a1aa', 'postcode'],
  ] as const) {
    assert.equal(find(text), is, text);
  }
  for (const text of [
    '£1,200,000 in 2020-2022 or 2020 to 2022',
    'A4 2nd floor, 1.5 m, 100 %',
    '1.\n2.\n3.\n4.\n5.\n6.\n7.\n8.\n9.\n10.',
    '@everyone',
  ]) {
    assert.equal(find(text), null, text);
  }
});

test('a hostile text or name costs no time', () => {
  const texts = [
    'a'.repeat(40_000),
    '1 '.repeat(20_000),
    'a@'.repeat(20_000),
    'a1 '.repeat(13_000),
  ];
  const marks = 'a\u0301'.repeat(20_000);
  const start = performance.now();
  const hostile = collectDetails(
    [...texts, marks].map((name) => ({ contribution: person(name) }) as FiledContribution),
  );
  for (const text of [...texts, marks]) hostile.foundIn(text, person(text));
  assert.ok(performance.now() - start < 60_000);
});
