/**
 * The public table as JSON: what each column contains, and an object for each contribution. It has a schema that
 * other programs can check it against.
 */
import { z } from 'zod';
import type { Consultation } from '../consultation/consultation.ts';
import { staffWords } from '../languages/staff.ts';
import { program } from '../text/program.ts';
import type { PublicTable } from './public-table.ts';

const words = staffWords.exports.schemas.forEverybody;

const publicSchema = z.strictObject({
  format: z.literal('weigh-in-public-1'),
  madeBy: z.string().describe(words.madeBy),
  readThisBeforeYouPublishIt: z.array(z.string().min(1)).min(1).describe(words.readThisFirst),
  consultation: z.strictObject({ slug: z.string(), title: z.string() }),
  columns: z
    .array(
      z.strictObject({
        id: z.string(),
        holds: z.string().describe(words.holds),
      }),
    )
    .describe(words.columns),
  contributions: z.array(z.record(z.string(), z.string().min(1))).describe(words.contributions),
});

/** Returns the published schema (JSON Schema 2020-12). */
export function publicJsonSchema(): object {
  return {
    $id: 'weigh-in-public-1.schema.json',
    title: words.title,
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
