/** Writes the reference of all keys into docs/content.md, below its introduction. */
import { readFileSync, writeFileSync } from 'node:fs';
import { writeKeyReference } from '../src/content-files/key-reference.ts';

const file = new URL('../docs/content.md', import.meta.url);
const [introduction = ''] = readFileSync(file, 'utf8').split('\n## site.yaml\n');
writeFileSync(file, `${introduction}\n${writeKeyReference()}\n`);
