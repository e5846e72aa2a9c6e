/** Writes the published schema of the JSON export from the one that the code uses. */
import { writeFileSync } from 'node:fs';
import { exportJsonSchema } from '../src/exports/export-json.ts';

const file = new URL('../docs/weigh-in-export-1.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(exportJsonSchema(), null, 2)}\n`);
