/** If a server cannot be reached, one email tries for all, less and less often. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCircuitBreaker, type Attempt } from '../../../src/server/mail/circuit-breaker.ts';

function start() {
  const clock = { now: 1_000 };
  const breaker = createCircuitBreaker(50, 400, () => clock.now);
  const take = (): Attempt => {
    const attempt = breaker.take();
    assert.ok(attempt, 'nobody is to try');
    return attempt;
  };
  return { clock, breaker, take };
}

test('everybody may try a server that can be reached', () => {
  const { breaker, take } = start();
  take();
  take().succeed();
  take();
  assert.equal(breaker.timeToTry(), 0);
});

test('after a failure there are no attempts for a while, then one, and after a success all', () => {
  const { clock, breaker, take } = start();
  assert.equal(take().fail(), 50);
  assert.deepEqual([breaker.take(), breaker.timeToTry()], [null, 50]);
  clock.now += 50;
  const probe = take();
  assert.equal(breaker.take(), null, 'somebody is trying');
  probe.succeed();
  take();
  take();
});

test('each failed attempt doubles the wait, up to the longest', () => {
  const { clock, breaker, take } = start();
  const waits = [take().fail()];
  for (let count = 0; count < 4; count += 1) {
    clock.now += breaker.timeToTry();
    waits.push(take().fail());
  }
  assert.deepEqual(waits, [50, 100, 200, 400, 400]);
});

test('failures of attempts already in flight do not count, even during a probe', () => {
  const { clock, breaker, take } = start();
  const [one, two, three] = [take(), take(), take()];
  assert.deepEqual([one.fail(), two.fail()], [50, 50]);
  clock.now += 50;
  const probe = take();
  three.fail();
  three.giveBack();
  assert.equal(breaker.take(), null, 'the probe is still on its way');
  assert.equal(probe.fail(), 100);
});

test('a probe that hangs blocks the others only for the longest wait', () => {
  const { clock, breaker, take } = start();
  take().fail();
  clock.now += 50;
  const hanging = take();
  assert.equal(breaker.timeToTry(), 400);
  clock.now += 400;
  take().succeed();
  hanging.fail();
  assert.equal(breaker.timeToTry(), 50, 'it was tried while all might');
});

test('if there is nothing to send, or finding it fails, the permit is returned', async () => {
  const { clock, breaker, take } = start();
  take().fail();
  clock.now += 50;
  assert.equal(await breaker.takeFor(async () => null), null);
  await assert.rejects(breaker.takeFor(() => Promise.reject(new Error('no disk'))));
  const taken = await breaker.takeFor(async () => 'an email');
  assert.equal(taken?.found, 'an email');
  assert.equal(await breaker.takeFor(async () => 'another'), null);
});
