/** Commands for staff: `npm run staff -- <command>`. docs/staff.md tells how to use them. */
import { Command, CommanderError } from 'commander';
import { addAdd } from './staff/add.ts';
import { addBackup } from './staff/backup.ts';
import { addDecide } from './staff/decide.ts';
import { exitCodes } from './staff/desk.ts';
import { addExport } from './staff/export.ts';
import { addForget } from './staff/forget.ts';
import { addList } from './staff/list.ts';
import { addPurge } from './staff/purge.ts';
import { addReconcile } from './staff/reconcile.ts';
import { addReport } from './staff/report.ts';
import { addResend } from './staff/resend.ts';
import { addRestore } from './staff/restore.ts';
import { addShow } from './staff/show.ts';
import { addStatus } from './staff/status.ts';

const program = new Command('npm run staff --')
  .description(
    'Commands for staff. They read the folder in DATA_DIR (or DATABASE_URL), and are safe while the site runs.\n' +
      'Exit codes: 0 done; 1 it failed, in one sentence; 2 used wrongly; 3 done, and something needs a person.',
  )
  .option('--json', 'answer in JSON, for programs')
  .option('--consultation <slug>', 'which consultation, if the folder has several')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();

const commands = [
  addStatus,
  addList,
  addShow,
  addResend,
  addDecide,
  addReport,
  addExport,
  addReconcile,
  addAdd,
  addForget,
  addPurge,
  addBackup,
  addRestore,
];
for (const add of commands) add(program);
for (const command of program.commands) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
}
