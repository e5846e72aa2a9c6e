/** Reads figures back from what staff are shown: the report, and the summary as HTML and as text. */
import { parse, type HTMLElement } from 'node-html-parser';

/** Figures in words, by the words of their row and then of their column. */
export type Shown = Record<string, Record<string, string>>;

export interface ShownQuestion {
  sentences: string[];
  tables: Shown[];
}

const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();

/** By the heading of a question: what follows it, up to the next heading. */
function parts(html: string, heading: string): Map<string, HTMLElement[]> {
  const page = parse(html.replace(/<br>/g, '\n'));
  const found = new Map<string, HTMLElement[]>();
  for (const title of page.querySelectorAll(heading)) {
    const own: HTMLElement[] = [];
    const isEnd = (element: HTMLElement) => /^(H1|H2|H3)$/.test(element.tagName);
    for (
      let next = title.nextElementSibling;
      next && !isEnd(next);
      next = next.nextElementSibling
    ) {
      own.push(next);
    }
    found.set(squeeze(title.text), [...(found.get(squeeze(title.text)) ?? []), ...own]);
  }
  return found;
}

export function readReport(html: string): Map<string, ShownQuestion> {
  const questions = [...parts(html, 'h3')].map(([name, own]): [string, ShownQuestion] => [
    name,
    {
      sentences: own.filter(({ tagName }) => tagName === 'P').map(({ text }) => squeeze(text)),
      tables: own.filter(({ tagName }) => tagName === 'TABLE').map(readTable),
    },
  ]);
  return new Map(questions);
}

/** The tables below a heading of the second level. */
export function readReportPart(html: string, heading: string): Shown[] {
  const title = parse(html)
    .querySelectorAll('h2')
    .find(({ text }) => text === heading);
  return title?.parentNode?.querySelectorAll('table').map(readTable) ?? [];
}

function readTable(table: HTMLElement): Shown {
  const heads = table.querySelectorAll('thead th').map(({ text }) => squeeze(text));
  const rows = table.querySelectorAll('tbody tr').map((row) => {
    const cells = row.querySelectorAll('td').map(({ text }) => squeeze(text));
    const figures = cells.map((cell, index) => [heads[index + 1] ?? '', cell]);
    const label = squeeze(row.querySelector('th')?.text ?? '');
    return [label, Object.fromEntries(figures)] as const;
  });
  return Object.fromEntries(rows);
}

export function readSummary(html: string): Map<string, ShownQuestion> {
  const questions = [...parts(html, 'h3')].map(([name, own]): [string, ShownQuestion] => [
    name,
    {
      sentences: own.filter(({ tagName }) => tagName === 'P').map(({ text }) => squeeze(text)),
      tables: own
        .filter(({ tagName }) => tagName === 'UL')
        .map((list) => readRows(list.querySelectorAll('li').map(({ text }) => text.split('\n')))),
    },
  ]);
  return new Map(questions);
}

/** Each row is its label, and a line of figures: "Chosen by: 3; Share of people who answered: 33.3%". */
function readRows(rows: string[][]): Shown {
  return Object.fromEntries(
    rows.map(([label = '', figures = '']) => [
      squeeze(label),
      Object.fromEntries(
        squeeze(figures)
          .split('; ')
          .map((figure) => figure.split(': ') as [string, string]),
      ),
    ]),
  );
}

/** Rows of the text: "- label", with its figures on lines that begin with four spaces. */
export function readSummaryText(text: string): Shown {
  const rows = [...text.matchAll(/^- (.+(?:\n {2}\S.*)*)\n((?: {4}.+\n?)+)/gm)];
  return readRows(rows.map(([, label = '', figures = '']) => [label, figures]));
}
