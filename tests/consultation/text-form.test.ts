import assert from 'node:assert/strict';
import { test } from 'node:test';
import { questionsOf } from '../../src/consultation/consultation.ts';
import { answersToText } from '../../src/consultation/contribution-text.ts';
import { toContribution } from '../../src/consultation/contribution.ts';
import { parseSubmission, type Answers } from '../../src/consultation/submission.ts';
import { blankForm, readTextForm, versionOf } from '../../src/consultation/text-form.ts';
import { generateAnswers, seeded } from '../generated.ts';
import { builtConsultation } from '../site.ts';

const consultation = await builtConsultation();

function answersIn(text: string) {
  const { typed, left, missing } = readTextForm(consultation, text);
  const fields = new Map(Object.entries(typed).map(([name, value]) => [name, [value]]));
  const submission = parseSubmission(consultation, fields);
  return { submission, typed, left, missing };
}

/** Fills in a blank form as a person would, with an editor. */
function fillIn(answers: Answers): string {
  let form = blankForm(consultation);
  for (const { question, answer } of answers as { question: string; answer: never }[]) {
    const asked = questionsOf(consultation).find(({ id }) => id === question);
    if (!asked || answer === null) continue;
    const given = answer as { option?: string; text?: string; name?: string; email?: string } & {
      ranks?: { option: string; rank: number }[];
    };
    const start = form.replace(/\s+/g, ' ').indexOf(asked.ask.replace(/\s+/g, ' '));
    assert.ok(start >= 0, asked.ask);
    form = replaceBelow(form, asked.ask, (below) => {
      const options = (
        asked as unknown as { options?: { id: string; label: string; letter?: string }[] }
      ).options;
      const nameOf = (id: string) => {
        const option = options?.find((candidate) => candidate.id === id);
        return option?.letter ?? option?.label ?? '';
      };
      if (given.option)
        return below.replace(`[ ] ${nameOf(given.option)}`, `[x] ${nameOf(given.option)}`);
      if (given.ranks) {
        return given.ranks.reduce(
          (text, { option, rank }) =>
            text.replace(`[  ] ${nameOf(option)}`, `[ ${rank}] ${nameOf(option)}`),
          below,
        );
      }
      if (given.text !== undefined) return below.replace('Answer:\n', `Answer:\n${given.text}\n`);
      return below
        .replace('Name:', `Name: ${given.name}`)
        .replace('Email:', `Email: ${given.email}`);
    });
  }
  return form;
}

function replaceBelow(form: string, ask: string, change: (below: string) => string): string {
  const words = ask.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const heading = new RegExp(words.join('\\s+')).exec(form);
  assert.ok(heading, ask);
  const start = heading.index + heading[0].length;
  const next = form.indexOf('\nQuestion:', start);
  const end = next === -1 ? form.length : next;
  return form.slice(0, start) + change(form.slice(start, end)) + form.slice(end);
}

test('a blank form has no answer in it, and nothing that is not understood', () => {
  const { typed, left, missing } = answersIn(blankForm(consultation));
  assert.deepEqual({ typed, left, missing }, { typed: {}, left: [], missing: [] });
  assert.equal(versionOf(blankForm(consultation)), consultation.version);
});

test('a blank form fits a window of 72 columns', () => {
  const lines = blankForm(consultation).split('\n');
  assert.deepEqual(
    lines.filter((line) => [...line].length > 72),
    [],
  );
});

test('a filled form gives the answers that were filled in, 200 times', () => {
  const random = seeded(3);
  for (let round = 0; round < 200; round += 1) {
    const answers = generateAnswers(consultation, random);
    const { submission, left } = answersIn(fillIn(answers));
    assert.ok(submission.ok);
    assert.deepEqual(submission.answers, answers);
    assert.deepEqual(left, []);
  }
});

test('a receipt, or the text of an email to staff, gives the same answers, 200 times', () => {
  const random = seeded(4);
  for (let round = 0; round < 200; round += 1) {
    const answers = generateAnswers(consultation, random);
    const text = answersToText(
      toContribution(consultation, {
        number: 1,
        reference: 'HKD-473-MXR',
        receivedAt: new Date(0),
        late: false,
        answers,
      }),
    );
    const { submission, left } = answersIn(text);
    assert.ok(submission.ok);
    assert.deepEqual(submission.answers, answers);
    assert.deepEqual(left, []);
  }
});

test('what mail programs do to a form does no harm', () => {
  const answers = generateAnswers(consultation, seeded(5));
  const form = fillIn(answers);
  for (const changed of [
    `\uFEFF${form.replaceAll('\n', '\r\n')}`,
    form.replace(/^/gm, '> '),
    form.replaceAll('’', "'").replaceAll('“', '"').replaceAll('–', '-'),
  ]) {
    const { submission, left } = answersIn(changed);
    assert.ok(submission.ok);
    assert.deepEqual(left, []);
    assert.equal(submission.answers.length, answers.length);
  }
});

test('choices as people write them: deleted down to one, beside "Answer:", or two that clash', () => {
  const [asked] = questionsOf(consultation);
  const read = (below: string) =>
    readTextForm(consultation, `Question: ${asked?.ask}\n\nAnswer: ${below}`);
  for (const below of [
    'Option 2',
    'option 2\n',
    '(x) Option 2: Our vision\n( ) Option 1',
    '\n[X] Option 2',
  ]) {
    assert.deepEqual(read(below).typed, { [asked?.id ?? '']: 'option-2' }, below);
  }
  for (const below of ['\n[x] Option 1\n[x] Option 2', 'neither, really']) {
    const { typed, left } = read(below);
    assert.deepEqual(typed, {});
    assert.ok(left.length > 0, below);
  }
});

test('what stands around the form, and what cannot be read, is said and not lost', () => {
  const form = `Dear all,\nhere is my form.\n\n${blankForm(consultation).replace('[ ] Option 1', '[ ] Option 9')}`;
  const { left } = readTextForm(consultation, form);
  assert.deepEqual(left[0], { question: null, lines: ['Dear all,', 'here is my form.'] });
  assert.equal(left[1]?.question?.id, questionsOf(consultation)[0]?.id);
  const missing = readTextForm(consultation, 'Question: What do you think?\nAnswer: a lot').missing;
  assert.equal(missing.length, questionsOf(consultation).length);
});
