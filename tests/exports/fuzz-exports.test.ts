/**
 * Fuzzes the three exports with random texts, which independent readers read back: nothing is lost, and nothing is
 * a formula. FUZZ_RUNS is ten times the number of runs.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { questionsOf } from '../../src/consultation/consultation.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import { exportSchema } from '../../src/exports/export-json.ts';
import type { FiledContribution } from '../../src/contribution/filed.ts';
import { parseSubmission } from '../../src/form/submission.ts';
import { exportFile, type ExportFormat } from '../../src/server/files/export-file.ts';
import { builtConsultation } from '../site.ts';
import { contributionsOf, safeCell } from './read-exports.ts';

/** Each makes three files of up to five contributions. */
const runs = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 600) / 10);
const consultation = await builtConsultation();
const comments = questionsOf(consultation)
  .map(({ id }) => id)
  .filter((id) => id.endsWith('-comment'));

const text = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ...'=+-@＝＋－＠\t\n\r"\',;|_x&<>]',
          '_x0041_',
          ']]>',
          '\u2028',
          '\uFEFF',
          'a',
        ),
        { minLength: 1, maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  },
);

/** Returns what the site would have stored if a person had typed these, or `null` for nothing. */
function file(number: number, texts: string[]): FiledContribution | null {
  const fields = new Map(texts.map((words, index) => [comments[index] as string, [words]]));
  const submission = parseSubmission(consultation, fields);
  if (!submission.ok) return null;
  const contribution = toContribution(consultation, {
    number,
    reference: 'CDF-346-GHJ',
    receivedAt: new Date('2027-03-01T12:00:00Z'),
    late: false,
    marks: [],
    answers: submission.answers,
  });
  return { contribution, decision: null, erased: null, reconciledAt: null, delivery: null };
}

async function exportAs(format: ExportFormat, filed: FiledContribution[]): Promise<Buffer> {
  const chunks = [];
  const exportedAt = new Date('2027-03-02T12:00:00Z');
  for await (const chunk of exportFile(format, [consultation], () => filed, exportedAt))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

function textOf({ contribution }: FiledContribution, id: string): string {
  const found = contribution.answers.find(({ question }) => question.id === id);
  return (found?.answer as { text: string } | null)?.text ?? '';
}

/** Replaces characters that XML 1.0, and so XLSX, does not allow. */
function asXml(words: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters that are meant
  return words.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF]/g, '\uFFFD');
}

test(`${runs} times ${comments.length} texts: all exports give them back`, async () => {
  let count = 0;
  const many = fc.array(fc.array(text, { minLength: 1, maxLength: comments.length }), {
    minLength: 1,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(many, async (people) => {
      const filed = people
        .map((texts, index) => file(index + 1, texts))
        .filter((one) => one !== null);
      fc.pre(filed.length > 0);

      const csv = (await exportAs('csv', filed)).toString();
      const [head = [], ...rows] = parse(csv, { bom: true }) as string[][];
      const workbook = await readXlsx(await exportAs('xlsx', filed));
      const contributions = contributionsOf(workbook);
      const json = exportSchema.parse(JSON.parse((await exportAs('json', filed)).toString()));
      assert.equal(rows.length, filed.length);
      assert.equal(contributions.length, filed.length);

      for (const [index, one] of filed.entries()) {
        const row = rows[index] ?? [];
        for (const cell of row)
          assert.doesNotMatch(cell, /(?:^|[;\t\r\n])"*(?:[=+@＝＋＠]|[-－](?! ))/);
        for (const id of comments) {
          const words = textOf(one, id);
          const place = head.indexOf(id);
          const cell = row[place] ?? '';
          assert.equal(cell, safeCell(words), 'the CSV has another text');
          assert.equal(contributions[index]?.[id] ?? '', asXml(words));
          const exported = json.contributions[index]?.answers.find(
            ({ question }) => question === id,
          );
          assert.equal((exported?.answer as { text: string } | null)?.text ?? '', words);
          if (words !== '') count += 1;
        }
      }
    }),
    { numRuns: runs },
  );
  assert.ok(count > runs, 'hardly any text was exported');
});
