/** Begins a consultation: creates a folder of files, which the editor changes line by line. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { reservedSlugs } from '../../content-files/file-names.ts';
import { staffWords } from '../../languages/staff.ts';
import { isRehearsal } from '../../consultation/rehearsal.ts';
import { toId } from '../../consultation/say-issue.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import { buildCommand, hasDev, staffCommand } from '../../content-files/commands.ts';
import { contentDir } from '../../content-files/content-dir.ts';
import { runCommand, type CommonOptions } from './run-command.ts';

const words = staffWords.commands.new;

interface NewOptions extends CommonOptions {
  title?: string;
}

/** Nobody has this address. The editor must change it. */
const contact = 'name@example.org';

export function addNew(program: Command): void {
  program
    .command('new <slug>')
    .description(words.about)
    .option('--title <title>', words.title)
    .action((slug: string, _options, command: Command) => {
      const options = command.optsWithGlobals<NewOptions>();
      return runCommand(options, async () => {
        const folder = contentDir();
        if (!process.env['CONTENT_DIR']?.trim() && !existsSync(folder)) {
          throw new StaffError(words.noFolder);
        }
        const title = options.title?.trim() || sayTitle(slug);
        const files = await writeConsultation(folder, slug, title);
        const text = [
          words.changeThese(join(folder, slug)),
          ...files.map((file) => `  ${file}`),
          hasDev ? words.shownByDev : words.shownByBuild(buildCommand),
          words.opens(staffCommand, slug),
        ].join('\n');
        return { text, json: { folder, slug, files } };
      });
    });
}

async function writeConsultation(folder: string, slug: string, title: string): Promise<string[]> {
  if (!/^[a-z][a-z0-9-]*$/.test(slug)) throw new StaffError(words.wrongSlug(toId(slug)));
  if ((reservedSlugs as readonly string[]).includes(slug) || isRehearsal(slug)) {
    throw new StaffError(words.taken(slug));
  }
  const own = join(folder, slug);
  if (existsSync(own)) throw new StaffError(words.exists(own));
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

/**
 * The module that writes YAML needs the packages. They are missing beside `dist/` alone, where nobody could build what
 * it writes.
 */
function notHere(cause: unknown): never {
  throw new StaffError(words.onlyBuilt, { cause });
}

/** "park-plan" is "Park plan". */
function sayTitle(slug: string): string {
  const title = slug.replaceAll('-', ' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}
