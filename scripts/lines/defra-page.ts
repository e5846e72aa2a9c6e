/**
 * Starts the server that comes with DEFRA's forms engine, asks it for the form, and prints the page as
 * JSON: `node defra-page.ts FOLDER-OF-THE-ENGINE FORM.json`. A process of its own, because the engine
 * takes its settings from the environment. It asks without a port, and keeps its sessions in memory as
 * the engine's own tests do, so it needs no Redis: a first visit has nothing stored.
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

// It looks for its templates from here.
process.chdir(engine);

interface Server {
  /** Starts all but the port. */
  initialize(): Promise<void>;
  inject(path: string): Promise<{ statusCode: number; payload: string }>;
}
const { config } = (await import(join(engine, '.server/config/index.js'))) as {
  config: { set(name: string, value: boolean): void };
};
const { createServer } = (await import(join(engine, '.server/server/index.js'))) as {
  createServer(options: object): Promise<Server>;
};
// Sessions in memory. The rest of its settings have been read by now.
config.set('isTest', true);

const definition = JSON.parse(readFileSync(formFile, 'utf8')) as { name: string };
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
const { statusCode, payload } = await server.inject('/consultation/all');
if (statusCode !== 200) throw new Error(`the engine answered ${statusCode}: ${payload}`);
process.stdout.write(JSON.stringify(payload), () => process.exit());
