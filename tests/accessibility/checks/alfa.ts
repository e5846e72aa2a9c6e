/**
 * Siteimprove Alfa. The versions belong together: with alfa-rules 0.114 and alfa-playwright 0.81 there are two
 * copies of alfa-dom, and every rule says "inapplicable".
 */
import { Audit } from '@siteimprove/alfa-act';
import { Playwright } from '@siteimprove/alfa-playwright';
import { Rules, type Flattened } from '@siteimprove/alfa-rules';
import type { Page } from 'playwright-core';
import type { Check } from './check.ts';

interface Outcome {
  outcome: 'passed' | 'failed' | 'cantTell' | 'inapplicable';
  rule: { uri: string };
  target?: unknown;
  expectations?: unknown;
}

export const alfa: Check = {
  name: 'alfa',
  says: 'Siteimprove Alfa 0.112: all its rules for A, AA and AAA; what it cannot tell is red too',
  criteria: ['1.1.1', '1.3.1', '1.4.3', '1.4.6', '1.4.8', '1.4.12', '2.4.2', '3.1.1', '4.1.2'],
  sampled: 'coarse',
  async run(page, { state }) {
    const document = await page.evaluateHandle(() => window.document);
    const rules = Rules.values() as Iterable<Flattened.Rule>;
    const outcomes = await Audit.of(await toAlfaPage(document), rules).evaluate();
    const all = [...outcomes].map((outcome) => outcome.toJSON() as unknown as Outcome);
    const tested = all.filter(({ outcome }) => outcome === 'passed').length;
    if (tested === 0) throw new Error(`Alfa found nothing to look at on ${state.name}`);
    const problems = all
      .filter(({ outcome }) => outcome === 'failed' || outcome === 'cantTell')
      .map(({ outcome, rule, target, expectations }) => ({
        rule: rule.uri.split('/').at(-1) ?? rule.uri,
        message: outcome === 'failed' ? say(expectations) : 'Alfa cannot tell',
        where: JSON.stringify(target).slice(0, 200),
      }));
    return { tested, problems };
  },
};

/** The types of alfa-playwright are from another version of Playwright, but the handle is the same. */
async function toAlfaPage(document: Awaited<ReturnType<Page['evaluateHandle']>>) {
  return Playwright.toPage(document as unknown as Parameters<typeof Playwright.toPage>[0]);
}

function say(expectations: unknown): string {
  return /"message":"([^"]+)"/.exec(JSON.stringify(expectations))?.[1] ?? 'failed';
}
