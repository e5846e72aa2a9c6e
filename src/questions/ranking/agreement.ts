/** Whether the ways to count rankings agree on what comes first. */
import { sayList } from '../figures.ts';
import type { Counted } from './tally-rankings.ts';

/** Sentences for people who are going to decide: who comes first by which way, and no more. */
export function sayAgreement(counted: Counted[], top: number): string[] {
  const ways: { way: string; first: Counted[] }[] = [
    { way: 'first choices', first: highest(counted, ({ firsts }) => firsts) },
    { way: `times in the top ${top}`, first: highest(counted, ({ tops }) => tops) },
    { way: 'mean rank', first: highest(counted, ({ mean }) => (mean === null ? null : -mean)) },
    { way: 'Borda points', first: highest(counted, ({ points }) => points) },
    {
      way: 'pairwise comparison',
      first: counted.filter(({ isCondorcetWinner }) => isCondorcetWinner),
    },
  ];
  const [one] = ways[0]?.first ?? [];
  if (one && ways.every(({ first }) => first.length === 1 && first[0] === one)) {
    return [`All five ways to count put ${sayName(one)} first.`];
  }
  const byFirst = Map.groupBy(ways, ({ first }) => sayFirst(first));
  const parts = [...byFirst].map(
    ([first, group]) => `${first} by ${sayList(group.map(({ way }) => way))}`,
  );
  return [`The ways to count do not agree on what comes first: ${parts.join('; ')}.`];
}

function highest(counted: Counted[], figureOf: (item: Counted) => number | null): Counted[] {
  const figures = counted.map(figureOf).filter((figure) => figure !== null);
  const most = Math.max(...figures);
  return counted.filter((item) => figureOf(item) === most);
}

function sayFirst(first: Counted[]): string {
  if (first.length === 0) return 'nothing (no single one stands above all others)';
  if (first.length === 1) return sayName(first[0] as Counted);
  return `${sayList(first.map(sayName))}, level,`;
}

/** Short enough for a sentence. A letter alone would say too little. */
function sayName({ name }: Counted): string {
  return name.length <= 60 ? `“${name}”` : `“${name.slice(0, 50).replace(/\s+\S*$/, '')} …”`;
}
