/**
 * Public files respect the consent of the people who answered: each file is searched for the words of people who
 * did not consent, and for names, addresses, references and times.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import type { Consultation } from '../../src/consultation/consultation.ts';
import type { Answers } from '../../src/consultation/answers.ts';
import { consentQuestionSchema } from '../../src/questions/consent/consent-question.ts';
import type { Question } from '../../src/questions/question.ts';
import { openStorage } from '../../src/server/store/open-storage.ts';
import { builtConsultation, makeFolder } from '../site.ts';
import { askStaff, runStaff } from './run.ts';

const options = ['pond', 'meadow'].map((id) => ({ id, label: `The ${id}` }));
const questions: Question[] = [
  { id: 'place', kind: 'choice', ask: 'Which place?', options } as Question,
  { id: 'money', kind: 'points', ask: 'Share it out', options, total: 100 } as Question,
  { id: 'name', kind: 'comment', ask: 'What is a good name for it?' },
  { id: 'why', kind: 'comment', ask: 'Why?' },
  { id: 'who', kind: 'contact', ask: 'Who are you?' },
];
const publish = consentQuestionSchema.parse({ id: 'publish', kind: 'consent' });

interface Person {
  consent?: 'with-name' | 'without-name' | 'no';
  why: string;
  name?: string;
  email?: string;
  /** Points that do not add up, as typed. */
  typed?: string;
  late?: boolean;
}

const people: Person[] = [
  {
    consent: 'with-name',
    why: 'zqada wants a pond',
    name: 'Ada Example',
    email: 'ada@example.org',
  },
  {
    consent: 'without-name',
    why: 'zqbob wants <b>trees</b>',
    name: 'Bob Brown',
    typed: 'zqtypedyes',
  },
  { consent: 'with-name', why: 'zqanonymous gave no name' },
  { consent: 'no', why: 'zqno wants nothing', name: 'Nora Never', typed: 'zqtypedno' },
  { why: 'zqsilent did not say', name: 'Silas Silent', email: 'silas at example.org' },
  { consent: 'without-name', why: 'zqtold me by Nora Never' },
  { consent: 'without-name', why: 'zqwrite to somebody@else.example' },
  { consent: 'without-name', why: 'zqcall 020 7946 0123' },
  { consent: 'without-name', why: 'zqlive in SW1A 1AA' },
  { consent: 'without-name', why: 'zqsigned, yours Carla', name: 'Carla Curtis' },
  { consent: 'with-name', why: 'zqlate is set aside', name: 'Lena Late', late: true },
  { consent: 'with-name', why: 'zqbox is published', name: 'me@box.example' },
];
const isPublic = ['zqada', 'zqbob', 'zqanonymous', 'zqbox', 'zqtypedyes'];
const isNot = [
  ...[
    'zqno ',
    'zqsilent',
    'zqtold',
    'zqwrite',
    'zqcall',
    'zqlive',
    'zqsigned',
    'zqlate',
    'zqtypedno',
  ],
  ...['Bob Brown', 'Nora', 'Silas', 'Carla', 'Lena', 'ada@', 'silas at', 'me@box', 'else.example'],
  ...['7946', 'SW1A', 'zqremark', '2027-02', '17 February', '10:17', '10.17', 'zqburst'],
];

function answersOf({ consent, why, name, email, typed }: Person): Answers {
  const points =
    typed === undefined
      ? { state: 'clear', points: [{ option: 'pond', points: 100 }] }
      : { state: 'unclear', typed: [{ option: 'pond', typed }] };
  return [
    { question: 'place', answer: { option: 'pond' } },
    { question: 'money', answer: points },
    { question: 'name', answer: null },
    { question: 'why', answer: { text: why } },
    {
      question: 'who',
      answer:
        name === undefined && email === undefined
          ? null
          : { name: name ?? null, email: email ?? null, isAddress: email?.includes('@') ?? false },
    },
    { question: 'publish', answer: consent === undefined ? null : { consent } },
  ];
}

/** A folder in which these people have answered, and all emails have arrived. */
async function answered(t: TestContext, asked: Question[]): Promise<string> {
  const [first, ...others] = (await builtConsultation()).sections;
  assert.ok(first && others.length > 0);
  const consultation: Consultation = {
    ...(await builtConsultation()),
    sections: [{ ...first, title: 'The park', questions: asked }],
  };
  const folder = await makeFolder(t);
  const { store, emails, close } = await openStorage(
    { dataDir: folder, databaseUrl: null },
    { mailDomain: 'example.org' },
  );
  await store.keepVersion(consultation);
  for (const [index, person] of people.entries()) {
    await store.add({
      consultation,
      answers: answersOf(person).filter(({ question }) => asked.some(({ id }) => id === question)),
      token: `person-${index}`,
      receivedAt: new Date('2027-02-17T10:17:00Z'),
      late: person.late ?? false,
      marks: ['network:zqburst'],
      remarks: ['zqremark'],
    });
  }
  const claimed = await emails.claim(Date.parse('2100-06-01'), 500);
  for (const { id } of claimed) {
    const sent = { reply: '250 kept', via: 'smtp', maybeSent: false, takenFor: [], leftOut: 0 };
    await emails.settle(id, { state: 'delivered', at: Date.now(), ...sent } as never);
  }
  await close();
  return folder;
}

/** Every file that is made to be published, as text. */
async function publicFiles(folder: string): Promise<Record<string, string>> {
  const made = [
    ['report', '--public', '--output', 'public.html'],
    ...['csv', 'xlsx', 'json'].map((format) => [
      ...['export', '--public', '--format', format, '--output', `public.${format}`],
    ]),
  ];
  const said: Record<string, string> = {};
  for (const words of made) {
    const { code, out, error } = await runStaff(folder, words);
    assert.deepEqual([code, error], [0, ''], words.join(' '));
    said[words.at(-1) as string] = out;
  }
  assert.match(said['public.csv'] ?? '', /Read this before you publish it/);
  const bytes = await readFile(join(folder, 'public.xlsx'));
  const sheets = Object.values(unzipSync(bytes)).map((part) => strFromU8(part));
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  return {
    ...{ html: await read('public.html'), csv: await read('public.csv') },
    ...{ json: await read('public.json'), xlsx: sheets.join('\n') },
    ...{ said: Object.values(said).join('\n') },
  };
}

const references = async (folder: string) =>
  (await askStaff<{ reference: string }[]>(folder, ['list'])).map(({ reference }) => reference);

test('public files have words by consent, and nothing that names anybody', async (t) => {
  const folder = await answered(t, [...questions, publish]);
  const hidden = [...isNot, ...(await references(folder))];
  const { said = '', ...files } = await publicFiles(folder);
  for (const [name, text] of Object.entries(files)) {
    for (const words of hidden) {
      assert.ok(!text.toLowerCase().includes(words.toLowerCase()), `${words} in ${name}`);
    }
    for (const words of isPublic) assert.ok(text.includes(words), `${words} in ${name}`);
    assert.ok(text.includes('Ada Example'), `the name in ${name}`);
  }
  for (const words of hidden) assert.ok(!said.includes(words), words);

  const { html = '', csv = '', json = '', xlsx = '' } = files;
  assert.match(html, /<h1>[^<]*<\/h1><section><h2>Read this before you publish it<\/h2>/);
  assert.match(html, /<h4>\d of 4: <span dir="auto">Ada Example<\/span><\/h4>/);
  assert.equal(html.match(/<h4>/g)?.length, 5, 'four comments, and points that do not add up');
  for (const sentence of [
    '2 answers, because the person did not allow it, or did not say',
    '2 answers, because the words hold a name that somebody gave',
    '1 answer, because the words hold an address',
    '1 answer, because the words hold a telephone number',
    '1 answer, because the words hold a postcode',
    '1 answer, because the contribution is set aside',
  ]) {
    assert.ok(html.includes(`<li>${sentence}</li>`), sentence);
  }
  assert.match(html, /12 contributions were received; 11 are counted/);
  assert.doesNotMatch(html, /When and how contributions came|class="reference"|<script/);
  assert.match(xlsx, /Read this before you publish it/);
  assert.doesNotMatch(xlsx, /By day|By channel/);

  const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
  assert.equal(rows.length, 11);
  assert.deepEqual(Object.keys(rows[0] ?? {}), [
    ...['place', 'money-pond', 'money-meadow', 'money-unclear', 'answer-name', 'why', 'publish'],
    ...['name', 'left-out'],
  ]);
  assert.ok(
    rows.every((row) => row['place'] === 'The pond'),
    'codes stay, whoever consents',
  );
  assert.equal(rows.find(({ why }) => why?.includes('zqada'))?.['name'], 'Ada Example');
  assert.equal(rows.filter(({ name }) => name !== '').length, 1);
  const leftOut = rows.map((row) => row['left-out']).filter((words) => words !== '');
  assert.deepEqual(leftOut.toSorted(), [
    'money: no consent\nwhy: no consent',
    'why: address',
    'why: name',
    'why: name',
    'why: no consent',
    'why: postcode',
    'why: telephone number',
  ]);
  const keys = rows.map((row) => Object.values(row).join('\0'));
  assert.deepEqual(keys, keys.toSorted(), 'rows are in no order of arrival');
  const data = JSON.parse(json) as { format: string; contributions: Record<string, string>[] };
  assert.equal(data.format, 'weigh-in-public-1');
  assert.deepEqual(
    data.contributions,
    rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''))),
  );
});

test('if nobody was asked, public files quote nobody', async (t) => {
  const folder = await answered(t, questions);
  const hidden = [...isNot, ...isPublic, 'Ada Example', ...(await references(folder))];
  const files = await publicFiles(folder);
  for (const [name, text] of Object.entries(files)) {
    for (const words of hidden) {
      assert.ok(!text.toLowerCase().includes(words.toLowerCase()), `${words} in ${name}`);
    }
    if (name !== 'csv') assert.match(text, /Nobody was asked whether we may publish/, name);
  }
  const rows = parse(files['csv'] ?? '', { bom: true, columns: true }) as Record<string, string>[];
  assert.deepEqual(Object.keys(rows[0] ?? {}), ['place', 'money-pond', 'money-meadow']);
});

test('the committee’s report says beside each quote what may be published', async (t) => {
  const folder = await answered(t, [...questions, publish]);
  assert.equal((await runStaff(folder, ['report', '--output', 'report.html'])).code, 0);
  const html = await readFile(join(folder, 'report.html'), 'utf8');
  const notes = people.map(({ consent = 'no' }) => consent);
  for (const [index, { why }] of people.entries()) {
    const marker = why.split(' ')[0]?.replace(',', '') ?? '';
    const quoted = html.slice(0, html.indexOf(`>${marker}`));
    const heading = quoted.slice(quoted.lastIndexOf('<h4>'));
    const expected = {
      'with-name': '(may be published with name)',
      'without-name': '(may be published without name)',
      no: '(may not be published)',
    }[notes[index] as 'no'];
    assert.ok(heading.includes(expected), `${marker}: ${heading}`);
  }
  const other = await answered(t, questions);
  assert.equal((await runStaff(other, ['report', '--output', 'report.html'])).code, 0);
  assert.doesNotMatch(await readFile(join(other, 'report.html'), 'utf8'), /be published/);
});
