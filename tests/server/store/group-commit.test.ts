/** Writes that come together share a transaction, and no write waits long for others. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createGroupCommit } from '../../../src/server/store/sqlite/group-commit.ts';

function open(t: TestContext) {
  const database = new DatabaseSync(':memory:');
  t.after(() => database.close());
  database.exec('CREATE TABLE thing (name TEXT UNIQUE)');
  const add = database.prepare('INSERT INTO thing VALUES (?)');
  const sizes: number[] = [];
  let size = 0;
  const group = createGroupCommit(database, {
    beforeCommit: () => {},
    afterCommit: () => {
      sizes.push(size);
      size = 0;
    },
    onUndone: () => (size = 0),
  });
  const write = (name: string) =>
    group.commit(() => {
      size += 1;
      return add.run(name);
    });
  return { write, sizes };
}

test('writes that come one in each turn of the event loop share a transaction', async (t) => {
  const { write, sizes } = open(t);
  const writes: Promise<unknown>[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    // Waited for since before the write: each write comes before the group looks again.
    const next = turn();
    writes.push(write(name));
    await next;
  }
  await Promise.all(writes);
  // One, unless the machine pauses for longer than a group waits.
  assert.ok(sizes.length < 5, `they took ${sizes.length} transactions`);
});

test('it does not wait without end for writes that keep coming', async (t) => {
  const { write, sizes } = open(t);
  let isDone = false;
  const writes: Promise<unknown>[] = [write('first').then(() => (isDone = true))];
  for (let count = 0; !isDone; count += 1) {
    assert.ok(count < 1_000_000, 'the first is never committed');
    const next = turn();
    writes.push(write(`other ${count}`));
    await next;
  }
  assert.equal(sizes.length, 1);
  await Promise.all(writes);
});

test('a write that fails fails alone', async (t) => {
  const { write, sizes } = open(t);
  const results = await Promise.allSettled([write('a'), write('a'), write('b')]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.deepEqual(sizes, [1, 1]);
});
