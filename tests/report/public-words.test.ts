/**
 * Consent is obeyed in every kind of question: people write a word of their own into every box there is, and
 * whatever is made for everybody is searched for it. The committee’s report says of each what may be published.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { questionsOf } from '../../src/consultation/consultation.ts';
import { consentNotes } from '../../src/contribution/consent.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import type { FiledContribution } from '../../src/contribution/filed.ts';
import { startPublishing } from '../../src/contribution/publishing.ts';
import { consents } from '../../src/questions/consent/consent-question.ts';
import { kindOf } from '../../src/questions/kinds.ts';
import type { Consent } from '../../src/questions/question.ts';
import { publicReportHtml } from '../../src/report/public-report.ts';
import { reportHtml } from '../../src/report/report.ts';
import { countAll, exportFormats, publicExportFile } from '../../src/server/files/export-file.ts';
import { builtEveryKind } from '../every-kind-build.ts';

const gallery = await builtEveryKind();
const questions = questionsOf(gallery);
const consentId = questions.find((question) => kindOf(question).consentOf)?.id ?? '';
const madeAt = new Date('2027-03-01T12:00:00Z');

type Allows = Consent | 'silent';
const everyAllows: Allows[] = [...consents, 'silent'];

interface Person {
  allows: Allows;
  /** What they wrote, and in which box: "publish" words, what "never" is public, and the "name". */
  wrote: { word: string; of: 'words' | 'never' | 'name' }[];
  filed: FiledContribution;
}

/** Of letters alone: no program takes it for a number, and nobody else writes it. */
function wordOf(person: number, box: number): string {
  const letters = (count: number) => String(count).replace(/\d/g, (digit) => 'bcdfghjklm'[+digit]!);
  return `zq${letters(person)}x${letters(box)}qz`;
}

function makePerson(allows: Allows, index: number): Person {
  const wrote: Person['wrote'] = [];
  const answers = questions.map((question) => {
    const kind = kindOf(question);
    const columns = kind.columns(question);
    const typed = Object.fromEntries(
      kind.fields(question).map(({ name }, at) => [name, [wordOf(index, wrote.length + at)]]),
    );
    if (question.id === consentId) typed[consentId] = [allows === 'silent' ? '' : allows];
    const { answer } = kind.parse(question, { typed, isInsistedOn: () => true });
    // A box whose words are codes refuses them: then only “Other” is filled in.
    const others = Object.fromEntries(
      Object.entries(typed).filter(([name]) => name !== question.id || question.id === consentId),
    );
    const kept = answer ?? kind.parse(question, { typed: others, isInsistedOn: () => true }).answer;
    if (kept === null) return { question: question.id, answer: null };
    const cells = kind.cells(question, kept);
    const personal = kind.personalIn?.(question, kept) ?? [];
    for (const [word = ''] of Object.values(typed)) {
      if (!JSON.stringify(kept).includes(word) || word === '' || word === allows) continue;
      const column = columns.find(({ id }) => cells[id]?.includes(word));
      // The first name that somebody gives is theirs.
      const isName =
        personal.some(({ is, text }) => is === 'name' && text === word) &&
        wrote.every(({ of }) => of !== 'name');
      const of = column?.isPublic === 'with-consent' ? 'words' : 'never';
      wrote.push({ word, of: isName ? 'name' : of });
    }
    return { question: question.id, answer: kept };
  });
  const contribution = toContribution(gallery, {
    ...{ number: index + 1, reference: `CDF-346-${index + 100}`, late: false, answers },
    receivedAt: new Date(madeAt.getTime() + index * 60_000),
  });
  const filed = { contribution, decision: null, erased: null, reconciledAt: null, delivery: null };
  return { allows, wrote, filed };
}

async function publicFiles(people: Person[]): Promise<Record<string, string>> {
  const filed = people.map((person) => person.filed);
  const all = () => filed;
  const count = countAll([gallery], filed);
  const publishing = startPublishing(filed);
  const facts = { consultation: gallery, count, all, madeAt, publishing };
  const made: Record<string, string> = { report: [...publicReportHtml(facts)].join('') };
  for (const format of exportFormats) {
    const chunks = [];
    for await (const chunk of publicExportFile(format, [gallery], all, madeAt)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    made[format] =
      format === 'xlsx'
        ? Object.values(unzipSync(bytes))
            .map((part) => strFromU8(part))
            .join('\n')
        : bytes.toString();
  }
  return made;
}

function check({ allows, wrote }: Person, files: Record<string, string>): void {
  const mayQuote = allows === 'with-name' || allows === 'without-name';
  for (const [name, text] of Object.entries(files)) {
    for (const { word, of } of wrote) {
      const isThere = text.includes(word);
      const may = of === 'words' ? mayQuote : of === 'name' && allows === 'with-name';
      // An unclear number is quoted in the report, and in no column.
      if (of === 'never' && mayQuote && name === 'report') continue;
      assert.equal(isThere, may, `${word} (${of}) of somebody who said “${allows}”, in ${name}`);
    }
  }
}

const people = everyAllows.flatMap((allows, index) => [
  makePerson(allows, index),
  makePerson(allows, index + everyAllows.length),
]);

test('people wrote into boxes of many kinds, and their names', () => {
  const [first] = people;
  assert.ok(first && first.wrote.length > 15, JSON.stringify(first?.wrote));
  assert.deepEqual(new Set(first.wrote.map(({ of }) => of)), new Set(['words', 'never', 'name']));
});

test('what everybody may read has the words of those who allow it, and of nobody else', async () => {
  const files = await publicFiles(people);
  for (const person of people) check(person, files);
});

test('nor has it them where one person alone has answered', async () => {
  for (const person of people.slice(0, everyAllows.length * 2)) {
    check(person, await publicFiles([person]));
  }
});

test('nothing of a person comes with the answers of somebody else: one more, or one less', async () => {
  const silent = people.find(({ allows }) => allows === 'silent');
  assert.ok(silent);
  const others = people.filter((person) => person !== silent);
  const [before, after] = [await publicFiles(others), await publicFiles(people)];
  const words = (text = '') => new Set(text.match(/zq[a-z]+qz/g) ?? []);
  for (const name of Object.keys(before)) {
    assert.deepEqual(words(after[name]), words(before[name]), name);
  }
});

test('a withdrawn contribution is in nothing that is published, whatever was allowed', async () => {
  const gone = people.map((person): Person => {
    const { contribution } = person.filed;
    const erased = { why: 'withdrawn' as const, at: madeAt, undoUntil: madeAt };
    return {
      ...person,
      filed: { ...person.filed, contribution: { ...contribution, answers: [] }, erased },
    };
  });
  for (const [name, text] of Object.entries(await publicFiles(gone))) {
    assert.doesNotMatch(text, /zq[a-z]+qz/, name);
  }
});

test('the committee’s report says of each quote what may be published', () => {
  const filed = people.map((person) => person.filed);
  const count = countAll([gallery], filed);
  const facts = { consultation: gallery, count, all: () => filed, madeAt };
  const html = [...reportHtml(facts)].join('');
  const quotes = html.split('<h4>').slice(1);
  let checked = 0;
  for (const { allows, wrote } of people) {
    const note = consentNotes[allows === 'silent' ? 'no' : allows];
    for (const { word, of } of wrote) {
      for (const quote of quotes.filter((one) => one.split('</blockquote>')[0]?.includes(word))) {
        assert.notEqual(of, 'name', 'the report names nobody');
        assert.ok(quote.includes(`(${note})`), `${word}: ${quote.slice(0, 200)}`);
        checked += 1;
      }
    }
  }
  assert.ok(checked > people.length * 5, String(checked));
});
