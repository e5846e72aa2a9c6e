/**
 * `npm run scale`: how cost grows with contributions, with drafts and with consultations. Prints tables, and draws
 * `docs/images/scale.svg`.
 */
import { writeFileSync } from 'node:fs';
import { builtConsultation } from './built-consultation.ts';
import { growContributions } from './scale/contributions.ts';
import { growConsultations } from './scale/consultations.ts';
import { drawGrowth } from './scale/draw.ts';
import { growDrafts } from './scale/drafts.ts';

/** No step has more contributions, or more drafts, than this. */
const most = Number(process.env['BENCH_CONTRIBUTIONS'] ?? 100_000);
const upTo = (counts: number[]) => counts.filter((count) => count <= most);

const consultation = await builtConsultation();
const series = [
  ...(await growContributions(
    consultation,
    upTo([1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000]),
  )),
  ...(await growDrafts(consultation, upTo([0, 1_000, 10_000, 100_000]))),
  ...(await growConsultations([1, 10, 100])),
];
const plot = new URL('../docs/images/scale.svg', import.meta.url);
writeFileSync(plot, drawGrowth(series));
console.log('The plot is docs/images/scale.svg');
process.exit(0);
