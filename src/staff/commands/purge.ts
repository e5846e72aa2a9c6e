/** Erases contributions at the end of the promised time, but only those that staff are known to have. */
import type { Command } from 'commander';
import { hasWords, type FiledContribution } from '../../contribution/filed.ts';
import { localDay } from '../../consultation/summary-times.ts';
import { staffWords } from '../../languages/staff.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import { findDatabaseCopies, sayDatabaseCopies } from '../../server/store/database-copies.ts';
import { removeMailFiles, sayMailFiles, type MailFiles } from '../../server/store/mail-files.ts';
import { act, runOnStore, type CommonOptions, type CommandContext } from './run-command.ts';

const words = staffWords.commands.purge;

export function addPurge(program: Command): void {
  program
    .command('purge')
    .description(words.about)
    .option('--yes', words.yes)
    .action((_options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions & { yes?: boolean }>();
      return runOnStore(options, async (context) => {
        checkDay(context, new Date());
        const due: string[] = [];
        let files: MailFiles = { left: [], elsewhere: [], folder: '' };
        let traces: string | null = null;
        let copies: string[] = [];
        let drafts = 0;
        const kept: { reference: string; why: string }[] = [];
        for (const filed of context.records.all(context.slug)) {
          const { reference } = filed.contribution;
          if (!hasWords(filed)) continue;
          const why = whyKept(filed);
          if (why === null) due.push(reference);
          else kept.push({ reference, why });
        }
        if (options.yes) {
          const written = await context.changes.findWritten(context.slug, due);
          const done = await act(context, 'purge', {}, Date.now(), { purged: due });
          drafts = done?.facts.erased?.drafts ?? 0;
          if (due.length > 0) {
            traces = await context.changes.eraseTraces();
            files = await removeMailFiles(context.settings, due, written);
            copies = findDatabaseCopies(context.settings.dataDir);
          }
        }
        return {
          text: [
            options.yes ? words.erased(due.length) : words.canBeErased(due.length),
            ...(drafts > 0 ? [words.draftsErased(drafts)] : []),
            ...(traces === null ? [] : [traces]),
            ...sayMailFiles(files),
            ...sayDatabaseCopies(copies),
            ...kept.map(({ reference, why }) => words.kept(reference, why)),
          ].join('\n'),
          json: { [options.yes ? 'erased' : 'due']: due, kept, drafts, files, copies },
          needsAttention:
            kept.length + files.left.length + files.elsewhere.length + copies.length > 0,
        };
      });
    });
}

function checkDay({ newest }: CommandContext, now: Date): void {
  const { keepUntil, slug, timeZone } = newest;
  if (keepUntil === undefined) throw new StaffError(words.noDay(slug));
  const today = localDay(now, timeZone);
  if (today < keepUntil) throw new StaffError(words.tooEarly(keepUntil));
}

function whyKept({ delivery, erased, reconciledAt }: FiledContribution): string | null {
  // It is withdrawn, and staff were asked to delete what they had of it.
  if (erased) return null;
  if (delivery?.state !== 'delivered') return words.notEmailed;
  if (reconciledAt === null) return words.notReconciled;
  return null;
}
