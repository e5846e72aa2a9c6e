/**
 * The engine of IBM's Equal Access checker, injected into the page, because the package around it fetches its rules
 * from another site at run time.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Check } from './check.ts';
import { reviews } from './ibm-reviews.ts';

const file = createRequire(import.meta.url).resolve('accessibility-checker-engine/ace.js');
const source = readFileSync(file, 'utf8');

interface Result {
  ruleId: string;
  value: [kind: string, verdict: string];
  message: string;
  snippet: string;
}
declare const ace: {
  Checker: new () => { check(node: Node, guidelines: string[]): Promise<{ results: Result[] }> };
};

export const ibm: Check = {
  name: 'ibm',
  says: 'the Equal Access engine 4.0 of International Business Machines (IBM): all rules for WCAG 2.2; what it asks a person to look at is red, unless a check of ours looks at it',
  criteria: ['1.1.1', '1.3.1', '1.4.1', '2.1.1', '2.4.1', '3.3.2', '4.1.2'],
  sampled: 'fine',
  changesPage: true,
  async run(page, { state }) {
    await page.evaluate(source);
    const results = await page.evaluate(async () => {
      const checker = new ace.Checker();
      const report = await checker.check(document, ['WCAG_2_2']);
      return report.results.map(({ ruleId, value, message, snippet }) => ({
        rule: ruleId,
        verdict: value[1],
        message,
        where: snippet,
      }));
    });
    const tested = results.filter(({ verdict }) => verdict === 'PASS').length;
    if (tested === 0) throw new Error(`IBM's engine found nothing to look at on ${state.name}`);
    const problems = results.filter(
      ({ verdict, rule }) => verdict !== 'PASS' && (verdict === 'FAIL' || !(rule in reviews)),
    );
    return { tested, problems };
  },
};
