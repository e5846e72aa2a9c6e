import type { TestContext } from 'node:test';

const waiting = new WeakMap<TestContext, (() => unknown)[]>();

/** Runs when the test ends, the last registered first (`test.after` runs the first one first). */
export function atEnd(test: TestContext, clean: () => unknown): void {
  const known = waiting.get(test);
  if (known) return void known.push(clean);
  const cleaners = [clean];
  waiting.set(test, cleaners);
  test.after(async () => {
    for (const next of cleaners.toReversed()) await next();
  });
}
