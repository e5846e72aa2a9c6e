/**
 * Orca reads the whole journey, errors included, in Chromium and in Firefox with scripting off. What it
 * said is asserted loosely and kept in docs/. Not part of `npm test`: it takes minutes, and installs a
 * desktop. `npm run orca` runs it.
 */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../../../scripts/tools.ts';
import { chromiumArguments } from '../../browser.ts';
import { makeFolder, startTestSite } from '../../site.ts';
import { startOrca, type Orca } from './session.ts';

async function makeJourney(orca: Orca, site: { lines: string[] }): Promise<void> {
  await orca.hear(/Strategy consultation/);
  await orca.tabUntil(/Which vision statement do you prefer\?/);
  assert.match(await orca.press('Down'), /Option 1[^]*not selected radio button/);
  await orca.press('space');
  await orca.tabUntil(/Human \(?1 to 6/);
  await orca.type('2');
  await orca.tabUntil(/Real \(?1 to 6/);
  await orca.type('2');
  await orca.tabUntil(/any final comments/);
  await orca.type('Said with Orca');
  await orca.tabUntil(/Check your answers.*button/i);
  await orca.press('Return');
  await orca.hear(/There is a problem/);

  await orca.tabUntil(/You gave Human and Real the same number \(2\)/);
  await orca.press('Return');
  await orca.hear(/Real[^]*invalid[^]*You gave Human and Real the same number \(2\)/);
  await orca.press('ctrl+a');
  await orca.type('1');
  await orca.tabUntil(/Check your answers.*button/i);
  await orca.press('Return');
  await orca.hear(/Check your answers before you send them[^]*Option 1[^]*Said with Orca/);

  await orca.tabUntil(/Send your answers.*button/i);
  await orca.press('Return');
  await orca.hear(/We have received your answers[^]*[A-Z]{3}-\d{3}-[A-Z]{3}/);
  assert.ok(
    site.lines.some((line) => line.includes('is stored')),
    'nothing was stored',
  );
}

test('with Chromium', async (t) => {
  const site = await startTestSite(t);
  const orca = await startOrca(t);
  const profile = await makeFolder(t);
  orca.start(await findProgram('chromium'), [
    ...chromiumArguments,
    '--force-renderer-accessibility',
    '--blink-settings=scriptEnabled=false',
    '--no-default-browser-check',
    `--user-data-dir=${profile}`,
    site.form,
  ]);
  await keep('Chromium', orca, () => makeJourney(orca, site));
});

test('with Firefox', async (t) => {
  const site = await startTestSite(t);
  const orca = await startOrca(t);
  const profile = await makeFolder(t);
  const settings = [
    ['javascript.enabled', false],
    ['browser.shell.checkDefaultBrowser', false],
    ['browser.aboutwelcome.enabled', false],
    ['datareporting.policy.dataSubmissionEnabled', false],
    ['toolkit.telemetry.reportingpolicy.firstRun', false],
    ['app.update.enabled', false],
    ['browser.startup.homepage_override.mstone', 'ignore'],
    ['network.captive-portal-service.enabled', false],
    ['network.connectivity-service.enabled', false],
  ].map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  await writeFile(join(profile, 'user.js'), settings.join(''));
  orca.start('firefox-esr', ['--no-remote', '--profile', profile, site.form]);
  await keep('Firefox', orca, () => makeJourney(orca, site));
});

/** Keeps the transcript, whatever becomes of the journey. */
async function keep(browser: string, orca: Orca, journey: () => Promise<void>): Promise<void> {
  const name = `accessibility-orca-${browser.toLowerCase()}.md`;
  const file = fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url));
  try {
    await journey();
    await writeFile(file, toDocument(browser, orca));
  } catch (error) {
    console.error(orca.transcript.slice(-60).join('\n'));
    throw error;
  }
}

function toDocument(browser: string, { transcript }: Orca): string {
  const said = transcript.join('\n').replace(/127\.0\.0\.1:\d+/g, 'the site');
  return `# What Orca said, with ${browser}

Written by \`npm run orca\`: a real screen reader with a real browser, JavaScript off. It answers with a mistake,
is told, goes to the field, mends it, checks and sends. KEY and TYPES are what was pressed; what is set in is what
Orca said.

\`\`\`
${said}
\`\`\`
`;
}
