/** A folder that an older version left is taken over as it is: receipts open, and emails that waited go. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { schemaVersion } from '../../src/server/sqlite/schema.ts';
import { startMailServer } from '../mail-server.ts';
import { makeFolder, startTestSite, until } from '../site.ts';

const folderOfOld = new URL('old-data/', import.meta.url);

test('there is old data of the first version at least', () => {
  assert.ok(readdirSync(folderOfOld).includes('1.sql'));
});

for (const name of readdirSync(folderOfOld)) {
  test(`data of version ${name.replace('.sql', '')} is taken over`, async (t) => {
    const folder = await makeFolder(t);
    const old = new DatabaseSync(join(folder, 'weigh-in.sqlite'));
    old.exec(readFileSync(new URL(name, folderOfOld), 'utf8'));
    old.close();
    const mail = await startMailServer(t);
    const site = await startTestSite(t, {
      DATA_DIR: folder,
      SMTP_URL: mail.url,
      MAIL_FROM: 'weigh-in@example.org',
    });
    await until('what waited is emailed', () => mail.emails.length === 1);
    assert.match(mail.emails[0]?.text ?? '', /Words from before the upgrade/);
    const receipt = await fetch(`${site.endpoint}?receipt=${'A'.repeat(22)}`);
    assert.match(await receipt.text(), /Words from before the upgrade/);
    assert.equal((await site.send({ 'vision-comment': 'After it' })).status, 303);
    await site.stop();
    const now = new DatabaseSync(join(folder, 'weigh-in.sqlite'), { readOnly: true });
    const version = now.prepare('PRAGMA user_version').get()?.['user_version'];
    now.close();
    assert.equal(version, schemaVersion);
  });
}
