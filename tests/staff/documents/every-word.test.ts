/**
 * No word of a document is lost or invented, wherever it is in the file, and a filled-in form gives exactly what
 * was filled in. FUZZ_RUNS is fifty times the number of runs.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Consultation } from '../../../src/consultation/consultation.ts';
import { docxParts } from '../../../src/paper-form/document/docx.ts';
import { odtParts } from '../../../src/paper-form/document/odt.ts';
import type { Block } from '../../../src/paper-form/document/outline.ts';
import { normalPrint } from '../../../src/paper-form/document/sizes.ts';
import { readTextForm } from '../../../src/paper-form/read-text-form.ts';
import { zipFile } from '../../../src/server/files/zip-file.ts';
import { readForm } from '../../../src/staff/form-file.ts';
import { builtEveryKind } from '../../every-kind-build.ts';
import { consultations, inAnyLanguage } from '../../paper-form/filled-forms.ts';
import { builtConsultation } from '../../site.ts';
import {
  docxBeside,
  docxWays,
  filledDocuments,
  odtWays,
  toFile,
  type DocumentFormat,
} from './made-documents.ts';

const runs = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 3_000) / 50);
const seed = Number(process.env['FUZZ_SEED'] ?? 21);
const base = await builtConsultation();
const any = inAnyLanguage(
  fc.oneof(
    { weight: 6, arbitrary: consultations(base) },
    fc.constantFrom(base, await builtEveryKind()),
  ),
);

let last = 0;
const own = fc.constant(null).map(() => `zq${(last += 1)}`);
/** Words that only this person has, and some that the form has too. */
const line = fc
  .array(fc.oneof({ weight: 3, arbitrary: own }, fc.constantFrom('our', 'vision', 'people')), {
    minLength: 2,
    maxLength: 9,
  })
  .chain((words) => own.map((first) => [first, ...words].join(' ')));

const onOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const plain = (all: object) =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, onOneLine(String(value))]));

async function readBack(consultation: Consultation, name: string, bytes: Buffer) {
  const { text, bookmarks, unread } = await readForm(name, bytes);
  return { ...readTextForm(consultation, text, bookmarks), unread, text };
}

test('a document filled in gives exactly what was filled in, for every kind of question', async () => {
  await fc.assert(
    fc.asyncProperty(
      any.chain((asked) => fc.tuple(fc.constant(asked), filledDocuments(asked, line))),
      fc.constantFrom<DocumentFormat>('docx', 'odt'),
      async ([asked, { fields, blocks }], format) => {
        const bytes = await toFile(format, asked, blocks);
        const { typed, left, missing, unread, text } = await readBack(asked, `f.${format}`, bytes);
        assert.deepEqual(plain(typed), plain(fields), text);
        assert.deepEqual({ left, missing, unread }, { left: [], missing: [], unread: [] }, text);
      },
    ),
    { numRuns: runs, seed, endOnFailure: true },
  );
});

test('wherever words are in a document, each is in an answer or is named, and as often as it is there', async () => {
  const all: Record<DocumentFormat, typeof docxWays> = { docx: docxWays, odt: odtWays };
  const placed = (format: DocumentFormat) =>
    fc.record({
      format: fc.constant(format),
      put: fc.array(fc.tuple(fc.nat(), fc.constantFrom(...Object.keys(all[format])), line), {
        minLength: 1,
        maxLength: 8,
      }),
      beside: fc.uniqueArray(fc.tuple(fc.constantFrom(...Object.keys(docxBeside)), line), {
        maxLength: format === 'docx' ? 3 : 0,
        selector: ([way]) => way,
      }),
    });
  await fc.assert(
    fc.asyncProperty(
      fc
        .constantFrom(base, await builtEveryKind())
        .chain((asked) => fc.tuple(fc.constant(asked), filledDocuments(asked, line))),
      fc.oneof(placed('docx'), placed('odt')),
      async ([asked, { blocks }], { format, put, beside }) => {
        const lines = new Map<string, string[]>();
        const withPlaces = insert(blocks, put, lines);
        const make = format === 'docx' ? docxParts : odtParts;
        const parts = make(asked, withPlaces, normalPrint).map((part) => ({
          ...part,
          text: [...lines].reduce((text, [place, [way, words]]) => {
            const paragraph = new RegExp(
              `<(w:p|text:p)(?: [^>]*)?>(?:(?!</?\\1[ >]).)*${place}.*?</\\1>`,
            );
            return text.replace(paragraph, () =>
              (all[format][way as string] as (line: string) => string)(words as string),
            );
          }, part.text),
        }));
        const others = beside.map(
          ([way, words]) => docxBeside[way]?.(words) as { path: string; text: string },
        );
        const { typed, left, unread, text } = await readBack(
          asked,
          `f.${format}`,
          await zipFile([...parts, ...others]),
        );
        const found = [
          ...Object.values(typed).flat(),
          ...left.flatMap(({ lines: some }) => some),
          ...unread,
        ].join('\n');
        const theirs = [
          ...withPlaces.flatMap((block) => ('text' in block ? [block.text] : [])),
          ...[...lines.values()].map(([, words]) => words),
          ...beside.map(([, words]) => words),
        ].join('\n');
        const count = (whole: string) => {
          const counts: Record<string, number> = {};
          for (const [word] of whole.matchAll(/zq\d+/g)) counts[word] = (counts[word] ?? 0) + 1;
          return counts;
        };
        assert.deepEqual(
          sorted(count(found)),
          sorted(count(theirs)),
          `${JSON.stringify(put)}\n${text}`,
        );

        // What was found is in the file, or in the sentences that name it.
        const known = new Set(wordsIn(`${JSON.stringify(asked)} ${theirs} ${sentences}`));
        assert.deepEqual(
          wordsIn(found).filter((word) => !known.has(word)),
          [],
        );
      },
    ),
    { numRuns: runs, seed, endOnFailure: true },
  );
});

/** Also what marks a box, and the ids that an answer holds. */
const sentences =
  'Deleted, with changes tracked A comment beside the text A footnote At the top or the bottom of the pages In a diagram or a chart https example org x';
const wordsIn = (text: string) =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !/^\d+$/.test(word));
const sorted = (counts: Record<string, number>) => Object.entries(counts).sort();

/** Puts places among the blocks, which are filled when the file is made. */
function insert(
  blocks: Block[],
  put: [number, string, string][],
  lines: Map<string, string[]>,
): Block[] {
  const all = [...blocks];
  for (const [at, way, words] of put) {
    const place = `PLACE${lines.size}END`;
    lines.set(place, [way, words]);
    all.splice(at % (all.length + 1), 0, { is: 'entry', text: place });
  }
  return all;
}
