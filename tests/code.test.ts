/** The code has the right types, no mistakes that ESLint knows, and the format of Prettier. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../', import.meta.url));

for (const name of ['types', 'lint', 'format:check']) {
  test(`npm run ${name}`, async () => {
    const said = await promisify(execFile)('npm', ['run', name], { cwd: root }).catch(
      (error: Error & { stdout: string; stderr: string }) => error,
    );
    assert.ok(!(said instanceof Error), `${said.stdout}\n${said.stderr}`);
  });
}
