/** Writes all contributions to a file, for a spreadsheet or a program. */
import { Option, type Command } from 'commander';
import { staffWords } from '../../languages/staff.ts';
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

const words = staffWords.commands.export;
const shared = staffWords.commands.program;

interface ExportOptions extends CommonOptions {
  format: ExportFormat;
  output?: string;
  replace?: boolean;
  public?: boolean;
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description(words.about)
    .addOption(new Option('--format <format>', words.format).choices(exportFormats).default('csv'))
    .option('--output <file>', shared.output)
    .option('--public', shared.public)
    .option('--replace', shared.replace)
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
              text: [words.writtenForEverybody(file), ...notes.map((note) => `- ${note}`)].join(
                '\n',
              ),
              json: { file, contributions: total, readThisBeforeYouPublishIt: notes },
            };
          }
          return {
            text: words.written(total, file),
            json: { file, contributions: total },
          };
        }),
      );
    });
}
