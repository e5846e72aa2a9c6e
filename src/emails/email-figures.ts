/**
 * Shows a table of figures in an email as a list, in HTML with inline styles and in plain text. A table does not fit
 * into 320 px, and no mail program can scroll a table alone.
 */
import { isolated } from '../text/direction.ts';
import { sayFigures, type FigureTable } from '../questions/figures.ts';
import { html, type Html } from '../text/html.ts';
import { wrap } from '../contribution/contribution-text.ts';
import { staffWords } from '../languages/staff.ts';
import { style } from './email.ts';

export function figuresToHtml(table: FigureTable): Html {
  const items = table.rows.map(
    (row) => html`<li>${isolated(row.label)}<br>${sayRow(table, row)}</li>`,
  );
  return html`<h4 style="${style.h4}">${table.caption}</h4><ul>${items}</ul>`;
}

/** Returns each row as its label and, below it, its figures with their names. */
export function figuresToLines(table: FigureTable): string[] {
  return table.rows.flatMap((row) => {
    const said = wrap(sayRow(table, row), 68).replace(/^/gm, '    ');
    return [wrap(`- ${row.label}`, 70).replaceAll('\n', '\n  '), said];
  });
}

function sayRow(table: FigureTable, row: FigureTable['rows'][number]): string {
  const heads = table.columns.map(({ head }) => head);
  return staffWords.emails.summary.figures(heads, sayFigures(table, row));
}
