/** All contributions, a line for each. */
import type { Command } from 'commander';
import { reasonsApart, type FiledContribution } from '../../src/consultation/filed.ts';
import { atDesk, type CommonOptions } from './desk.ts';

interface ListOptions extends CommonOptions {
  held?: boolean;
  waiting?: boolean;
  apart?: boolean;
}

export function addList(program: Command): void {
  program
    .command('list')
    .description('All contributions, a line for each: number, reference, when, how, email, notes')
    .option('--held', 'only those whose email the mail server refuses')
    .option('--waiting', 'only those not emailed yet, held ones among them')
    .option('--apart', 'only those that are counted apart, which somebody may decide about')
    .action((_options, command: Command) => {
      const options = command.optsWithGlobals<ListOptions>();
      return atDesk(options, ({ records, slug }) => {
        const lines = [...records.all(slug)]
          .filter((filed) => isWanted(filed, options))
          .map(toLine);
        return {
          text: lines.map((line) => Object.values(line).join('  ')).join('\n') || 'None.',
          json: lines,
        };
      });
    });
}

function isWanted(filed: FiledContribution, { held, waiting, apart }: ListOptions): boolean {
  const state = filed.delivery?.state;
  if (held && state !== 'held') return false;
  if (waiting && (state === undefined || state === 'delivered')) return false;
  return !apart || (reasonsApart(filed).length > 0 && filed.erased === null);
}

function toLine(filed: FiledContribution) {
  const { contribution, delivery, erased } = filed;
  return {
    number: contribution.number,
    reference: contribution.reference,
    receivedAt: contribution.receivedAt,
    channel: contribution.channel,
    email: delivery?.state ?? 'none',
    notes: erased?.why ?? reasonsApart(filed).join(', '),
  };
}
