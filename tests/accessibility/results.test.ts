/** The published report matches what is checked: it lists every state and check, and claims no others. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { criteria } from '../../src/accessibility/criteria.ts';
import { results } from '../../src/accessibility/results.ts';
import { describedChecks, journeys } from './all-checks.ts';
import { barriers } from './barriers.ts';
import { exceptions } from './exceptions.ts';
import { states } from './states.ts';

const hint = 'run "npm run accessibility", and commit src/accessibility/results.json';

test('the results are of these states, checks, exceptions and barriers', () => {
  assert.deepEqual(
    results.states,
    states.map(({ name, says }) => ({ name, says })),
    hint,
  );
  assert.deepEqual(
    results.checks,
    describedChecks.map(({ name, says, criteria: about }) => ({ name, says, criteria: about })),
    hint,
  );
  assert.deepEqual(results.journeys, journeys, hint);
  assert.deepEqual(
    results.exceptions.map(({ engine, rule }) => [engine, rule]),
    exceptions.map(({ engine, rule }) => [engine, rule]),
    hint,
  );
  assert.deepEqual(results.barriers, { shown: barriers.length, seen: barriers.length }, hint);
});

test('the list has the 86 criteria of WCAG 2.2, each with a verdict and a reason', () => {
  assert.equal(criteria.length, 86);
  assert.equal(new Set(criteria.map(({ number }) => number)).size, 86);
  const counts = Map.groupBy(criteria, ({ level }) => level);
  assert.deepEqual([...counts].map(([level, all]) => [level, all.length]).sort(), [
    ['A', 31],
    ['AA', 24],
    ['AAA', 31],
  ]);
  for (const { number, how } of criteria) assert.ok(how.length > 5, number);
});

test('A and AA are met in full, and what a check is about is in the list', () => {
  const unmet = criteria.filter(({ level, verdict }) => level !== 'AAA' && verdict === 'not met');
  assert.deepEqual(unmet, []);
  const known = new Set(criteria.map(({ number }) => number));
  const about = [...describedChecks, ...journeys].flatMap((check) => check.criteria);
  assert.deepEqual(
    about.filter((number) => !known.has(number)),
    [],
  );
});

test('what the statement says of Orca is in its transcripts', async () => {
  for (const browser of ['chromium', 'firefox']) {
    const file = new URL(`../../docs/accessibility-orca-${browser}.md`, import.meta.url);
    const said = await readFile(file, 'utf8');
    assert.match(said, /There is a problem[^]*invalid entry[^]*We have received your answers/);
    const times = said.match(/There is a problem/g)?.length;
    assert.equal(times, 1, 'the list of errors is said once');

    const grid = new URL(`../../docs/accessibility-orca-${browser}-grid.md`, import.meta.url);
    const rows = /grid, plain panel\.\s+The pond panel[^]*The grass panel[^]*The seats panel/;
    assert.match(await readFile(grid, 'utf8'), rows);
  }
});
