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
import { defraSteps, ourSteps, surveySteps, type PageName, type Step } from './journeys.ts';

const packages = ['survey-core@2.5.38', 'survey-js-ui@2.5.38', 'govuk-frontend@6.6.0'];

export interface Peer {
  name: string;
  folder: string;
  /** The steps of a journey, for the address at which the folder is served. */
  stepsAt: (url: string) => Step[];
}

/**
 * Makes a folder for each peer. DEFRA's forms engine is included only if BENCH_DEFRA is set, because it takes
 * 622 MB.
 */
export async function makePeers(
  folder: string,
  consultation: Consultation,
  ourPages: Map<PageName, string>,
): Promise<Peer[]> {
  const modules = join(folder, 'node_modules');
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const words = ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages];
  execFileSync('npm', words, { cwd: folder, stdio: 'ignore' });
  const peers: Peer[] = [
    {
      name: 'govuk-frontend 6.6.0',
      folder: makeGovuk(join(folder, 'govuk'), modules, ourPages),
      stepsAt: ourSteps,
    },
    {
      name: 'SurveyJS 2.5.38',
      folder: makeSurvey(join(folder, 'surveyjs'), modules, consultation),
      stepsAt: surveySteps,
    },
  ];
  if (process.env['BENCH_DEFRA']) {
    try {
      peers.push({
        name: `DEFRA forms engine ${defraVersion}`,
        folder: await makeDefra(join(folder, 'defra'), consultation),
        stepsAt: defraSteps,
      });
    } catch (error) {
      console.error(`Without DEFRA's forms engine: ${(error as Error).message}\n`);
    }
  }
  for (const peer of peers) compressAll(peer.folder);
  return peers;
}

/** The file of each page, and where its button leads. nginx redirects `/send` to the receipt, as our site does. */
const files: Record<PageName, { file: string; action: string }> = {
  form: { file: 'index.html', action: '/errors.html' },
  'error page': { file: 'errors.html', action: '/check.html' },
  'check page': { file: 'check.html', action: '/send' },
  receipt: { file: 'receipt.html', action: '/' },
};

/** Makes pages with our words and controls, and the style sheet, script and fonts of GOV.UK. */
function makeGovuk(folder: string, modules: string, ourPages: Map<PageName, string>): string {
  const dist = join(modules, 'govuk-frontend/dist/govuk');
  mkdirSync(folder, { recursive: true });
  cpSync(join(dist, 'assets'), join(folder, 'assets'), { recursive: true });
  for (const file of ['govuk-frontend.min.css', 'govuk-frontend.min.js']) {
    cpSync(join(dist, file), join(folder, file));
  }
  for (const [name, html] of ourPages) {
    const { file, action } = files[name];
    const page = toGovuk(html).replaceAll(/(<form [^>]*?action=)"[^"]*"/g, `$1"${action}"`);
    writeFileSync(join(folder, file), page);
  }
  return folder;
}

function toGovuk(ourPage: string): string {
  return ourPage
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
  // So that a form without answers shows an error, as ours does.
  Object.assign(elements.find(({ type }) => type === 'comment') ?? {}, { isRequired: true });
  const model = JSON.stringify({ title: consultation.title, pages: [{ elements }] });
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${consultation.title}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><link rel="stylesheet" href="/survey.css">
</head><body><div id="survey"></div><script src="/survey.core.js"></script><script src="/survey-js-ui.js"></script>
<script>const survey = new Survey.Model(${model.replaceAll('<', '\\u003c')})
survey.onComplete.add(async ({ data }) => {
  await fetch('/store', { method: 'POST', body: JSON.stringify(data) })
  document.body.dataset.stored = ''
})
survey.render(document.getElementById('survey'))</script></body></html>`,
  );
  return folder;
}

function toElement(question: Question): { type: string; [key: string]: unknown } {
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
