/** A consultation that was renamed or removed: links still work, and no words are lost without notice. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { findClashes, findGone, findRenamed } from '../../src/consultation/addresses.ts';
import { openFolderStorage } from './store/stores.ts';
import { changeBuild } from '../changed-build.ts';
import { startMailServer } from '../mail-server.ts';
import { builtConsultation, makeFolder, slug, startTestSite, tokenIn, until } from '../site.ts';
import { askStaff, runStaff } from '../staff/run.ts';

const token = 'A'.repeat(22);
const old = 'old-plan';

/** A data folder with a contribution to a consultation of another name, in a different version. */
async function makeStored(t: TestContext, name: string) {
  const folder = await makeFolder(t);
  const recipients = ['old@example.org'];
  const consultation = { ...(await builtConsultation()), slug: name, version: 'v-old', recipients };
  const storage = await openFolderStorage(folder);
  const { store } = storage;
  await store.keepVersion(consultation);
  const words = [{ question: 'final-comment', answer: { text: 'From before' } }];
  await store.add({ consultation, answers: words, token, receivedAt: new Date(0), late: false });
  await storage.close();
  return folder;
}

test('old links of a renamed consultation lead to the new ones, and receipts open', async (t) => {
  const DATA_DIR = await makeStored(t, old);
  const site = await startTestSite(
    t,
    { DATA_DIR },
    { dist: await changeBuild(t, { formerly: [old] }) },
  );
  const lead = async (path: string) => {
    const { status, headers } = await fetch(site.url + path, { redirect: 'manual' });
    return [status, headers.get('location')];
  };
  assert.deepEqual(await lead(`/${old}`), [308, `/${slug}/`]);
  assert.deepEqual(await lead(`/${old}/`), [308, `/${slug}/`]);
  assert.deepEqual(await lead(`/${old}/privacy/?a=b`), [308, `/${slug}/privacy/?a=b`]);
  assert.deepEqual(await lead(`/${old}/respond`), [303, `/${slug}/`]);
  for (const name of [old, slug]) {
    const receipt = await fetch(`${site.url}/${name}/respond?receipt=${token}`);
    assert.equal(receipt.status, 200);
    assert.match(await receipt.text(), /From before/);
  }
  assert.equal((await fetch(`${site.url}/another/respond?receipt=${token}`)).status, 404);
  assert.ok(
    site.lines.includes(
      `${old} is now ${slug}: its earlier contributions are still filed as ${old}`,
    ),
  );
});

test('a form that was open while its consultation was renamed can still be sent', async (t) => {
  const DATA_DIR = await makeStored(t, old);
  const site = await startTestSite(
    t,
    { DATA_DIR },
    { dist: await changeBuild(t, { formerly: [old] }) },
  );
  for (const version of ['v-old', '']) {
    const fields = { 'final-comment': `On an old page ${version}`, _version: version };
    const post = (more = {}) =>
      fetch(`${site.url}/${old}/respond`, {
        method: 'POST',
        body: new URLSearchParams({ ...fields, ...more }),
      });
    const check = await post();
    assert.equal(check.status, 200);
    const sent = await post({ _token: tokenIn(await check.text()), _do: 'send' });
    assert.equal(sent.status, 200);
    assert.match(await sent.text(), /Thank you[\s\S]*On an old page/);
  }
});

test('a consultation that is no longer on the site is named, and its forms are returned as answers', async (t) => {
  const DATA_DIR = await makeStored(t, 'gone-plan');
  const mail = await startMailServer(t);
  const from = { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' };
  const site = await startTestSite(t, { DATA_DIR, ...from });
  assert.ok(site.lines.some((line) => line.startsWith('gone-plan has contributions, but is not')));
  await until('its email goes to its own recipients', () => mail.emails.length === 1);
  const response = await fetch(`${site.url}/gone-plan/respond`, {
    method: 'POST',
    body: new URLSearchParams({ 'final-comment': 'Too late for it', _version: 'v-old' }),
  });
  assert.equal(response.status, 404);
  const page = await response.text();
  assert.match(page, /Too late for it/);
  assert.doesNotMatch(page, /_version|final-comment=/);
  assert.equal((await fetch(`${site.url}/gone-plan/respond?receipt=${token}`)).status, 200);
  await site.stop();

  const words = ['status', '--consultation', 'gone-plan'];
  assert.match(
    (await runStaff(DATA_DIR, words)).out,
    /This consultation is not on the site any more/,
  );
  assert.equal((await askStaff<{ isOnSite: boolean }>(DATA_DIR, words)).isOnSite, false);
});

test('the start says which questions have changed since people answered them', async (t) => {
  const folder = await makeFolder(t);
  const built = await builtConsultation();
  const [first, ...others] = built.sections;
  const extra = { id: 'old-comment', kind: 'comment', ask: 'And the old one?' };
  const sections = [
    { ...first, questions: [...(first?.questions ?? []), extra] },
    ...others,
  ] as typeof built.sections;
  const consultation = { ...built, version: 'v-old', sections };
  const storage = await openFolderStorage(folder);
  await storage.store.keepVersion(consultation);
  const answers = [{ question: 'old-comment', answer: { text: 'From before' } }];
  await storage.store.add({ consultation, answers, token, receivedAt: new Date(0), late: false });
  await storage.close();
  const site = await startTestSite(t, { DATA_DIR: folder });
  const said = site.lines.filter((line) => line.startsWith(`${slug}: `));
  assert.equal(said.length, 1);
  assert.match(
    said[0] ?? '',
    /answered the question “And the old one\?” \(old-comment\), which is gone/,
  );
});

test('an earlier address cannot be another consultation’s', () => {
  const plan = { slug: 'plan', formerly: ['old-plan'] };
  assert.deepEqual(findClashes([plan, { slug: 'park' }]), []);
  for (const other of [{ slug: 'old-plan' }, { slug: 'park', formerly: ['old-plan'] }])
    assert.equal(findClashes([plan, other])[0]?.address, 'old-plan');
  assert.equal(findClashes([{ slug: 'plan', formerly: ['plan'] }])[0]?.other, 'plan');
  assert.deepEqual(findGone(['plan', 'old-plan', 'gone'], [plan]), ['gone']);
  assert.deepEqual([...findRenamed(['plan', 'old-plan', 'gone'], [plan])], [['old-plan', 'plan']]);
});
