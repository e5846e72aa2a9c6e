/**
 * No word of a filled form is lost or invented: each is in an answer, in the form's own text, or named as not
 * understood; and no answer has the form's own words. FUZZ_RUNS is fifty times the number of
 * runs.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { questionsOf } from '../../src/consultation/consultation.ts';
import { readTextForm } from '../../src/paper-form/read-text-form.ts';
import { blankForm } from '../../src/paper-form/text-form.ts';
import { kindOf } from '../../src/questions/kinds.ts';
import { builtEveryKind } from '../every-kind-build.ts';
import { samplesOf } from '../questions/samples/all.ts';
import { builtConsultation } from '../site.ts';
import { consultations, filledForms, heavy, inAnyLanguage, light } from './filled-forms.ts';

const runs = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 7_500) / 50);
const base = await builtConsultation();
/** Those that were built, and others like them. */
const any = inAnyLanguage(
  fc.oneof(
    { weight: 8, arbitrary: consultations(base) },
    fc.constantFrom(base, await builtEveryKind()),
  ),
);

const isTheirs = (word: string) => /^zq\d+$/.test(word);
const wordsIn = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const onOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function changes(all: Record<string, (text: string, seed: number) => string>, maxLength: number) {
  return fc.uniqueArray(fc.constantFrom(...Object.keys(all)), { maxLength });
}

test('whatever programs do to its lines, a filled form gives exactly what was filled in', () => {
  fc.assert(
    fc.property(
      any.chain((consultation) =>
        fc.tuple(fc.constant(consultation), filledForms(consultation, { isDamaged: false })),
      ),
      changes(light, 3),
      ([consultation, { text, fields }], names) => {
        const file = names.reduce((changed, name) => light[name]?.(changed, 0) ?? changed, text);
        const { typed, left, missing } = readTextForm(consultation, file);
        const plain = (all: object) =>
          Object.fromEntries(
            Object.entries(all).map(([name, value]) => [name, onOneLine(String(value))]),
          );
        assert.deepEqual(plain(typed), plain(fields), file);
        assert.deepEqual(
          [left.map(({ lines }) => lines), missing.map(({ ask }) => ask)],
          [[], []],
          file,
        );
      },
    ),
    { numRuns: runs, seed: Number(process.env['FUZZ_SEED'] ?? 11), endOnFailure: true },
  );
});

test('however a form was damaged, each word is in an answer or named, and no answer has our words', () => {
  const all = { ...light, ...heavy };
  fc.assert(
    fc.property(
      any.chain((consultation) =>
        fc.tuple(fc.constant(consultation), filledForms(consultation, { isDamaged: true })),
      ),
      changes(all, 4),
      fc.nat(1000),
      ([consultation, { text, fields }], names, seed) => {
        const file = names.reduce(
          (changed, name) => all[name as keyof typeof all]?.(changed, seed) ?? changed,
          text,
        );
        const { typed, left } = readTextForm(consultation, file);
        const answered = Object.values(typed).flatMap((value) => wordsIn(String(value)));
        const named = left.flatMap(({ lines }) => lines.flatMap(wordsIn));
        const found = new Set([...answered, ...named]);
        const lost = wordsIn(file).filter((word) => isTheirs(word) && !found.has(word));
        assert.deepEqual(
          lost,
          [],
          `lost from\n${file}\n${JSON.stringify({ typed, left }, null, 1)}`,
        );

        // As many of each word as the file has, at least: ours are in the blank form, once for each copy.
        const copies = names.includes('a second copy below') ? 2 : 1;
        const have = count([
          ...answered,
          ...named,
          ...Array.from({ length: copies }, () => wordsIn(blankForm(consultation))).flat(),
          ...marks(file),
        ]);
        for (const [word, times] of count(wordsIn(file))) {
          if (/^\d+$/.test(word)) continue;
          const isTwice = copies === 2;
          assert.ok(
            isTwice || times <= (have.get(word) ?? 0),
            `${word}: ${times} of ${have.get(word)} in\n${file}\n${JSON.stringify({ typed, left }, null, 1)}`,
          );
        }
        const chosen = new Map(
          questionsOf(consultation).flatMap((asked) => {
            const { hasCodes, wordsField } = samplesOf(asked);
            const words = wordsField?.(asked);
            const names = kindOf(asked)
              .fields(asked)
              .map(({ name }) => name);
            return names
              .filter((name) => hasCodes && name !== words)
              .map((name): [string, readonly string[]] => [name, [fields[name] ?? []].flat()]);
          }),
        );
        for (const [name, value] of Object.entries(typed)) {
          const filled = chosen.get(name);
          if (filled) {
            const invented = value.filter((one) => !filled.includes(one));
            assert.deepEqual(invented, [], `${name} of\n${file}`);
          }
          assert.doesNotMatch(
            String(value),
            /^\s*(?:(?:Question|Version|Cwestiwn|Fersiwn|السؤال|النسخة): |(?:Answer|Ateb|الإجابة):)/m,
            `${name} of\n${file}`,
          );
          for (const line of ours(consultation)) {
            assert.ok(
              !onOneLine(String(value)).includes(line),
              `“${line}” in ${name} of\n${file}\n${JSON.stringify({ typed, left }, null, 1)}`,
            );
          }
        }
      },
    ),
    { numRuns: runs, seed: Number(process.env['FUZZ_SEED'] ?? 12), endOnFailure: true },
  );
});

/** An X beside an option is in the answer as the option. */
function marks(file: string): string[] {
  return [...file.matchAll(/\[x\]/g)].map(() => 'x');
}

function count(words: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words)
    counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1);
  return counts;
}

/** Whole sentences of the form, long enough that no person writes them by chance. */
function ours(consultation: Parameters<typeof blankForm>[0]): string[] {
  return blankForm(consultation)
    .split(/\n{2,}|\n\[/)
    .map(onOneLine)
    .filter((line) => line.split(' ').length >= 6 && line.length > 30);
}
