/** A site whose content is in a separate folder: built, served and answered; and what a mistake does. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { show } from '../accessibility/text-browsers.ts';
import { buildContent } from '../build-content.ts';
import { makeFolder, startTestSite, tokenIn, until, whileOpen } from '../site.ts';
import { startMailServer } from '../mail-server.ts';
import { parkFiles, toContent, writeContent, writeFiles } from './content.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Result {
  code: number;
  out: string;
}

function run(
  script: string,
  environment: Record<string, string>,
  ...options: string[]
): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, script), ...options],
      { cwd: root, env: { ...process.env, ...environment } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, out: stdout + stderr }),
    );
  });
}

async function makeBuild(test: TestContext, content: string) {
  const dist = join(await makeFolder(test), 'dist');
  const build = (...options: string[]) =>
    run('scripts/build.ts', { CONTENT_DIR: content, BUILD_DIR: dist }, ...options);
  return { dist, build };
}

const mark =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>';

const lines = [
  '{ kind: line, id: where, ask: Where do you live?, for: postcode }',
  '{ kind: line, id: group, ask: Which group is yours?, for: organisation }',
  '{ kind: line, id: ring, ask: May we ring you?, for: telephone }',
  '{ kind: line, id: web, ask: Where can we read more?, for: web-address }',
  '{ kind: number, id: fee, ask: What is a fair fee?, unit: £, from: 0, to: 50 }',
  '{ kind: number, id: degrees, ask: How many degrees more?, from: -9 }',
  '{ kind: comment, id: brief, ask: In one sentence?, most: 200 }',
];

const spot = '{ kind: choice, id: spot, ask: Which first?, from: spots, other: true }';

/** What Elmton has besides the park’s own files. */
const elmton = {
  'site.yaml':
    'name: Have your say in Elmton\norganisation: Elmton Town Council\ncontact: hello@elmton.example\ncolour: "#5b1a6b"\nmark: mark.svg\nlanguages: [en-GB]\n',
  'mark.svg': mark,
  'park/map.jpg': Buffer.from([0xff, 0xd8, 0xff]),
  'park/the plan.docx': 'PK',
  'park/data.xyz': 'x',
  'park/.DS_Store': 'x',
  'park/3-more.md':
    '---\ntitle: More\n---\n\n![A map of the park](map.jpg) [The plan](the%20plan.docx)\n',
  'park/4-lines.md': `---\ntitle: Lines\nquestions:\n${lines.map((one) => `  - ${one}\n`).join('')}---\n`,
  'park/5-spots.md': `---\ntables:\n  - caption: Spots\n    id: spots\n    rows:\n      - { id: hill, label: The hill, text: 20 metres high }\n      - { id: lake, label: The lake }\nquestions:\n  - ${spot}\n---\n\n{spots}\n`,
};

/** The build of the park of Elmton, whose content is outside the repository. Several tests serve it. */
let elmtonDist = '';
let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weigh-in-elmton-'));
  elmtonDist = join(folder, 'dist');
  await writeFiles(join(folder, 'content'), toContent(elmton));
  await buildContent(join(folder, 'content'), elmtonDist);
});
after(() => rm(folder, { recursive: true, force: true }));

test('a consultation in a folder outside the repository is built, answered and emailed', async (t) => {
  const mail = await startMailServer(t);
  const site = await startTestSite(
    t,
    { SMTP_URL: mail.url, MAIL_FROM: 'park@example.org' },
    { dist: elmtonDist },
  );
  const form = await (await fetch(`${site.url}/park/`)).text();
  const [, row = ''] = form.split(/<legend>I feel safe in the park<\/legend>/);
  const radios = [
    ...row
      .split('</fieldset>', 1)
      .join('')
      .matchAll(/<input[^>]*>/g),
  ].map(([tag]) => tag);
  assert.equal(radios.length, 4, 'a row of a grid has its scale, and "No answer" first');
  assert.match(radios[0] ?? '', /id="grid-question-safe" name="grid-question-safe" value checked/);

  const home = await (await fetch(site.url)).text();
  assert.match(home, /<title>Have your say in Elmton – A plan for the park<\/title>/);
  assert.match(home, /<img src="\/mark\.svg" alt=""/);
  assert.match(
    home,
    /<b>Have your say in Elmton<\/b>: home\s*<\/a>\s*<br>\s*Run by Elmton Town Council/,
  );
  assert.match(home, /This site, run by Elmton Town Council, puts/);
  assert.match(home, /mailto:hello@elmton\.example/);
  assert.match(home, /--link: ?#5b1a6b/);

  for (const [path, type, disposition] of [
    ['mark.svg', 'image/svg+xml', null],
    ['park/map.jpg', 'image/jpeg', null],
    [
      'park/the%20plan.docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      null,
    ],
    ['park/data.xyz', 'application/octet-stream', 'attachment'],
  ] as const) {
    const response = await fetch(`${site.url}/${path}`);
    assert.equal(response.status, 200, path);
    assert.equal(response.headers.get('content-type'), type);
    assert.equal(response.headers.get('content-disposition'), disposition, path);
  }
  assert.equal((await fetch(`${site.url}/park/.DS_Store`)).status, 404);

  const shown = await show('lynx', `${site.url}/park/`);
  assert.match(shown, /The pond: A pond of 200 square metres/);
  const post = (fields: string[][]) =>
    fetch(`${site.url}/park/respond`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  const answers = [
    ['choice-question', 'meadow'],
    ['checkboxes-question', 'walk'],
    ['checkboxes-question', 'rest'],
    ['comment-question', 'More trees'],
  ];
  const check = await (await post(answers)).text();
  assert.match(check, /The meadow: A meadow with flowers/);
  assert.match(check, /--link: ?#5b1a6b/, 'pages that are drawn on demand have the colour too');
  const sent = await post([
    ...answers,
    ['_token', tokenIn(check)],
    ['_checked', String(whileOpen - 60_000)],
    ['_do', 'send'],
  ]);
  assert.equal(sent.status, 303);
  await until('the email has come', () => mail.emails.length === 1);
  assert.equal(mail.emails[0]?.from?.value[0]?.name, 'Have your say in Elmton');
  assert.match(mail.emails[0]?.text ?? '', /Answer:\n- Walk\n- Rest\n[^]*More trees/);
});

test('lines and numbers: browsers can help, limits are said, and nobody is blocked for ever', async (t) => {
  const page = await readFile(join(elmtonDist, 'client/park/index.html'), 'utf8');
  const boxOf = (id: string) => new RegExp(`<input[^>]* id="${id}"[^>]*>`).exec(page)?.[0] ?? '';
  assert.match(boxOf('where'), /autocomplete="postal-code"/);
  assert.match(boxOf('group'), /autocomplete="organization"/);
  assert.match(boxOf('ring'), /autocomplete="tel" inputmode="tel"/);
  assert.match(boxOf('web'), /autocomplete="url" inputmode="url"/);
  assert.match(boxOf('fee'), /inputmode="decimal".* aria-describedby="fee-limit"/);
  assert.doesNotMatch(boxOf('degrees'), /inputmode/, 'a telephone has no minus among its digits');
  const early = await readFile(join(elmtonDist, 'client/park/not-yet-open/index.html'), 'utf8');
  for (const words of ['In £, from 0 to 50', '-9 or more', 'Up to 200 characters']) {
    assert.ok(page.includes(words), words);
    assert.ok(early.includes(`<p>${words}</p>`), words);
  }

  const site = await startTestSite(t, {}, { dist: elmtonDist });
  const post = (fields: [string, string][]) =>
    fetch(`${site.url}/park/respond`, { method: 'POST', body: new URLSearchParams(fields) });
  const typed: [string, string][] = [
    ['where', 'Elmton'],
    ['fee', '5 to 10'],
  ];
  const refused = await post(typed);
  assert.equal(refused.status, 422);
  const errors = await refused.text();
  assert.match(errors, /“Elmton” has no digit, so it is not a postcode/);
  assert.match(errors, /“5 to 10” is more than one number\. Enter one number from 0 to 50/);
  assert.match(errors, /You can also send an answer again without changing it/);
  const seen = [...errors.matchAll(/name="_seen" value="([^"]*)"/g)];
  const again = await post([
    ...typed,
    ...seen.map(([, mark = '']): [string, string] => ['_seen', mark]),
  ]);
  assert.equal(again.status, 200);
  const check = await again.text();
  assert.match(check, /We could not count this number, so it is shown as typed:/);
  assert.match(check, />5 to 10</);
  assert.match(check, />Elmton</);
});

test('the home page names any title and several contacts as English does', async (t) => {
  const content = await writeContent(t, { 'site.yaml': 'name: Have your say\n' });
  const settings = await readFile(join(content, 'park/consultation.yaml'), 'utf8');
  await writeFiles(content, {
    'bench/consultation.yaml': settings
      .replace(/^title: .*$/m, 'title: A name for the bench')
      .replaceAll('park@example.org', 'bench@example.org'),
    'bench/1-bench.md':
      '---\ntitle: A bench\nquestions: [{ kind: comment, id: name, ask: Which name? }]\n---\n',
  });
  const { dist, build } = await makeBuild(t, content);
  const built = await build();
  assert.equal(built.code, 0, built.out);
  const html = await readFile(join(dist, 'client/index.html'), 'utf8');
  const text = html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
  assert.match(text, /Need help\? Email bench@example\.org, park@example\.org /);
  assert.match(text, /email bench@example\.org, park@example\.org\. /);
  assert.match(text, / Go to the consultation: A name for the bench /);
  assert.match(text, / Privacy notice: A name for the bench /);
});

test('before it opens and after it closes, people read what they could choose', async (t) => {
  const year = 365 * 86_400_000;
  for (const now of [whileOpen - year, whileOpen + year]) {
    const site = await startTestSite(t, {}, { dist: elmtonDist, now: () => now });
    const shown = await show('lynx', `${site.url}/park/`);
    // The ranking has separate options; those of the choice are in the table above it, and only there.
    const [, ranking = ''] = shown.split(/Which matters more to you\?/);
    assert.match(ranking, /The pond\s+\* The meadow/);
    assert.equal(shown.match(/The benches/g)?.length, 1);
    // If the question adds options, those of the table are repeated briefly.
    assert.match(shown, /Which first\?\s+\* The hill\s+\* The lake\s+\* Other\s/);
    const [, grid = ''] = shown.split(/How much do you agree with each of these\?/);
    assert.match(grid, /The park is clean\s+\* I feel safe/);
    assert.match(grid, /Agree\s+\* Neither agree nor disagree\s+\* Disagree/);
  }
});

test('a mistake leaves the last good build in its place, and the site says so', async (t) => {
  const content = await writeContent(t, { 'park/map.png': 'x' });
  const { dist, build } = await makeBuild(t, content);
  assert.equal((await build()).code, 0);
  assert.equal((await build('--if-needed')).out, '', 'nothing has changed');

  await writeFiles(content, { 'park/3-more.md': '---\ntitel: More\n---\n\n</form>\n' });
  const failed = await build();
  assert.equal(failed.code, 1);
  assert.match(
    failed.out,
    /3-more\.md, line 2: There is no key "titel" here\. Did you mean "title"\?/,
  );
  assert.match(failed.out, /3-more\.md, line 5: <\/form> is not possible in a section/);
  assert.doesNotMatch(failed.out, /^\s+at |node:internal/m, 'no stack trace');
  assert.ok(existsSync(join(dist, 'site.json')));

  const start = await build('--if-needed', '--or-last');
  assert.equal(start.code, 0, 'npm start goes on');
  const site = await startTestSite(t, {}, { dist });
  assert.match(
    site.lines[0] ?? '',
    /the site serves the last good build, without the latest changes/,
  );
  assert.equal((await fetch(`${site.url}/park/`)).status, 200);

  await rm(join(content, 'park/3-more.md'));
  const right = await build('--if-needed', '--or-last');
  assert.equal(right.out, '', 'the build from before is right again');
  assert.ok(!existsSync(join(dist, 'outdated.txt')));

  await rm(join(content, 'park/map.png'));
  assert.match((await build('--if-needed')).out, /^Built/, 'a file that is gone is a change');
});

test('if there is no previous build, a mistake stops the start', async (t) => {
  const content = await writeContent(t, { 'site.yml': 'name: x' });
  const { dist, build } = await makeBuild(t, content);
  const start = await build('--if-needed', '--or-last');
  assert.equal(start.code, 1);
  assert.match(start.out, /nothing can be served/);
  assert.ok(!existsSync(dist));

  await cp(elmtonDist, dist, { recursive: true });
  const again = await build('--if-needed', '--or-last');
  assert.equal(again.code, 1, 'the build of another folder is not served in its place');
});

test('"new" writes a folder that builds as it is, and never writes over one', async (t) => {
  const content = join(await makeFolder(t), 'content');
  const staff = (...words: string[]) =>
    run('src/staff/main.ts', { CONTENT_DIR: content }, ...words);
  const made = await staff('new', 'town-hall', '--title', 'The town hall: what next?');
  assert.equal(made.code, 0, made.out);
  assert.match(made.out, /opens in two weeks.* "npm run staff -- preview town-hall" prints a link/);
  const settings = join(content, 'town-hall/consultation.yaml');
  const before = await readFile(settings, 'utf8');
  assert.match(before, /^title: "The town hall: what next\?"$/m);
  assert.match(await readFile(join(content, 'site.yaml'), 'utf8'), /^name: /m);

  const again = await staff('new', 'town-hall');
  assert.equal(again.code, 1);
  assert.match(again.out, /already exists, and was not changed/);
  assert.equal(await readFile(settings, 'utf8'), before);
  for (const wrong of ['accessibility', 'Town Hall']) {
    assert.equal((await staff('new', wrong)).code, 1, wrong);
  }

  const { build } = await makeBuild(t, content);
  const built = await build();
  assert.equal(built.code, 0);
  assert.match(built.out, /^Built from [^\n]*\n[a-z-]+: [^\n]* bytes\.\n$/, 'without a warning');
});

test('a hidden consultation is on none of the pages of the whole site', async (t) => {
  const settings = parkFiles['consultation.yaml'] ?? '';
  const content = await writeContent(t, {
    'park/consultation.yaml': settings.replace(/^before: readable$/m, 'before: hidden'),
  });
  const { dist, build } = await makeBuild(t, content);
  const built = await build();
  assert.equal(built.code, 0, built.out);
  for (const name of ['500.html', 'accessibility/index.html', 'accessibility/report/index.html']) {
    const page = await readFile(join(dist, 'client', name), 'utf8');
    assert.doesNotMatch(page, /A plan for the park|\/park\//, name);
  }
  const consultations = await readFile(join(dist, 'consultations.json'), 'utf8');
  assert.match(consultations, /"before":"hidden"/);
});
