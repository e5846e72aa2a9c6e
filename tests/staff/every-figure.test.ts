/**
 * Every figure of every kind of question, in everything that staff get: the report, the JSON, the CSV, the sheets
 * of the XLSX and its tallies, and the summary. Answers are made from a seed, and counted by independent code.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { questionsOf, withoutMonitoring } from '../../src/consultation/consultation.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import type { FiledContribution } from '../../src/contribution/filed.ts';
import { composeSummary } from '../../src/emails/summary-email.ts';
import { kindNames, kindOf } from '../../src/questions/kinds.ts';
import type { Question } from '../../src/questions/question.ts';
import { reportHtml } from '../../src/report/report.ts';
import { countAll, exportFile, type ExportFormat } from '../../src/server/files/export-file.ts';
import { builtEveryKind } from '../every-kind-build.ts';
import {
  asText,
  contributionsOf,
  plainCell,
  rowsOf,
  toTheSecond,
} from '../exports/read-exports.ts';
import { seeded } from '../generated.ts';
import { samplesOf } from '../questions/samples/all.ts';
import { toTyped, type Random } from '../questions/samples/samples.ts';
import { countPlainly, sayPlainly, type Asked, type Figures, type Row } from './plain-count.ts';
import { readReport, readSummary, readSummaryText, type Shown } from './shown-figures.ts';

const size = 300;
const consultation = withoutMonitoring(await builtEveryKind());
const asked = questionsOf(consultation);

/** One in five leaves a question out, and one in eight makes a mistake and insists on it. */
function answer(question: Question, random: Random): unknown {
  if (random(5) === 0) return null;
  const samples = samplesOf(question);
  const mistakes = Object.values(samples.mistakes(question));
  const mistake = random(8) === 0 ? mistakes[random(Math.max(1, mistakes.length))] : undefined;
  const typed = toTyped(mistake?.fields ?? samples.type(question, random));
  const parsed = kindOf(question).parse(question, { typed, isInsistedOn: () => true });
  return parsed.errors.length > 0 ? null : parsed.answer;
}

function generate(): FiledContribution[] {
  const random = seeded(29);
  return Array.from({ length: size }, (_, index): FiledContribution => {
    const answers = asked.map((question) => ({
      question: question.id,
      answer: answer(question, random),
    }));
    const isErased = index === 40;
    const contribution = toContribution(consultation, {
      ...{ number: index + 1, reference: `CDF-346-${index + 100}`, late: index % 9 === 8 },
      receivedAt: new Date(Date.parse('2027-01-11T09:00:00.250Z') + index * 3_600_000),
      answers: isErased ? [] : answers,
    });
    if (isErased) contribution.answers = [];
    return {
      contribution,
      decision: index % 27 === 8 ? 'count' : index % 50 === 7 ? 'apart' : null,
      erased: isErased ? { why: 'withdrawn', at: new Date('2027-02-01T09:00:00Z') } : null,
      ...{ reconciledAt: null, delivery: null },
    };
  });
}

const filed = generate();
const madeAt = new Date('2027-03-01T12:00:00Z');
const count = countAll([consultation], filed);

async function exported(format: ExportFormat): Promise<Buffer> {
  const chunks = [];
  for await (const chunk of exportFile(format, [consultation], () => filed, madeAt))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

const csv = (parse(await exported('csv'), { bom: true, columns: true }) as Row[]).map((row) =>
  Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, plainCell(cell)])),
);
const xlsx = await readXlsx(await exported('xlsx'));
const json = JSON.parse((await exported('json')).toString()) as {
  versions: { sections: { questions: (Asked & Question)[] }[] }[];
  contributions: { reference: string; answers: { question: string; answer: unknown }[] }[];
};
const questions = json.versions[0]?.sections.flatMap((section) => section.questions) ?? [];
const counted = csv.filter((row) => row['counted'] === 'yes');
const apart = csv.filter((row) => row['counted']?.startsWith('no, set aside '));

let comparisons = 0;

/** Compares, and counts that it did. */
function same(ours: unknown, theirs: unknown, what: string): void {
  comparisons += 1;
  assert.deepEqual(ours, theirs, what);
}

function sameTables(shown: Shown[], question: Asked, rows: Row[], what: string): void {
  const plainly = countPlainly(question, rows).tables;
  same(shown.length, plainly.length, what);
  for (const [at, table] of plainly.entries()) {
    const said = sayPlainly(question, table);
    same(Object.keys(shown[at] ?? {}).sort(), Object.keys(said).sort(), what);
    for (const [row, columns] of Object.entries(said)) {
      for (const [column, figure] of Object.entries(columns)) {
        same(shown[at]?.[row]?.[column], figure, `${what}: ${row}, ${column}`);
      }
    }
  }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

test('the answers are of every kind, counted and apart, and some are unclear', () => {
  assert.deepEqual(new Set(questions.map(({ kind }) => kind)), new Set(kindNames));
  assert.ok(counted.length > 200 && apart.length > 20);
  assert.equal(counted.length + apart.length, size - 1);
  const unclear = counted.flatMap((row) =>
    Object.entries(row).filter(([name, cell]) => name.endsWith('-unclear') && cell !== ''),
  );
  assert.ok(unclear.length > 20, String(unclear.length));
  for (const { id } of questions) {
    for (const other of questions) assert.ok(!other.id.startsWith(`${id}-`), `${other.id}, ${id}`);
  }
});

test('CSV, XLSX and JSON have the same answers', () => {
  const sheet = contributionsOf(xlsx).map(asText);
  same(sheet.length, csv.length, 'rows');
  for (const [at, row] of csv.entries()) {
    for (const [name, cell] of Object.entries(toTheSecond(row))) {
      same(sheet[at]?.[name], cell, `row ${at + 1}, ${name}`);
    }
    for (const question of asked) {
      const given = json.contributions[at]?.answers.find((one) => one.question === question.id);
      sameCells(row, question, given?.answer ?? null);
    }
  }
});

/** An unclear answer is in a separate cell, with everything that was typed. */
function sameCells(row: Row, question: Question, given: unknown): void {
  const unclear = (given as { state?: string; typed?: unknown } | null)?.state === 'unclear';
  const what = `${row['reference']}, ${question.id}`;
  const own = kindOf(question).columns(question);
  const cells = given === null || unclear ? {} : samplesOf(question).cells(question, given);
  for (const { id } of own) {
    if (!unclear) same(row[id], cells[id] ?? '', `${what}: ${id}`);
    else if (!/-(unclear|typed)$/.test(id)) same(row[id], '', `${what}: ${id}`);
  }
  if (!unclear) return;
  const { typed } = given as { typed?: string | { typed: string }[] };
  const texts = typeof typed === 'string' ? [typed] : (typed ?? []).map((one) => one.typed.trim());
  const last = own.map(({ id }) => row[id] ?? '').find((cell) => cell !== '') ?? '';
  for (const text of texts) same(last.includes(text), true, `${what}: ${text}`);
  same(last !== '', true, what);
}

test('the report shows what a simple count finds, including what is set aside', () => {
  const html = [...reportHtml({ consultation, count, all: () => filed, madeAt })].join('');
  const shown = readReport(html);
  for (const [at, question] of questions.entries()) {
    const name = `${at + 1}. ${oneLine(question.ask)}`;
    sameTables(shown.get(name)?.tables ?? [], question, counted, name);
    const other = shown.get(`Set aside: ${name}`);
    if (other) sameTables(other.tables, question, apart, `apart: ${name}`);
  }
});

test('the tallies have each figure of a simple count, and no other', () => {
  const tallies = rowsOf(xlsx, 'Tallies').filter((line) => line['Question'] !== null);
  let found = 0;
  for (const question of questions) {
    for (const [of, rows] of [
      ['counted', counted],
      ['set aside', apart],
    ] as const) {
      const own = tallies.filter(
        (line) => line['Question'] === question.ask && line['Counted or set aside'] === of,
      );
      const plainly = countPlainly(question, rows);
      const figures: Figures[] = [
        {
          Asked: { Contributions: plainly.asked },
          Answered: { Contributions: plainly.answered },
        },
        ...plainly.tables,
      ];
      const names = [...new Set(own.map((line) => line['Table']))];
      same(names.length, figures.length, question.ask);
      for (const [at, table] of figures.entries()) {
        for (const [row, columns] of Object.entries(table)) {
          for (const [column, figure] of Object.entries(columns)) {
            const lines = own.filter(
              (line) =>
                line['Table'] === names[at] && line['Row'] === row && line['Column'] === column,
            );
            same(lines.length, 1, `${question.ask}: ${row}, ${column}`);
            const theirs = lines[0]?.['Figure'] ?? null;
            const isNear =
              typeof theirs === 'number' && figure !== null && Math.abs(theirs - figure) < 1e-9;
            same(isNear ? figure : theirs, figure, `${question.ask}: ${row}, ${column}`);
            found += 1;
          }
        }
      }
    }
  }
  same(found, tallies.length, 'lines of the tallies');
});

test('the summary shows the first table of each question, as HTML and as text', () => {
  const { html, text } = composeSummary({
    ...{ consultation, day: '2027-02-16', count, fresh: [], problems: [], attachments: [] },
    ...{ isFinal: false, isCorrected: false, isMaybeSecondCopy: false, remarks: [], drafts: 0 },
  });
  const shown = readSummary(html);
  const lines = text.split('\n\n');
  for (const question of questions) {
    const [table] = countPlainly(question, counted).tables;
    const own = shown.get(oneLine(question.ask));
    assert.ok(own, question.ask);
    if (!table) {
      same(own.tables, [], question.ask);
      continue;
    }
    const said = sayPlainly(question, table);
    const asText = lines.find((part) => oneLine(part).startsWith(oneLine(question.ask)));
    for (const [row, columns] of Object.entries(said)) {
      const inText = readSummaryText(asText ?? '')[oneLine(row)];
      for (const [column, figure] of Object.entries(columns)) {
        same(own.tables[0]?.[oneLine(row)]?.[column], figure, `${question.ask}: ${row}, ${column}`);
        same(inText?.[column], figure, `text, ${question.ask}: ${row}, ${column}`);
      }
    }
  }
});

test('everything was compared', (t) => {
  t.diagnostic(`${comparisons} comparisons`);
  assert.ok(comparisons > 20_000);
});
