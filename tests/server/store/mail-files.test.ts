/** Erased words are gone from every file that the program wrote, or the file is named. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildWith } from '../../journeys/batches.ts';
import { makeFolder, startTestSite, until } from '../../site.ts';
import { askStaff, runStaff } from '../../staff/run.ts';

const canary = 'canary-in-a-coal-mine';

interface Forgotten {
  files: { left: string[]; elsewhere: string[] };
  copies: string[];
}

for (const isKnown of [true, false]) {
  test(`forget ${isKnown ? 'names every other file with the words' : 'says when files lie in a folder that it does not know'}`, async (t) => {
    const dataDir = await makeFolder(t);
    const mailDir = join(await makeFolder(t), 'mail');
    const clock = { now: Date.parse('2027-03-02T12:10:00Z') };
    const dist = await buildWith(t, { above: 1, every: 'hour' });
    const world = { now: () => clock.now, lookEvery: 20, dist };
    const site = await startTestSite(t, { DATA_DIR: dataDir, MAIL_DIR: mailDir }, world);
    const send = (words: string) =>
      site.send({ _version: 'with-batches', 'vision-comment': words });
    const has = (name: RegExp) =>
      existsSync(mailDir) && readdirSync(mailDir).some((one) => name.test(one));
    await send('Others');
    for (const words of [canary, 'More of others']) await send(words);
    clock.now = Date.parse('2027-03-02T13:00:00Z');
    await until('the batch is written', () => has(/^batch-.*\.eml$/));
    clock.now = Date.parse('2027-03-03T09:00:00Z');
    await until('the summary is written', () => has(/^summary-.*03-03\.eml$/));
    const [, line] = await askStaff<{ reference: string }[]>(dataDir, ['list']);
    const reference = line?.reference as string;
    const settings: Record<string, string> = isKnown ? { MAIL_DIR: mailDir } : {};
    assert.equal((await runStaff(dataDir, ['resend', reference], dataDir, settings)).code, 0);
    await until('it is written by itself', () => has(new RegExp(`^${reference}.*eml$`)));
    await until('that is known', async () =>
      (await runStaff(dataDir, ['status'])).out.endsWith('Nothing is waiting.'),
    );

    const copies = ['weigh-in.sqlite.before-9', 'weigh-in.sqlite.damaged-2027-03-01'].map((name) =>
      join(dataDir, name),
    );
    for (const copy of copies) writeFileSync(copy, canary);
    const { code, out } = await runStaff(
      dataDir,
      ['forget', reference, '--yes', '--json'],
      dataDir,
      settings,
    );
    assert.equal(code, 3);
    const { files, ...forgotten } = JSON.parse(out) as Forgotten;
    assert.deepEqual(forgotten.copies, copies);
    const named = isKnown ? files.left : files.elsewhere;
    assert.deepEqual(isKnown ? files.elsewhere : files.left, []);
    assert.equal(named.filter((name) => /batch-/.test(name)).length, isKnown ? 2 : 1);
    assert.equal(named.filter((name) => /summary-.*03-03/.test(name)).length, isKnown ? 2 : 1);
    assert.equal(named.includes(reference), !isKnown);
    if (isKnown) {
      assert.ok(!has(new RegExp(`^${reference}`)), 'its own files are gone');
      const holding = readdirSync(mailDir).filter((name) =>
        readFileSync(join(mailDir, name)).includes(canary),
      );
      for (const name of holding) assert.ok(files.left.includes(join(mailDir, name)), name);
    }
    const withdrawal = new RegExp(`^withdrawal-.*${reference}\\.eml$`);
    await until('staff are told', () => has(withdrawal));
    const told = readdirSync(mailDir).find((name) => withdrawal.test(name)) as string;
    const text = readFileSync(join(mailDir, told), 'utf8').replace(/=?\r\n/g, ' ');
    assert.match(
      text.replace(/\s+/g, ' '),
      /brought it with others and the tables of the summaries/,
    );
  });
}
