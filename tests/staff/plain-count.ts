/**
 * Figures counted anew from the rows of an export, in the plainest way: one loop for each figure. It
 * shares no code with what it is compared to.
 */

export interface Asked {
  id: string;
  kind: string;
  ask: string;
  top?: number;
  options?: { id: string; letter?: string; label: string; text?: string; points?: string[] }[];
}

/** A contribution by the names of its columns. */
export type Row = Record<string, string>;

/** Figures by the words of their row, and then of their column. `null`: there is none. */
export type Figures = Record<string, Record<string, number | null>>;

export interface Counted {
  ask: string;
  asked: number;
  answered: number;
  /** In the order in which they are shown: those of rankings are two. */
  tables: Figures[];
}

export function countPlainly(question: Asked, rows: Row[]): Counted {
  const { id, kind, ask, options = [] } = question;
  const cell = (row: Row, column: string) => row[column] ?? '';
  const isAnswered = (row: Row) =>
    Object.entries(row).some(([name, value]) => belongs(name, id) && value !== '');
  const answered = rows.filter(isAnswered);
  const counted = { ask, asked: rows.length, answered: answered.length };
  if (kind === 'choice') {
    const table = options.map((option): [string, Record<string, number | null>] => {
      const chosen = rows.filter((row) => cell(row, id) === option.label).length;
      const share = answered.length === 0 ? null : chosen / answered.length;
      return [
        `${option.label}: ${option.text}`,
        { 'Chosen by': chosen, 'Share of those who answered': share },
      ];
    });
    return { ...counted, tables: [Object.fromEntries(table)] };
  }
  if (kind !== 'ranking') return { ...counted, tables: [] };
  return { ...counted, tables: countRanking(question, answered) };
}

/** `values-ranking-human` belongs to `values-ranking`; no id of ours begins another. */
function belongs(column: string, id: string): boolean {
  return column === id || column.startsWith(`${id}-`);
}

function countRanking({ id, options = [], top }: Asked, rows: Row[]): Figures[] {
  const places = top ?? Math.floor(options.length / 2);
  const name = ({ letter, label, points }: (typeof options)[number]) =>
    [letter, label, points?.join('; ')].filter(Boolean).join(' ');
  const rankOf = (row: Row, option: string) => Number(row[`${id}-${option}`] || 1000);
  const five: Figures = {};
  const pairs: Figures = {};
  for (const one of options) {
    const ranks = rows.map((row) => rankOf(row, one.id)).filter((rank) => rank < 1000);
    let points = 0;
    const above: Record<string, number | null> = {};
    for (const other of options) {
      let higher = 0;
      for (const row of rows) {
        const [mine, theirs] = [rankOf(row, one.id), rankOf(row, other.id)];
        if (mine < theirs) higher += 1;
        if (other.id !== one.id) points += mine < theirs ? 1 : mine === theirs ? 0.5 : 0;
      }
      above[`Above ${other.letter ?? other.label}`] = other.id === one.id ? null : higher;
    }
    five[name(one)] = {
      'Borda points': points,
      'First choices': ranks.filter((rank) => rank === 1).length,
      [`Times in the top ${places}`]: ranks.filter((rank) => rank <= places).length,
      'Mean rank':
        ranks.length === 0 ? null : ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length,
      'Ranked by': ranks.length,
    };
    pairs[name(one)] = above;
  }
  return [five, pairs];
}
