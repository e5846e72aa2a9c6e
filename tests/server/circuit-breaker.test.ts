/** A server that cannot be reached is tried by one for all, less and less often. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCircuitBreaker } from '../../src/server/circuit-breaker.ts';

function start() {
  const clock = { now: 1_000 };
  return { clock, breaker: createCircuitBreaker(50, 400, () => clock.now) };
}

test('everybody may try a server that can be reached', () => {
  const { breaker } = start();
  assert.deepEqual([breaker.mayTry(), breaker.mayTry(), breaker.timeToTry()], [true, true, 0]);
  breaker.reached();
  assert.ok(breaker.mayTry());
});

test('after a failure nobody tries for a while, then one, and then all when it was reached', () => {
  const { clock, breaker } = start();
  assert.equal(breaker.failed(), 50);
  assert.deepEqual([breaker.mayTry(), breaker.timeToTry()], [false, 50]);
  clock.now += 50;
  assert.deepEqual([breaker.mayTry(), breaker.mayTry()], [true, false]);
  assert.equal(breaker.timeToTry(), Infinity, 'somebody is trying');
  breaker.reached();
  assert.deepEqual([breaker.mayTry(), breaker.mayTry()], [true, true]);
});

test('each failed try makes the wait twice as long, up to the longest', () => {
  const { clock, breaker } = start();
  const waits = [breaker.failed()];
  for (let count = 0; count < 4; count += 1) {
    clock.now += breaker.timeToTry();
    assert.ok(breaker.mayTry());
    waits.push(breaker.failed());
  }
  assert.deepEqual(waits, [50, 100, 200, 400, 400]);
});

test('failures of those that were on their way do not make the wait longer', () => {
  const { breaker } = start();
  assert.deepEqual([breaker.failed(), breaker.failed(), breaker.failed()], [50, 50, 50]);
});

test('who had nothing to try with leaves the try to the next', () => {
  const { clock, breaker } = start();
  breaker.failed();
  clock.now += 50;
  assert.ok(breaker.mayTry());
  breaker.untried();
  assert.equal(breaker.timeToTry(), 0);
  assert.ok(breaker.mayTry());
});
