/** A table of figures as HTML, with its bars. */
import { isolated } from '../text/direction.ts';
import { sayFigures, type FigureTable } from '../questions/figures.ts';
import { html, raw, type Html } from '../text/html.ts';

/**
 * How many columns, and how many characters side by side, fit into the widest page. With more, each row stays a
 * small block. Beyond `usualWidth`, rows are laid out as a table only on a wide page.
 */
const mostColumns = 12;
const mostWidth = 105;
const usualWidth = 75;

export function figureTableHtml(table: FigureTable): Html {
  const { caption, rowHead, columns, rows } = table;
  const heads = [rowHead, ...columns.map(({ head }) => head)];
  return html`<table${widthClass(table)}><caption>${caption}</caption><thead><tr>${heads.map(
    (head) => html`<th scope="col">${isolated(head)}</th>`,
  )}</tr></thead><tbody>
${rows.map((row) => rowHtml(row, table))}</tbody></table>
`;
}

function widthClass(table: FigureTable): Html | '' {
  const said = table.rows.map((row) => sayFigures(table, row));
  const words = table.columns.map(({ head }, index) => [
    ...head.split(' '),
    ...said.flatMap((figures) => figures[index]?.split(' ') ?? []),
  ]);
  // Besides the words of the rows, each column needs room for its longest word and a gap.
  const width = words.reduce(
    (sum, one) => sum + Math.max(...one.map(({ length }) => length)) + 1,
    14,
  );
  if (table.columns.length > mostColumns || width > mostWidth) return raw(' class="many"');
  return width > usualWidth ? raw(' class="wide"') : '';
}

/**
 * Each cell has its head as an attribute. If there is no room for a table, the style sheet writes it before the
 * figure.
 */
function rowHtml(row: FigureTable['rows'][number], table: FigureTable): Html {
  const { columns, bars } = table;
  const said = sayFigures(table, row);
  const cells = columns.map(({ head }, index) => {
    const isDrawn = bars !== null && 'column' in bars && bars.column === index;
    const bar = isDrawn ? barHtml([row.figures[index] ?? 0], bars.full) : '';
    return html`<td${isDrawn ? raw(' class="drawn"') : ''} data-head="${head}">${said[index] ?? ''}${bar}</td>`;
  });
  const parts = bars !== null && 'parts' in bars ? row.figures.slice(0, bars.parts) : [];
  const bar = parts.length > 0 ? barHtml(parts, row.whole ?? 0) : '';
  return html`<tr><th scope="row">${isolated(row.label)}${bar}</th>${cells}</tr>\n`;
}

/** A bar is only visual, because the figures are beside it. Each of several parts is paler than the one before. */
function barHtml(figures: (number | null)[], full: number): Html {
  const parts = figures.map((figure, index) => {
    const width = full === 0 ? 0 : Math.round(((figure ?? 0) / full) * 1000) / 10;
    const shade = Math.round((1 - (0.85 * index) / figures.length) * 100) / 100;
    return html`<span style="width:${width}%${index > 0 ? `;opacity:${shade}` : ''}"></span>`;
  });
  return html`<span class="bar">${parts}</span>`;
}
