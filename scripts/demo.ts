/**
 * Fills a throw-away folder with 500 contributions to the consultation that closes last, and says how to look at it.
 * Nothing is emailed, and the folder of the site stays as it is.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBuiltSite } from '../src/server/http/built-site.ts';
import { fillFolder } from '../tests/generated.ts';

const count = 500;

const { consultations } = await readBuiltSite();
const [consultation] = consultations;
if (!consultation) throw new Error('the build has no consultation');
const folder = await mkdtemp(join(tmpdir(), 'weigh-in-demo-'));
await fillFolder(folder, consultation, count);

// If there is only one consultation, nobody needs to type its slug.
const choice = consultations.length > 1 ? ` --consultation ${consultation.slug}` : '';
const staff = (command: string) => `  DATA_DIR=${folder} npm run staff -- ${command}${choice}`;
console.log(
  [
    `${folder} has ${count} made-up contributions to “${consultation.title}”. Look at them:`,
    staff('status'),
    staff('list'),
    staff(`report --output ${join(folder, 'report.html')}`),
    staff(`export --format xlsx --output ${join(folder, 'all.xlsx')}`),
    `Serve them: DATA_DIR=${folder} MAIL_DIR=${join(folder, 'mail')} npm start`,
    `Delete them: rm -r ${folder}`,
  ].join('\n'),
);
