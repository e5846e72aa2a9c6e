/** A table of figures as HTML, with its bars. */
import { sayFigure, type FigureTable } from '../questions/figures.ts';
import { escapeHtml } from '../questions/shown.ts';

/**
 * A table that scrolls is a region with a name of its own (WCAG 2.1.1).
 *
 * @param id for the caption
 * @param heading the id of the heading above, which is the first part of the name
 */
export function figureTableHtml(table: FigureTable, id: string, heading: string): string {
  const { caption, rowHead, columns, rows } = table;
  const heads = [rowHead, ...columns.map(({ head }) => head)];
  return (
    `<div class="wide" role="region" aria-labelledby="${heading} ${id}" tabindex="0"><table><caption id="${id}">${escapeHtml(caption)}</caption>` +
    `<thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('')}</tr></thead><tbody>` +
    rows.map((row) => rowHtml(row, table)).join('') +
    '</tbody></table></div>'
  );
}

function rowHtml({ label, figures }: FigureTable['rows'][number], table: FigureTable): string {
  const cells = table.columns.map(({ as }, index) => {
    const figure = figures[index] ?? null;
    const bar = table.bars?.column === index ? barHtml(figure ?? 0, table.bars.full) : '';
    return `<td>${sayFigure(figure, as)}${bar}</td>`;
  });
  return `<tr><th scope="row">${escapeHtml(label)}</th>${cells.join('')}</tr>\n`;
}

/** Drawn, not a background: browsers leave backgrounds out when they print. */
function barHtml(figure: number, full: number): string {
  const width = full === 0 ? 0 : Math.round((figure / full) * 1000) / 10;
  return `<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="full" width="100" height="8"/><rect width="${width}" height="8"/></svg>`;
}
