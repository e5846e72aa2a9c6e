/** The journey over HTTP, as the simplest of browsers makes it: no script, no cookie, no Origin. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakDrawing } from '../broken-build.ts';
import { startMailServer } from '../mail-server.ts';
import { slug, startTestSite, tokenIn, until } from '../site.ts';

const answers = {
  'vision-choice': 'option-2',
  'vision-comment': 'First line\nSecond “line”\n\n<b>&amp; more</b>',
  'values-ranking-human': '1',
  'values-ranking-real': '2',
};

test('a right form leads to a check page, a receipt, and one email to staff', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, {
    SMTP_URL: mail.url,
    MAIL_FROM: 'Weigh In <weigh-in@example.org>',
  });

  const check = await site.post(answers);
  assert.equal(check.status, 200);
  const page = await check.text();
  assert.match(page, /<h1>Check your answers before you send them<\/h1>/);
  assert.match(page, /Option 2: Our vision is a world where everyone’s experience/);
  assert.match(page, /<ol><li value="1">Human<\/li><li value="2">Real<\/li><\/ol>/);
  assert.match(page, /<em>No answer<\/em>/);

  const sent = await site.send(answers);
  assert.equal(sent.status, 303);
  const location = new URL(sent.headers.get('location') ?? '', site.url);
  await until('the email has come', () => mail.emails.length === 1);

  await until('the receipt says so', async () =>
    /We emailed them to the Centre on Monday 1 March 2027, midday UK time, and the email service accepted them/.test(
      await (await fetch(location)).text(),
    ),
  );
  const receipt = await fetch(location);
  assert.equal(receipt.status, 200);
  assert.equal(receipt.headers.get('cache-control'), 'no-store');
  const reference = /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(await receipt.text())?.[0];
  assert.equal(mail.emails[0]?.subject, `[Strategy consultation] Contribution 1: ${reference}`);

  const copy = await fetch(`${location.href}&as=text`);
  assert.match(copy.headers.get('content-disposition') ?? '', /attachment; filename="/);
  assert.match(await copy.text(), /First line\nSecond “line”\n\n<b>&amp; more<\/b>/);
});

test('everything typed comes back with the errors, exactly', async (t) => {
  const site = await startTestSite(t);
  const response = await site.post({ ...answers, 'values-ranking-real': '1' });
  assert.equal(response.status, 422);
  const page = await response.text();
  assert.match(page, /<title>Error: Strategy consultation/);
  assert.match(page, /autofocus/);
  assert.match(page, /send an answer again without changing it: we keep it as you typed it\./);
  assert.match(
    page,
    /<a href="#values-ranking-real">You gave Human and Real the same number \(1\)/,
  );
  assert.match(page, /id="values-ranking-human"[^>]*aria-invalid="true"/);
  assert.match(
    page,
    /<textarea[^>]*id="vision-comment"[^>]*>\nFirst line\nSecond “line”\n\n&lt;b&gt;&amp;amp; more/,
  );
  assert.match(page, /value="option-2" checked/);
});

test('a clash that is sent again unchanged is accepted as unclear', async (t) => {
  const site = await startTestSite(t);
  const clash = { 'values-ranking-human': '1', 'values-ranking-real': '1' };
  const first = await (await site.post(clash)).text();
  const seen = [...first.matchAll(/name="_seen" value="([^"]+)"/g)].map(([, mark]) => [
    '_seen',
    mark,
  ]);
  assert.equal(seen.length, 2);
  const again = [...Object.entries(clash), ...seen] as [string, string][];
  const check = await site.post(again);
  assert.equal(check.status, 200);
  assert.match(await check.text(), /We could not work out this ranking/);
  const sent = await site.send(again);
  assert.equal(sent.status, 303);
});

test('a form with nothing in it is an error, not a contribution', async (t) => {
  const site = await startTestSite(t);
  for (const empty of [
    {},
    { 'vision-choice': '', 'vision-comment': ' \n', 'values-ranking-human': '-' },
  ]) {
    const response = await site.post(empty);
    assert.equal(response.status, 422);
    assert.match(await response.text(), /Answer at least one question/);
  }
});

test('"Change" gives the form back with everything, even what is not right', async (t) => {
  const site = await startTestSite(t);
  const response = await site.post({ ...answers, 'values-ranking-real': '99', _do: 'change' });
  assert.equal(response.status, 200);
  const page = await response.text();
  assert.match(page, /id="values-ranking-real"[^>]*value="99"/);
  assert.doesNotMatch(page, /There is a problem/);
});

test('a check page that is sent a hundred times is one contribution and one email', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' });
  const token = tokenIn(await (await site.post(answers)).text());
  const sendings = await Promise.all(
    Array.from({ length: 100 }, () => site.post({ ...answers, _token: token, _do: 'send' })),
  );
  assert.deepEqual([...new Set(sendings.map(({ status }) => status))], [303]);
  assert.equal(new Set(sendings.map(({ headers }) => headers.get('location'))).size, 1);
  await until('the email has come', () => mail.emails.length > 0);
  const later = await site.post({ ...answers, _token: token, _do: 'send' });
  assert.equal(later.status, 303);
  await site.stop();
  assert.equal(mail.emails.length, 1);
  assert.equal(site.lines.filter((line) => line.includes('is stored')).length, 1);
});

test('other answers with a used token are checked again, never lost', async (t) => {
  const site = await startTestSite(t);
  const token = tokenIn(await (await site.post(answers)).text());
  assert.equal((await site.post({ ...answers, _token: token, _do: 'send' })).status, 303);
  const other = { 'vision-comment': 'Something else' };
  const check = await site.post({ ...other, _token: token, _do: 'send' });
  assert.equal(check.status, 200);
  const page = await check.text();
  assert.match(page, /To send these as well/);
  const second = await site.post({ ...other, _token: tokenIn(page), _do: 'send' });
  assert.equal(second.status, 303);
});

test('a sending from another site gets the check page, and from there it can be sent', async (t) => {
  const site = await startTestSite(t);
  const token = tokenIn(await (await site.post(answers)).text());
  const body = { ...answers, _token: token, _do: 'send' };
  const forged = await site.post(body, {
    headers: { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
  });
  assert.equal(forged.status, 200);
  const sent = await site.post({ ...body, _token: tokenIn(await forged.text()) });
  assert.equal(sent.status, 303);
});

test('a form is accepted whether its Origin is missing, null or another site', async (t) => {
  const site = await startTestSite(t);
  for (const headers of [
    new Headers(),
    { origin: 'null' },
    { origin: 'https://behind-a-proxy.example' },
  ]) {
    const token = tokenIn(await (await site.post(answers, { headers })).text());
    const sent = await site.post({ ...answers, _token: token, _do: 'send' }, { headers });
    assert.equal(sent.status, 303);
  }
});

test('an endpoint without a receipt leads to the form, and a wrong receipt says nothing', async (t) => {
  const site = await startTestSite(t);
  const plain = await fetch(site.endpoint, { redirect: 'manual' });
  assert.equal(plain.status, 303);
  assert.equal(plain.headers.get('location'), `/${slug}/`);
  for (const token of ['x', 'A'.repeat(22), '../../etc']) {
    const wrong = await fetch(`${site.endpoint}?receipt=${encodeURIComponent(token)}`);
    assert.equal(wrong.status, 404);
    assert.match(await wrong.text(), /There is no receipt at this address/);
  }
});

test('a form loaded before an edit is still accepted, in its own words', async (t) => {
  const { openFolderStorage } = await import('../server/store/stores.ts');
  const { builtConsultation, makeFolder } = await import('../site.ts');
  const folder = await makeFolder(t);
  const now = await builtConsultation();
  const before = structuredClone(now);
  before.version = 'earlier';
  const [question] = before.sections.find(({ id }) => id === 'vision')?.questions ?? [];
  if (!question) throw new Error('no such question');
  question.ask = 'Which vision did you like?';
  (question as unknown as { options: { id: string }[] }).options[0]!.id = 'option-0';
  const storage = await openFolderStorage(folder);
  const { store } = storage;
  await store.keepVersion(before);
  await storage.close();

  const site = await startTestSite(t, { DATA_DIR: folder });
  const old = { _version: 'earlier', 'vision-choice': 'option-0' };
  const check = await (await site.post(old)).text();
  assert.match(check, /Which vision did you like\?/);
  assert.match(check, /name="_version" value="earlier"/);
  const sent = await site.post({ ...old, _token: tokenIn(check), _do: 'send' });
  assert.equal(sent.status, 303);
  const receipt = await fetch(new URL(sent.headers.get('location') ?? '', site.url));
  assert.match(await receipt.text(), /Which vision did you like\?/);
});

test('a receipt is shown even if its consultation is no longer on the site', async (t) => {
  const { openFolderStorage } = await import('../server/store/stores.ts');
  const { builtConsultation, makeFolder } = await import('../site.ts');
  const folder = await makeFolder(t);
  const consultation = { ...(await builtConsultation()), slug: 'strategy-2019', title: 'Of 2019' };
  const storage = await openFolderStorage(folder);
  const { store } = storage;
  await store.keepVersion(consultation);
  const token = 'A'.repeat(22);
  const words = [{ question: 'final-comment', answer: { text: 'From long ago' } }];
  await store.add({ consultation, answers: words, token, receivedAt: new Date(0), late: false });
  await storage.close();

  const site = await startTestSite(t, { DATA_DIR: folder });
  const address = `${site.url}/strategy-2019/respond`;
  const receipt = await fetch(`${address}?receipt=${token}`);
  assert.equal(receipt.status, 200);
  assert.match(await receipt.text(), /From long ago/);
  assert.match(await (await fetch(`${address}?receipt=${token}&as=text`)).text(), /From long ago/);
  for (const other of [address, `${address}?receipt=${'B'.repeat(22)}`])
    assert.equal((await fetch(other, { redirect: 'manual' })).status, 404);
});

test('a page says that answers are stored only when they are', async (t) => {
  let free = 1e12;
  const site = await startTestSite(t, {}, { freeBytes: async () => free });
  const token = tokenIn(await (await site.post(answers)).text());
  free = 1000;
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const full = await site.post({ ...answers, _token: token, _do: 'send' });
  assert.equal(full.status, 503);
  assert.equal(full.headers.get('retry-after'), '60');
  const page = await full.text();
  assert.match(page, /we could not store your answers/);
  assert.match(page, /Second “line”/);
  await until('health says so', async () => (await fetch(`${site.url}/healthz`)).status === 503);
  free = 1e12;
  await new Promise((resolve) => setTimeout(resolve, 1100));
  assert.equal((await site.post({ ...answers, _token: tokenIn(page), _do: 'send' })).status, 303);
});

test('a form that is sent while the site is broken gets the page that says so', async (t) => {
  const site = await startTestSite(t, {}, { dist: await breakDrawing(t) });
  const response = await site.post(answers);
  assert.equal(response.status, 500);
  assert.match(await response.text(), /they should still be in the form/);
  assert.match(site.lines.at(-1) ?? '', /a POST request failed: Error\n/);
});

test('"Change" after sending leads to the form, not to the receipt', async (t) => {
  const site = await startTestSite(t);
  const token = tokenIn(await (await site.post(answers)).text());
  const body = { ...answers, _token: token };
  assert.equal((await site.post({ ...body, _do: 'send' })).status, 303);
  const form = await site.post({ ...body, _do: 'change' });
  assert.equal(form.status, 200);
  assert.match(await form.text(), /<textarea[^>]*id="vision-comment"/);
});
