/**
 * The published schemas of the JSON exports: those in docs are those of the code, and every export of the
 * gallery fits them, whatever people answered, insisted on or allowed.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { questionsOf } from '../../src/consultation/consultation.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import type { FiledContribution } from '../../src/contribution/filed.ts';
import { exportJsonSchema } from '../../src/exports/export-json.ts';
import { publicJsonSchema } from '../../src/exports/public-json.ts';
import { kindNames, kindOf } from '../../src/questions/kinds.ts';
import { exportFile, publicExportFile } from '../../src/server/files/export-file.ts';
import { builtEveryKind } from '../every-kind-build.ts';
import { answersOfPeople, mistakesOfPeople } from '../questions/every-kind.ts';
import { samplesOf } from '../questions/samples/all.ts';
import { toTyped, type Fields } from '../questions/samples/samples.ts';

const gallery = await builtEveryKind();
const questions = questionsOf(gallery);
const consentQuestion = questions.find((question) => kindOf(question).consentOf);
assert.ok(consentQuestion);
const madeAt = new Date('2027-03-01T12:00:00Z');

function answersOf(fields: Fields) {
  const form = { typed: toTyped(fields), isInsistedOn: () => true };
  return questions.map((question) => ({
    question: question.id,
    answer: kindOf(question).parse(question, form).answer,
  }));
}

/** What people type, right, wrong and nothing at all, with each answer on consent and with none. */
function typedByPeople(): Fields[] {
  const consents = Object.values(samplesOf(consentQuestion!).answers(consentQuestion!));
  const forms = [...answersOfPeople, ...mistakesOfPeople.map(({ fields }) => fields), {}];
  const withoutConsent = { [consentQuestion!.id]: '' };
  return forms.flatMap((fields) =>
    [withoutConsent, ...consents].map((consent) => ({ ...fields, ...consent })),
  );
}

const filed = typedByPeople().map((fields, index): FiledContribution => {
  const contribution = toContribution(gallery, {
    ...{ number: index + 1, reference: `CDF-346-${index + 100}`, late: index % 7 === 6 },
    receivedAt: new Date(madeAt.getTime() - index * 60_000),
    answers: answersOf(fields),
  });
  const isErased = index === 3;
  return {
    contribution: isErased ? { ...contribution, answers: [] } : contribution,
    decision: index % 14 === 6 ? 'count' : null,
    erased: isErased ? { why: 'withdrawn', at: madeAt, undoUntil: madeAt } : null,
    reconciledAt: null,
    delivery: null,
  };
});

async function read<T>(file: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<T> {
  const chunks = [];
  for await (const chunk of file) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString()) as T;
}

async function published(name: string, schema: object) {
  const file = new URL(`../../docs/${name}.schema.json`, import.meta.url);
  const text = await readFile(file, 'utf8');
  assert.deepEqual(
    JSON.parse(text),
    JSON.parse(JSON.stringify(schema)),
    `run "node scripts/write-export-schema.ts"`,
  );
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(JSON.parse(text) as object, name);
  return (data: unknown, part = '') => {
    const validate = ajv.getSchema(`${name}${part}`);
    assert.ok(validate, `the schema has no ${part}`);
    const isValid = validate(data) as boolean;
    return isValid ? null : JSON.stringify(validate.errors);
  };
}

interface Exported {
  contributions: { number: number; answers: { question: string; answer: unknown }[] }[];
}

test('the export of every kind of question fits its schema, each answer by its own kind', async () => {
  const check = await published('weigh-in-export-1', exportJsonSchema());
  const json = await read<Exported>(exportFile('json', [gallery], () => filed, madeAt));
  assert.equal(check(json), null);
  assert.equal(json.contributions.length, filed.length);
  const seen = new Set<string>();
  for (const question of questions) {
    assert.equal(check(question, `#/$defs/${question.kind}-question`), null, question.id);
    for (const { answers } of json.contributions) {
      const answer = answers.find((one) => one.question === question.id)?.answer ?? null;
      if (answer === null) continue;
      assert.equal(check(answer, `#/$defs/${question.kind}-answer`), null, question.id);
      seen.add(question.kind);
    }
  }
  assert.deepEqual(seen, new Set(kindNames));

  const [first, ...others] = json.contributions;
  assert.ok(first);
  const broken = (change: object) => ({
    ...json,
    contributions: [{ ...first, ...change }, ...others],
  });
  assert.notEqual(check(broken({ number: 0 })), null);
  assert.notEqual(check(broken({ answers: [{ question: 'a', answer: { said: 1 } }] })), null);
});

interface Published {
  columns: { id: string }[];
  contributions: Record<string, string>[];
}

test('so does the export for everybody, with consent, without it, and where nobody is asked', async () => {
  const check = await published('weigh-in-public-1', publicJsonSchema());
  const json = await read<Published>(publicExportFile('json', [gallery], () => filed, madeAt));
  assert.equal(check(json), null);
  const ids = new Set(json.columns.map(({ id }) => id));
  assert.equal(ids.size, json.columns.length);
  const used = new Set(json.contributions.flatMap((row) => Object.keys(row)));
  for (const id of used) assert.ok(ids.has(id), id);
  assert.ok(used.has('left-out') && used.has(consentQuestion.id));

  const unasked = {
    ...gallery,
    sections: gallery.sections.map((section) => ({
      ...section,
      questions: section.questions.filter(({ id }) => id !== consentQuestion.id),
    })),
  };
  const silent = filed.map((one) => ({
    ...one,
    contribution: {
      ...one.contribution,
      answers: one.contribution.answers.filter(
        ({ question }) => question.id !== consentQuestion.id,
      ),
    },
  }));
  const other = await read<Published>(publicExportFile('json', [unasked], () => silent, madeAt));
  assert.equal(check(other), null);
  assert.ok(other.columns.length < json.columns.length);

  const [first, ...others] = json.contributions;
  for (const change of [{ reference: 7 }, { [consentQuestion.id]: '' }]) {
    assert.notEqual(check({ ...json, contributions: [{ ...first, ...change }, ...others] }), null);
  }
  assert.notEqual(check({ ...json, exportedAt: madeAt.toISOString() }), null);
});
