/** Records whether staff count a contribution, or a whole group, in the totals. */
import { Argument, Option, type Command } from 'commander';
import type { Decision } from '../../contribution/filed.ts';
import { findGroupsOf, groupNames } from '../../contribution/groups.ts';
import type { GroupKind } from '../../contribution/group-marks.ts';
import { staffWords } from '../../languages/staff.ts';
import { StaffError } from '../../server/settings/staff-error.ts';
import {
  act,
  runOnStore,
  findFiled,
  type CommandOutput,
  type CommonOptions,
  type CommandContext,
} from './run-command.ts';

type Wish = Decision | 'open';

interface DecideOptions extends CommonOptions {
  group?: boolean;
  only?: GroupKind;
}

const words = staffWords.commands.decide;
const shared = staffWords.commands.program;

export function addDecide(program: Command): void {
  program
    .command('decide')
    .description(words.about)
    .argument('<reference>', shared.reference)
    .addArgument(new Argument('<decision>', words.decision).choices(['count', 'apart', 'open']))
    .option('--group', words.group)
    .addOption(new Option('--only <kind>', words.only).choices(['same-words', 'network']))
    .action((reference: string, wish: Wish, _options, command: Command) => {
      const options = command.optsWithGlobals<DecideOptions>();
      // To decide about a group, all contributions are read; about one contribution, only that one.
      return options.group || options.only
        ? runOnStore(options, (context) => decideGroup(context, reference, wish, options))
        : runOnStore(options, (context) => decideOne(context, reference, wish), reference);
    });
}

async function decideOne(
  context: CommandContext,
  typed: string,
  wish: Wish,
): Promise<CommandOutput> {
  const { reference } = findFiled(context, typed).contribution;
  const decision = wish === 'open' ? null : wish;
  await act(context, 'decide', { references: [reference], decision });
  return { text: words.one[wish](reference), json: { reference, decision } };
}

async function decideGroup(
  context: CommandContext,
  typed: string,
  wish: Wish,
  { only }: DecideOptions,
): Promise<CommandOutput> {
  const { reference } = findFiled(context, typed).contribution;
  const all = context.records.all(context.slug);
  const { groups, references } = findGroupsOf(all, reference, only);
  if (groups.length === 0) {
    throw new StaffError(words.notInGroup(reference));
  }
  const decision = wish === 'open' ? null : wish;
  await act(context, 'decide', { references, decision });
  return {
    text: [
      words.all[wish](references.length),
      ...groups.map(
        ({ kind, references: own }) => `- ${shared.named(groupNames[kind], own.join(', '))}`,
      ),
    ].join('\n'),
    json: { references, decision, groups },
  };
}
