/** MDN's HTTP Observatory, its own scanner, on this machine. Its packages are installed when missing. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { startTestSite } from '../site.ts';
import { makeCertificate, startTls } from '../tls.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

test('the Observatory gives the site an A+, with 125 or more', async (t) => {
  if (!existsSync(`${folder}node_modules`)) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      stdio: 'ignore',
    });
  }
  const certificate = await makeCertificate(t);
  let url = '';
  const ports = await startTls(t, certificate, () => url);
  const site = await startTestSite(t, { PUBLIC_URL: `https://localhost:${ports.httpsPort}` });
  url = site.localUrl;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`${folder}scan.mjs`, String(ports.httpsPort), String(ports.httpPort)],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate.certificateFile } },
  );
  const { grade, score, tests } = JSON.parse(stdout) as {
    grade: string;
    score: number;
    tests: { name: string; pass: boolean; modifier: number }[];
  };
  t.diagnostic(`${grade}, ${score}`);
  const failed = tests.filter(({ pass }) => !pass).map(({ name }) => name);
  assert.deepEqual(failed, []);
  assert.equal(grade, 'A+');
  assert.ok(score >= 125, `the score is ${score}`);
});
