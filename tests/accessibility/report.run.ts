/**
 * Runs everything and, if there are no complaints, writes src/accessibility/results.json, from which the report and
 * the accessibility statement are made. `npm run accessibility` runs it, and then builds.
 */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Results } from '../../src/accessibility/results.ts';
import { startBrowser } from '../browser.ts';
import { describedChecks, journeys } from './all-checks.ts';
import { seenBarriers } from './barriers-seen.ts';
import { barriers } from './barriers.ts';
import { exceptions, withoutExceptions } from './exceptions.ts';
import { sayFinding } from './finding.ts';
import { openGallery } from './gallery.ts';
import { runAllChecks } from './run-all-checks.ts';
import { states } from './states.ts';

test('everything is run and recorded', async (t) => {
  const browser = await startBrowser(t);
  const gallery = await openGallery(t);
  const { findings } = await runAllChecks(browser, gallery);
  const { seers } = await seenBarriers(browser);

  const left = describedChecks.flatMap(({ name }) =>
    withoutExceptions(
      name,
      findings.filter(({ engine }) => engine === name),
    ),
  );
  assert.deepEqual(left.map(sayFinding), []);
  const unseen = barriers.filter(({ name }) => seers(name).length === 0);
  assert.deepEqual(
    unseen.map(({ name }) => name),
    [],
  );

  const results: Results = {
    day: new Date().toISOString().slice(0, 10),
    browser: `Chromium ${browser.version()}`,
    states: states.map(({ name, says }) => ({ name, says })),
    checks: describedChecks.map(({ name, says, criteria }) => ({ name, says, criteria })),
    journeys,
    exceptions: exceptions.map(({ engine, rule, reason, instead }) => ({
      engine,
      rule,
      reason,
      instead,
    })),
    barriers: { shown: barriers.length, seen: barriers.length },
  };
  const file = fileURLToPath(new URL('../../src/accessibility/results.json', import.meta.url));
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
});
