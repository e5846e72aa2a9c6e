/** Back, reload and a restored session, in Firefox: every kind of question keeps what was typed. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { buildEveryKind } from '../every-kind-build.ts';
import { findFirefox, startFirefox, type Firefox } from '../firefox.ts';
import { answersOfPeople, everyKindSlug } from '../questions/every-kind.ts';
import { makeFolder, startTestSite, until } from '../site.ts';
import { fillIn, readTyped } from './typed.ts';

const program = (await findFirefox()) ?? '';
const options = { skip: program === '' ? 'Firefox is not installed' : false };

const fillInAnswers = (firefox: Firefox, answers: Parameters<typeof fillIn>[0]) =>
  firefox.evaluate(`((${fillIn})(${JSON.stringify(answers)}), null)`);

const typedOn = (firefox: Firefox) => firefox.evaluate<string[]>(`(${readTyped})()`);

const [answers = {}, others = {}] = answersOfPeople as Record<string, string | readonly string[]>[];

async function start(t: TestContext, preferences?: Record<string, number>) {
  const site = await startTestSite(t, {}, { dist: await buildEveryKind() }, everyKindSlug);
  const profile = await makeFolder(t);
  const firefox = await startFirefox(t, program, profile, preferences);
  return { site, profile, firefox };
}

/** Goes to another page and back. Resolves to whether the page then came from the back/forward cache. */
async function leaveAndComeBack(firefox: Firefox, form: string): Promise<boolean> {
  const typed = await typedOn(firefox);
  assert.ok(typed.length > 20, `${typed.length} fields are filled in`);
  await firefox.evaluate('(window.isTheSame = true)');
  await firefox.goTo(new URL('privacy/', form).href);
  await firefox.back(form);
  assert.deepEqual(await typedOn(firefox), typed);
  return firefox.evaluate<boolean>('window.isTheSame === true');
}

test('Firefox as it is installed', options, async (t) => {
  const { site, profile, firefox } = await start(t);

  await t.test('Back, with its back/forward cache', async () => {
    for (const person of [answers, others]) {
      await firefox.goTo(site.form);
      await fillInAnswers(firefox, person);
      // On a busy machine Firefox may leave a page out of its cache, and keep it the next time.
      let wasKept = false;
      for (let tries = 0; !wasKept && tries < 5; tries += 1)
        wasKept = await leaveAndComeBack(firefox, site.form);
      assert.ok(wasKept, 'the page comes from the cache');
    }
  });

  await t.test('a reload', async () => {
    await firefox.goTo(site.form);
    await fillInAnswers(firefox, answers);
    const typed = await typedOn(firefox);
    await firefox.reload();
    assert.deepEqual(await typedOn(firefox), typed);
  });

  await t.test('a session that is restored after a power cut', async () => {
    await firefox.goTo(site.form);
    await fillInAnswers(firefox, answers);
    const typed = await typedOn(firefox);
    // Firefox writes a session down a moment after a change.
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await firefox.kill();
    const again = await startFirefox(t, program, profile);
    const restored = () => typedOn(again).catch(() => []);
    await until('the form is restored', async () => (await restored()).length === typed.length);
    assert.deepEqual(await restored(), typed);
  });
});

test('Firefox without its back/forward cache', options, async (t) => {
  const { site, firefox } = await start(t, { 'browser.sessionhistory.max_total_viewers': 0 });

  await t.test('Back from another page', async () => {
    for (const person of [answers, others]) {
      await firefox.goTo(site.form);
      await fillInAnswers(firefox, person);
      assert.equal(await leaveAndComeBack(firefox, site.form), false, 'the page is loaded again');
    }
  });

  await t.test('Back from the check page', async () => {
    await firefox.goTo(site.form);
    await fillInAnswers(firefox, answers);
    const typed = await typedOn(firefox);
    await firefox.evaluate(`document.querySelector('button[value=check]').click() ?? null`);
    await until('an answer has come', () =>
      firefox.evaluate<boolean>(
        `/respond/.test(location.href) && document.readyState === 'complete'`,
      ),
    );
    await firefox.back(site.form);
    assert.deepEqual(await typedOn(firefox), typed);
  });
});
