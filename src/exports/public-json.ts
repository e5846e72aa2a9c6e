/** The public table as JSON: what each column holds, and an object for each contribution. */
import type { Consultation } from '../consultation/consultation.ts';
import { program } from '../text/program.ts';
import type { PublicTable } from './public-table.ts';

/** @param notes what staff must read before they publish it */
export function* publicJson(
  { slug, title }: Consultation,
  { columns, rows }: PublicTable,
  notes: string[],
): Generator<string> {
  const head = {
    format: 'weigh-in-public-1',
    madeBy: program,
    readThisBeforeYouPublishIt: notes,
    consultation: { slug, title },
    columns: columns.map(({ id, title: holds }) => ({ id, holds })),
  };
  yield `${JSON.stringify(head).slice(0, -1)},\n"contributions":[`;
  for (const [index, row] of rows.entries()) {
    const filled = columns.flatMap(({ id }, at) => (row[at] ? [[id, row[at]]] : []));
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(Object.fromEntries(filled))}`;
  }
  yield '\n]}\n';
}
