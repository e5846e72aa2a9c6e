/** A large form is handled in steps, and other requests come in between. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createCompleter } from '../../../src/server/http/complete-reply.ts';
import { letOthersIn } from '../../../src/server/http/steps.ts';
import { openEndpoint } from '../../form/open-endpoint.ts';
import { builtConsultation, slug } from '../../site.ts';

/** Returns how many turns of the event loop end until something is done. */
async function countTurns(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const endTurn = () => {
    turns += 1;
    next = setImmediate(endTurn);
  };
  let next = setImmediate(endTurn);
  await work();
  clearImmediate(next);
  return turns;
}

test('between two steps of a large form, what has become due meanwhile is done', async () => {
  for (const bytes of [[50_000, 50_000], [99_999]]) {
    let isDone = false;
    // Like a request, this continues where Node handles what has arrived: before the end of a turn, after its timers.
    await readFile(import.meta.filename);
    setTimeout(() => (isDone = true), 1);
    const end = performance.now() + 5;
    while (performance.now() < end);
    await letOthersIn(bytes.map((length) => new Uint8Array(length)));
    assert.equal(isDone, bytes.length > 1);
  }
});

test('a large form is read, checked and drawn in three steps, and a small one in one', async (t) => {
  const { endpoint } = await openEndpoint(t, [await builtConsultation()]);
  const complete = createCompleter(async () => Buffer.from('drawn'), endpoint.problems);
  const handle = async (words: string) => {
    const body = [Buffer.from(`vision-comment=${words}`)];
    const reply = await endpoint.post({ slug, body, fetchSite: undefined, network: 'x' });
    const { status } = await complete(reply, body);
    assert.equal(status, words === 'hello' ? 200 : 422);
  };
  assert.equal(await countTurns(() => handle('hello')), 0);
  assert.equal(await countTurns(() => handle('hello+'.repeat(40_000))), 4);
});
