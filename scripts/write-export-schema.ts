/** Writes the published schemas of the JSON exports from those that the code uses. */
import { writeFileSync } from 'node:fs';
import { exportJsonSchema } from '../src/exports/export-json.ts';
import { publicJsonSchema } from '../src/exports/public-json.ts';

for (const [name, schema] of [
  ['weigh-in-export-1', exportJsonSchema()],
  ['weigh-in-public-1', publicJsonSchema()],
] as const) {
  const file = new URL(`../docs/${name}.schema.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
}
