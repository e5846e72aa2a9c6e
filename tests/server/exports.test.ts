/** The same contributions as CSV, XLSX and JSON: all three say the same, and are safe to open. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { questionsOf, type Consultation } from '../../src/consultation/consultation.ts';
import type { Count } from '../../src/consultation/count.ts';
import { exportSchema } from '../../src/consultation/export-json.ts';
import { tableColumns } from '../../src/consultation/table.ts';
import type { RankingAnswer } from '../../src/questions/ranking/ranking.ts';
import { countAll, exportFile, type ExportFormat } from '../../src/server/staff/export-file.ts';
import { openFolder } from '../../src/server/sqlite/open-folder.ts';
import { readRecords } from '../../src/server/staff/records.ts';
import { atEnd } from '../cleanup.ts';
import { fillFolder } from '../generated.ts';
import { builtConsultation, makeFolder } from '../site.ts';
import type { TestContext } from 'node:test';

const consultation = await builtConsultation();
const exportedAt = new Date('2027-03-01T12:00:00Z');

async function exportAll(t: TestContext, count: number) {
  const folder = await makeFolder(t);
  await fillFolder(folder, consultation, count);
  const database = openFolder(folder);
  atEnd(t, () => database.close());
  const records = readRecords(database);
  const versions = records.versions(consultation.slug);
  const all = () => records.all(consultation.slug);
  const bytes = async (format: ExportFormat) => {
    const chunks = [];
    for await (const chunk of exportFile(format, versions, all, exportedAt)) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  return {
    filed: [...all()],
    count: countAll(versions, all()),
    csv: (await bytes('csv')).toString(),
    xlsx: await readXlsx(await bytes('xlsx')),
    json: exportSchema.parse(JSON.parse((await bytes('json')).toString())),
    xlsxBytes: await bytes('xlsx'),
  };
}

/** A cell without the apostrophe that keeps it from being a formula. */
const plain = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r\n])/, '');

test('CSV, XLSX and JSON hold the same contributions', async (t) => {
  const { filed, csv, xlsx, json } = await exportAll(t, 300);
  assert.equal(csv.charCodeAt(0), 0xfeff);
  const [head, ...rows] = parse(csv, { bom: true, relax_column_count: false }) as string[][];
  assert.ok(head);
  const sheet = xlsx.sheets.find(({ name }) => name === 'Contributions');
  assert.ok(sheet);
  const sheetRows = sheet.rows.map((row) => head.map((_, index) => String(row[index] ?? '')));
  assert.deepEqual(sheetRows[0], head);
  assert.equal(rows.length, 300);
  assert.deepEqual(
    rows.map((row) => row.map(plain)),
    sheetRows.slice(1),
  );

  const place = new Map(head.map((id, index) => [id, index]));
  for (const [index, { contribution }] of filed.entries()) {
    const row = rows[index] as string[];
    const exported = json.contributions[index];
    assert.equal(row[0], String(contribution.number));
    assert.equal(exported?.reference, contribution.reference);
    assert.deepEqual(
      exported?.answers,
      contribution.answers.map(({ question, answer }) => ({ question: question.id, answer })),
    );
    for (const { question, answer } of contribution.answers) {
      if (question.kind !== 'comment') continue;
      const text = (answer as { text: string } | null)?.text ?? '';
      assert.equal(plain(row[place.get(question.id) as number] as string), text);
    }
  }
});

test('no cell of a CSV begins like a formula', async (t) => {
  const { csv } = await exportAll(t, 300);
  const rows = parse(csv, { bom: true }) as string[][];
  const cells = rows.flat();
  assert.ok(cells.some((cell) => cell.startsWith("'=HYPERLINK")));
  assert.ok(cells.some((cell) => cell.startsWith("'+44")));
  assert.deepEqual(
    cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell)),
    [],
  );
});

test('every cell of the sheet of contributions is typed as text, and its first row stays', async (t) => {
  const { xlsxBytes } = await exportAll(t, 50);
  const files = unzipSync(xlsxBytes);
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] as Uint8Array);
  const cells = [...sheet.matchAll(/<c [^>]*>/g)].map(([cell]) => cell);
  assert.ok(cells.length > 300);
  assert.deepEqual(
    cells.filter((cell) => !cell.includes('t="inlineStr"') || !/s="[12]"/.test(cell)),
    [],
  );
  assert.match(sheet, /<pane ySplit="1"[^>]*state="frozen"/);
  assert.doesNotMatch(sheet, /<f>/);
});

test('the tallies of the sheet agree with the count, and the count with a plain one', async (t) => {
  const { filed, count, xlsx } = await exportAll(t, 500);
  const tallies = xlsx.sheets.find(({ name }) => name === 'Tallies');
  assert.ok(tallies);
  const figure = (...wanted: (string | null)[]) =>
    tallies.rows.find((row) => wanted.every((cell, index) => (row[index] ?? null) === cell))?.[6];
  assert.equal(figure('All contributions', null, null, 'Received', null), 500);
  assert.equal(figure('All contributions', null, null, 'Counted', null), count.counted);

  // 1 in 100 is late and 1 in 250 looks automatic, and none is both.
  assert.equal(count.counted, 500 - 5 - 2);
  assert.deepEqual(
    [...count.byReason],
    [
      ['late', 5],
      ['maybe automatic', 2],
    ],
  );
  const counted = filed.filter(
    ({ contribution }) => !contribution.late && contribution.marks.length === 0,
  );
  for (const question of questionsOf(consultation)) {
    const answers = counted.flatMap(({ contribution }) =>
      contribution.answers.filter((candidate) => candidate.question.id === question.id),
    );
    const given = answers.filter(({ answer }) => answer !== null);
    const summary = summaryOf(count, question.id);
    assert.deepEqual([summary.asked, summary.answered], [answers.length, given.length]);
    if (question.kind === 'choice') checkChoice(summary, given);
    if (question.kind === 'ranking') checkFirsts(summary, given, question);
    for (const { caption, columns, rows } of summary.tables) {
      const head = columns[0]?.head ?? '';
      for (const { label, figures } of rows) {
        assert.equal(figureIn(tallies.rows, question.ask, caption, label, head), figures[0]);
      }
    }
  }
});

function figureIn(rows: unknown[][], ...wanted: string[]) {
  const [ask, caption, label, head] = wanted;
  const found = rows.find(
    (row) =>
      row[1] === ask &&
      row[2] === 'counted' &&
      row[3] === caption &&
      row[4] === label &&
      row[5] === head,
  );
  return found?.[6] ?? null;
}

function summaryOf(count: Count, id: string) {
  const found = count.questions.find(({ question }) => question.id === id);
  assert.ok(found);
  return found.summary;
}

function checkChoice(summary: Count['questions'][number]['summary'], given: { answer: unknown }[]) {
  const counts = ['option-1', 'option-2'].map(
    (id) => given.filter(({ answer }) => (answer as { option: string }).option === id).length,
  );
  assert.deepEqual(
    summary.tables[0]?.rows.map(({ figures }) => figures[0]),
    counts,
  );
}

function checkFirsts(
  summary: Count['questions'][number]['summary'],
  given: { answer: unknown }[],
  question: object,
) {
  const { options } = question as { options: { id: string }[] };
  const firsts = options.map(
    ({ id }) =>
      given.filter(({ answer }) => {
        const ranking = answer as RankingAnswer;
        return (
          ranking.state === 'clear' &&
          ranking.ranks.some((rank) => rank.option === id && rank.rank === 1)
        );
      }).length,
  );
  const counted = summary.tables[0]?.rows.map(({ figures }) => figures[1] as number) ?? [];
  assert.deepEqual(counted.toSorted(), firsts.toSorted());
}

test('the JSON export fits its published schema, and the schema is the one in docs', async (t) => {
  const { exportJsonSchema } = await import('../../src/consultation/export-json.ts');
  const published = await readFile(
    new URL('../../docs/weigh-in-export-1.schema.json', import.meta.url),
    'utf8',
  );
  assert.deepEqual(JSON.parse(published), JSON.parse(JSON.stringify(exportJsonSchema())));
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const validate = ajv.compile(JSON.parse(published) as object);
  const { json } = await exportAll(t, 100);
  assert.equal(validate(json), true, JSON.stringify(validate.errors));
  const broken = { ...json, contributions: [{ ...json.contributions[0], number: 0 }] };
  assert.equal(validate(broken), false);
});

test('columns stay when a question is reworded, added or taken out', () => {
  const before = tableColumns([consultation]);
  const after = structuredClone(consultation) as Consultation;
  after.version = 'later';
  const section = after.sections.find(({ id }) => id === 'vision');
  assert.ok(section?.questions[0]);
  section.questions[0].ask = 'Which of the two?';
  section.questions.unshift({ id: 'a-new-one', kind: 'comment', ask: 'And why?' });
  after.sections = after.sections.filter(({ id }) => id !== 'mission');
  const columns = tableColumns([consultation, after]);
  assert.deepEqual(
    columns.slice(0, before.length).map(({ id }) => id),
    before.map(({ id }) => id),
  );
  assert.deepEqual(
    columns.slice(before.length).map(({ id }) => id),
    ['a-new-one'],
  );
  assert.equal(columns.find(({ id }) => id === 'vision-choice')?.title, 'Which of the two?');
});

test('a text that XLSX cannot hold whole is cut, and says so', async () => {
  const { sheetXml } = await import('../../src/consultation/sheet.ts');
  const long = 'x'.repeat(40_000);
  const xml = [...sheetXml({ name: 'A', widths: [10], head: ['a'], rows: [[long]] })].join('');
  assert.match(xml, /cut here: the CSV and the JSON export hold all of it/);
  assert.ok(!xml.includes('x'.repeat(32_767)));
});
