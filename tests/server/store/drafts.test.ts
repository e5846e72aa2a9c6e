/** The rules of drafts, which hold wherever they are. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { readSettings } from '../../../src/server/settings/settings.ts';
import { backUp } from '../../../src/server/store/sqlite/back-up.ts';
import { rowOverhead } from '../../../src/server/store/drafts.ts';
import { openStaffStore } from '../../../src/server/store/open-staff-store.ts';
import { builtConsultation, slug } from '../../site.ts';
import { everyPlace, makeSqlite, type MakePlace, type Place } from './stores.ts';

const kinds = everyPlace();

function makeRow(size = 40) {
  return {
    id: randomBytes(16),
    consultation: slug,
    box: randomBytes(size),
    isSent: false,
    endsAt: 1_000,
  };
}

async function backUpTo(place: Place, file: string): Promise<void> {
  const url = place.environment['DATABASE_URL'];
  if (url === undefined) return backUp(place.folder, file);
  const { backUpPostgres } = await import('../../../src/server/store/postgres/back-up.ts');
  return backUpPostgres(url, file);
}

type Rule = (t: TestContext, make: MakePlace) => Promise<void>;

const rules: Record<string, Rule> = {
  async 'a draft is found again, byte for byte, by another process too'(t, make) {
    const place = await make(t);
    const { drafts } = await place.open();
    const row = makeRow();
    assert.equal(await drafts.find(row.id), null);
    assert.equal(await drafts.put(row, null), true);
    const { drafts: others } = await place.open();
    assert.deepEqual(await others.find(row.id), { ...row, revision: 1 });
    assert.equal(await others.find(randomBytes(16)), null);
  },

  async 'if two write at once, one is told to read again'(t, make) {
    const place = await make(t);
    const [one, other] = [(await place.open()).drafts, (await place.open()).drafts];
    const row = makeRow();
    const added = await Promise.all([one.put(row, null), other.put(row, null)]);
    assert.deepEqual(added.sort(), [false, true]);
    const changed = await Promise.all([
      one.put({ ...row, box: Buffer.from('one') }, 1),
      other.put({ ...row, box: Buffer.from('other') }, 1),
    ]);
    assert.deepEqual(changed.sort(), [false, true]);
    assert.equal((await one.find(row.id))?.revision, 2);
    assert.equal(await one.put(row, 1), false);
  },

  async 'the size of all drafts is counted, and erased drafts take no space'(t, make) {
    const { drafts } = await (await make(t)).open();
    assert.equal(await drafts.totalSize(), 0);
    const row = makeRow(1000);
    await drafts.put(row, null);
    await drafts.put({ ...makeRow(500), isSent: true }, null);
    assert.equal(await drafts.totalSize(), 1500 + 2 * rowOverhead);
    await drafts.put({ ...row, box: randomBytes(10) }, 1);
    assert.equal(await drafts.totalSize(), 510 + 2 * rowOverhead);
    assert.deepEqual(await drafts.slugs(), [slug]);
    assert.equal(await drafts.eraseUnsent(slug, 1_000), 0);
    assert.equal(await drafts.eraseUnsent(slug, 1_001), 1);
    assert.deepEqual(await drafts.slugs(), []);
    assert.equal(await drafts.totalSize(), 500 + rowOverhead);
  },

  async 'many drafts are erased, and only those that are to be'(t, make) {
    const { drafts } = await (await make(t)).open();
    const later = { ...makeRow(), endsAt: 2_000 };
    const others = [
      later,
      { ...makeRow(), isSent: true },
      { ...makeRow(), consultation: 'another' },
    ];
    await Promise.all(
      [...Array.from({ length: 300 }, () => makeRow()), ...others].map((row) =>
        drafts.put(row, null),
      ),
    );
    assert.equal(await drafts.eraseUnsent(slug, 1_001), 300);
    for (const row of others) assert.notEqual(await drafts.find(row.id), null);
  },

  async 'staff see how many were not sent, a backup has them, and a purge erases all'(t, make) {
    const place = await make(t);
    const { drafts, store } = await place.open();
    await store.keepVersion(await builtConsultation());
    const row = makeRow();
    await drafts.put(row, null);
    await drafts.put({ ...makeRow(), isSent: true }, null);
    await drafts.put({ ...makeRow(), consultation: 'another' }, null);
    const staff = await openStaffStore(readSettings(place.environment));
    assert.equal(staff.records.drafts(slug), 1);
    assert.equal(staff.records.drafts('nothing'), 0);

    const file = join(place.folder, 'backup.sqlite');
    await backUpTo(place, file);
    const backup = new DatabaseSync(file);
    const found = backup.prepare('SELECT box FROM draft WHERE id = ?').get(row.id);
    assert.deepEqual(Buffer.from(found?.['box'] as Uint8Array), row.box);
    backup.close();

    assert.equal(await staff.openChanges().eraseDrafts(slug), 2);
    assert.equal(await drafts.find(row.id), null);
    assert.deepEqual(await drafts.slugs(), ['another']);
    await staff.close();
  },
};

for (const [kind, make] of Object.entries(kinds)) {
  for (const [rule, check] of Object.entries(rules)) {
    test(`${kind}: ${rule}`, (t) => check(t, make));
  }
}

test('SQLite: nobody waits until many drafts are erased', async (t) => {
  const { drafts } = await (await makeSqlite(t)).open();
  const rows = Array.from({ length: 300 }, () => makeRow());
  await Promise.all(rows.map((row) => drafts.put(row, null)));
  const erasing = drafts.eraseUnsent(slug, 1_001);
  await drafts.put({ ...makeRow(), consultation: 'another' }, null);
  assert.deepEqual(await drafts.slugs(), ['another', slug], 'it was saved before all were erased');
  assert.equal(await erasing, 300);
  assert.deepEqual(await drafts.slugs(), ['another']);
});
