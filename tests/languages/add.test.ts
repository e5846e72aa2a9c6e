/** `add` with the texts of a consultation in two languages in the store. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { questionsOf, type Consultation } from '../../src/consultation/consultation.ts';
import { builtConsultation, slug, startTestSite } from '../site.ts';
import { askStaff } from '../staff/run.ts';
import { inLanguage } from './in-language.ts';

/** The same questions in other words. */
function inOtherWords(consultation: Consultation): Consultation {
  return {
    ...consultation,
    sections: consultation.sections.map((section) => ({
      ...section,
      questions: section.questions.map((question) => ({
        ...question,
        ask: `Cyfieithiad o gwestiwn ${question.id}`,
      })),
    })),
  };
}

test('a copy that names no version is read as the text in which most of its questions are found', async (t) => {
  const english = await builtConsultation();
  const welsh = inOtherWords(inLanguage(english, 'cy'));
  const site = await startTestSite(t);
  const database = new DatabaseSync(join(site.dataDir, 'weigh-in.sqlite'));
  database
    .prepare('INSERT INTO version (consultation, version, document, kept_at) VALUES (?, ?, ?, ?)')
    .run(slug, welsh.version, JSON.stringify(welsh), Date.now());
  database.close();

  for (const [asked, label, answer] of [
    [english, 'Question: ', 'Answer:'],
    [welsh, 'Cwestiwn: ', 'Ateb:'],
  ] as const) {
    const comments = questionsOf(asked).filter(({ kind }) => kind === 'comment');
    const copy = comments.map(({ ask, id }) => `${label}${ask}\n\n${answer}\nAbout ${id}\n`);
    const file = join(site.dataDir, `${asked.language}.txt`);
    await writeFile(file, copy.join('\n'));
    const { answers } = await askStaff<{ answers: { question: string; answer: unknown }[] }>(
      site.dataDir,
      ['add', file, '--channel', 'email', '--check'],
    );
    assert.deepEqual(
      answers.filter((one) => one.answer !== null).map(({ question }) => question),
      comments.map(({ id }) => id),
      asked.language,
    );
  }
});
