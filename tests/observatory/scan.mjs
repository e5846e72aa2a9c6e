/** Scans a site on this machine: node scan.mjs <https port> <http port>. Prints grade, score and tests. */
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = dirname(
  createRequire(import.meta.url).resolve('@mdn/mdn-http-observatory/package.json'),
);
const load = (path) => import(pathToFileURL(join(root, 'src', path)).href);

// Its install script would fetch the list of preloaded sites; no site on this machine is in it.
const preloaded = join(root, 'conf/hsts-preload.json');
if (!existsSync(preloaded)) writeFileSync(preloaded, '{}');

const [, , httpsPort, httpPort] = process.argv;
const { retrieve } = await load('retriever/retriever.js');
const { ALL_TESTS } = await load('constants.js');
const { getGradeForScore, getScoreModifier } = await load('grader/grader.js');
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await load('grader/charts.js');

const retrieved = await retrieve('localhost', {
  httpsPort: Number(httpsPort),
  httpPort: Number(httpPort),
});
if (!retrieved.responses.auto) throw new Error('the site does not answer');
const results = ALL_TESTS.map((test) => test(retrieved));
const modifiers = results.map(({ result }) => getScoreModifier(result));
// As its scanner does: extra credit counts from an A on.
const uncurved = 100 + modifiers.filter((modifier) => modifier < 0).reduce((a, b) => a + b, 0);
const whole = 100 + modifiers.reduce((a, b) => a + b, 0);
const score = uncurved >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? whole : uncurved;
const graded = getGradeForScore(score);
console.log(
  JSON.stringify({
    score: graded.score ?? score,
    grade: graded.grade,
    tests: results.map(({ name, result, pass }, index) => ({
      name,
      result,
      pass,
      modifier: modifiers[index],
    })),
  }),
);
