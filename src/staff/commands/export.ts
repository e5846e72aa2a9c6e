/** All contributions as a file for a spreadsheet or a program. */
import { Option, type Command } from 'commander';
import { sayCount } from '../../questions/figures.ts';
import { questionsOf } from '../../consultation/consultation.ts';
import { asksConsent } from '../../contribution/consent.ts';
import { readThisFirst } from '../../contribution/publishing.ts';
import {
  exportFile,
  exportFormats,
  publicExportFile,
  type ExportFormat,
} from '../../server/files/export-file.ts';
import { writeWhole } from '../../server/files/write-whole.ts';
import { runOnStore, type CommonOptions } from './run-command.ts';
import { withProgress } from './progress.ts';

interface ExportOptions extends CommonOptions {
  format: ExportFormat;
  output?: string;
  replace?: boolean;
  public?: boolean;
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description(
      'Writes all contributions into a file: for a spreadsheet (xlsx, csv) or a program (json)',
    )
    .addOption(
      new Option('--format <format>', 'the kind of file').choices(exportFormats).default('csv'),
    )
    .option(
      '--output <file>',
      'the file to write; default: in this folder, named after the consultation',
    )
    .option(
      '--public',
      'only what may be published: words by consent, and nothing that names anybody',
    )
    .option('--replace', 'replace the file if it exists')
    .action((_options, command: Command) => {
      const options = command.optsWithGlobals<ExportOptions>();
      return runOnStore(options, ({ records, settings, slug, versions, atOneMoment }) =>
        atOneMoment(async () => {
          const isPublic = options.public ?? false;
          const name = isPublic ? `${slug}-public` : slug;
          const file = options.output ?? `${name}.${options.format}`;
          const total = records.lastNumber(slug);
          const all = () => withProgress(records.all(slug), total, options.format.toUpperCase());
          const bytes = isPublic
            ? publicExportFile(options.format, versions, all, new Date())
            : exportFile(options.format, versions, all, new Date());
          await writeWhole(file, bytes, options.replace ?? false, settings.dataDir);
          if (isPublic) {
            const notes = readThisFirst(asksConsent(versions.flatMap(questionsOf)));
            return {
              text: `What may be published is in ${file}. Read this before you publish it:\n${notes.map((note) => `- ${note}`).join('\n')}`,
              json: { file, contributions: total, readThisBeforeYouPublishIt: notes },
            };
          }
          return {
            text: `${sayCount(total, 'contribution')} written to ${file}. It contains what people wrote: keep it as safe as the mailbox.`,
            json: { file, contributions: total },
          };
        }),
      );
    });
}
