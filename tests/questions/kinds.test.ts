/** Rules for every kind of question, tested with each of its samples. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { kindNames, kindOf } from '../../src/questions/kinds.ts';
import type { Question, Typed } from '../../src/questions/question.ts';
import { tallyQuestion } from '../../src/report/tally-question.ts';
import { everyQuestion } from './every-kind.ts';
import { samplesOf } from './samples/all.ts';
import { toTyped, type Fields } from './samples/samples.ts';

const form = (fields: Fields) => ({ typed: toTyped(fields), isInsistedOn: () => false });

/** Each question of the gallery, with each of its named answers. */
const all = everyQuestion.flatMap((question) => {
  const { answers, cells } = samplesOf(question);
  return Object.entries(answers(question)).map(([name, fields]) => ({
    ...{ name: `${question.id}, ${name}`, kind: kindOf(question), question, fields },
    ...{ answer: parse(question, fields), plainCells: cells },
  }));
});

function asFields(typed: Typed): Fields {
  return { ...typed };
}

function parse(question: Question, fields: Fields): unknown {
  const { answer, errors } = kindOf(question).parse(question, form(fields));
  assert.deepEqual(errors, []);
  return answer;
}

test('every folder of a kind is in the registry', async () => {
  const folder = new URL('../../src/questions/', import.meta.url);
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.deepEqual(folders.sort(), [...kindNames].sort());
});

test('the samples fit the schemas of their kind', () => {
  for (const { name, kind, question, answer } of all) {
    assert.deepEqual(kind.questionSchema.parse(question), question, name);
    assert.deepEqual(kind.answerSchema.parse(answer), answer, name);
  }
});

test('an untouched question is not answered', () => {
  for (const { question } of all) assert.equal(parse(question, {}), null);
});

test('every question has an example of an answer, as a person could type it', () => {
  for (const question of everyQuestion) {
    const kind = kindOf(question);
    const example = kind.example(question);
    assert.deepEqual(kind.answerSchema.parse(example), example, question.id);
    assert.deepEqual(parse(question, asFields(kind.fill(question, example))), example, question.id);
  }
});

test('every mistake gets the message that says what to do', () => {
  const kindsWithMistakes = new Set<string>();
  for (const question of everyQuestion) {
    const mistakes = Object.entries(samplesOf(question).mistakes(question));
    if (mistakes.length > 0) kindsWithMistakes.add(question.kind);
    for (const [name, { fields, says }] of mistakes) {
      const { errors } = kindOf(question).parse(question, form(fields));
      assert.deepEqual(
        errors.map(({ message }) => message),
        [says],
        `${question.id}, ${name}`,
      );
    }
  }
  assert.deepEqual([...kindsWithMistakes], kindNames);
});

test('the kind names every field that people type into', () => {
  for (const { name, kind, question, fields } of all) {
    const known = kind.fields(question).map((field) => field.name);
    for (const field of Object.keys(fields)) assert.ok(known.includes(field), `${name}: ${field}`);
  }
});

test('an answer that is filled into the form again is the same answer', () => {
  const insisted = (typed: Typed) => ({ typed, isInsistedOn: () => true });
  for (const { name, kind, question, answer } of all) {
    const { answer: again, errors } = kind.parse(
      question,
      form(asFields(kind.fill(question, answer))),
    );
    assert.deepEqual([again, errors], [answer, []], name);
  }
  let kept = 0;
  for (const question of everyQuestion) {
    const kind = kindOf(question);
    for (const [name, { fields }] of Object.entries(samplesOf(question).mistakes(question))) {
      const { answer } = kind.parse(question, insisted(toTyped(fields)));
      if (answer === null) continue;
      kept += 1;
      const again = kind.parse(question, insisted(kind.fill(question, answer)));
      assert.deepEqual(again.answer, answer, `${question.id}, ${name}, kept as typed`);
    }
  }
  assert.ok(kept > 10);
});

test('every answer is shown, and its cells are those of the columns', () => {
  for (const { name, kind, question, answer, plainCells } of all) {
    assert.notEqual(kind.show(question, answer).length, 0, name);
    const columns = kind.columns(question).map(({ id }) => id);
    const cells = kind.cells(question, answer);
    for (const id of Object.keys(cells)) assert.ok(columns.includes(id), `${name}: ${id}`);
    assert.deepEqual({ ...cells }, plainCells(question, answer), name);
  }
});

test('the tally agrees with a simple count', () => {
  for (const question of everyQuestion) {
    const own = all.filter((one) => one.question === question);
    const tally = tallyQuestion([question]);
    for (const { answer } of own) tally.add(question, answer);
    const plainly = samplesOf(question).count(
      question,
      own.map(({ answer }) => answer),
    );
    const rows = tally.summarise().tables[0]?.rows ?? [];
    assert.deepEqual(
      Object.fromEntries(rows.map(({ label, figures }) => [label, figures[plainly?.column ?? 0]])),
      plainly?.figures ?? {},
    );
  }
});
