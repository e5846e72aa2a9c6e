/** Commands for staff: `npm run staff -- <command>`. docs/staff.md explains them. */
import { Command, CommanderError } from 'commander';
import { staffCommand } from '../content-files/commands.ts';
import { staffWords } from '../languages/staff.ts';
import { addAdd } from './commands/add.ts';
import { addBackup } from './commands/backup.ts';
import { addCheck } from './commands/check.ts';
import { addDecide } from './commands/decide.ts';
import { exitCodes } from './commands/run-command.ts';
import { addExport } from './commands/export.ts';
import { addForget } from './commands/forget.ts';
import { addList } from './commands/list.ts';
import { addNew } from './commands/new.ts';
import { addPreview } from './commands/preview.ts';
import { addPurge } from './commands/purge.ts';
import { addReconcile } from './commands/reconcile.ts';
import { addReport } from './commands/report.ts';
import { addResend } from './commands/resend.ts';
import { addRestore } from './commands/restore.ts';
import { addRotateLinks } from './commands/rotate-links.ts';
import { addShow } from './commands/show.ts';
import { addStatus } from './commands/status.ts';

// Only the owner may read the files that a command writes, because they have what people wrote.
process.umask(0o077);

const words = staffWords.commands.program;

const program = new Command(staffCommand)
  .description(`${words.about}\n${words.exitCodes}`)
  .option('--json', words.json)
  .option('--consultation <slug>', words.consultation)
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
  addNew,
  addCheck,
  addPreview,
  addRotateLinks,
];
for (const add of commands) add(program);
for (const command of program.commands) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
}
