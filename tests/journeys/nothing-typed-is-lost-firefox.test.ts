/** Back, reload and a restored session, in Firefox: every kind of question keeps what was typed. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { buildEveryKind } from '../every-kind-build.ts';
import { findFirefox, startFirefox, type Firefox } from '../firefox.ts';
import { answersOfPeople, everyKindSlug } from '../questions/every-kind.ts';
import { makeFolder, startTestSite, until } from '../site.ts';

const program = (await findFirefox()) ?? '';
const options = { skip: program === '' ? 'Firefox is not installed' : false };

/** Types and ticks as a person does: Firefox keeps what was edited, not what a script set. */
const fillIn = (firefox: Firefox, answers: Record<string, string | readonly string[]>) =>
  firefox.evaluate(`(() => {
    for (const [name, values] of Object.entries(${JSON.stringify(answers)})) {
      for (const field of document.getElementsByName(name)) {
        if (/radio|checkbox/.test(field.type)) {
          if ([values].flat().includes(field.value) && !field.checked) field.click();
        } else {
          field.focus();
          document.execCommand('selectAll');
          document.execCommand('insertText', false, [values].flat().join());
        }
      }
    }
    return null;
  })()`);

/** Returns everything that is typed and ticked, as the browser would send it. */
const typedOn = (firefox: Firefox) =>
  firefox.evaluate<string[]>(`[...new FormData(document.forms[0])]
    .filter(([name, value]) => !name.startsWith('_') && value !== '')
    .map(([name, value]) => name + '=' + value)
    .sort()`);

const [answers = {}, others = {}] = answersOfPeople as Record<string, string | readonly string[]>[];

async function start(t: TestContext, preferences?: Record<string, number>) {
  const site = await startTestSite(t, {}, { dist: await buildEveryKind() }, everyKindSlug);
  const profile = await makeFolder(t);
  const firefox = await startFirefox(t, program, profile, preferences);
  return { site, profile, firefox, privacy: new URL('privacy/', site.form).href };
}

for (const isKept of [true, false]) {
  test(`Back in Firefox, with${isKept ? '' : 'out'} its back/forward cache`, options, async (t) => {
    const { site, firefox, privacy } = await start(
      t,
      isKept ? {} : { 'browser.sessionhistory.max_total_viewers': 0 },
    );
    for (const person of [answers, others]) {
      await firefox.goTo(site.form);
      await fillIn(firefox, person);
      const typed = await typedOn(firefox);
      assert.ok(typed.length > 20, `${typed.length} fields are filled in`);
      const goAndComeBack = async () => {
        await firefox.evaluate('(window.isTheSame = true)');
        await firefox.goTo(privacy);
        await firefox.back(site.form);
        assert.deepEqual(await typedOn(firefox), typed);
        return firefox.evaluate<boolean>('window.isTheSame === true');
      };
      // On a busy machine Firefox may leave a page out of its cache, and keep it the next time.
      let wasKept = await goAndComeBack();
      for (let more = 0; isKept && !wasKept && more < 4; more += 1) wasKept = await goAndComeBack();
      assert.equal(wasKept, isKept, 'from the cache');
    }
  });
}

test('Back in Firefox from the check page and from the page with errors', options, async (t) => {
  const { site, firefox } = await start(t, { 'browser.sessionhistory.max_total_viewers': 0 });
  await firefox.goTo(site.form);
  await fillIn(firefox, answers);
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

test('a reload in Firefox', options, async (t) => {
  const { site, firefox } = await start(t);
  await firefox.goTo(site.form);
  await fillIn(firefox, answers);
  const typed = await typedOn(firefox);
  await firefox.reload();
  assert.deepEqual(await typedOn(firefox), typed);
});

test('a session of Firefox that is restored after a power cut', options, async (t) => {
  const { site, firefox, profile } = await start(t);
  await firefox.goTo(site.form);
  await fillIn(firefox, answers);
  const typed = await typedOn(firefox);
  // Firefox writes a session down a moment after a change.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  await firefox.kill();
  const again = await startFirefox(t, program, profile);
  const restored = () => typedOn(again).catch(() => []);
  await until('the form is restored', async () => (await restored()).length === typed.length);
  assert.deepEqual(await restored(), typed);
});
