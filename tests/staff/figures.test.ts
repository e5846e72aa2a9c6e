/**
 * The figures agree: those of the CSV, the XLSX and the JSON export, of the report, of the emails and of
 * the day's summary, cell by cell. Each is read back by somebody else's reader, and counted anew.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parse as parseCsv } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { parse } from 'node-html-parser';
import { composeEmail } from '../../src/consultation/email.ts';
import { reasonsApart, type FiledContribution } from '../../src/consultation/filed.ts';
import { composeSummary } from '../../src/consultation/summary-email.ts';
import { countAll } from '../../src/server/staff/export-file.ts';
import { openFolder } from '../../src/server/sqlite/open-folder.ts';
import { readRecords } from '../../src/server/staff/records.ts';
import { atEnd } from '../cleanup.ts';
import { builtConsultation, slug } from '../site.ts';
import { countPlainly, type Asked, type Counted, type Figures, type Row } from './plain-count.ts';
import { filledFolder, runStaff } from './run.ts';
import { readReport, readReportPart, readSummary, readSummaryText } from './shown-figures.ts';

const size = 400;

/** All that staff can get, of one store. */
async function getAll(t: TestContext) {
  const consultation = await builtConsultation();
  const folder = await filledFolder(t, size);
  const database = openFolder(folder);
  atEnd(t, () => database.close());
  const all = () => readRecords(database).all(slug);
  const references = [...all()].map(({ contribution }) => contribution.reference);
  // One is withdrawn, and one that is late is counted all the same.
  const [withdrawn = '', late = ''] = [references[10], references[99]];
  assert.equal((await runStaff(folder, ['forget', withdrawn, '--yes'])).code, 0);
  assert.equal((await runStaff(folder, ['decide', late, 'count'])).code, 0);
  for (const words of [
    ['export'],
    ['export', '--format', 'xlsx'],
    ['export', '--format', 'json'],
  ]) {
    assert.equal((await runStaff(folder, words)).code, 0);
  }
  const report = await runStaff(folder, ['report']);
  assert.equal(report.code, 0, report.error || report.out);
  const read = (name: string) => readFile(join(folder, name));
  const filed = [...all()];
  return {
    consultation,
    filed,
    csv: await read(`${slug}.csv`),
    xlsx: await readXlsx(await read(`${slug}.xlsx`)),
    json: JSON.parse((await read(`${slug}.json`)).toString()) as Exported,
    report: (await read(`${slug}-report.html`)).toString(),
    summary: composeSummary({
      consultation,
      day: '2027-02-16',
      isFinal: false,
      isMaybeSecondCopy: false,
      count: countAll([consultation], filed),
      fresh: filed.map((one) => ({ ...one.contribution, notes: reasonsApart(one) })),
      problems: [],
      attachments: [],
      remarks: [],
    }),
  };
}

interface Exported {
  versions: { sections: { questions: Asked[] }[] }[];
  contributions: { reference: string; answers: { question: string; answer: unknown }[] }[];
}

/** A cell without the apostrophe that keeps it from being a formula. */
const plain = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r\n])/, '');

function toRows(lines: string[][]): Row[] {
  const [head = [], ...rows] = lines;
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

test('all that staff get has the same answers and the same figures, cell by cell', async (t) => {
  const got = await getAll(t);
  const lines = parseCsv(got.csv, { bom: true }) as string[][];
  const rows = toRows(lines.map((line) => line.map(plain)));
  const questions = got.json.versions[0]?.sections.flatMap((section) => section.questions) ?? [];
  assert.equal(rows.length, size);
  assert.ok(questions.length > 8);

  await t.test('the XLSX has the cells of the CSV', () => {
    const sheet = got.xlsx.sheets.find(({ name }) => name === 'Contributions');
    const width = lines[0]?.length ?? 0;
    const cells = sheet?.rows.map((row) =>
      Array.from({ length: width }, (_, index) => String(row[index] ?? '')),
    );
    assert.deepEqual(toRows(cells ?? []), rows);
  });

  await t.test('the JSON has them, and so has the file beside each email', () => {
    const byReference = new Map(got.json.contributions.map((one) => [one.reference, one]));
    for (const [index, filed] of got.filed.entries()) {
      const exported = byReference.get(filed.contribution.reference);
      assert.ok(exported);
      assert.deepEqual(cellsOf(questions, exported.answers), answerCells(questions, rows[index]));
      if (filed.erased) continue;
      assert.deepEqual(
        attachedCells(questions, filed, got.consultation),
        answerCells(questions, rows[index]),
      );
    }
  });

  await t.test('each email shows them', () => {
    for (const [index, filed] of got.filed.entries()) {
      if (filed.erased) continue;
      const { html } = composeEmail(got.consultation, filed.contribution, false);
      for (const question of questions) {
        assert.deepEqual(shownCells(html, question), answerCells([question], rows[index]));
      }
    }
  });

  const counted = rows.filter(({ counted }) => counted === 'yes');
  const apart = rows.filter(({ counted }) => counted?.startsWith('apart'));
  // Of 400: the 100th is late, but counted; three more are late, and two look automatic.
  assert.deepEqual([counted.length, apart.length], [size - 6, 5]);

  await t.test('the tallies of the XLSX are those of its rows', () => {
    const tallies = toRows(
      got.xlsx.sheets
        .find(({ name }) => name === 'Tallies')
        ?.rows.map((row) => Array.from({ length: 7 }, (_, index) => String(row[index] ?? ''))) ??
        [],
    );
    const general = (table: string, row = '') =>
      tallies.find((line) => !line['question'] && line['table'] === table && line['row'] === row)?.[
        'figure'
      ];
    assert.equal(general('Received'), String(size));
    assert.equal(general('Counted'), String(counted.length));
    assert.equal(general('Counted apart'), String(apart.length));
    assert.equal(general('Withdrawn'), '1');
    let compared = 0;
    for (const [of, those] of [
      ['counted', counted],
      ['apart', apart],
    ] as const) {
      for (const question of questions) {
        const plainly = countPlainly(question, those);
        const own = tallies.filter(
          (line) => line['question'] === question.ask && line['of what is'] === of,
        );
        const cell = (row: string, column: string, table?: string) => {
          const found = own.filter(
            (line) =>
              line['row'] === row &&
              line['column'] === column &&
              (!table || line['table'] === table),
          );
          assert.equal(found.length, 1, `${question.ask}: ${row}, ${column}`);
          compared += 1;
          return found[0]?.['figure'];
        };
        assert.equal(cell('Asked', 'Contributions'), String(plainly.asked));
        assert.equal(cell('Answered', 'Contributions'), String(plainly.answered));
        for (const table of plainly.tables) {
          for (const [row, column, figure] of flat(table)) {
            assert.equal(cell(row, column), figure === null ? '' : String(figure));
          }
        }
      }
    }
    t.diagnostic(`${compared} tallies compared`);
    assert.ok(compared > 400);
  });

  await t.test('the report shows them, those counted apart too', () => {
    const shown = readReport(got.report);
    let compared = 0;
    for (const [index, question] of questions.entries()) {
      const own = shown.get(`${index + 1}. ${oneLine(question.ask)}`);
      const plainly = countPlainly(question, counted);
      assert.ok(own, question.ask);
      assert.ok(own.sentences.includes(sayAnswered(question, plainly)), question.ask);
      assert.deepEqual(own.tables, plainly.tables.map(say));
      compared += own.tables.flatMap((table) => Object.values(table).flatMap(Object.values)).length;
      const other = shown.get(`Counted apart: ${index + 1}. ${oneLine(question.ask)}`);
      if (other) assert.deepEqual(other.tables, countPlainly(question, apart).tables.map(say));
    }
    const [days, channels] = readReportPart(got.report, 'When and how contributions came');
    assert.deepEqual(
      Object.values(days ?? {}).map((row) => Number(row['Received'])),
      byDay(rows),
    );
    assert.equal(channels?.['On the site']?.['Received'], String(size));
    assert.match(
      got.report,
      new RegExp(`${size} contributions were received; ${counted.length} are counted`),
    );
    t.diagnostic(`${compared} figures of the report compared`);
    assert.ok(compared > 200);
  });

  await t.test('the summary shows them, as HTML and as text', () => {
    const shown = readSummary(got.summary.html);
    const text = readSummaryText(got.summary.text);
    for (const question of questions) {
      const own = shown.get(oneLine(question.ask));
      const plainly = countPlainly(question, counted);
      assert.ok(own, question.ask);
      assert.ok(own.sentences.includes(sayAnswered(question, plainly)), question.ask);
      const [first] = plainly.tables.map(say);
      assert.deepEqual(own.tables, first ? [first] : []);
      for (const [row, figures] of Object.entries(first ?? {})) {
        assert.deepEqual(text[row], figures);
      }
    }
    assert.match(got.summary.subject, new RegExp(`${size} new, ${size} so far$`));
  });
});

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function flat(figures: Figures): [row: string, column: string, figure: number | null][] {
  return Object.entries(figures).flatMap(([row, columns]) =>
    Object.entries(columns).map(([column, figure]): [string, string, number | null] => [
      row,
      column,
      figure,
    ]),
  );
}

/** As people read them. */
function say(figures: Figures): Record<string, Record<string, string>> {
  const rows = Object.entries(figures).map(([row, columns]) => {
    const cells = Object.entries(columns).map(([column, figure]) => [
      column,
      sayOne(column, figure),
    ]);
    return [row, Object.fromEntries(cells)] as const;
  });
  return Object.fromEntries(rows);
}

function sayOne(column: string, figure: number | null): string {
  if (column.startsWith('Above') && figure === null) return 'itself';
  if (figure === null) return column === 'Mean rank' ? 'nobody ranked it' : 'nobody answered';
  if (column.startsWith('Share')) return `${Number((figure * 100).toFixed(1))} %`;
  if (column === 'Mean rank') return figure.toFixed(2);
  return figure.toLocaleString('en-GB');
}

function sayAnswered({ kind }: Asked, { asked, answered }: Counted): string {
  if (kind === 'contact') {
    return `${answered} people of ${asked} said who they are; ${answered} left an email address.`;
  }
  return `${answered} of ${asked} answered; ${asked - answered} gave no answer.`;
}

/** It is winter: the days of London are those of UTC. */
function byDay(rows: Row[]): number[] {
  const days = Map.groupBy(rows, ({ received = '' }) => received.slice(0, 10));
  return [...days].sort(([a], [b]) => a.localeCompare(b)).map(([, own]) => own.length);
}

/** The cells of a row that hold answers to these questions. */
function answerCells(questions: Asked[], row: Row | undefined): Row {
  const isOwn = (name: string) =>
    questions.some(({ id }) => name === id || name.startsWith(`${id}-`));
  return Object.fromEntries(
    Object.entries(row ?? {}).filter(([name, value]) => isOwn(name) && value !== ''),
  );
}

/** What the cells must be, from an answer as it is stored. */
function cellsOf(questions: Asked[], answers: { question: string; answer: unknown }[]): Row {
  const cells: Row = {};
  for (const { question: id, answer } of answers) {
    const question = questions.find((candidate) => candidate.id === id);
    if (answer === null || !question) continue;
    const { option, text, ranks, name, email } = answer as Answer;
    if (option) cells[id] = question.options?.find((one) => one.id === option)?.label ?? '?';
    if (text) cells[id] = text;
    for (const one of ranks ?? []) cells[`${id}-${one.option}`] = String(one.rank);
    if (name) cells[`${id}-name`] = name;
    if (email) cells[`${id}-email`] = email;
  }
  return cells;
}

interface Answer {
  option?: string;
  text?: string;
  ranks?: { option: string; rank: number }[];
  name?: string;
  email?: string;
}

function attachedCells(
  questions: Asked[],
  { contribution }: FiledContribution,
  consultation: Awaited<ReturnType<typeof builtConsultation>>,
): Row {
  const [attachment] = composeEmail(consultation, contribution, false).attachments;
  const { answers } = JSON.parse(String(attachment?.content)) as {
    answers: { question: { id: string }; answer: unknown }[];
  };
  return cellsOf(
    questions,
    answers.map(({ question, answer }) => ({ question: question.id, answer })),
  );
}

/** What the email shows below a question, as cells. */
function shownCells(html: string, { id, kind, ask, options = [] }: Asked): Row {
  const title = parse(html)
    .querySelectorAll('h3')
    .find(({ text }) => text === ask);
  const cells: Row = {};
  const texts: string[] = [];
  for (let next = title?.nextElementSibling; next; next = next.nextElementSibling) {
    if (/^H[1-3]$/.test(next.tagName)) break;
    if (next.querySelector('em')?.text === 'No answer') return {};
    if (next.tagName === 'OL') {
      for (const item of next.querySelectorAll('li')) {
        const found = options.find(({ letter, label }) => item.text.startsWith(letter ?? label));
        cells[`${id}-${found?.id}`] = item.getAttribute('value') ?? '';
      }
    }
    if (next.tagName === 'P') texts.push(parse(next.innerHTML.replaceAll('<br>', '\n')).text);
  }
  if (kind === 'choice') cells[id] = (texts[0] ?? '').split(':')[0] ?? '';
  if (kind === 'comment') cells[id] = texts.join('\n\n');
  if (kind === 'contact') {
    cells[`${id}-name`] = texts[texts.indexOf('Name:') + 1] ?? '';
    cells[`${id}-email`] = texts[texts.indexOf('Email:') + 1] ?? '';
  }
  return cells;
}
