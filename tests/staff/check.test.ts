/** `check`: what is right and what needs a person, for a correct and for a wrong set-up. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { atEnd } from '../cleanup.ts';
import { newConsultation } from '../../src/content-files/new-consultation.ts';
import { readSettings } from '../../src/server/settings/settings.ts';
import { checkSender } from '../../src/staff/check/check-mail.ts';
import { writeContent, type Files } from '../content-files/content.ts';
import { startMailServer, refusal } from '../mail-server.ts';
import { openFolderStorage } from '../server/store/stores.ts';
import { builtConsultation, makeFolder, startTestSite } from '../site.ts';
import { makeCertificate, startTls } from '../tls.ts';
import { filledFolder, runStaff, type Ran } from './run.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Said {
  isReady: boolean;
  right: { about: string; sentence: string }[];
  needsPerson: { about: string; sentence: string }[];
}

function run(script: string, words: string[], settings: Record<string, string>): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [script, ...words],
      { cwd: root, env: { PATH: process.env['PATH'], ...settings } },
      (_error, out, error) => resolve({ code: child.exitCode ?? -1, out: out.trim(), error }),
    );
  });
}

/** A consultation that is open now, with realistic recipients. */
async function writeOpenContent(t: TestContext, files: Files = {}): Promise<string> {
  const written = newConsultation({
    title: 'A plan for the park',
    contact: 'park@elmton.gov.uk',
    now: new Date(Date.now() - 20 * 86_400_000),
  });
  const park = Object.entries(written).map(([name, text]) => [`park/${name}`, text]);
  return writeContent(t, { ...(Object.fromEntries(park) as Files), ...files });
}

test('a correct set-up is exit code 0: built, started behind TLS, and emails that arrive', async (t) => {
  const CONTENT_DIR = await writeOpenContent(t);
  const folder = await makeFolder(t);
  // Inside the project: the commands of a build find the packages there that read Markdown.
  const workshop = await mkdtemp(join(root, '.astro/check-'));
  atEnd(t, () => rm(workshop, { recursive: true }));
  const dist = join(workshop, 'dist');
  const built = await run(join(root, 'scripts/build.ts'), [], { CONTENT_DIR, BUILD_DIR: dist });
  assert.equal(built.code, 0, built.error);
  const certificate = await makeCertificate(t, 90);
  let target = '';
  const { httpsPort } = await startTls(t, certificate, () => target);
  const settings = {
    CONTENT_DIR,
    DATA_DIR: join(folder, 'data'),
    MAIL_DIR: join(folder, 'outgoing'),
    PUBLIC_URL: `https://localhost:${httpsPort}`,
    TRUST_PROXY: '1',
  };
  await mkdir(settings.DATA_DIR, { mode: 0o700 });
  const site = await startTestSite(t, settings, { dist, now: Date.now });
  target = site.localUrl;

  const trusting = { ...settings, NODE_EXTRA_CA_CERTS: certificate.certificateFile };
  const staff = join(dist, 'server/staff.mjs');
  const good = await run(staff, ['check'], trusting);
  assert.equal(good.code, 0, good.out + good.error);
  assert.match(good.out, /^OK:\n- [^]*\n\nEverything is ready\.$/);
  for (const sentence of [
    /park is open until/,
    /park has no contributions yet/,
    /The build has the latest text/,
    /TRUST_PROXY is 1/,
    /The site answers at https:\/\/localhost:\d+, and accepts contributions/,
    /The certificate of localhost is valid for (89|90) more days/,
    /A test email was written as TEST\.eml/,
  ])
    assert.match(good.out, sentence);
  const email = await readFile(join(settings.MAIL_DIR, 'TEST.eml'), 'utf8');
  assert.match(email, /^To: park@elmton\.gov\.uk\r?$/m);
  assert.match(email, /This is a test\. Nobody has answered a consultation\./);

  const quiet = await run(staff, ['check', 'park', '--no-email', '--json'], {
    ...trusting,
    MAIL_DIR: join(folder, 'never'),
  });
  assert.equal((JSON.parse(quiet.out) as Said).isReady, true);
  assert.equal(existsSync(join(folder, 'never')), false, 'nothing is sent');

  const untrusted = await run(staff, ['check', '--no-email'], settings);
  assert.equal(untrusted.code, 3);
  assert.match(untrusted.out, /do not trust the certificate of localhost \(DEPTH_ZERO_SELF_SIGNED/);

  await cp(dist, join(folder, 'copied'), { recursive: true });
  const copied = await run(join(folder, 'copied/server/staff.mjs'), ['check'], trusting);
  assert.equal(copied.code, 0, copied.out + copied.error);
  assert.match(copied.out, /The content cannot be read here/);

  await writeFile(join(CONTENT_DIR, 'park/3-more.md'), '---\ntitle: More\n---\n\nMore words.\n');
  const later = await run(staff, ['check', '--no-email'], trusting);
  assert.match(later.out, /The build does not have the latest text of park: restart/);
});

test('a wrong set-up is exit code 3, with a sentence for each thing', async (t) => {
  const CONTENT_DIR = await writeContent(t, {
    'park/consultation.yaml': 'tilte: A plan\n',
    'park/4-map.md': '---\ntitle: Map\n---\n\n![](map.jpg)\n',
  });
  const folder = await filledFolder(t, 3);
  const built = await builtConsultation();
  const storage = await openFolderStorage(folder);
  const gone = { ...built, slug: 'gone-plan' };
  const [first, ...rest] = built.sections;
  const old = { id: 'old-comment', kind: 'comment', ask: 'And the old one?' };
  const sections = [{ ...first, questions: [...(first?.questions ?? []), old] }, ...rest];
  const before = { ...built, version: 'v-old', sections: sections as typeof built.sections };
  const words = [{ question: 'old-comment', answer: { text: 'A secret thought' } }];
  for (const consultation of [gone, before, built]) await storage.store.keepVersion(consultation);
  for (const [index, consultation] of [gone, before].entries())
    await storage.store.add({
      consultation,
      answers: index === 0 ? [] : words,
      token: `${index}`.repeat(22),
      receivedAt: new Date(),
      late: false,
    });
  await storage.close();
  await chmod(join(folder, 'weigh-in.sqlite'), 0o644);
  await writeFile(join(folder, 'warnings.txt'), 'TRUST_PROXY is 0, but requests come …\n');

  const mail = await startMailServer(t, {
    onAuth: (_login, _session, done) => done(null, { user: 'user' }),
    onRcptTo({ address }, _session, done) {
      done(address.startsWith('gone') ? refusal(550, '5.1.1 no such mailbox') : null);
    },
  });
  const closed = await startMailServer(t);
  await closed.stop();
  const settings = {
    CONTENT_DIR,
    SMTP_URL: mail.url.replace('//', '//user:hunter2@'),
    MAIL_FROM: 'weigh-in@elmton.gov.uk',
    MAIL_TO: 'staff@elmton.gov.uk, gone@elmton.gov.uk, me@example.org',
    PUBLIC_URL: closed.url.replace('smtp', 'https').replace('127.0.0.1', 'localhost'),
    TRUSTED_PROXY: '1',
    HOME: folder,
  };
  const { code, out, error } = await runStaff(folder, ['check'], folder, settings);
  assert.equal(code, 3, error);
  assert.doesNotMatch(out + error, /hunter2|secret thought/);
  const person = out.slice(out.indexOf('Needs attention:'));
  for (const sentence of [
    /park\/consultation\.yaml, line 1: .*tilte.*title/,
    /park\/4-map\.md, line 5: /,
    /gone-plan has 1 contribution, and is not in the content/,
    /People have answered the question “And the old one\?” \(old-comment\), which is gone/,
    /TRUSTED_PROXY is set, but Weigh In has no such setting: did you mean TRUST_PROXY\?/,
    /TRUST_PROXY is 0, but requests come/,
    /Other users of this machine can open .*weigh-in\.sqlite/,
    /could not be reached at https:\/\/localhost:\d+ \(ECONNREFUSED\)/,
    /The certificate of localhost could not be looked at from here \(ECONNREFUSED\)/,
    /me@example\.org is an example, which nobody reads/,
    /refused the test email to gone@elmton\.gov\.uk: 550 5\.1\.1/,
  ])
    assert.match(person, sentence);
  assert.match(out, /accepted a test email to staff@elmton\.gov\.uk and me@example\.org\./);
  assert.equal(mail.emails.length, 1, 'one email in a run');
  assert.equal(mail.emails[0]?.headers.get('auto-submitted'), 'auto-generated');
});

test('a wrong setting and an unknown consultation are exit code 1, wrong use is 2; nothing is written', async (t) => {
  const folder = await makeFolder(t);
  const wrong = await runStaff(folder, ['check'], folder, { TRUST_PROXY: 'yes' });
  assert.deepEqual([wrong.code, wrong.out], [1, '']);
  assert.match(wrong.error, /^TRUST_PROXY must be .*\.$/);
  const unknown = await runStaff(folder, ['check', 'no-such-plan'], folder);
  assert.deepEqual([unknown.code, unknown.out], [1, '']);
  assert.match(unknown.error, /^There is no consultation no-such-plan in \S+\.$/);
  assert.equal((await runStaff(folder, ['check', '--send'], folder)).code, 2);
  const empty = await runStaff(folder, ['check'], folder);
  assert.equal(empty.code, 3);
  assert.match(empty.out, /is not a data folder of Weigh In.*start the site once/);
  assert.match(empty.out, /Nobody gets emails: they go as files/);
  assert.deepEqual(await readdir(folder), []);
});

test('SPF and DMARC of the sender: correct, missing, double, open to all, and impossible to check', async () => {
  const settings = readSettings({
    SMTP_URL: 'smtp://mail.elmton.gov.uk',
    MAIL_FROM: 'weigh-in@mail.elmton.gov.uk',
  });
  const say = async (records: Record<string, string[]>) => {
    const found = await checkSender(settings, async (name) => records[name] ?? null);
    return found.map(({ isRight, sentence }) => `${isRight ? 'right' : 'wrong'}: ${sentence}`);
  };
  const spf = 'v=spf1 mx -all';
  const good = await say({
    'mail.elmton.gov.uk': ['google-site-verification=x', spf],
    '_dmarc.elmton.gov.uk': ['v=DMARC1; p=reject'],
  });
  assert.match(
    good.join('\n'),
    /^right: .* has an SPF record\.\nright: .* has a DMARC record\. Emails/,
  );
  assert.match((await say({})).join(), /^wrong: DNS here knows no domain mail\.elmton\.gov\.uk/);
  const none = await say({ 'mail.elmton.gov.uk': [] });
  assert.match(none.join('\n'), /^wrong: .*no SPF record.*\nwrong: .*no DMARC record/);
  assert.match((await say({ 'mail.elmton.gov.uk': [spf, spf] }))[0] ?? '', /two SPF records/);
  assert.match((await say({ 'mail.elmton.gov.uk': ['v=spf1 +all'] }))[0] ?? '', /lets everybody/);
  const offline = await checkSender(settings, () =>
    Promise.reject(Object.assign(new Error('secret'), { code: 'ETIMEOUT' })),
  );
  assert.match(offline[0]?.sentence ?? '', /could not be looked at from here \(ETIMEOUT\)/);
  const local = readSettings({ SMTP_URL: 'smtp://localhost', MAIL_FROM: 'weigh-in@example.org' });
  assert.match((await checkSender(local))[0]?.sentence ?? '', /not one of your domains/);
});
