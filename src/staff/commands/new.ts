/** Begins a consultation: a folder to change line by line. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { reservedSlugs } from '../../content-files/file-names.ts';
import { isRehearsal } from '../../consultation/rehearsal.ts';
import { toId } from '../../consultation/say-issue.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import { staffCommand, wayToSee } from '../../content-files/commands.ts';
import { contentDir } from '../../content-files/content-dir.ts';
import { runCommand, type CommonOptions } from './run-command.ts';

interface NewOptions extends CommonOptions {
  title?: string;
}

/** To be changed by the editor: nobody has this address. */
const contact = 'name@example.org';

export function addNew(program: Command): void {
  program
    .command('new <slug>')
    .description(
      'Creates a consultation in the content folder (CONTENT_DIR), with every line explained; the slug is its address, such as park-plan',
    )
    .option('--title <title>', 'its title')
    .action((slug: string, _options, command: Command) => {
      const options = command.optsWithGlobals<NewOptions>();
      return runCommand(options, async () => {
        const folder = contentDir();
        if (!process.env['CONTENT_DIR']?.trim() && !existsSync(folder)) {
          throw new StaffError('Set CONTENT_DIR to the folder of your consultations.');
        }
        const title = options.title?.trim() || sayTitle(slug);
        const files = await writeConsultation(folder, slug, title);
        const text = [
          `${join(folder, slug)} is your new consultation. Change each line of these files:`,
          ...files.map((file) => `  ${file}`),
          `${wayToSee}, and docs/content.md explains every key.`,
          `It opens in two weeks, unless you change "opens". "${staffCommand} preview ${slug}" prints a link with which you can answer it before.`,
        ].join('\n');
        return { text, json: { folder, slug, files } };
      });
    });
}

async function writeConsultation(folder: string, slug: string, title: string): Promise<string[]> {
  if (!/^[a-z][a-z0-9-]*$/.test(slug)) {
    const guess = toId(slug);
    throw new StaffError(
      `The slug must have only small letters, digits and hyphens, and begin with a letter${guess ? `: such as ${guess}` : ''}.`,
    );
  }
  if ((reservedSlugs as readonly string[]).includes(slug) || isRehearsal(slug)) {
    throw new StaffError(`The site itself uses the address /${slug}/: choose another slug.`);
  }
  const own = join(folder, slug);
  if (existsSync(own)) {
    throw new StaffError(`${own} already exists, and was not changed: choose another slug.`);
  }
  const { newConsultation, newSite } =
    await import('../../content-files/new-consultation.ts').catch(notHere);
  await mkdir(own, { recursive: true });
  const site = join(folder, 'site.yaml');
  const hasSite = existsSync(site);
  if (!hasSite) await writeFile(site, newSite(contact), { flag: 'wx' });
  const files = newConsultation({ title, contact, now: new Date() });
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(own, name), text, { flag: 'wx' });
  }
  return [
    ...(hasSite ? [] : ['site.yaml']),
    ...Object.keys(files).map((name) => `${slug}/${name}`),
  ];
}

/** What writes YAML is only where the packages are: with `dist/` alone nobody could build what it writes. */
function notHere(cause: unknown): never {
  const where = 'Run this command where the site is built: this folder has only what was built';
  throw new StaffError(`${where}.`, { cause });
}

/** "park-plan" is "Park plan". */
function sayTitle(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
