/** A table of figures as HTML, with its bars. */
import { sayFigure, type FigureTable } from '../questions/figures.ts';
import { escapeHtml } from '../questions/shown.ts';

/** More columns are no table anywhere: each row stays a small block. */
const mostColumns = 12;

export function figureTableHtml(table: FigureTable): string {
  const { caption, rowHead, columns, rows } = table;
  const heads = [rowHead, ...columns.map(({ head }) => head)];
  return (
    `<table${columns.length > mostColumns ? ' class="many"' : ''}><caption>${escapeHtml(caption)}</caption>` +
    `<thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('')}</tr></thead><tbody>\n` +
    rows.map((row) => rowHtml(row, table)).join('') +
    '</tbody></table>\n'
  );
}

/** Each cell knows its head: where there is no room for a table, the style sheet writes it before the figure. */
function rowHtml({ label, figures }: FigureTable['rows'][number], table: FigureTable): string {
  const cells = table.columns.map(({ head, as }, index) => {
    const figure = figures[index] ?? null;
    const said = escapeHtml(sayFigure(figure, as, table.none));
    const isDrawn = table.bars?.column === index;
    const bar = isDrawn ? barHtml(figure ?? 0, table.bars?.full ?? 0) : '';
    return `<td${isDrawn ? ' class="drawn"' : ''} data-head="${escapeHtml(head)}">${said}${bar}</td>`;
  });
  return `<tr><th scope="row">${escapeHtml(label)}</th>${cells.join('')}</tr>\n`;
}

/** For the eye alone: the figure is beside it. */
function barHtml(figure: number, full: number): string {
  const width = full === 0 ? 0 : Math.round((figure / full) * 1000) / 10;
  return `<span class="bar"><span style="width:${width}%"></span></span>`;
}
