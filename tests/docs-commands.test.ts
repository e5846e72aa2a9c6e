/** Each command for staff that the docs tell somebody to run, runs: on a folder with contributions, with what they name. */
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { toRehearsal } from '../src/consultation/rehearsal.ts';
import { blankForm } from '../src/paper-form/text-form.ts';
import { fillFolder } from './generated.ts';
import { builtConsultation, makeFolder, slug } from './site.ts';
import { askStaff, runStaff } from './staff/run.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const documents = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/*.md', { cwd: root })];

/** As they are written: in the text, in blocks, and in the first column of the table of all commands. */
async function commandsInDocs(): Promise<string[]> {
  const texts = await Promise.all(documents.map((name) => readFile(join(root, name), 'utf8')));
  const found = texts.flatMap((text) => [
    ...[...text.matchAll(/npm run staff -- ([a-z][^`\n]*)/g)].map(([, words = '']) => words),
    ...[...text.matchAll(/^(?:\/\S+\/)?weigh-in ([a-z][^`\n]*)$/gm)].map(([, words = '']) => words),
    ...[...text.matchAll(/^\| `([a-z-]+(?: [^`|]*)?)` \| [a-z]/gm)].map(([, words = '']) => words),
  ]);
  const own = /^(build|start)\b/;
  return [...new Set(found.map((words) => words.trim()).filter((words) => !own.test(words)))];
}

test('each command for staff in the docs runs', async (t) => {
  const place = await makeFolder(t);
  const consultation = { ...(await builtConsultation()), keepUntil: '2026-01-01' };
  const full = join(place, 'full');
  await mkdir(full, { mode: 0o700 });
  await fillFolder(full, consultation, 3);
  await fillFolder(full, toRehearsal(consultation), 1);
  const [first] = await askStaff<{ reference: string }[]>(full, ['list']);
  assert.ok(first);
  const asked = 'further comments about our vision?\n\nAnswer:\n';
  const form = blankForm(consultation);
  assert.ok(form.includes(asked));
  await writeFile(join(place, 'form.txt'), form.replace(asked, `${asked}From paper\n`));
  await writeFile(
    join(place, 'saved.mbox'),
    'From staff@example.org Mon Mar  1 12:00:00 2027\nSubject: Hello\n\nHello\n',
  );
  const adapt = (command: string) =>
    command
      .replaceAll(/\b(REF|HKD-473-MXR)\b/g, first.reference)
      .replaceAll(/^(new) SLUG/g, '$1 town-hall')
      .replaceAll(/\[?\bSLUG\b\]?|(?<!^new .*)\bpark-plan\b/g, slug)
      .replaceAll(/^(backup) \S+/g, `$1 ${join(place, 'copies/NAME.sqlite')}`)
      // Folders of other nodes need PostgreSQL: tests/staff/postgres.test.ts.
      .replaceAll(' FOLDER...', '')
      .replaceAll(/\bMAILBOX\b|\bbounces\.mbox\b/g, join(place, 'saved.mbox'))
      .replaceAll(/\bFILE\b/g, join(place, 'form.txt'));
  await mkdir(join(place, 'copies'));

  const failed: string[] = [];
  const commands = await commandsInDocs();
  assert.ok(commands.length > 25, 'the test found too few commands: it looks in the wrong place');
  for (const [number, command] of commands.entries()) {
    const folder = join(place, `data-${number}`);
    await cp(full, folder, { recursive: true });
    const words = adapt(command).replace('NAME', String(number));
    const list = [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, bare]) => quoted ?? bare ?? '',
    );
    const settings = { CONTENT_DIR: join(place, `content-${number}`) };
    const isNew = list[0] === 'new';
    const { code, error } = await runStaff(folder, list, folder, isNew ? settings : {});
    // 3: done, and something needs a person.
    if (code !== 0 && code !== 3) failed.push(`${command}: ${words}: ${error}`);
  }
  assert.deepEqual(failed, []);
});
