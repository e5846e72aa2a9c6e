/**
 * Every barrier is found by a check that docs/accessibility-barriers.md names for it, every check finds barriers, and no
 * check complains about the page without them. With KEEP set, every check looks at every barrier, and the document is
 * written again.
 */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../browser.ts';
import { seenBarriers } from './barriers-seen.ts';
import { barriers } from './barriers.ts';
import { checks } from './checks/index.ts';

const document = fileURLToPath(new URL('../../docs/accessibility-barriers.md', import.meta.url));

// On a busy machine this takes longer than any other test.
test(
  'every barrier is seen, and the good page is not complained of',
  { timeout: 1_800_000 },
  async (t) => {
    const kept = await readFile(document, 'utf8');
    const looksAt = process.env['KEEP'] ? () => true : chooseSeers(kept);
    const found = await seenBarriers(await startBrowser(t), looksAt);
    const { complaints, took } = found;
    const seers = (barrier: string): string[] => {
      const [seen, others] = [found.seers(barrier), seersIn(kept, barrier)];
      return names.filter((name) => (looksAt(name, barrier) ? seen : others).includes(name));
    };
    t.diagnostic([...took].map(([name, time]) => `${name} ${Math.round(time)} ms`).join(', '));
    await t.test('the page without barriers passes', () => {
      assert.deepEqual(
        complaints.map(({ engine, rule, message, where }) => [engine, rule, message, where]),
        [],
      );
    });
    await t.test(`each of ${barriers.length} barriers is seen`, () => {
      assert.ok(barriers.length >= 40);
      const unseen = barriers.filter(({ name }) => found.seers(name).length === 0);
      assert.deepEqual(
        unseen.map(({ name }) => name),
        [],
      );
    });
    await t.test('docs/accessibility-barriers.md tells which check sees which', async () => {
      const rows = barriers.map(({ name, says, criterion }) => {
        const by = seers(name);
        return `| ${name} | ${says} | ${criterion} | ${by.length} | ${by.join(', ')} |`;
      });
      const counts = names.map((name) => {
        const count = barriers.filter((barrier) => seers(barrier.name).includes(name)).length;
        return `| ${name} | ${count} |`;
      });
      const text = toDocument(rows, counts);
      if (process.env['KEEP']) await writeFile(document, text);
      assert.equal(
        await readFile(document, 'utf8'),
        text,
        'if this is meant: npm run accessibility:keep',
      );
    });
  },
);

/** How many barriers each check looks at, if it sees as many. */
const fewest = 2;

/**
 * Returns which of the checks that see a barrier look at it: for each barrier one at least, and every check looks at
 * some. All others look in the long run only, `npm run accessibility:keep`.
 */
function chooseSeers(kept: string): (check: string, barrier: string) => boolean {
  const chosen = new Map(names.map((check) => [check, new Set<string>()]));
  const countOf = (check: string) => chosen.get(check)?.size ?? 0;
  const rows = barriers
    .map(({ name }) => ({ name, by: seersIn(kept, name) }))
    .toSorted((one, other) => one.by.length - other.by.length);
  for (const { name, by } of rows) {
    const [rarest] = by.toSorted((one, other) => countOf(one) - countOf(other));
    if (rarest) chosen.get(rarest)?.add(name);
  }
  for (const [check, own] of chosen)
    for (const { name, by } of rows) if (by.includes(check) && own.size < fewest) own.add(name);
  return (check, barrier) => chosen.get(check)?.has(barrier) === true;
}

/** The checks that see a barrier, by the document. All of them, for a barrier that is not in it yet. */
function seersIn(text: string, barrier: string): string[] {
  const row = text.split('\n').find((line) => line.startsWith(`| ${barrier} |`));
  return row?.split(' | ').at(-1)?.replace(' |', '').split(', ') ?? names;
}

const names = ['pa11y-axe', 'pa11y-htmlcs', ...checks.map(({ name }) => name)];

function toDocument(rows: string[], counts: string[]): string {
  return `# Barriers, and which check sees which

\`npm run accessibility:keep\` makes this table: it shows every barrier in tests/accessibility/barriers.ts to every check.
\`npm test\` shows each barrier to at least one check, and each check at least one barrier. A barrier is one change to a page
that no check complains of.

| barrier | what a person meets | WCAG 2.2 | seen by | checks |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

## How many each check sees

| check | barriers of ${rows.length} |
| --- | --- |
${counts.join('\n')}
`;
}
