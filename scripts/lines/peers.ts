/**
 * The same consultation as other libraries would show it. They are installed from npm into a separate folder,
 * because the project does not depend on them. Their files are compressed with gzip, as nginx would do it.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Consultation } from '../../src/consultation/consultation.ts';
import type { Option, Question } from '../../src/questions/question.ts';
import { nameOption } from '../../src/questions/question.ts';
import { defraVersion, makeDefra } from './defra.ts';

const packages = ['survey-core@2.5.38', 'survey-js-ui@2.5.38', 'govuk-frontend@6.6.0'];

/**
 * Makes a folder for each peer. Resolves to the folders by name. DEFRA's forms engine is included only if
 * BENCH_DEFRA is set, because it takes 622 MB.
 */
export async function makePeers(
  folder: string,
  consultation: Consultation,
  ourPage: string,
): Promise<Record<string, string>> {
  const modules = join(folder, 'node_modules');
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const words = ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages];
  execFileSync('npm', words, { cwd: folder, stdio: 'ignore' });
  const peers: Record<string, string> = {
    'govuk-frontend 6.6.0': makeGovuk(join(folder, 'govuk'), modules, ourPage),
    'SurveyJS 2.5.38': makeSurvey(join(folder, 'surveyjs'), modules, consultation),
  };
  if (process.env['BENCH_DEFRA']) {
    try {
      const defra = await makeDefra(join(folder, 'defra'), consultation);
      peers[`DEFRA forms engine ${defraVersion}`] = defra;
    } catch (error) {
      console.error(`Without DEFRA's forms engine: ${(error as Error).message}\n`);
    }
  }
  for (const peer of Object.values(peers)) compressAll(peer);
  return peers;
}

/** Makes a page with our words and controls, and the style sheet, script and fonts of GOV.UK. */
function makeGovuk(folder: string, modules: string, ourPage: string): string {
  const dist = join(modules, 'govuk-frontend/dist/govuk');
  mkdirSync(folder, { recursive: true });
  cpSync(join(dist, 'assets'), join(folder, 'assets'), { recursive: true });
  for (const file of ['govuk-frontend.min.css', 'govuk-frontend.min.js']) {
    cpSync(join(dist, file), join(folder, file));
  }
  const page = ourPage
    .replace(/<style>[^]*?<\/style>/, '<link rel="stylesheet" href="/govuk-frontend.min.css">')
    .replace('<html ', '<html class="govuk-template" ')
    .replace(
      '<body>',
      `<body class="govuk-template__body govuk-body"><script>document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')</script>`,
    )
    .replace(
      '</body>',
      `<script type="module">import { initAll } from '/govuk-frontend.min.js'; initAll()</script></body>`,
    )
    .replaceAll('<h1', '<h1 class="govuk-heading-xl"')
    .replace(/<h2(?=[ >])/g, '<h2 class="govuk-heading-l"')
    .replaceAll('<p>', '<p class="govuk-body">')
    .replaceAll('<textarea ', '<textarea class="govuk-textarea" ')
    .replaceAll('<table', '<table data-module="govuk-table"');
  writeFileSync(join(folder, 'index.html'), page);
  return folder;
}

function makeSurvey(folder: string, modules: string, consultation: Consultation): string {
  mkdirSync(folder, { recursive: true });
  const files = {
    'survey.css': 'survey-core/survey-core.fontless.min.css',
    'survey.core.js': 'survey-core/survey.core.min.js',
    'survey-js-ui.js': 'survey-js-ui/survey-js-ui.min.js',
  };
  for (const [to, from] of Object.entries(files)) cpSync(join(modules, from), join(folder, to));
  const elements = consultation.sections.flatMap(({ parts, questions }) => [
    ...parts.map((part, at) => ({
      type: 'html',
      name: `text-${at}`,
      html: 'html' in part ? part.html : '',
    })),
    ...questions.map(toElement),
  ]);
  const model = JSON.stringify({ title: consultation.title, pages: [{ elements }] });
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${consultation.title}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><link rel="stylesheet" href="/survey.css">
</head><body><div id="survey"></div><script src="/survey.core.js"></script><script src="/survey-js-ui.js"></script>
<script>new Survey.Model(${model.replaceAll('<', '\\u003c')}).render(document.getElementById('survey'))</script></body></html>`,
  );
  return folder;
}

function toElement(question: Question): object {
  const { options = [] } = question as Question & { options?: Option[] };
  const choices = options.map((option) => ({ value: option.id, text: nameOption(option) }));
  const shared = { name: question.id, title: question.ask };
  if (question.kind === 'choice') return { type: 'radiogroup', ...shared, choices };
  if (question.kind === 'ranking') return { type: 'ranking', ...shared, choices };
  return { type: question.kind === 'comment' ? 'comment' : 'text', ...shared };
}

function compressAll(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(html|css|js|svg)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
}
