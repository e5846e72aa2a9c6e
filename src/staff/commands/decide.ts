/** What staff decide about a contribution, or about all of a group: whether it is in the totals. */
import { Argument, Option, type Command } from 'commander';
import type { Decision } from '../../contribution/filed.ts';
import { findGroupsOf, groupNames } from '../../contribution/groups.ts';
import type { GroupKind } from '../../contribution/group-marks.ts';
import { sayCount } from '../../questions/figures.ts';
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

const words: Record<Wish, [one: string, many: string]> = {
  count: ['is counted', 'are counted'],
  apart: ['is counted apart', 'are counted apart'],
  open: ['is undecided again', 'are undecided again'],
};

export function addDecide(program: Command): void {
  program
    .command('decide')
    .description('Includes a contribution, or a whole group, in the totals, or leaves it out')
    .argument('<reference>', 'such as HKD-473-MXR')
    .addArgument(
      new Argument('<decision>', 'count it, count it apart, or take a decision back').choices([
        'count',
        'apart',
        'open',
      ]),
    )
    .option(
      '--group',
      'decide about all contributions with the same words or from the same busy network (see list --groups)',
    )
    .addOption(
      new Option('--only <kind>', 'with --group: only one kind of group').choices([
        'same-words',
        'network',
      ]),
    )
    .action((reference: string, wish: Wish, _options, command: Command) => {
      const options = command.optsWithGlobals<DecideOptions>();
      // A group needs all contributions, one alone only its own.
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
  return { text: `${reference} ${words[wish][0]}.`, json: { reference, decision } };
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
    throw new StaffError(
      `${reference} is not in such a group: see "list --groups". To decide about this contribution alone, leave out --group and --only.`,
    );
  }
  const decision = wish === 'open' ? null : wish;
  await act(context, 'decide', { references, decision });
  return {
    text: [
      `${sayCount(references.length, 'contribution')} ${words[wish][1]}:`,
      ...groups.map(({ kind, references: own }) => `- ${groupNames[kind]}: ${own.join(', ')}`),
    ].join('\n'),
    json: { references, decision, groups },
  };
}
