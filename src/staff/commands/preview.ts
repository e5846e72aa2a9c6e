/** Shows a consultation to colleagues before it opens, and erases what they sent to try it. */
import { hasWords } from '../../contribution/filed.ts';
import { InvalidArgumentError, type Command } from 'commander';
import { sayMomentToStaff } from '../../consultation/moments.ts';
import { isRehearsal, rehearsalOf } from '../../consultation/rehearsal.ts';
import { staffWords } from '../../languages/staff.ts';
import { previewPath } from '../../server/settings/preview-link.ts';
import type { Settings } from '../../server/settings/settings.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import { openStaffStore } from '../../server/store/open-staff-store.ts';
import { findDatabaseCopies, sayDatabaseCopies } from '../../server/store/database-copies.ts';
import { staffCommand } from '../../content-files/commands.ts';
import { removeMailFiles, sayMailFiles } from '../../server/store/mail-files.ts';
import { readShownSite } from '../shown-site.ts';
import { runCommand, type CommandOutput, type CommonOptions } from './run-command.ts';

const words = staffWords.commands.preview;

const day = 86_400_000;
const mostDays = 28;

interface PreviewOptions extends CommonOptions {
  days: number;
  erase?: boolean;
}

export function addPreview(program: Command): void {
  program
    .command('preview <slug>')
    .description(words.about)
    .option('--days <days>', words.days, readDays, 7)
    .option('--erase', words.erase)
    .action((slug: string, _options, command: Command) => {
      const options = command.optsWithGlobals<PreviewOptions>();
      return runCommand(options, (settings) =>
        options.erase ? erase(settings, slug) : makeLink(settings, slug, options.days),
      );
    });
}

function readDays(typed: string): number {
  const days = /^\d{1,2}$/.test(typed) ? Number(typed) : 0;
  if (days >= 1 && days <= mostDays) return days;
  throw new InvalidArgumentError(words.wrongDays(mostDays));
}

async function makeLink(settings: Settings, slug: string, days: number): Promise<CommandOutput> {
  const shown = readShownSite()?.consultations ?? [];
  const consultation = shown.find((one) => one.slug === slug);
  if (!consultation) {
    const names = shown.map((one) => one.slug).join(', ');
    throw new StaffError(words.notOnSite(slug, names));
  }
  const store = await openStaffStore(settings);
  try {
    const until = Date.now() + days * day;
    const path = previewPath(await store.makeLinkKey(), slug, until);
    const { publicUrl, host, port } = settings;
    const link = `${publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`}${path}`;
    return {
      text: [
        link,
        words.works(sayMomentToStaff(new Date(until), consultation)),
        words.howToErase(staffCommand, slug),
      ].join('\n'),
      json: { link, until: new Date(until).toISOString() },
    };
  } catch (error) {
    throw store.explain(error);
  } finally {
    await store.close();
  }
}

async function erase(settings: Settings, typed: string): Promise<CommandOutput> {
  const slug = isRehearsal(typed) ? typed : rehearsalOf(typed);
  const store = await openStaffStore(settings);
  try {
    const due = [...store.records.all(slug)]
      .filter(hasWords)
      .map(({ contribution }) => contribution.reference);
    const hasDrafts = store.records.drafts(slug) > 0;
    if (due.length === 0 && !hasDrafts) return { text: words.noRehearsals, json: { erased: [] } };
    const changes = store.openChanges();
    await changes.eraseDrafts(slug);
    const written = await changes.findWritten(slug, due);
    await changes.purge(due, Date.now());
    const traces = await changes.eraseTraces();
    const copies = findDatabaseCopies(settings.dataDir);
    const files = await removeMailFiles(settings, due, written);
    return {
      text: [
        words.rehearsalsErased(due.length),
        ...(traces === null ? [] : [traces]),
        ...sayMailFiles(files),
        ...sayDatabaseCopies(copies),
      ].join('\n'),
      json: { erased: due, files, copies },
      needsAttention: files.left.length + files.elsewhere.length + copies.length > 0,
    };
  } catch (error) {
    throw store.explain(error);
  } finally {
    await store.close();
  }
}
