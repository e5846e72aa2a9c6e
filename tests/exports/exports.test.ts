/** The same contributions as CSV, XLSX and JSON: all three say the same, and are safe to open. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { questionsOf, type Consultation } from '../../src/consultation/consultation.ts';
import type { FiledContribution } from '../../src/contribution/filed.ts';
import type { Count } from '../../src/report/count.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import { csvLine } from '../../src/exports/csv.ts';
import { exportSchema } from '../../src/exports/export-json.ts';
import type { Sheet } from '../../src/exports/sheet.ts';
import { contributionsSheet } from '../../src/exports/sheets.ts';
import { tableColumns, tableRow } from '../../src/exports/table.ts';
import { kindOf } from '../../src/questions/kinds.ts';
import { countAll, exportFile, type ExportFormat } from '../../src/server/files/export-file.ts';
import { xlsxFile } from '../../src/server/files/xlsx-file.ts';
import { openFolder } from '../../src/server/store/sqlite/open-folder.ts';
import { readRecords } from '../../src/server/store/records.ts';
import { atEnd } from '../cleanup.ts';
import { builtEveryKind } from '../every-kind-build.ts';
import { fillFolder } from '../generated.ts';
import { samples, samplesOf } from '../questions/samples/all.ts';
import { builtConsultation, makeFolder } from '../site.ts';
import {
  asText,
  contributionsOf,
  plainCell,
  rowsOf,
  safeCell,
  toTheSecond,
} from './read-exports.ts';
import type { TestContext } from 'node:test';

const consultation = await builtConsultation();
const exportedAt = new Date('2027-03-01T12:00:00Z');

async function exportAll(t: TestContext, count: number, asked = consultation) {
  const folder = await makeFolder(t);
  await fillFolder(folder, asked, count);
  const database = openFolder(folder);
  atEnd(t, () => database.close());
  const records = readRecords(database);
  const versions = records.versions(asked.slug);
  const all = () => records.all(asked.slug);
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

/** Contributions without answers. */
function toFiled(received: string[]): FiledContribution[] {
  return received.map((moment, index) => ({
    contribution: toContribution(consultation, {
      ...{ number: index + 1, reference: 'HKD-473-MXR', late: false, answers: [] },
      receivedAt: new Date(moment),
    }),
    ...{ decision: null, erased: null, reconciledAt: null, delivery: null },
  }));
}

test('CSV, XLSX and JSON have the same contributions', async (t) => {
  const { filed, csv, xlsx, json } = await exportAll(t, 300);
  assert.equal(csv.charCodeAt(0), 0xfeff);
  const [head, ...rows] = parse(csv, { bom: true, relax_column_count: false }) as string[][];
  assert.ok(head);
  assert.equal(rows.length, 300);
  const named = rows.map((row) => Object.fromEntries(head.map((id, at) => [id, row[at] ?? ''])));
  assert.deepEqual(
    contributionsOf(xlsx).map(asText),
    named.map((row) =>
      toTheSecond(
        Object.fromEntries(Object.entries(row).map(([id, cell]) => [id, plainCell(cell)])),
      ),
    ),
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
      const expected = answer === null ? {} : samplesOf(question).cells(question, answer);
      for (const { id } of kindOf(question).columns(question)) {
        assert.equal(plainCell(row[place.get(id) as number] as string), expected[id] ?? '');
      }
    }
  }
});

test('no cell of a CSV is a formula, whatever the separator', () => {
  const line = (words: string) => csvLine(['1', words, 'end']).replace(/\r\n$/, '');
  const cases: [words: string, cell: string][] = [
    ['=1+1', "'=1+1"],
    ['+44 20', "'+44 20"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['- more buses', '- more buses'],
    ['- more buses\n- fewer cars', '- more buses\n- fewer cars'],
    ['First;=2+5\n=3+4\t+1', "First;'=2+5\n'=3+4\t'+1"],
    ['a;-b;- c\r\n@d', "a;'-b;- c\r\n'@d"],
    ['a;"=1+1"', 'a;"\'=1+1"'],
    ['a; =1, =2 and x=3', 'a; =1, =2 and x=3'],
    ['\tindented', '\tindented'],
    ['plain “words”, and more', 'plain “words”, and more'],
  ];
  for (const [words, cell] of cases) {
    assert.deepEqual((parse(line(words)) as string[][])[0], ['1', cell, 'end'], words);
    assert.equal(safeCell(words), cell);
    for (const delimiter of [';', '\t', '|', ',']) {
      // As lenient programs read it: a quotation mark inside a cell is a character.
      for (const split of [cell, ...line(words).split(/[\r\n]+/)].flatMap((one) =>
        one.split(delimiter),
      )) {
        assert.doesNotMatch(split.replace(/^"+/, ''), /^(?:[=+@]|-(?! ))/, words);
      }
    }
  }
  for (const part of line('any').split(',')) assert.match(part, /^".*"$/);
});

test('the CSV of many contributions keeps them from being formulas', async (t) => {
  const { csv } = await exportAll(t, 300);
  const cells = (parse(csv, { bom: true }) as string[][]).flat();
  assert.ok(cells.some((cell) => cell.startsWith("'=HYPERLINK")));
  assert.ok(cells.some((cell) => cell.startsWith("'+44")));
  assert.deepEqual(
    cells.filter((cell) => /(?:^|[;\t\r\n])"*(?:[=+@]|-(?! ))/.test(cell)),
    [],
  );
});

test('words are typed as text, and numbers and times as numbers', async (t) => {
  const { xlsxBytes, xlsx, filed } = await exportAll(t, 50);
  const files = unzipSync(xlsxBytes);
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] as Uint8Array);
  const cells = [...sheet.matchAll(/<c [^>]*>(?=<)/g)].map(([cell]) => cell);
  assert.ok(cells.length > 300);
  const texts = cells.filter((cell) => cell.includes('t="inlineStr"'));
  assert.ok(texts.every((cell) => /s="[1278]"/.test(cell)));
  assert.ok(cells.every((cell) => texts.includes(cell) || /s="[34]"/.test(cell)));
  assert.doesNotMatch(sheet, /<f>/);
  for (const [index, row] of contributionsOf(xlsx).entries()) {
    const { number, receivedAt } = filed[index]?.contribution ?? {};
    assert.equal(row['number'], number);
    assert.ok(row['received'] instanceof Date);
    assert.equal(row['received'].getTime(), Math.floor(Date.parse(receivedAt ?? '') / 1000) * 1000);
    for (const [name, cell] of Object.entries(row)) {
      if (/^values-ranking-(?!unclear)/.test(name)) assert.ok(cell === null || Number(cell) > 0);
      if (/^values-ranking-(?!unclear)/.test(name)) assert.notEqual(typeof cell, 'string');
    }
  }
});

test('times are in the consultation’s time zone, in winter and in summer', () => {
  const [filed] = toFiled(['2027-03-27T23:59:59.900Z', '2027-03-28T12:00:00Z']);
  assert.ok(filed);
  const columns = tableColumns([consultation]);
  const at = columns.findIndex(({ id }) => id === 'received');
  const moments = (timeZone: string) =>
    [
      ...contributionsSheet(
        columns,
        toFiled(['2027-03-27T23:59:59.900Z', '2027-03-28T12:00:00Z']),
        {
          timeZone,
          timeZoneName: 'here',
          language: 'en-GB',
        },
      ).rows,
    ].map((row) => {
      const { number } = row[at] as { number: number };
      // Day 46,108 is 27 March 2026, as any spreadsheet has it.
      return [Math.floor(number), Math.round((number % 1) * 86_400)];
    });
  assert.deepEqual(moments('Europe/London'), [
    [46_473, 86_399],
    [46_474, 13 * 3600],
  ]);
  assert.deepEqual(moments('America/St_Johns'), [
    [46_473, 86_399 - 2.5 * 3600],
    [46_474, 9.5 * 3600],
  ]);
  const { head } = contributionsSheet(columns, [], consultation);
  assert.equal(head[at], 'Received (UK time)');
});

test('a sheet says what it is: filter, frozen panes, heights, title and language', async (t) => {
  const { xlsxBytes } = await exportAll(t, 50);
  const files = unzipSync(xlsxBytes);
  const text = (path: string) => strFromU8(files[path] as Uint8Array);
  const sheet = text('xl/worksheets/sheet1.xml');
  assert.match(sheet, /<pane xSplit="2" ySplit="1" topLeftCell="C2"[^>]*state="frozen"/);
  const width = tableColumns([consultation]).length;
  const last = /<autoFilter ref="A1:([A-Z]+)51"/.exec(sheet)?.[1] ?? '';
  assert.equal(
    [...last].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0),
    width,
  );
  assert.match(text('xl/workbook.xml'), new RegExp(`Contributions'!\\$A\\$1:\\$${last}\\$51<`));
  const heights = [...sheet.matchAll(/<row r="\d+" ht="(\d+)"/g)].map(([, ht]) => Number(ht));
  assert.equal(heights.length, 51);
  assert.ok(new Set(heights).size > 3 && Math.max(...heights) <= 409);
  const core = text('docProps/core.xml');
  assert.match(core, /<dc:title>Strategy consultation: contributions<\/dc:title>/);
  assert.match(core, /<dc:language>en-GB<\/dc:language>/);
  assert.match(text('docProps/app.xml'), /<Application>Weigh In \d+\.\d+\.\d+</);
  assert.doesNotMatch(sheet, /rightToLeft/);
});

test('a sheet with more rows than a program opens continues on another', async () => {
  const sheet = (name: string, count: number): Sheet => ({
    ...{ name, widths: [10], head: ['Number'], frozen: 0 },
    rows: Array.from({ length: count }, (_, index) => [index + 1]),
  });
  const sheets = [sheet('Exact', 3), sheet('Long', 7), sheet('Empty', 0), sheet('Last', 1)];
  const properties = { title: 'T', creator: 'C', language: 'en', madeAt: exportedAt, program: 'P' };
  const chunks = [];
  for await (const chunk of xlsxFile(sheets, properties, 4)) chunks.push(chunk);
  const workbook = await readXlsx(Buffer.concat(chunks));
  assert.deepEqual(
    workbook.sheets.map(({ name, rows }) => [name, ...rows.flat()]),
    [
      ['Exact', 'Number', 1, 2, 3],
      ['Long', 'Number', 1, 2, 3],
      ['Long 2', 'Number', 4, 5, 6],
      ['Long 3', 'Number', 7],
      ['Empty', 'Number'],
      ['Last', 'Number', 1],
    ],
  );
});

test('a sheet in a language from right to left has its first column on the right', async () => {
  const arabic = { ...consultation, language: 'ar' };
  const chunks = [];
  for await (const chunk of exportFile('xlsx', [arabic], () => [], exportedAt)) chunks.push(chunk);
  const files = unzipSync(Buffer.concat(chunks));
  const sheets = Object.entries(files).filter(([path]) => path.startsWith('xl/worksheets/'));
  assert.ok(sheets.length > 3);
  for (const [, bytes] of sheets) assert.match(strFromU8(bytes), /<sheetView rightToLeft="1"/);
});

test('no two heads of a sheet are the same, even if two questions have the same words', () => {
  const twice = structuredClone(consultation) as Consultation;
  for (const question of questionsOf(twice)) {
    // Those whose one column is their own question.
    const [only, ...more] = kindOf(question).columns(question);
    if (only?.title === question.ask && more.length === 0) question.ask = 'Any comments?';
  }
  const heads = tableColumns([twice]).map(({ head }) => head);
  assert.equal(new Set(heads).size, heads.length);
  assert.ok(heads.includes('Our Vision: Any comments?'), heads.join('\n'));
  assert.ok(heads.some((head) => head.startsWith('Rank of Human: In your opinion')));
});

test('rankings, grids and points have a row for each part', async (t) => {
  const gallery = await builtEveryKind();
  const { xlsx, csv } = await exportAll(t, 60, gallery);
  const lines = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
  const byNumber = new Map(lines.map((line) => [Number(line['number']), line]));
  let rows = 0;
  const sheets = Map.groupBy(
    questionsOf(gallery).filter((question) => kindOf(question).parts),
    (question) => kindOf(question).parts?.name ?? '',
  );
  for (const [sheet, asked] of sheets) {
    const [, value = ''] = kindOf(asked[0] as (typeof asked)[number]).parts?.heads ?? [];
    const parts = rowsOf(xlsx, sheet);
    rows += parts.length;
    const ids = asked.flatMap((question) =>
      kindOf(question)
        .columns(question)
        .map(({ id }) => id),
    );
    const filled = lines.flatMap((line) =>
      ids.filter((id) => !/unclear$|_number$/.test(id) && line[id] !== '').map((id) => line[id]),
    );
    assert.deepEqual(
      parts.map((part) => String(part[value])).sort(),
      filled.sort(),
      `${sheet} has not the values of the CSV`,
    );
    for (const part of parts) {
      const line = byNumber.get(part['Number'] as number);
      assert.equal(part['Reference'], line?.['reference']);
      assert.equal(part['Counted'], line?.['counted']);
      assert.ok(asked.some(({ ask }) => ask === part['Question']));
    }
  }
  assert.ok(rows > 300);
});

test('numbers are numbers in the sheet, beside what was typed, and text in the CSV', () => {
  const asked = { id: 'stay', kind: 'number', ask: 'How long?', unit: 'minutes' };
  const section = consultation.sections[0] as (typeof consultation.sections)[number];
  const version = { ...consultation, sections: [{ ...section, questions: [asked] }] };
  const filed = ['about 1,200', '-2½', 'ask me', 'N/A', ''].map((typed, index) => {
    const form = { typed: { stay: [typed] }, isInsistedOn: () => true };
    const { answer } = kindOf(asked).parse(asked, form);
    return {
      contribution: toContribution(version, {
        ...{ number: index + 1, reference: 'HKD-473-MXR', receivedAt: exportedAt, late: false },
        answers: [{ question: 'stay', answer }],
      }),
      ...{ decision: null, erased: null, reconciledAt: null, delivery: null },
    };
  });
  const columns = tableColumns([version]);
  const at = columns.findIndex(({ id }) => id === 'stay');
  assert.equal(columns[at]?.title, 'How long? (in minutes)');
  const rows = [...contributionsSheet(columns, filed, version).rows];
  assert.deepEqual(
    rows.map((row) => row.slice(at, at + 2)),
    [
      [1200, 'about 1,200'],
      [-2.5, '-2½'],
      [null, 'ask me'],
      [null, 'N/A'],
      [null, null],
    ],
  );
  assert.deepEqual(
    filed.map((one) => tableRow(columns, one)[at]),
    ['1200', '-2.5', '', '', ''],
  );
});

test('the tallies of the sheet agree with the count, and the count with a simple one', async (t) => {
  const { filed, count, xlsx } = await exportAll(t, 500);
  const tallies = xlsx.sheets.find(({ name }) => name === 'Tallies');
  assert.ok(tallies);
  const figure = (...wanted: (string | null)[]) =>
    tallies.rows.find((row) => wanted.every((cell, index) => (row[index] ?? null) === cell))?.[6];
  assert.equal(figure('All contributions', null, null, 'Received', null), 500);
  assert.equal(figure('All contributions', null, null, 'Counted', null), count.counted);

  // 1 in 100 is late, 1 in 250 looks automatic, and none is both.
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
    const plainly = samplesOf(question).count(
      question,
      given.map(({ answer }) => answer),
    );
    if (plainly) {
      const rows = summary.tables[0]?.rows ?? [];
      assert.deepEqual(
        Object.fromEntries(rows.map(({ label, figures }) => [label, figures[plainly.column]])),
        plainly.figures,
      );
    }
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

test('a column of words is wide, whatever its question is called', () => {
  const renamed = structuredClone(consultation) as Consultation;
  const asked = questionsOf(renamed).find(({ id }) => id === 'vision-comment');
  assert.ok(asked);
  asked.id = 'thoughts';
  const columns = tableColumns([renamed]);
  const { widths } = contributionsSheet(columns, [], consultation);
  const widthOf = (name: string) => widths[columns.findIndex(({ id }) => id === name)];
  assert.deepEqual(
    ['reference', 'vision-choice', 'thoughts', 'remarks'].map(widthOf),
    [22, 22, 60, 60],
  );
});

test('a column of numbers is typed as numbers, with what was typed beside it', async (t) => {
  const withGrid = structuredClone(consultation) as Consultation;
  const rows = [{ id: 'paths', label: 'Paths' }];
  withGrid.sections[0]?.questions.push(samples.grid.ask('park', 'How good is it?', rows));
  const folder = await makeFolder(t);
  await fillFolder(folder, withGrid, 40);
  const database = openFolder(folder);
  atEnd(t, () => database.close());
  const columns = tableColumns([withGrid]);
  const sheet = contributionsSheet(columns, readRecords(database).all(withGrid.slug), withGrid);
  const [word, number] = ['park-paths', 'park-paths_number'].map((id) =>
    columns.findIndex((column) => column.id === id),
  );
  const cells = [...sheet.rows].map((row) => [row[word ?? -1], row[number ?? -1]]);
  const given = cells.filter(([said]) => said !== null);
  assert.ok(given.length > 10);
  for (const [said, place] of given) {
    assert.equal(typeof place, 'number', String(said));
    if (said === 'Strongly disagree') assert.equal(place, 5);
  }
  assert.ok(cells.some(([said, place]) => said === null && place === null));
});

test('columns stay when a question is reworded, added or removed', () => {
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

/** Contributions, each with one answer to a version of a consultation that has one question. */
function fileAnswers(answered: [asked: object, answer: unknown][]) {
  const section = consultation.sections[0] as (typeof consultation.sections)[number];
  const versions = answered.map(([question], index) => ({
    ...{ ...consultation, version: `v${index}` },
    sections: [{ ...section, questions: [question] }],
  })) as Consultation[];
  const filed = answered.map(([asked, answer], index): FiledContribution => ({
    contribution: toContribution(versions[index] as Consultation, {
      ...{ number: index + 1, reference: `R${index + 1}`, receivedAt: exportedAt, late: false },
      answers: [{ question: (asked as { id: string }).id, answer }],
    }),
    ...{ decision: null, erased: null, reconciledAt: null, delivery: null },
  }));
  return { versions, filed };
}

test('each kind under one id has its own columns, and no words are lost', async () => {
  const ask = 'How long did you wait?';
  const { versions, filed } = fileAnswers([
    [
      { id: 'wait', kind: 'line', ask },
      { text: 'all day long', isNone: false },
    ],
    [
      { id: 'wait', kind: 'number', ask },
      { state: 'clear', number: 3, typed: 'three' },
    ],
    [{ id: 'wait', kind: 'comment', ask }, { text: 'Too long.' }],
    [
      { id: 'wait', kind: 'number', ask },
      { state: 'clear', number: 4, typed: '4' },
    ],
  ]);
  const columns = tableColumns(versions);
  const before = columns.findIndex(({ id }) => id === 'line_wait');
  assert.deepEqual(
    columns.slice(before).map(({ id }) => id),
    ['line_wait', 'wait', 'wait-typed', 'comment_wait'],
  );
  assert.equal(columns[before]?.title, 'How long did you wait? (answered as: line)');
  assert.equal(new Set(columns.map(({ head }) => head)).size, columns.length);
  assert.deepEqual(
    filed.map((one) => tableRow(columns, one).slice(before)),
    [
      ['all day long', '', '', ''],
      ['', '3', 'three', ''],
      ['', '', '', 'Too long.'],
      ['', '4', '4', ''],
    ],
  );
  const chunks = [];
  for await (const chunk of exportFile('xlsx', versions, () => filed, exportedAt))
    chunks.push(chunk);
  const sheets = Object.values(unzipSync(Buffer.concat(chunks))).map((bytes) => strFromU8(bytes));
  assert.ok(sheets.every((sheet) => !sheet.includes('NaN')));
  assert.ok(sheets.some((sheet) => sheet.includes('all day long')));
});

test('words in a column that has figures now are text in the sheet', () => {
  const options = ['Bus', 'Train'].map((label) => ({ id: label.toLowerCase(), label }));
  const ask = 'How do you travel?';
  const own = [...options, { id: 'other', label: 'In another way' }];
  const { versions, filed } = fileAnswers([
    [
      { id: 'way', kind: 'checkboxes', ask, options, other: true },
      { state: 'clear', options: ['other'], other: 'By donkey, since 1990' },
    ],
    [
      { id: 'way', kind: 'checkboxes', ask, options: own },
      { state: 'clear', options: ['other'] },
    ],
  ]);
  const columns = tableColumns(versions);
  const at = columns.findIndex(({ id }) => id === 'way-other');
  const rows = [...contributionsSheet(columns, filed, consultation).rows];
  assert.deepEqual(
    rows.map((row) => row[at]),
    ['By donkey, since 1990', 1],
  );
});

test('a text that is too long for XLSX is cut, and says so', async () => {
  const { sheetXml } = await import('../../src/exports/sheet.ts');
  const long = 'x'.repeat(40_000);
  const xml = [
    ...sheetXml({ ...{ name: 'A', widths: [10], head: ['a'], frozen: 0 }, rows: [[long]] }),
  ].join('');
  assert.match(xml, /cut here: the CSV and JSON exports have the whole text/);
  assert.ok(!xml.includes('x'.repeat(32_767)));
});
