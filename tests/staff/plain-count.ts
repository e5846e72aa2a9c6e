/**
 * Figures counted anew from the rows of an export, in the plainest way: one loop for each figure. It
 * shares no code with what it is compared to.
 */

interface Named {
  id: string;
  letter?: string;
  label: string;
  text?: string;
  points?: string[];
}

export interface Asked {
  id: string;
  kind: string;
  ask: string;
  top?: number;
  options?: Named[];
  /** Of choices and checkboxes. */
  other?: boolean;
  none?: string;
  /** Of grids. */
  rows?: Named[];
  scale?: Named[];
  besides?: Named[];
  /** Of consent. */
  labels?: Record<string, string>;
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
  const { id, kind, ask } = question;
  const isAnswered = (row: Row) =>
    Object.entries(row).some(([name, value]) => belongs(name, id) && value !== '');
  const answered = rows.filter(isAnswered);
  const counted = { ask, asked: rows.length, answered: answered.length };
  const count = counts[kind];
  if (!count) throw new Error(`nothing counts questions of the kind ${kind}`);
  return { ...counted, tables: count(question, answered, rows) };
}

/** One way for each kind, so that none is left out: some have no figures of their own. */
const counts: Record<string, (question: Asked, answered: Row[], all: Row[]) => Figures[]> = {
  choice(question, answered) {
    const chosen = (option: Named) =>
      answered.filter((row) => row[question.id] === (option.letter ?? option.label)).length;
    return [optionFigures(question, chosen, answered.length)];
  },
  checkboxes(question, answered) {
    const { id } = question;
    const clear = answered.filter((row) => !row[`${id}-unclear`]);
    const ticked = (option: Named) =>
      clear.filter((row) => {
        const cell = row[`${id}-${option.id}`] ?? '';
        return option.id === 'other' && question.other ? cell !== '' : cell === '1';
      }).length;
    return [optionFigures(question, ticked, clear.length)];
  },
  consent({ id, labels = {} }, answered, all) {
    const row = (many: number) => ({
      People: many,
      'Share of all people': all.length === 0 ? null : many / all.length,
    });
    const figures: Figures = {};
    for (const [code, words] of Object.entries(labels)) {
      figures[words] = row(answered.filter((one) => one[id] === code).length);
    }
    figures['Did not say, so not published'] = row(all.length - answered.length);
    return [figures];
  },
  number({ id }, answered) {
    const numbers = answered
      .map((row) => row[id] ?? '')
      .filter((cell) => cell !== '')
      .map(Number)
      .sort((a, b) => a - b);
    const many = numbers.length;
    const all = {
      'How many': many,
      Least: many === 0 ? null : (numbers[0] as number),
      Median: middleOf(numbers),
      Mean: meanOf(numbers),
      Most: many === 0 ? null : (numbers[many - 1] as number),
    };
    return [{ 'All numbers': all }];
  },
  points({ id, options = [] }, answered) {
    const figures: Figures = {};
    for (const option of options) {
      const points = answered
        .map((row) => row[`${id}-${option.id}`] ?? '')
        .filter((cell) => cell !== '')
        .map(Number)
        .sort((a, b) => a - b);
      figures[nameOf(option)] = {
        'Mean points': meanOf(points),
        'Median points': middleOf(points),
        'Given points by': points.filter((each) => each > 0).length,
      };
    }
    return [figures];
  },
  grid({ id, rows = [], scale = [], besides = [] }, answered) {
    const figures: Figures = {};
    const half = Math.floor(scale.length / 2);
    for (const { id: row, label } of rows) {
      const said = answered.map((one) => one[`${id}-${row}`] ?? '').filter((cell) => cell !== '');
      const counts: Record<string, number | null> = {};
      for (const option of [...scale, ...besides]) {
        counts[option.label] = said.filter((words) => words === option.label).length;
      }
      const places = said
        .map((words) => scale.findIndex((option) => option.label === words) + 1)
        .filter((place) => place > 0)
        .sort((a, b) => a - b);
      const first = places.filter((place) => place <= half).length;
      const last = places.filter((place) => place > scale.length - half).length;
      counts['Answered'] = said.length;
      counts['Median'] = middleOf(places);
      counts['Net'] = said.length === 0 ? null : (first - last) / said.length;
      figures[label] = counts;
    }
    return [figures];
  },
  ranking: (question, answered) =>
    countRanking(
      question,
      answered.filter((row) => !row[`${question.id}-unclear`]),
    ),
  comment: () => [],
  line: () => [],
  contact: () => [],
};

function optionFigures(
  { options = [], other, none }: Asked,
  chosen: (option: Named) => number,
  people: number,
): Figures {
  const figures: Figures = {};
  const all: Named[] = [
    ...options,
    ...(other ? [{ id: 'other', label: 'Other' }] : []),
    ...(none === undefined ? [] : [{ id: 'none', label: none }]),
  ];
  for (const option of all) {
    const name = option.text ? `${nameOf(option)}: ${option.text}` : nameOf(option);
    figures[name] = {
      'Chosen by': chosen(option),
      'Share of people who answered': people === 0 ? null : chosen(option) / people,
    };
  }
  return figures;
}

function nameOf({ letter, label, points }: Named): string {
  return [letter, label, points?.join('; ')].filter(Boolean).join(' ');
}

function meanOf(numbers: number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** Of numbers in order. */
function middleOf(numbers: number[]): number | null {
  if (numbers.length === 0) return null;
  const half = numbers.length / 2;
  return Number.isInteger(half)
    ? ((numbers[half - 1] as number) + (numbers[half] as number)) / 2
    : (numbers[Math.floor(half)] as number);
}

/** `values-ranking-human` belongs to `values-ranking`; no id of ours begins another. */
function belongs(column: string, id: string): boolean {
  return column === id || column.startsWith(`${id}-`);
}

function countRanking({ id, options = [], top }: Asked, rows: Row[]): Figures[] {
  const places = top ?? Math.floor(options.length / 2);
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
    five[nameOf(one)] = {
      'Borda points': points,
      'First choices': ranks.filter((rank) => rank === 1).length,
      [`Times in the top ${places}`]: ranks.filter((rank) => rank <= places).length,
      'Mean rank':
        ranks.length === 0 ? null : ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length,
      'Ranked by': ranks.length,
    };
    pairs[nameOf(one)] = above;
  }
  return [five, pairs];
}

/** Figures as people read them: in words of this file, which shares no code with what it is compared to. */
export function sayPlainly(kind: string, figures: Figures): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(figures).map(([row, columns]) => [
      row,
      Object.fromEntries(
        Object.entries(columns).map(([column, figure]) => [
          column,
          sayOne(kind, column, figure, columns['Answered'] ?? 0),
        ]),
      ),
    ]),
  );
}

/** What stands in the place of a figure that there is not. */
const nothing: Record<string, string> = {
  ranking: 'nobody ranked it',
  choice: 'nobody answered',
  checkboxes: 'nobody answered',
  consent: 'nobody was asked',
  number: 'no numbers',
  points: 'no answers',
  grid: 'none',
};

function sayOne(kind: string, column: string, figure: number | null, whole: number): string {
  if (figure === null) return column.startsWith('Above ') ? 'itself' : (nothing[kind] ?? '');
  if (column.startsWith('Share')) return sayPercent(figure);
  if (/^Mean/.test(column)) return decimal(figure, 2, 2);
  if (kind === 'grid' && column === 'Net') {
    const points = decimal(Math.abs(figure) * 100, 0, 1);
    return figure === 0 ? '0' : `${figure < 0 ? '−' : '+'}${points}`;
  }
  if (kind === 'grid' && column !== 'Answered' && column !== 'Median') {
    return whole === 0
      ? String(figure)
      : `${decimal(figure, 0, 0)} (${sayPercent(figure / whole)})`;
  }
  return decimal(figure, 0, 6);
}

function sayPercent(share: number): string {
  if (share > 0 && share < 0.001) return 'less than 0.1%';
  if (share < 1 && share > 0.999) return 'more than 99.9%';
  return `${decimal(share * 100, 0, 1)}%`;
}

/** A number to so many decimal places, with the half rounded up, and commas between thousands. */
function decimal(figure: number, least: number, most: number): string {
  const scaled = Math.floor(Math.abs(figure) * 10 ** most + 0.5 + 1e-9);
  const digits = String(scaled).padStart(most + 1, '0');
  const whole = digits.slice(0, digits.length - most).replace(/\B(?=(\d{3})+$)/g, ',');
  let fraction = most === 0 ? '' : digits.slice(-most);
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return `${figure < 0 && scaled > 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
