/**
 * A table of figures for an email: a list, as HTML with its styles inline and as plain text. A table
 * does not fit into 320 px, and no mail program lets one scroll by itself.
 */
import { sayFigure, type FigureTable } from '../questions/figures.ts';
import { escapeHtml } from '../questions/shown.ts';
import { wrap } from './contribution-text.ts';
import { style } from './email.ts';

export function figuresToHtml(table: FigureTable): string {
  const items = table.rows.map(
    ({ label, figures }) =>
      `<li>${escapeHtml(label)}<br>${escapeHtml(sayRow(table, figures))}</li>`,
  );
  return `<h4 style="${style.h4}">${escapeHtml(table.caption)}</h4><ul>${items.join('')}</ul>`;
}

/** Each row as its label and, below it, its figures with their names. */
export function figuresToLines(table: FigureTable): string[] {
  return table.rows.flatMap(({ label, figures }) => {
    const said = wrap(sayRow(table, figures), 68).replace(/^/gm, '    ');
    return [wrap(`- ${label}`, 70).replaceAll('\n', '\n  '), said];
  });
}

function sayRow({ columns, none }: FigureTable, figures: (number | null)[]): string {
  return columns
    .map(({ head, as }, index) => `${head}: ${sayFigure(figures[index] ?? null, as, none)}`)
    .join('; ');
}
