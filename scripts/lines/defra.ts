/**
 * The same consultation as a form of one page in DEFRA's forms engine. nginx serves the pages as files, so the time
 * of the engine's server and its cookies are left out, which favours it.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Consultation } from '../../src/consultation/consultation.ts';
import type { Option, Question } from '../../src/questions/question.ts';
import { nameInFull, nameOption } from '../../src/questions/question.ts';
import { escapeHtml } from '../../src/text/escape.ts';
import { runBeside } from '../bench/processes.ts';

/**
 * 4.12.0 and 4.23.0 need a version of `@defra/interactive-map` that npm did not have in November 2026. 8.0.1
 * depends on an older govuk-frontend.
 */
export const defraVersion = '4.0.44';

/** What `defra-page.ts` prints. */
interface DefraPages {
  form: string;
  errors: string;
}

/** Makes the folder. Throws if npm does not install the engine, or the engine does not render the page. */
export async function makeDefra(folder: string, consultation: Consultation): Promise<string> {
  const root = join(folder, 'public');
  mkdirSync(root, { recursive: true });
  // A separate folder, because it needs an older govuk-frontend than the one that we compare it with.
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const engine = `@defra/forms-engine-plugin@${defraVersion}`;
  const words = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  try {
    execFileSync('npm', [...words, engine], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch (cause) {
    throw new Error(`npm could not install ${engine}.`, { cause });
  }
  const form = join(folder, 'form.json');
  writeFileSync(form, JSON.stringify(describeForm(consultation)));
  const installed = join(folder, 'node_modules/@defra/forms-engine-plugin');
  const pages = await runBeside<DefraPages>('../lines/defra-page.ts', installed, form);
  if (!pages.errors.includes('error-summary')) throw new Error('The engine found no error.');
  cpSync(join(installed, '.public'), root, { recursive: true });
  // The button of the form leads to the page with the error.
  const page = pages.form.replace('<form ', '<form action="/errors.html" ');
  writeFileSync(join(root, 'index.html'), page);
  writeFileSync(join(root, 'errors.html'), pages.errors);
  return root;
}

/** Returns the form as the engine reads it. Tables are left out, as they are for SurveyJS. */
function describeForm({ title, sections }: Consultation): object {
  const components = sections.flatMap((section) => {
    const heading = section.title === null ? '' : `<h2>${escapeHtml(section.title)}</h2>`;
    const prose = section.parts.map((part) => ('html' in part ? part.html : ''));
    return [
      showHtml(`${section.id} text`, heading + prose.join('')),
      ...section.questions.flatMap(toComponents),
    ];
  });
  const lists = sections.flatMap(({ questions }) =>
    questions.filter(({ kind }) => kind === 'choice').map(toList),
  );
  const pages = [
    { path: '/all', title, components, next: [{ path: '/summary' }] },
    { path: '/summary', title: 'Summary', controller: 'SummaryPageController' },
  ];
  return { name: title, startPage: '/all', pages, lists, sections: [], conditions: [] };
}

function toComponents(question: Question): object[] {
  const { id, kind, ask } = question;
  const field = (type: string, name: string, title: string) => ({
    type,
    name: toName(name),
    title,
    options: { required: false },
    schema: {},
  });
  if (kind === 'choice') return [{ ...field('RadiosField', id, ask), list: toName(id) }];
  if (kind === 'comment') return [field('MultilineTextField', id, ask)];
  if (kind !== 'ranking') return [field('TextField', id, ask)];
  // The engine has no ranking, so there is a box for a number beside each option, as on our page.
  const boxes = optionsOf(question).map((option) =>
    field('NumberField', `${id} ${option.id}`, nameOption(option)),
  );
  return [showHtml(id, `<p>${escapeHtml(ask)}</p>`), ...boxes];
}

function toList(question: Question): object {
  const items = optionsOf(question).map((option) => ({
    text: nameInFull(option),
    value: option.id,
  }));
  return { name: toName(question.id), title: question.ask, type: 'string', items };
}

const showHtml = (name: string, content: string) => ({
  type: 'Html',
  name: toName(name),
  title: 'Text',
  content,
  options: {},
});

const optionsOf = (question: Question) => (question as Question & { options: Option[] }).options;

/** Names in the engine have only letters. */
const toName = (id: string) => id.replace(/[^a-z]/g, '');
