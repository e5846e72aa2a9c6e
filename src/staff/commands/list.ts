/** All contributions, a line for each; or all groups. */
import type { Command } from 'commander';
import { notesOf, reasonsApart, type FiledContribution } from '../../contribution/filed.ts';
import { findGroups, sayGroup } from '../../contribution/groups.ts';
import {
  runOnStore,
  type CommandOutput,
  type CommonOptions,
  type CommandContext,
} from './run-command.ts';

interface ListOptions extends CommonOptions {
  held?: boolean;
  waiting?: boolean;
  apart?: boolean;
  groups?: boolean;
}

export function addList(program: Command): void {
  program
    .command('list')
    .description('Lists all contributions, one a line: number, reference, when, how, email, notes')
    .option('--held', 'only those whose email the mail server rejects')
    .option('--waiting', 'only those not emailed yet, including held ones')
    .option('--apart', 'only those counted apart, decided by staff or not')
    .option('--groups', 'the groups: contributions with the same words, or from one busy network')
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
    text: lines.map((line) => Object.values(line).join('  ')).join('\n') || 'None.',
    json: lines,
  };
}

function listGroups({ records, slug, newest }: CommandContext): CommandOutput {
  const groups = findGroups(records.all(slug));
  const texts = groups.map((group) => `${sayGroup(group, newest)}\n${group.references.join(', ')}`);
  const how = 'To decide about a whole group: decide --group REFERENCE count, or apart, or open.';
  return { text: groups.length === 0 ? 'None.' : [...texts, how].join('\n\n'), json: groups };
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
