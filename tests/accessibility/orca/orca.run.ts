/**
 * Orca reads the whole journey, errors included, and a grid, in Chromium and in Firefox with scripting off. What
 * it said is asserted loosely and kept in docs/. Not part of `npm test`: it takes minutes, and installs a
 * desktop. `npm run orca` runs it.
 */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../../../scripts/tools.ts';
import { chromiumArguments } from '../../browser.ts';
import { catalogueOf } from '../../../src/languages/catalogues.ts';
import { buildEveryKind } from '../../every-kind-build.ts';
import { buildLanguages } from '../../languages/build-languages.ts';
import { everyKindSlug } from '../../questions/every-kind.ts';
import { nameOfLanguage } from '../../../src/languages/staff.ts';
import { makeFolder, startTestSite } from '../../site.ts';
import { startOrca, type Orca } from './session.ts';

/** Hears the beginning of a page, and then has Orca stop reading: on a busy machine it misses keys while it reads. */
async function hearAndStop(orca: Orca, words: RegExp): Promise<void> {
  await orca.hear(words);
  await orca.press('Control_L');
}

async function makeJourney(orca: Orca, { lines }: { lines: string[] }): Promise<void> {
  await hearAndStop(orca, /Strategy consultation/);
  // With a full stop, words are what has the focus, and not what Orca is still reading.
  await orca.tabUntil(/Which vision statement do you prefer\? panel\./);
  assert.match(await orca.press('r'), /Option 1[^]*not selected radio button/);
  await orca.press('space');
  await orca.tabUntil(/Human \(1 to 6\) entry\./);
  await orca.type('2');
  await orca.tabUntil(/Real \(1 to 6\) entry\./);
  await orca.type('2');
  await orca.tabUntil(/any final comments[^]* entry\./);
  await orca.type('Said with Orca');
  await orca.tabUntil(/Check your answers push button\./);
  await orca.press('Return');
  await hearAndStop(orca, /There is a problem[^]*You gave Human and Real the same number \(2\)/);
  assert.equal(countSince(orca, 'KEY Return', /There is a problem/g), 1, 'spoken once');

  await orca.tabUntil(/You gave Human and Real the same number \(2\)[^]* link\./);
  await orca.press('Return');
  await orca.hear(/Real[^]*invalid[^]*You gave Human and Real the same number \(2\)/);
  await orca.press('ctrl+a');
  await orca.type('1');
  await orca.tabUntil(/Check your answers push button\./);
  await orca.press('Return');
  await hearAndStop(orca, /Check your answers before you send them[^]*Said with Orca/);

  await orca.tabUntil(/Send your answers push button\./);
  await orca.press('Return');
  await orca.hear(/We have received your answers[^]*[A-Z]{3}-\d{3}-[A-Z]{3}/);
  assert.ok(
    lines.some((line) => line.includes('is stored')),
    'nothing was stored',
  );
}

/** How often something has been said since a key was last pressed. */
function countSince({ transcript }: Orca, key: string, words: RegExp): number {
  const said = transcript.slice(transcript.lastIndexOf(key)).join(' ');
  return said.match(words)?.length ?? 0;
}

/** Answers a grid: its question, its rows and its scale are all heard, and nothing has only a column's name. */
async function answerGrid(orca: Orca): Promise<void> {
  await orca.hear(/Questions of the kind grid/);
  await orca.tabUntil(/Try this question: grid, plain panel\.[^]*The pond panel\.[^]*No answer/);
  assert.match(await orca.press('r'), /Strongly agree[^]*not selected radio button/);
  await orca.press('space');
  await orca.tabUntil(/The grass panel\.[^]*No answer/);
  await orca.tabUntil(/The seats panel\.[^]*No answer/);
}

interface InLanguage {
  language: string;
  title: string;
  /** The last comment of the page. */
  comment: string;
  /** The first option of the question that must be answered. */
  needed: string;
}

const inWelsh: InLanguage = {
  language: 'cy',
  title: 'Y llyfrgell yn Elmton',
  comment: 'Beth arall ddylem ni ei wybod?',
  needed: 'Yn y bore',
};

const inArabic: InLanguage = {
  language: 'ar',
  title: 'مركز صحي جديد في إلمتون',
  comment: 'ما الذي تتوقعونه من عيادة الأسنان؟',
  needed: 'أطباء الأسرة',
};

/** Answers a question, is told that another must be answered, answers it, checks and sends, all in one language. */
async function answerIn(orca: Orca, { language, title, comment, needed }: InLanguage) {
  const { form, check, questions, receipt } = catalogueOf({ language });
  await hearAndStop(orca, say(title));
  await orca.tabUntil(say(comment, '[^]* entry\\.'));
  await orca.type('Orca');
  await orca.tabUntil(say(form.check, ' push button\\.'));
  await orca.press('Return');
  await hearAndStop(orca, say(form.problem));
  await orca.tabUntil(/ link\./);
  await orca.press('Return');
  await orca.hear(say(questions.noAnswer, '[^]* radio button'));
  assert.match(await orca.press('Down'), say(needed));
  await orca.tabUntil(say(form.check, ' push button\\.'));
  await orca.press('Return');
  await hearAndStop(orca, say(check.heading, '[^]*Orca'));
  await orca.tabUntil(say(check.send, ' push button\\.'));
  await orca.press('Return');
  await orca.hear(say(receipt.thanks, '[^]*[A-Z]{3}-\\d{3}-[A-Z]{3}'));
}

/** @param then a regular expression of what is said after it */
function say(words: string, then = ''): RegExp {
  return new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + then);
}

/** Saves answers, and hears the code character by character. */
async function saveAnswers(orca: Orca): Promise<void> {
  await hearAndStop(orca, /Strategy consultation/);
  await orca.tabUntil(/any final comments[^]* entry\./);
  await orca.type('Half of it');
  await orca.tabUntil(/Save[^]* push button\./);
  await orca.press('Return');
  await orca.hear(/Your answers are saved[^]*Your code/);
  // To the code itself, which Orca then reads by character.
  await orca.press('Control_L');
  for (let line = 0; line < 20 && !isCode(orca); line += 1) await orca.press('Down');
  assert.ok(isCode(orca), 'the code is never reached');
  for (let character = 0; character < 6; character += 1) await orca.press('Right');
}

/** Whether what was said last is the code. */
function isCode({ transcript }: Orca): boolean {
  return /^\s*\w{4}[ -]\w{4}[ -]\w{4}[ -]\w{4}/.test(transcript.at(-1) ?? '');
}

const firefoxSettings = [
  ['javascript.enabled', false],
  ['browser.shell.checkDefaultBrowser', false],
  ['browser.aboutwelcome.enabled', false],
  ['datareporting.policy.dataSubmissionEnabled', false],
  ['toolkit.telemetry.reportingpolicy.firstRun', false],
  ['app.update.enabled', false],
  ['browser.startup.homepage_override.mstone', 'ignore'],
  ['network.captive-portal-service.enabled', false],
  ['network.connectivity-service.enabled', false],
]
  .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
  .join('');

/** Opens an address in a browser that begins with nothing. */
const browsers: Record<string, (t: TestContext, orca: Orca, address: string) => Promise<void>> = {
  async Chromium(t, orca, address) {
    orca.start(await findProgram('chromium'), [
      ...chromiumArguments,
      '--force-renderer-accessibility',
      '--blink-settings=scriptEnabled=false',
      '--no-default-browser-check',
      `--user-data-dir=${await makeFolder(t)}`,
      address,
    ]);
  },
  async Firefox(t, orca, address) {
    const profile = await makeFolder(t);
    await writeFile(join(profile, 'user.js'), firefoxSettings);
    orca.start('firefox-esr', ['--no-remote', '--profile', profile, address]);
  },
};

for (const [browser, open] of Object.entries(browsers)) {
  test(`the journey with ${browser}`, async (t) => {
    const site = await startTestSite(t);
    const orca = await startOrca(t);
    await open(t, orca, site.form);
    await keep(orca, () => makeJourney(orca, site), {
      file: `accessibility-orca-${browser.toLowerCase()}.md`,
      title: `What Orca said, with ${browser}`,
      about:
        'It answers with a mistake, is told, goes to the field, corrects it, checks and sends.',
    });
  });

  test(`a grid with ${browser}`, async (t) => {
    const site = await startTestSite(t, {}, { dist: await buildEveryKind() }, everyKindSlug);
    const orca = await startOrca(t);
    await open(t, orca, `${site.form}#kind-grid`);
    await keep(orca, () => answerGrid(orca), {
      file: `accessibility-orca-${browser.toLowerCase()}-grid.md`,
      title: `What Orca said of a grid, with ${browser}`,
      about: 'It opens a grid of three rows on a scale of five, and answers its first row.',
    });
  });
}

test('saving, with Chromium', async (t) => {
  const site = await startTestSite(t);
  const orca = await startOrca(t);
  await browsers['Chromium']?.(t, orca, site.form);
  await keep(orca, () => saveAnswers(orca), {
    file: 'accessibility-orca-chromium-saved.md',
    title: 'What Orca said of saved answers, with Chromium',
    about:
      'It saves a half of the answers, hears the code, and has it read character by character.',
  });
});

for (const [slug, words] of Object.entries({ library: inWelsh, health: inArabic })) {
  const name = nameOfLanguage(words.language);
  test(`the journey in ${name}, with Chromium`, async (t) => {
    const site = await startTestSite(t, {}, { dist: await buildLanguages() }, slug);
    const orca = await startOrca(t);
    const folder = slug === 'library' ? `${words.language}/` : '';
    await browsers['Chromium']?.(t, orca, `${site.form}${folder}`);
    await keep(orca, () => answerIn(orca, words), {
      file: `accessibility-orca-chromium-${words.language}.md`,
      title: `What Orca said in ${name}, with Chromium`,
      about:
        'It leaves out a question that must be answered, is told, answers it, checks and sends. Orca itself speaks English, so the names of roles and states are English.',
    });
  });
}

interface Document {
  file: string;
  title: string;
  about: string;
}

/** Keeps the transcript of a journey that came to its end. */
async function keep(orca: Orca, journey: () => Promise<void>, document: Document): Promise<void> {
  const file = fileURLToPath(new URL(`../../../docs/${document.file}`, import.meta.url));
  try {
    await journey();
    await writeFile(file, toText(document, orca));
  } catch (error) {
    console.error(orca.transcript.slice(-60).join('\n'));
    throw error;
  }
}

function toText({ title, about }: Document, { transcript }: Orca): string {
  const said = transcript.join('\n').replace(/127\.0\.0\.1:\d+/g, 'the site');
  return `# ${title}

${about}

Written by \`npm run orca\`: a real screen reader with a real browser, JavaScript off. KEY and TYPES are what was
pressed; the indented lines are what Orca said.

\`\`\`
${said}
\`\`\`
`;
}
