/** Compares counts of rankings with worked examples from the voting literature, and with a simple count. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tallyQuestion } from '../../src/report/tally-question.ts';
import type { RankingQuestion } from '../../src/questions/ranking/ranking-question.ts';

function ask(ids: string[], top?: number): RankingQuestion {
  const options = ids.map((id) => ({ id, label: id }));
  return { id: 'q', kind: 'ranking', ask: 'Rank', options, ...(top === undefined ? {} : { top }) };
}

/** Each ballot is how many people, and their order; gaps are written as "-". */
function count(question: RankingQuestion, ballots: [number, string][]) {
  const tally = tallyQuestion([question]);
  for (const [people, order] of ballots) {
    const ranks = order
      .split(' ')
      .map((option, index) => ({ option, rank: index + 1 }))
      .filter(({ option }) => option !== '-');
    for (let person = 0; person < people; person += 1) {
      tally.add(question, { state: 'clear', ranks });
    }
  }
  const summary = tally.summarise();
  const [five, pairs] = summary.tables;
  assert.ok(five && pairs);
  const column = (head: string) => {
    const at = five.columns.findIndex((candidate) => candidate.head === head);
    return Object.fromEntries(five.rows.map(({ label, figures }) => [label, figures[at] ?? null]));
  };
  const above = (a: string, b: string) =>
    pairs.rows.find(({ label }) => label === a)?.figures[
      pairs.columns.findIndex(({ head }) => head === `Above ${b}`)
    ];
  return { summary, five, column, above };
}

test('Condorcet, Essai (1785): Borda’s winner is beaten by another in a pair', () => {
  const { column, above, summary } = count(ask(['a', 'b', 'c']), [
    [30, 'a b c'],
    [1, 'a c b'],
    [29, 'b a c'],
    [10, 'b c a'],
    [10, 'c a b'],
    [1, 'c b a'],
  ]);
  assert.deepEqual(column('Borda points'), { a: 101, b: 109, c: 33 });
  assert.deepEqual([above('a', 'b'), above('b', 'a')], [41, 40]);
  assert.deepEqual([above('a', 'c'), above('c', 'a')], [60, 21]);
  assert.deepEqual([above('b', 'c'), above('c', 'b')], [69, 12]);
  assert.match(summary.sentences[0] ?? '', /do not agree/);
  assert.match(summary.sentences[0] ?? '', /“a” by pairwise comparison/);
});

test('the capital of Tennessee: first choices differ from Borda and from pairs', () => {
  const { column, above, summary } = count(
    ask(['memphis', 'nashville', 'chattanooga', 'knoxville']),
    [
      [42, 'memphis nashville chattanooga knoxville'],
      [26, 'nashville chattanooga knoxville memphis'],
      [15, 'chattanooga knoxville nashville memphis'],
      [17, 'knoxville chattanooga nashville memphis'],
    ],
  );
  assert.deepEqual(column('Borda points'), {
    memphis: 126,
    nashville: 194,
    chattanooga: 173,
    knoxville: 107,
  });
  assert.deepEqual(column('First choices'), {
    memphis: 42,
    nashville: 26,
    chattanooga: 15,
    knoxville: 17,
  });
  assert.equal(above('nashville', 'memphis'), 58);
  assert.equal(above('nashville', 'chattanooga'), 68);
  assert.equal(above('nashville', 'knoxville'), 68);
  assert.equal(column('Mean rank')['nashville'], 2.06);
  assert.match(summary.sentences[0] ?? '', /“memphis” by first choices/);
  assert.match(summary.sentences[0] ?? '', /“nashville” by .*Borda points and pairwise comparison/);
});

test('Borda, Mémoire (1781): most first choices, and yet last', () => {
  const { column, above } = count(ask(['a', 'b', 'c']), [
    [1, 'a b c'],
    [7, 'a c b'],
    [7, 'b c a'],
    [6, 'c b a'],
  ]);
  assert.deepEqual(column('First choices'), { a: 8, b: 7, c: 6 });
  assert.deepEqual(column('Borda points'), { a: 16, b: 21, c: 26 });
  assert.deepEqual([above('b', 'a'), above('c', 'a')], [13, 13]);
});

test('Condorcet’s paradox: in a cycle no option beats all others', () => {
  const { summary, above } = count(ask(['a', 'b', 'c']), [
    [1, 'a b c'],
    [1, 'b c a'],
    [1, 'c a b'],
  ]);
  assert.deepEqual([above('a', 'b'), above('b', 'c'), above('c', 'a')], [2, 2, 2]);
  assert.match(summary.sentences[0] ?? '', /nothing \(no option beats every other\)/);
});

test('when all ways agree, it says so', () => {
  const { summary } = count(ask(['a', 'b', 'c']), [[3, 'a b c']]);
  assert.equal(summary.sentences[0], 'All five ways to count put “a” first, from 3 rankings.');
});

test('unranked options are level, below ranked ones: half a Borda point for each level pair', () => {
  const { column, above } = count(ask(['a', 'b', 'c', 'd']), [[1, 'b']]);
  assert.deepEqual(column('Borda points'), { b: 3, a: 1, c: 1, d: 1 });
  assert.deepEqual([above('b', 'a'), above('a', 'c'), above('c', 'a')], [1, 0, 0]);
  assert.equal(column('Mean rank')['a'], null);
});

test('agrees with a simple count on 2,000 random rankings, including partial ones and gaps', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
  const question = ask(ids, 5);
  let seed = 42;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const ballots = Array.from({ length: 2000 }, (): [number, string] => {
    const order = [...ids].sort(() => random(3) - 1).slice(0, 1 + random(5));
    if (random(4) === 0) order.unshift('-');
    return [1, order.slice(0, 5).join(' ')];
  }).filter(([, order]) => order !== '-');

  const { column, above, five } = count(question, ballots);
  const rankOf = (order: string, id: string) => {
    const at = order.split(' ').indexOf(id);
    return at === -1 ? null : at + 1;
  };
  for (const id of ids) {
    const ranks = ballots.map(([, order]) => rankOf(order, id)).filter((rank) => rank !== null);
    assert.equal(column('First choices')[id], ranks.filter((rank) => rank === 1).length);
    assert.equal(column('Times in the top 5')[id], ranks.filter((rank) => rank <= 5).length);
    assert.equal(column('Ranked by')[id], ranks.length);
    assert.equal(column('Mean rank')[id], ranks.reduce((a, b) => a + b, 0) / ranks.length);
    let points = 0;
    for (const other of ids.filter((candidate) => candidate !== id)) {
      let wins = 0;
      for (const [, order] of ballots) {
        const [mine, theirs] = [rankOf(order, id) ?? 99, rankOf(order, other) ?? 99];
        if (mine < theirs) wins += 1;
        points += mine < theirs ? 1 : mine === theirs ? 0.5 : 0;
      }
      assert.equal(above(id, other), wins, `${id} above ${other}`);
    }
    assert.equal(column('Borda points')[id], points);
  }
  const total = five.rows.reduce((sum, { figures }) => sum + (figures[0] ?? 0), 0);
  assert.equal(total, ballots.length * 45, 'each ranking gives as many points as there are pairs');
});

test('an unclear ranking is mentioned, and counted in no figure', () => {
  const question = ask(['a', 'b']);
  const tally = tallyQuestion([question]);
  tally.add(question, { state: 'unclear', typed: [{ option: 'a', typed: '1' }] });
  tally.add(question, null);
  const summary = tally.summarise();
  assert.deepEqual([summary.asked, summary.answered], [2, 1]);
  assert.match(summary.sentences.join(' '), /1 ranking could not be worked out/);
  assert.deepEqual(
    summary.tables[0]?.rows.map(({ figures }) => figures),
    [
      [0, 0, 0, null, 0],
      [0, 0, 0, null, 0],
    ],
  );
});

test('options that a version did not have are not compared in its rankings', () => {
  const [before, after] = [ask(['a', 'b']), ask(['a', 'b', 'c'])];
  const tally = tallyQuestion([before, after]);
  tally.add(before, { state: 'clear', ranks: [{ option: 'a', rank: 1 }] });
  const [five] = tally.summarise().tables;
  assert.deepEqual(
    five?.rows.map(({ label, figures }) => [label, figures[0]]),
    [
      ['a', 1],
      ['b', 0],
      ['c', 0],
    ],
  );
});

test('an option that not everybody could rank is named, because its figures are from fewer rankings', () => {
  const [before, after] = [ask(['a', 'b']), ask(['a', 'b', 'c'])] as const;
  const tally = tallyQuestion([before, after]);
  const rank = (...order: string[]) => ({
    state: 'clear' as const,
    ranks: order.map((option, index) => ({ option, rank: index + 1 })),
  });
  tally.add(before, rank('a', 'b'));
  tally.add(before, rank('b', 'a'));
  tally.add(after, rank('c', 'b', 'a'));
  const { sentences } = tally.summarise();
  const said = sentences.filter((sentence) => sentence.includes('could be ranked'));
  assert.deepEqual(said, [
    '“c” could be ranked in only 1 of the 3 rankings, and gets its points from these. Its figures cannot be compared with the others.',
  ]);
});
