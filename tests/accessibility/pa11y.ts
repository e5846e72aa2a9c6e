/** pa11y-ci in two configurations, because its runners cannot share one: htmlcs rejects the names of axe's rules. */
import pa11yCi from 'pa11y-ci';
import { findProgram } from '../../scripts/tools.ts';
import { chromiumArguments } from '../browser.ts';
import type { Finding } from './finding.ts';
import type { Gallery } from './gallery.ts';

/**
 * Rules of axe 4.11 that `standard` does not switch on: pa11y asks axe for the tags of WCAG 2.0 and
 * 2.1 at A and AA only, whatever the standard (pa11y 9.1.1, lib/runners/axe.js).
 */
const axeRules = [
  'target-size',
  'color-contrast-enhanced',
  'identical-links-same-purpose',
  'meta-refresh-no-exceptions',
  'label-content-name-mismatch',
  'focus-order-semantics',
  'p-as-heading',
  'table-fake-caption',
  'td-has-header',
];

/** Only for pages with a style sheet, because for others axe says that it cannot tell. */
const styleRules = ['css-orientation-lock'];

const shared = {
  standard: 'WCAG2AAA',
  timeout: 60_000,
  // With 2, pa11y 9.1.1 closes the wrong page: "No target with given id found".
  concurrency: 1,
  chromeLaunchConfig: { executablePath: await findProgram('headless'), args: chromiumArguments },
  reporters: [],
};

export const configurations = {
  // Rules that axe calls moderate (heading-order, region, landmark-one-main) come as warnings.
  axe: { ...shared, runners: ['axe'], includeWarnings: true, rules: axeRules },
  htmlcs: { ...shared, runners: ['htmlcs'] },
};

/** Runs one configuration over all states. Throws if a page could not be tested. */
export async function runPa11y(
  runner: keyof typeof configurations,
  { seen, addressOf }: Gallery,
): Promise<Finding[]> {
  const addresses = new Map(seen.map(({ state: { name } }) => [addressOf(name), name]));
  // pa11y-ci accepts a list without pages, and pages that do not exist.
  if (addresses.size === 0) throw new Error('pa11y was given no page');
  for (const address of addresses.keys()) {
    const { status } = await fetch(address);
    if (status !== 200) throw new Error(`${address} answers ${status}`);
  }
  const pages = seen.map(({ state, html }) => ({
    url: addressOf(state.name),
    ...addedRules(runner, html),
  }));
  const { results } = await pa11yCi(pages, configurations[runner]);
  return [...addresses].flatMap(([address, state]) => {
    const issues = results[address];
    if (!issues) throw new Error(`pa11y says nothing of ${state}`);
    return issues.map((issue): Finding => {
      if (issue instanceof Error)
        throw new Error(`pa11y could not test ${state}`, { cause: issue });
      const { code, message, selector, context } = issue;
      return { engine: `pa11y-${runner}`, state, rule: code, message, where: context || selector };
    });
  });
}

function addedRules(runner: keyof typeof configurations, html: string) {
  return runner === 'axe' && html.includes('<style') ? { rules: [...axeRules, ...styleRules] } : {};
}
