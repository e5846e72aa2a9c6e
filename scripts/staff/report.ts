/** The report for a committee, or what stands in its way. */
import type { Command } from 'commander';
import { startCount } from '../../src/consultation/count.ts';
import { startCheck } from '../../src/consultation/disagreements.ts';
import { reportHtml } from '../../src/consultation/report.ts';
import { sayCount } from '../../src/questions/figures.ts';
import { inChunks } from '../../src/server/staff/chunks.ts';
import { writeWhole } from '../../src/server/staff/write-whole.ts';
import { atDesk, type Answer, type CommonOptions, type Desk } from './desk.ts';
import { withProgress } from './progress.ts';

interface ReportOptions extends CommonOptions {
  output?: string;
  replace?: boolean;
}

export function addReport(program: Command): void {
  program
    .command('report')
    .description(
      'Writes the report, one file that opens in any browser; refuses if anything is missing',
    )
    .option('--output <file>', 'where to write; by default here, named for the consultation')
    .option('--replace', 'replace a file of that name')
    .action((_options, command: Command) => {
      const options = command.optsWithGlobals<ReportOptions>();
      return atDesk(options, (desk) => desk.atOneMoment(() => makeReport(desk, options)));
    });
}

async function makeReport(desk: Desk, options: ReportOptions): Promise<Answer> {
  const { records, slug, versions, newest } = desk;
  const total = records.lastNumber(slug);
  const check = startCheck();
  const count = startCount(versions);
  for (const filed of withProgress(records.all(slug), total, 'Counting')) {
    check.add(filed);
    count.add(filed);
  }
  const problems = check.result();
  if (problems.length > 0) {
    const lines = problems.map(({ of, problem }) => `- ${of} ${problem}`);
    return {
      text: `No report: the store, the numbers and the emails do not agree.\n${lines.join('\n')}\nSee "npm run staff -- status".`,
      json: { file: null, problems },
      needsAttention: true,
    };
  }
  const file = options.output ?? `${slug}-report.html`;
  const pieces = reportHtml({
    consultation: newest,
    count: count.result(),
    all: () => records.all(slug),
    madeAt: new Date(),
  });
  await writeWhole(file, inChunks(pieces), options.replace ?? false);
  return {
    text: `The report on ${sayCount(total, 'contribution')} is in ${file}. Open it in a browser; print it from there, or save it as PDF.`,
    json: { file, problems: [], contributions: total },
  };
}
