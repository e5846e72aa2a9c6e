/** Answers for equality monitoring: nobody sees one beside anything else, and no figure reveals one. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { answersEnd } from '../../src/consultation/moments.ts';
import { countMonitoring, hideSmall, type Monitored } from '../../src/report/monitoring.ts';
import { readSettings } from '../../src/server/settings/settings.ts';
import { openStaffStore } from '../../src/server/store/open-staff-store.ts';
import { openStorage } from '../../src/server/store/open-storage.ts';
import { atEnd } from '../cleanup.ts';
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
const later = answersEnd(asking);

const said = (option: string | null, isFromSite = true): Monitored => ({
  ...{ isInTime: isFromSite, isErased: false, hasMoved: false },
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

test('totals are shown once nobody can send answers any more, and not before', () => {
  const all = [
    ...people(20, 'young'),
    ...people(9, 'middle'),
    ...people(6, 'old'),
    ...people(5, null),
  ];
  assert.deepEqual(figuresOf(all), [20, 9, 6, 5]);
  assert.equal(figuresOf(all, new Date(later.getTime() - 1)), null);
  assert.equal(countMonitoring([built], all, later), null);
});

test('a figure below 5 is hidden, and no subtraction from the total reveals it', () => {
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
  // One that was erased or changed after the end: no figures at all. One erased before it was in no report.
  const [one, ...rest] = before;
  assert.ok(one);
  const erased = { ...one, isErased: true, answers: [] };
  assert.equal(figuresOf([{ ...erased, hasMoved: true }, ...rest]), null);
  assert.equal(figuresOf([{ ...one, hasMoved: true }, ...rest]), null);
  assert.deepEqual(figuresOf([erased, ...rest]), [19, null, 12, null]);
});

test('where people tick several, a figure is hidden that fewer than 5 did not tick', () => {
  const boxes = { ...question, kind: 'checkboxes' };
  const ticked = (...options: string[]): Monitored => ({
    ...{ isInTime: true, isErased: false, hasMoved: false },
    answers: [{ question: boxes, answer: { state: 'clear', options } }],
  });
  const all = [
    ...Array.from({ length: 8 }, () => ticked('young', 'middle')),
    ...Array.from({ length: 9 }, () => ticked('young', 'old')),
    ticked('middle'),
  ];
  // 17 of 18 ticked the first: the one who did not must have said “middle” or “old” alone.
  const [young, , , unanswered] = figuresOf(all) ?? [];
  assert.deepEqual([young, unanswered], [null, null]);
});

/** A store in which 51 people have answered in time, and what its report has at a moment. */
async function openHistory(t: TestContext) {
  const folder = await makeFolder(t);
  const end = answersEnd(asking).getTime();
  const clock = { now: end - 10 * 86_400_000 };
  const options = { mailDomain: 'example.org', now: () => clock.now };
  const { store, changes, close } = await openStorage(
    { dataDir: folder, databaseUrl: null },
    options,
  );
  const add = (token: string, option: string | null, consultation = asking) =>
    store.add({
      consultation,
      answers: [{ question: 'age', answer: option === null ? null : { option } }],
      ...{ token, receivedAt: new Date(clock.now), late: false },
    });
  await store.keepVersion(asking);
  const people = { young: 30, middle: 3, old: 12, silent: 6 };
  for (const [name, count] of Object.entries(people)) {
    const option = name === 'silent' ? null : name;
    for (let index = 0; index < count; index += 1) await add(`${name}-${index}`, option);
  }
  const read = async () => {
    const { records, close: done } = await openStaffStore(readSettings({ DATA_DIR: folder }));
    const { slug } = asking;
    const now = new Date(clock.now);
    const totals = countMonitoring(records.wholeVersions(slug), records.monitored(slug), now);
    await done();
    return totals?.tables[0]?.rows.map(({ figures }) => figures[0] ?? null) ?? null;
  };
  atEnd(t, close);
  return { store, changes, add, read, clock, end };
}

const day = 86_400_000;

test('a withdrawal that is taken back after the end leaves no totals to compare', async (t) => {
  const { store, read, clock, end } = await openHistory(t);
  clock.now = end - day;
  assert.equal(await store.withdraw('young-0'), 'done');
  assert.equal(await read(), null);
  clock.now = end + 1;
  assert.deepEqual(await read(), [29, null, 12, null]);
  assert.equal(await store.undo('young-0'), 'done');
  assert.equal(await read(), null);
});

test('a withdrawal after the end, by the person or by staff, leaves no totals', async (t) => {
  const { store, changes, add, read, clock, end } = await openHistory(t);
  const late = await add('late', 'middle');
  clock.now = end + 1;
  assert.deepEqual(await read(), [30, null, 12, null]);
  const facts = { by: 'command' as const, references: [late.reference] };
  const forget = { id: 'forget', consultation: asking.slug, kind: 'forget' as const };
  assert.ok(await changes.act({ action: { ...forget, at: clock.now, facts } }));
  assert.equal(await read(), null);
  assert.equal(await store.withdraw('old-0'), 'done');
  assert.equal(await read(), null);
});

test('what is sent when a consultation is opened again comes in five at a time', async (t) => {
  const { store, add, read, clock, end } = await openHistory(t);
  clock.now = end + day;
  assert.deepEqual(await read(), [30, null, 12, null]);
  const longer = new Date(Date.parse(asking.closes) + 30 * day).toISOString();
  const again = { ...asking, version: 'opened again', closes: longer };
  await store.keepVersion(again);
  assert.equal(await read(), null, 'people can send answers again');
  for (const count of [1, 2, 3, 4]) await add(`again-${count}`, 'old', again);
  clock.now = end + 31 * day;
  assert.deepEqual(await read(), [30, null, 12, null]);
  clock.now = end + 2 * day;
  await add('again-5', 'old', again);
  clock.now = end + 31 * day;
  assert.deepEqual(await read(), [30, null, 17, null]);
});

test('an end that was moved before it came is no end', async (t) => {
  const { store, add, read, clock, end } = await openHistory(t);
  const longer = new Date(Date.parse(asking.closes) + 30 * day).toISOString();
  const moved = { ...asking, version: 'moved', closes: longer };
  clock.now += day;
  await store.keepVersion(moved);
  clock.now = end + day;
  await add('later', 'old', moved);
  assert.equal(await store.withdraw('young-0'), 'done');
  clock.now = end + 31 * day;
  assert.deepEqual(await read(), [29, null, 13, null]);
});

test('no command, export or email to staff has such an answer; the report has only totals', async (t) => {
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

test('no email to staff has such an answer; the person sees it on the receipt', async (t) => {
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
