/** All contributions as a file for a spreadsheet or a program. */
import { Option, type Command } from 'commander';
import { sayCount } from '../../src/questions/figures.ts';
import {
  exportFile,
  exportFormats,
  type ExportFormat,
} from '../../src/server/staff/export-file.ts';
import { writeWhole } from '../../src/server/staff/write-whole.ts';
import { atDesk, type CommonOptions } from './desk.ts';
import { withProgress } from './progress.ts';

interface ExportOptions extends CommonOptions {
  format: ExportFormat;
  output?: string;
  replace?: boolean;
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description(
      'Writes all contributions into a file: for a spreadsheet (csv, xlsx) or a program (json)',
    )
    .addOption(
      new Option('--format <format>', 'the kind of file').choices(exportFormats).default('csv'),
    )
    .option('--output <file>', 'where to write; by default here, named for the consultation')
    .option('--replace', 'replace a file of that name')
    .action((_options, command: Command) => {
      const options = command.optsWithGlobals<ExportOptions>();
      return atDesk(options, ({ records, slug, versions, atOneMoment }) =>
        atOneMoment(async () => {
          const file = options.output ?? `${slug}.${options.format}`;
          const total = records.lastNumber(slug);
          const all = () => withProgress(records.all(slug), total, options.format.toUpperCase());
          const bytes = exportFile(options.format, versions, all, new Date());
          await writeWhole(file, bytes, options.replace ?? false);
          return {
            text: `${sayCount(total, 'contribution')} written to ${file}. It holds what people wrote: keep it as safe as the mailbox.`,
            json: { file, contributions: total },
          };
        }),
      );
    });
}
