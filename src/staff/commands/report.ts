/** Writes the report for a committee, or says why there cannot be one yet. */
import type { Command } from 'commander';
import { startCount } from '../../report/count.ts';
import { startCheck } from '../../report/disagreements.ts';
import { countMonitoring } from '../../report/monitoring.ts';
import { publicReportHtml } from '../../report/public-report.ts';
import { reportHtml } from '../../report/report.ts';
import { startPublishing } from '../../contribution/publishing.ts';
import { staffWords } from '../../languages/staff.ts';
import { inChunks } from '../../server/files/chunks.ts';
import { staffCommand } from '../../content-files/commands.ts';
import { writeWhole } from '../../server/files/write-whole.ts';
import {
  runOnStore,
  type CommandOutput,
  type CommonOptions,
  type CommandContext,
} from './run-command.ts';
import { withProgress } from './progress.ts';

const words = staffWords.commands.report;
const shared = staffWords.commands.program;

interface ReportOptions extends CommonOptions {
  output?: string;
  replace?: boolean;
  public?: boolean;
}

export function addReport(program: Command): void {
  program
    .command('report')
    .description(words.about)
    .option('--output <file>', shared.output)
    .option('--public', shared.public)
    .option('--replace', shared.replace)
    .action((_options, command: Command) => {
      const options = command.optsWithGlobals<ReportOptions>();
      return runOnStore(options, (context) =>
        context.atOneMoment(() => makeReport(context, options)),
      );
    });
}

async function makeReport(context: CommandContext, options: ReportOptions): Promise<CommandOutput> {
  const { records, slug, versions, newest } = context;
  const total = records.lastNumber(slug);
  const check = startCheck();
  const count = startCount(versions);
  for (const filed of withProgress(records.all(slug), total, words.counting)) {
    check.add(filed);
    count.add(filed);
  }
  const problems = check.result();
  if (problems.length > 0) {
    const lines = problems.map(({ of, problem }) => `- ${of} ${problem}`);
    return {
      text: [words.notYet, ...lines, words.seeStatus(staffCommand)].join('\n'),
      json: { file: null, problems },
      needsAttention: true,
    };
  }
  const isPublic = options.public ?? false;
  const file = options.output ?? `${slug}-${isPublic ? 'public-' : ''}report.html`;
  const all = () => records.all(slug);
  const madeAt = new Date();
  const monitoring = countMonitoring(records.wholeVersions(slug), records.monitored(slug), madeAt);
  const facts = { consultation: newest, count: count.result(), all, madeAt, monitoring };
  const pieces = isPublic
    ? publicReportHtml({ ...facts, publishing: startPublishing(all()) })
    : reportHtml(facts);
  await writeWhole(file, inChunks(pieces), options.replace ?? false, context.settings.dataDir);
  if (isPublic) {
    return {
      text: words.writtenForEverybody(file),
      json: { file, problems: [], contributions: total },
    };
  }
  return {
    text: words.written(total, file),
    json: { file, problems: [], contributions: total },
  };
}
