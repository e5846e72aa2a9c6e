/**
 * The public table as JSON: what each column contains, and an object for each contribution. It has a schema that
 * other programs can check it against.
 */
import { z } from 'zod';
import type { Consultation } from '../consultation/consultation.ts';
import { program } from '../text/program.ts';
import type { PublicTable } from './public-table.ts';

const publicSchema = z.strictObject({
  format: z.literal('weigh-in-public-1'),
  madeBy: z.string().describe('The program that wrote this, with its version.'),
  readThisBeforeYouPublishIt: z
    .array(z.string().min(1))
    .min(1)
    .describe('What staff must read before they publish this file.'),
  consultation: z.strictObject({ slug: z.string(), title: z.string() }),
  columns: z
    .array(
      z.strictObject({
        id: z.string(),
        holds: z.string().describe('What the column holds, in words.'),
      }),
    )
    .describe('The columns of the public CSV, in its order.'),
  contributions: z
    .array(z.record(z.string(), z.string().min(1)))
    .describe(
      'One object for each contribution that is counted: its cells that are not empty, by the ids of their columns. Numbers are written as in the CSV. The order says nothing of who came when.',
    ),
});

/** Returns the published schema (JSON Schema 2020-12). */
export function publicJsonSchema(): object {
  return {
    $id: 'weigh-in-public-1.schema.json',
    title: 'Weigh In: export of contributions for everybody',
    ...z.toJSONSchema(publicSchema),
  };
}

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
