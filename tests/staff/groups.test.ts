/** Groups as staff see them: a library, a campaign with names and without, and one decision for all. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeFolder } from '../../src/server/store/sqlite/changes.ts';
import { openFolder } from '../../src/server/store/sqlite/open-folder.ts';
import { atEnd } from '../cleanup.ts';
import { startMailServer } from '../mail-server.ts';
import { act } from '../../src/staff/commands/run-command.ts';
import { slug, startTestSite, until, type TestSite } from '../site.ts';
import { askStaff, filledFolder, runStaff } from './run.ts';

interface Group {
  kind: string;
  references: string[];
  counted: number;
  undecided: number;
  apart: number;
}

const campaign = 'Keep the library open on Saturdays, as it has been since 1974.';
const groupsOf = ({ dataDir }: TestSite) => askStaff<Group[]>(dataDir, ['list', '--groups']);
const referencesOf = async ({ dataDir }: TestSite, ...words: string[]) =>
  (await askStaff<{ reference: string }[]>(dataDir, ['list', ...words])).map(
    ({ reference }) => reference,
  );

test('30 people with different words behind one address are counted, and shown as one group', async (t) => {
  const site = await startTestSite(t);
  for (let person = 1; person <= 30; person += 1) {
    await site.send({ 'vision-comment': `I am person ${person} of this hospital.` });
  }
  const all = await referencesOf(site);
  assert.deepEqual(await referencesOf(site, '--apart'), []);
  const [group, ...others] = await groupsOf(site);
  assert.deepEqual(others, []);
  assert.deepEqual([group?.kind, group?.references, group?.counted], ['network', all, 30]);
  const { out } = await runStaff(site.dataDir, ['list', '--groups']);
  assert.match(
    out,
    /^30 contributions came from one network .* on Monday 1 March 2027 \(this happens with a library or a workplace, and also when a program sends them\)\. All of them are in the totals\.\n/,
  );

  const [first = '', second = ''] = all;
  const decided = await runStaff(site.dataDir, ['decide', '--group', second, 'apart']);
  assert.equal(decided.code, 0, decided.error);
  assert.match(
    decided.out,
    /^30 contributions are set aside, so they are in no total:\n- one network: /,
  );
  assert.ok(all.every((reference) => decided.out.includes(reference)));
  assert.deepEqual(await referencesOf(site, '--apart'), all);
  assert.match(
    (await runStaff(site.dataDir, ['show', first])).out,
    /Counted: no, set aside by staff/,
  );
  await runStaff(site.dataDir, ['decide', first, 'open', '--group']);
  assert.deepEqual(await referencesOf(site, '--apart'), []);
});

test('30 people who send the same words are counted, with names and without, as one group', async (t) => {
  const site = await startTestSite(t, { TRUST_PROXY: '1' });
  for (let person = 1; person <= 30; person += 1) {
    const name = person % 2 === 0 ? '' : `Person ${person}`;
    const text = person % 3 === 0 ? campaign.replaceAll(' ', '\n') : campaign;
    await sendFrom(site, `192.0.2.${person}`, { 'vision-comment': text, 'about-you-name': name });
  }
  await sendFrom(site, '192.0.2.99', { 'vision-comment': 'Yes.' });
  const all = await referencesOf(site);
  const members = all.slice(0, 30);
  assert.deepEqual(await referencesOf(site, '--apart'), []);
  assert.deepEqual(
    (await groupsOf(site)).map(({ kind, references }) => [kind, references]),
    [['same-words', members]],
  );
  const status = await runStaff(site.dataDir, ['status']);
  assert.match(status.out, /Groups with the same words, or from one network .*: 1/);

  const [first = '', last = ''] = [all[0], all.at(-1)];
  const json = await askStaff(site.dataDir, ['decide', '--group', first, 'apart']);
  assert.deepEqual((json as { references: string[] }).references, members);
  const alone = await runStaff(site.dataDir, ['decide', '--group', last, 'apart']);
  assert.equal(alone.code, 1);
  assert.match(alone.error, /is not in such a group/);
  assert.deepEqual(await referencesOf(site, '--apart'), members);
  const list = await runStaff(site.dataDir, ['list']);
  assert.equal(list.out.match(/set aside by staff/g)?.length, 30);
});

test('staff can decide about one kind of group when a contribution is in two', async (t) => {
  const site = await startTestSite(t);
  await site.send({ 'vision-comment': campaign });
  for (let person = 1; person <= 20; person += 1)
    await site.send({ 'vision-comment': `${person}` });
  await site.send({ 'vision-comment': campaign });
  const all = await referencesOf(site);
  const [first = '', last = ''] = [all[0], all.at(-1)];
  await runStaff(site.dataDir, ['decide', '--only', 'same-words', last, 'apart']);
  assert.deepEqual(await referencesOf(site, '--apart'), [first, last]);
  await runStaff(site.dataDir, ['decide', '--group', last, 'apart']);
  assert.deepEqual(await referencesOf(site, '--apart'), all);
});

test('an email of a contribution in a campaign says so, and that it is in the totals', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(t, { SMTP_URL: mail.url, MAIL_FROM: 'weigh-in@example.org' });
  await site.send({ 'vision-comment': campaign });
  await site.send({ 'vision-comment': campaign, 'about-you-name': 'Ada' });
  await until('both have come', () => mail.emails.length === 2);
  const [first = ''] = await referencesOf(site);
  const texts = mail.emails.map(({ text }) => text?.replace(/\s+/g, ' ') ?? '');
  const remarked = texts.filter((text) => text.includes('Please note'));
  assert.equal(remarked.length, 1);
  assert.ok(remarked[0]?.includes(`the same words as those of ${first}. Please note: It is in`));
});

test('a decision about many is made for all of them, or for none', async (t) => {
  const folder = await filledFolder(t, 2);
  const [first] = await askStaff<{ reference: string }[]>(folder, ['list']);
  const database = openFolder(folder, 'change');
  atEnd(t, () => database.close());
  const changes = changeFolder(database, folder, 'example.org');
  const references = [first?.reference ?? '', 'AAA-333-AAA'];
  await assert.rejects(
    act({ changes, slug }, 'decide', { references, decision: 'apart' }),
    /There is no contribution AAA-333-AAA/,
  );
  assert.deepEqual(await askStaff(folder, ['list', '--apart']), []);
});

async function sendFrom(site: TestSite, address: string, fields: Record<string, string>) {
  const headers = { 'x-forwarded-for': address };
  const check = await (await site.post(fields, { headers })).text();
  const token = /name="_token" value="([^"]+)"/.exec(check)?.[1] ?? '';
  const _checked = String(Date.parse('2027-03-01T11:00:00Z'));
  const sent = await site.post({ ...fields, _token: token, _checked, _do: 'send' }, { headers });
  assert.equal(sent.status, 303);
}
