/** A table of figures for an email: as HTML with its styles inline, and as lines of plain text. */
import { sayFigure, type FigureTable } from '../questions/figures.ts';
import { escapeHtml } from '../questions/shown.ts';
import { wrap } from './contribution-text.ts';

const cell =
  'padding:4px 8px 4px 0;border-bottom:1px solid #595959;text-align:left;vertical-align:top';

/** More columns do not fit into 320 px, and no mail program lets a table scroll by itself. */
const mostColumns = 2;

export function figuresToHtml(table: FigureTable): string {
  return table.columns.length > mostColumns ? toList(table) : toTable(table);
}

function toList({ caption, columns, rows }: FigureTable): string {
  const items = rows.map(
    ({ label, figures }) =>
      `<li>${escapeHtml(label)}<br>${escapeHtml(sayRow(columns, figures))}</li>`,
  );
  return `<p><strong>${escapeHtml(caption)}</strong></p><ul>${items.join('')}</ul>`;
}

function sayRow(columns: FigureTable['columns'], figures: (number | null)[]): string {
  return columns
    .map(({ head, as }, index) => `${head}: ${sayFigure(figures[index] ?? null, as)}`)
    .join('; ');
}

function toTable({ caption, rowHead, columns, rows }: FigureTable): string {
  const heads = [rowHead, ...columns.map(({ head }) => head)]
    .map((head) => `<th scope="col" style="${cell}">${escapeHtml(head)}</th>`)
    .join('');
  const lines = rows.map(({ label, figures }) => {
    const cells = columns.map(
      ({ as }, index) => `<td style="${cell}">${sayFigure(figures[index] ?? null, as)}</td>`,
    );
    return `<tr><th scope="row" style="${cell};font-weight:normal">${escapeHtml(label)}</th>${cells.join('')}</tr>`;
  });
  return `<table style="border-collapse:collapse;margin:8px 0"><caption style="text-align:left;font-weight:bold">${escapeHtml(caption)}</caption><tr>${heads}</tr>${lines.join('\n')}</table>`;
}

/** Each row as its label and, below it, its figures with their names: a narrow window holds no table. */
export function figuresToLines({ columns, rows }: FigureTable): string[] {
  return rows.flatMap(({ label, figures }) => {
    const said = wrap(sayRow(columns, figures), 68).replace(/^/gm, '    ');
    return [wrap(`- ${label}`, 70).replaceAll('\n', '\n  '), said];
  });
}
