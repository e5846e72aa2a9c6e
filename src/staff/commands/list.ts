/** Lists all contributions, one on each line, or all groups. */
import type { Command } from 'commander';
import { notesOf, reasonsApart, type FiledContribution } from '../../contribution/filed.ts';
import { staffWords } from '../../languages/staff.ts';
import { findGroups, sayGroup } from '../../contribution/groups.ts';
import {
  runOnStore,
  type CommandOutput,
  type CommonOptions,
  type CommandContext,
} from './run-command.ts';

const words = staffWords.commands.list;

interface ListOptions extends CommonOptions {
  held?: boolean;
  waiting?: boolean;
  apart?: boolean;
  groups?: boolean;
}

export function addList(program: Command): void {
  program
    .command('list')
    .description(words.about)
    .option('--held', words.options.held)
    .option('--waiting', words.options.waiting)
    .option('--apart', words.options.apart)
    .option('--groups', words.options.groups)
    .action((_options, command: Command) => {
      const options = command.optsWithGlobals<ListOptions>();
      return runOnStore(options, (context) =>
        options.groups ? listGroups(context) : listAll(context, options),
      );
    });
}

function listAll({ records, slug }: CommandContext, options: ListOptions): CommandOutput {
  const lines = [...records.all(slug)].filter((filed) => isWanted(filed, options)).map(toLine);
  return {
    text: lines.map((line) => Object.values(line).join('  ')).join('\n') || words.nothing,
    json: lines,
  };
}

function listGroups({ records, slug, newest }: CommandContext): CommandOutput {
  const groups = findGroups(records.all(slug));
  const texts = groups.map((group) => `${sayGroup(group, newest)}\n${group.references.join(', ')}`);
  return {
    text: groups.length === 0 ? words.nothing : [...texts, words.howToDecide].join('\n\n'),
    json: groups,
  };
}

function isWanted(filed: FiledContribution, { held, waiting, apart }: ListOptions): boolean {
  const state = filed.delivery?.state;
  if (held && state !== 'held') return false;
  if (waiting && (state === undefined || state === 'delivered')) return false;
  return !apart || (reasonsApart(filed).length > 0 && filed.erased === null);
}

function toLine(filed: FiledContribution) {
  const { contribution, delivery } = filed;
  return {
    number: contribution.number,
    reference: contribution.reference,
    receivedAt: contribution.receivedAt,
    channel: contribution.channel,
    email: delivery?.state ?? 'none',
    notes: notesOf(filed).join(', '),
  };
}
