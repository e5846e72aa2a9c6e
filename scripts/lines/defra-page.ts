/**
 * Starts the server that comes with DEFRA's forms engine, requests the form, sends it with an error, and prints both
 * pages as JSON: `node defra-page.ts FOLDER-OF-THE-ENGINE FORM.json`. It is a separate process, because the engine reads its settings
 * from the environment. It uses no port, and keeps sessions in memory as the engine's own tests do, so it needs no
 * Redis: a first visit has nothing stored.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [engine = '', formFile = ''] = process.argv.slice(2);
Object.assign(process.env, {
  NODE_ENV: 'production',
  ENVIRONMENT: 'prod',
  LOG_ENABLED: 'false',
  SESSION_COOKIE_PASSWORD: 'for this benchmark, and for no person',
});

// The engine looks for its templates from here.
process.chdir(engine);

interface Server {
  /** Starts everything except the port. */
  initialize(): Promise<void>;
  inject(request: object): Promise<Answer>;
}
interface Answer {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  payload: string;
}
const { config } = (await import(join(engine, '.server/config/index.js'))) as {
  config: { set(name: string, value: boolean): void };
};
const { createServer } = (await import(join(engine, '.server/server/index.js'))) as {
  createServer(options: object): Promise<Server>;
};
// Sessions in memory. The rest of its settings have been read by now.
config.set('isTest', true);

const definition = JSON.parse(readFileSync(formFile, 'utf8')) as {
  name: string;
  pages: { components?: { type: string; name: string }[] }[];
};
const metadata = {
  id: '000000000000000000000000',
  slug: 'consultation',
  title: definition.name,
  notificationEmail: 'nobody@example.org',
  live: {},
};
const formsService = {
  getFormMetadata: () => Promise.resolve(metadata),
  getFormMetadataById: () => Promise.resolve(metadata),
  getFormDefinition: () => Promise.resolve(definition),
};
const services = { formsService, formSubmissionService: {}, outputService: {} };
const server = await createServer({ services });
await server.initialize();

const url = '/consultation/all';
const form = await server.inject({ url });
const cookies = [form.headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0]);
const crumb = /name="crumb" value="([^"]*)"/.exec(form.payload)?.[1] ?? '';
// A browser sends empty boxes too. The only error is a word in a box for a number.
const boxes = (definition.pages[0]?.components ?? []).filter(
  ({ type }) => type !== 'Html' && type !== 'RadiosField',
);
const wrong = boxes.find(({ type }) => type === 'NumberField');
const errors = await server.inject({
  method: 'POST',
  url,
  headers: {
    cookie: cookies.join('; '),
    'content-type': 'application/x-www-form-urlencoded',
  },
  payload: new URLSearchParams([
    ['crumb', crumb],
    ...boxes.map((box) => [box.name, box === wrong ? 'first' : '']),
  ]).toString(),
});
for (const { statusCode, payload } of [form, errors]) {
  if (statusCode !== 200) throw new Error(`the engine answered ${statusCode}: ${payload}`);
}
const pages = { form: form.payload, errors: errors.payload };
process.stdout.write(JSON.stringify(pages), () => process.exit());
