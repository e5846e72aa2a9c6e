/**
 * The figures agree: those of the CSV, the XLSX and the JSON export, of the report, of the emails and of the day's
 * summary, cell by cell. Each is read back by somebody else's reader, and counted again.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { parse as parseCsv } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { parse } from 'node-html-parser';
import { composeEmail } from '../../src/emails/email.ts';
import { notesOf, type FiledContribution } from '../../src/contribution/filed.ts';
import { composeSummary } from '../../src/emails/summary-email.ts';
import { countAll } from '../../src/server/files/export-file.ts';
import { openFolder } from '../../src/server/store/sqlite/open-folder.ts';
import { readRecords } from '../../src/server/store/records.ts';
import { atEnd } from '../cleanup.ts';
import { builtConsultation, slug } from '../site.ts';
import {
  sayAnswered,
  sayPlainly,
  countPlainly,
  type Asked,
  type Figures,
  type Row,
} from './plain-count.ts';
import {
  asText,
  contributionsOf,
  plainCell,
  rowsOf,
  toTheSecond,
} from '../exports/read-exports.ts';
import { filledFolder, runStaff } from './run.ts';
import { readReport, readReportPart, readSummary, readSummaryText } from './shown-figures.ts';

const size = 400;

/** Returns everything that staff can get from one store. */
async function getAll(t: TestContext) {
  const consultation = await builtConsultation();
  const folder = await filledFolder(t, size);
  const database = openFolder(folder);
  atEnd(t, () => database.close());
  const all = () => readRecords(database).all(slug);
  const references = [...all()].map(({ contribution }) => contribution.reference);
  // One is withdrawn, and one that is late is still counted.
  const [withdrawn = '', late = ''] = [references[10], references[99]];
  assert.equal((await runStaff(folder, ['forget', withdrawn, '--yes'])).code, 0);
  assert.equal((await runStaff(folder, ['decide', late, 'count'])).code, 0);
  // A campaign, and a busy network that staff set aside; and two marks of an older version.
  const [first = '', fromNetwork = ''] = [references[19], references[29]];
  mark(folder, {
    21: `same-words:${first}`,
    22: `same-words:${first}`,
    32: `network:a-burst:${fromNetwork},${references[30]}`,
    33: 'network:a-burst',
    41: `same words as ${references[39]}`,
    51: 'busy-network',
  });
  const decided = await runStaff(folder, ['decide', '--group', fromNetwork, 'apart']);
  assert.equal(decided.code, 0, decided.error);
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
      isCorrected: false,
      isMaybeSecondCopy: false,
      count: countAll([consultation], filed),
      fresh: filed.map((one) => ({ ...one.contribution, notes: notesOf(one) })),
      drafts: 0,
      problems: [],
      attachments: [],
      remarks: [],
    }),
  };
}

/** @param marks by the number of a contribution */
function mark(folder: string, marks: Record<number, string>): void {
  const database = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
  const update = database.prepare('UPDATE contribution SET marks = ? WHERE number = ?');
  for (const [number, one] of Object.entries(marks)) update.run(JSON.stringify([one]), number);
  database.close();
}

interface Exported {
  versions: { sections: { questions: Asked[] }[] }[];
  contributions: {
    reference: string;
    decision: string | null;
    answers: { question: string; answer: unknown }[];
  }[];
}

function toRows(lines: string[][]): Row[] {
  const [head = [], ...rows] = lines;
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

test('everything that staff get has the same answers and figures, cell by cell', async (t) => {
  const got = await getAll(t);
  const lines = parseCsv(got.csv, { bom: true }) as string[][];
  const rows = toRows(lines.map((line) => line.map(plainCell)));
  const questions = got.json.versions[0]?.sections.flatMap((section) => section.questions) ?? [];
  assert.equal(rows.length, size);
  assert.ok(questions.length > 8);

  await t.test('the XLSX has the cells of the CSV', () => {
    assert.deepEqual(contributionsOf(got.xlsx).map(asText), rows.map(toTheSecond));
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
  const apart = rows.filter(({ counted }) => counted?.startsWith('no, set aside '));
  // Of 400: the 100th is late, but counted; three more are late, and two look automatic. Two have marks
  // of an older version, and staff set four from one network aside. A campaign changes nothing.
  assert.deepEqual([counted.length, apart.length], [size - 12, 11]);

  await t.test('all say who decided', () => {
    const decisions = Map.groupBy(rows, ({ counted = '', decision = '' }) => {
      const [how = ''] = counted.split(':');
      return [how, decision].join(' | ');
    });
    assert.deepEqual(Object.fromEntries([...decisions].map(([how, { length }]) => [how, length])), {
      'yes | ': size - 13,
      'yes | count': 1,
      'no, set aside until staff decide | ': 7,
      'no, set aside by staff | apart': 4,
      'withdrawn | ': 1,
    });
    assert.deepEqual(
      got.json.contributions.map(({ decision }) => decision ?? ''),
      rows.map(({ decision }) => decision),
    );
    for (const text of [got.report, got.summary.html]) {
      assert.match(text, /7 contributions are set aside until staff decide: /);
      assert.match(text, /4 contributions are set aside because staff decided so\./);
      assert.match(text, /1 contribution is counted because staff decided so: 1 late\./);
    }
  });

  await t.test('group marks change no figure, and each group is shown once', () => {
    const plainly = got.filed.map((filed) => ({
      ...filed,
      contribution: {
        ...filed.contribution,
        marks: filed.contribution.marks.filter((one) => !/^(same-words|network):/.test(one)),
      },
    }));
    const [{ groups, ...figures }, { groups: none, ...others }] = [
      countAll([got.consultation], got.filed),
      countAll([got.consultation], plainly),
    ];
    assert.deepEqual(figures, others);
    const all = rows.map(({ reference = '' }) => reference);
    const shown = [all.slice(39, 41), all.slice(19, 22), all.slice(29, 33)];
    assert.equal(none.length, 1, 'the marks of an older version still name the other');
    assert.deepEqual(
      new Set(groups.map(({ references }) => references.join(', '))),
      new Set(shown.map((references) => references.join(', '))),
    );
    for (const references of shown) {
      const names = references.join(', ');
      assert.equal(got.summary.html.split(names).length, 2, names);
      const inReport = references.map((one) => `<span class="reference">${one}</span>`).join(', ');
      assert.equal(got.report.split(inReport).length, 2, names);
    }
  });

  await t.test('the tallies of the XLSX are those of its rows', () => {
    const tallies = rowsOf(got.xlsx, 'Tallies').map(asText);
    const general = (table: string, row = '') =>
      tallies.find((line) => !line['Question'] && line['Table'] === table && line['Row'] === row)?.[
        'Figure'
      ];
    assert.equal(general('Received'), String(size));
    assert.equal(general('Counted'), String(counted.length));
    assert.equal(general('Set aside'), String(apart.length));
    assert.equal(general('Set aside until staff decide'), '7');
    assert.equal(general('Set aside by decision of staff'), '4');
    assert.equal(general('Counted by decision of staff'), '1');
    assert.equal(general('Withdrawn'), '1');
    let compared = 0;
    for (const [of, those] of [
      ['counted', counted],
      ['set aside', apart],
    ] as const) {
      for (const question of questions) {
        const plainly = countPlainly(question, those);
        const own = tallies.filter(
          (line) => line['Question'] === question.ask && line['Counted or set aside'] === of,
        );
        const cell = (row: string, column: string, table?: string) => {
          const found = own.filter(
            (line) =>
              line['Row'] === row &&
              line['Column'] === column &&
              (!table || line['Table'] === table),
          );
          assert.equal(found.length, 1, `${question.ask}: ${row}, ${column}`);
          compared += 1;
          return found[0]?.['Figure'];
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

  await t.test('the report shows them, those set aside too', () => {
    const shown = readReport(got.report);
    let compared = 0;
    for (const [index, question] of questions.entries()) {
      const own = shown.get(`${index + 1}. ${oneLine(question.ask)}`);
      const plainly = countPlainly(question, counted);
      assert.ok(own, question.ask);
      assert.ok(own.sentences.includes(sayAnswered(question, plainly)), question.ask);
      assert.deepEqual(own.tables, plainly.tables.map(say(question)));
      compared += own.tables.flatMap((table) => Object.values(table).flatMap(Object.values)).length;
      const other = shown.get(`Set aside: ${index + 1}. ${oneLine(question.ask)}`);
      if (other)
        assert.deepEqual(other.tables, countPlainly(question, apart).tables.map(say(question)));
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
      const [first] = plainly.tables.map(say(question));
      assert.deepEqual(own.tables, first ? [first] : []);
      for (const [row, figures] of Object.entries(first ?? {})) {
        assert.deepEqual(text[row], figures);
      }
    }
    assert.match(got.summary.subject, new RegExp(`${size} new, ${size} so far$`));
  });
});

const say = (question: Asked) => (figures: Figures) => sayPlainly(question, figures);

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
function shownCells(html: string, { id, ask, options = [] }: Asked): Row {
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
    // "Name:" and "Email:" are columns of their own.
    const heads = next.querySelectorAll('dt');
    const values = next.querySelectorAll('dd');
    for (const [at, { text }] of heads.entries()) {
      cells[`${id}-${text.replace(':', '').toLowerCase()}`] = values[at]?.text ?? '';
    }
    if (next.tagName === 'P') texts.push(parse(next.innerHTML.replaceAll('<br>', '\n')).text);
  }
  if (texts.length > 0 && Object.keys(cells).length === 0) {
    const said = texts.join('\n\n');
    cells[id] = options.find(({ label }) => said.startsWith(label))?.label ?? said;
  }
  return cells;
}
