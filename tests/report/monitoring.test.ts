/** Answers for equality monitoring: nobody sees one beside anything else, and no figure gives one away. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { graceEnds } from '../../src/consultation/moments.ts';
import { countMonitoring, hideSmall, type Monitored } from '../../src/report/monitoring.ts';
import { openStorage } from '../../src/server/store/open-storage.ts';
import { fillFolder } from '../generated.ts';
import { builtConsultation, makeFolder } from '../site.ts';
import { runStaff } from '../staff/run.ts';

const built = await builtConsultation();
const question = {
  ...{ kind: 'choice', id: 'age', ask: 'How old are you?', monitoring: true },
  options: [
    { id: 'young', label: 'Quokka under thirty' },
    { id: 'middle', label: 'Quokka from thirty to sixty' },
    { id: 'old', label: 'Quokka over sixty' },
  ],
};
const [first, ...others] = built.sections;
assert.ok(first);
/** Closed long ago, with one question for monitoring. */
const asking: Consultation = {
  ...built,
  sections: [{ ...first, questions: [...first.questions, question] }, ...others],
};
const later = new Date(graceEnds(asking).getTime() + 1);

const said = (option: string | null, isFromSite = true): Monitored => ({
  isFromSite,
  erasedAt: null,
  answers: [{ question, answer: option === null ? null : { option } }],
});

/** The total of a table: its figures, where none is hidden. */
function figuresOf(all: Monitored[], now = later): (number | null)[] | null {
  const totals = countMonitoring([asking], all, now);
  assert.ok(totals);
  return totals.tables[0]?.rows.map(({ figures }) => figures[0] ?? null) ?? null;
}

const people = (count: number, option: string | null, isFromSite = true) =>
  Array.from({ length: count }, () => said(option, isFromSite));

test('totals are shown when nobody can send answers any more, and not before', () => {
  const all = [
    ...people(20, 'young'),
    ...people(9, 'middle'),
    ...people(6, 'old'),
    ...people(5, null),
  ];
  assert.deepEqual(figuresOf(all), [20, 9, 6, 5]);
  assert.equal(figuresOf(all, graceEnds(asking)), null);
  assert.equal(countMonitoring([built], all, later), null);
});

test('a figure below 5 is hidden, and no subtraction from the total gives it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 8 }), (figures) => {
      const shown = hideSmall(figures);
      const hidden = figures.filter((_, index) => shown[index] === null);
      for (const [index, figure] of shown.entries()) {
        if (figure === null) continue;
        assert.equal(figure, figures[index]);
        assert.ok(figure >= 5);
      }
      if (hidden.length === 0 || hidden.length === figures.length) return;
      assert.ok(hidden.length >= 2);
      assert.ok(hidden.reduce((sum, figure) => sum + figure, 0) >= 5);
    }),
  );
});

test('nothing can be worked out from two reports: one person more, less, or decided about changes no figure', () => {
  const before = [
    ...people(20, 'young'),
    ...people(3, 'middle'),
    ...people(12, 'old'),
    ...people(6, null),
  ];
  const figures = figuresOf(before);
  assert.deepEqual(figures, [20, null, 12, null]);
  // Up to four forms from paper are not in it; the fifth brings all five.
  for (const count of [1, 2, 3, 4]) {
    assert.deepEqual(figuresOf([...before, ...people(count, 'old', false)]), figures);
  }
  assert.deepEqual(figuresOf([...before, ...people(5, 'old', false)]), [20, null, 17, null]);
  // One that was erased after the end: no figures at all. One erased before it was in no report.
  const erase = (at: Date) => [{ isFromSite: true, erasedAt: at, answers: [] }, ...before.slice(1)];
  assert.equal(
    figuresOf(erase(new Date(later.getTime() + 1)), new Date(later.getTime() + 2)),
    null,
  );
  assert.deepEqual(figuresOf(erase(graceEnds(asking))), [19, null, 12, null]);
});

test('no command, export or email of staff has such an answer; the report has totals alone', async (t) => {
  const folder = await makeFolder(t);
  await fillFolder(folder, asking, 60);
  const references = await readReferences(folder);
  const outputs = [
    ...(await Promise.all(
      [
        ['list'],
        ['status'],
        ['show', references[0] ?? ''],
        ['show', references[1] ?? '', '--json'],
      ].map((words) => runStaff(folder, words)),
    )),
  ].map(({ out }) => out);
  for (const words of [['export'], ['export', '--format', 'json'], ['report']]) {
    const { code, error } = await runStaff(folder, words);
    assert.equal(code, 0, error);
  }
  const files = (await readdir(folder)).filter((name) => /\.(csv|json|html)$/.test(name));
  assert.equal(files.length, 3);
  for (const name of files) outputs.push(await readFile(join(folder, name), 'utf8'));
  for (const output of outputs) assert.doesNotMatch(output, /Quokka|How old are you/);
});

async function readReferences(folder: string): Promise<string[]> {
  const { out } = await runStaff(folder, ['list', '--json']);
  return (JSON.parse(out) as { reference: string }[]).map(({ reference }) => reference);
}

test('staff are emailed no such answer; the person sees it on the receipt', async (t) => {
  const folder = await makeFolder(t);
  const options = { dataDir: folder, databaseUrl: null };
  const { store, emails, close } = await openStorage(options, { mailDomain: 'example.org' });
  await store.keepVersion(asking);
  await store.add({
    consultation: asking,
    answers: [
      { question: 'age', answer: { option: 'middle' } },
      { question: 'vision-comment', answer: { text: 'Less mud.' } },
    ],
    token: 'a-token',
    receivedAt: new Date('2027-02-01T12:00:00Z'),
    late: false,
  });
  const [due] = await emails.claim(Date.parse('2100-01-01'), 1);
  assert.match(JSON.stringify(due), /Less mud/);
  assert.doesNotMatch(JSON.stringify(due), /Quokka|How old are you/);
  const stored = await store.findByToken('a-token');
  assert.match(JSON.stringify(stored?.contribution), /Quokka from thirty/);
  await close();
});
