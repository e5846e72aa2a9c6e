/** Deletes what was kept for as long as people were promised, and not before it is safe with staff. */
import type { Command } from 'commander';
import type { FiledContribution } from '../../src/consultation/filed.ts';
import { localDay } from '../../src/consultation/summary-times.ts';
import { sayCount } from '../../src/questions/figures.ts';
import { StaffError } from '../../src/server/staff/staff-error.ts';
import { atDesk, type CommonOptions, type Desk } from './desk.ts';
import { removeMailFiles } from './forget.ts';

export function addPurge(program: Command): void {
  program
    .command('purge')
    .description(
      'Erases contributions after the day in consultation.yaml, if emailed and reconciled',
    )
    .option('--yes', 'do it: the words cannot be brought back')
    .action((_options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions & { yes?: boolean }>();
      return atDesk(options, async (desk) => {
        checkDay(desk, new Date());
        const due: string[] = [];
        const kept: { reference: string; why: string }[] = [];
        for (const filed of desk.records.all(desk.slug)) {
          const { reference } = filed.contribution;
          if (filed.erased) continue;
          const why = whyKept(filed);
          if (why === null) due.push(reference);
          else kept.push({ reference, why });
        }
        if (options.yes && due.length > 0) {
          await desk.changes.purge(due, Date.now());
          await desk.changes.eraseTraces();
          await removeMailFiles(desk, due);
        }
        const what = sayCount(due.length, 'contribution');
        return {
          text: [
            options.yes
              ? `${what} erased. Backups that were made before still hold them.`
              : `${what} can be erased: add --yes to do it.`,
            ...kept.map(({ reference, why }) => `Kept: ${reference}, ${why}`),
          ].join('\n'),
          json: { [options.yes ? 'erased' : 'due']: due, kept },
          needsAttention: kept.length > 0,
        };
      });
    });
}

function checkDay({ newest }: Desk, now: Date): void {
  const { keepUntil, slug, timeZone } = newest;
  if (keepUntil === undefined) {
    throw new StaffError(
      `Nothing is erased: src/content/${slug}/consultation.yaml has no keepUntil, the day from which it may be.`,
    );
  }
  const today = localDay(now, timeZone);
  if (today < keepUntil) {
    throw new StaffError(`Nothing is erased before ${keepUntil}: consultation.yaml says so.`);
  }
}

function whyKept({ delivery, reconciledAt }: FiledContribution): string | null {
  if (delivery?.state !== 'delivered') return 'it has not been emailed to staff';
  if (reconciledAt === null) return 'it was never found in saved mail: run "reconcile" first';
  return null;
}
