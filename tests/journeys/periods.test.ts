/** Before opening, after closing, and in between: the clock decides, and no words are lost. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { startMailServer } from '../mail-server.ts';
import { changeBuild } from '../changed-build.ts';
import { builtConsultation, slug, startTestSite, tokenIn, until } from '../site.ts';

const opens = Date.parse('2026-11-02T09:00:00Z');
const closes = Date.parse('2027-08-20T22:59:59Z');
/** The first full minute after closing. */
const after = closes + 1000;
const hours = 3_600_000;
const words = {
  'final-comment': 'My words <3',
  'values-ranking-human': '1',
  'values-ranking-real': '1',
};
const right = { 'final-comment': 'My words <3' };

async function startAt(t: TestContext, time: number, environment: Record<string, string> = {}) {
  const clock = { time };
  const site = await startTestSite(t, environment, { now: () => clock.time });
  return { site, clock };
}

test('the page changes at the very moment, without a build', async (t) => {
  const { site, clock } = await startAt(t, opens - 1);
  const read = async () => (await fetch(site.form)).text();
  assert.match(await read(), /This consultation opens on Monday 2 November 2026, 9am UK time/);
  clock.time = opens;
  assert.match(await read(), /<form /);
  clock.time = closes;
  assert.match(await read(), /<form /);
  clock.time = after - 1;
  assert.match(await read(), /<form /);
  clock.time = after;
  assert.match(
    await read(),
    /This consultation has closed<\/strong>\s*<br>\s*The closing date was\s+Friday 20 August 2027, 11:59pm UK time/,
  );
});

test('the document and its questions can be read in every state', async (t) => {
  for (const time of [opens - 1, after]) {
    const { site } = await startAt(t, time);
    const page = await (await fetch(site.form)).text();
    assert.match(page, /no contributions will be lost!/);
    assert.match(page, /Which vision statement do you prefer\?/);
    assert.doesNotMatch(page, /<form|<input|<textarea/);
  }
});

test('the pages of a period have no separate addresses', async (t) => {
  const { site } = await startAt(t, opens);
  for (const path of [
    `/${slug}/closed/`,
    `/${slug}/closed`,
    `/${slug}/not-yet-open/`,
    '/404.html',
    '/consultations.json',
  ]) {
    assert.equal((await fetch(site.url + path)).status, 404, path);
  }
});

test('within the grace period a contribution is accepted, and marked late', async (t) => {
  const mail = await startMailServer(t);
  const { site } = await startAt(t, closes + 23 * hours, {
    SMTP_URL: mail.url,
    MAIL_FROM: 'weigh-in@example.org',
  });
  const check = await (await site.post(right)).text();
  assert.match(
    check,
    /You can still send your answers until Saturday 21 August 2027, 11:59pm UK time/,
  );
  const sent = await site.post({ ...right, _token: tokenIn(check), _do: 'send' });
  assert.equal(sent.status, 303);
  const receipt = await (await fetch(new URL(sent.headers.get('location') ?? '', site.url))).text();
  assert.match(receipt, /marked your answers as late/);
  await until('the email has come', () => mail.emails.length === 1);
  assert.match(
    mail.emails[0]?.text ?? '',
    /^Please note: Late: it was sent after the closing date/,
  );
});

test('later than that, and before opening, the words come back with the address', async (t) => {
  for (const [time, title] of [
    [after + 24 * hours, 'This consultation has closed'],
    [opens - 1, 'This consultation is not open yet'],
  ] as const) {
    const { site } = await startAt(t, time);
    for (const body of [words, { ...right, _do: 'send', _token: 'A'.repeat(22) }]) {
      const answer = await site.post(body);
      assert.equal(answer.status, 409);
      const page = await answer.text();
      assert.match(page, new RegExp(`<h1>${title}`));
      if (body === words) assert.match(page, /“1” beside Human\n/);
      assert.match(page, /<textarea[^>]*readonly[^>]*>[^<]*My words &lt;3/);
      assert.match(page, /coproduction@ucl\.ac\.uk/);
    }
  }
});

test('after closing, answers to a question that is gone since come back too', async (t) => {
  const { site } = await startAt(t, opens);
  await site.stop();
  const { version, sections } = await builtConsultation();
  const dist = await changeBuild(t, {
    version: 'edited',
    sections: sections.map((section) => ({
      ...section,
      questions: section.questions.filter(({ id }) => id !== 'final-comment'),
    })),
  });
  const edited = await startTestSite(
    t,
    { DATA_DIR: site.dataDir },
    { dist, now: () => after + 24 * hours },
  );
  const answer = await edited.post({ ...right, 'vision-comment': 'Others', _version: version });
  assert.equal(answer.status, 409);
  assert.match(await answer.text(), /Others[^]*any final comments[^]*My words &lt;3/);
});

test('what is sent in the last minute, at 11:59pm, is on time', async (t) => {
  const { site } = await startAt(t, closes + 500);
  const check = await (await site.post(right)).text();
  assert.doesNotMatch(check, /as late/);
  const sent = await site.post({ ...right, _token: tokenIn(check), _do: 'send' });
  const receipt = await (await fetch(new URL(sent.headers.get('location') ?? '', site.url))).text();
  assert.match(receipt, /We have received your answers/);
  assert.doesNotMatch(receipt, /have marked your answers as late/);
});

test('a receipt stays a receipt after closing, and sending again shows it', async (t) => {
  const { site, clock } = await startAt(t, closes);
  const token = tokenIn(await (await site.post(right)).text());
  const body = { ...right, _token: token, _do: 'send' };
  const first = await site.post(body);
  assert.equal(first.status, 303);
  clock.time = closes + 48 * hours;
  const again = await site.post(body);
  assert.equal(again.status, 303);
  assert.equal(again.headers.get('location'), first.headers.get('location'));
  assert.equal((await fetch(new URL(first.headers.get('location') ?? '', site.url))).status, 200);
});
