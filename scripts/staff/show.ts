/** One contribution, with all that is known of it. */
import type { Command } from 'commander';
import { answersToText, underline } from '../../src/consultation/contribution-text.ts';
import { reasonsApart, type FiledContribution } from '../../src/consultation/filed.ts';
import { sayNotes } from '../../src/consultation/notes.ts';
import { sayMoment } from '../../src/consultation/moments.ts';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { atDesk, findFiled, type CommonOptions } from './desk.ts';

export function addShow(program: Command): void {
  program
    .command('show')
    .description('One contribution, with how its email stands')
    .argument('<reference>', 'such as HKD-473-MXR')
    .action((reference: string, _options, command: Command) =>
      atDesk(
        command.optsWithGlobals<CommonOptions>(),
        (desk) => {
          const filed = findFiled(desk, reference);
          return { text: toText(filed, desk.newest), json: filed };
        },
        reference,
      ),
    );
}

function toText(filed: FiledContribution, consultation: Consultation): string {
  const { contribution, erased, decision } = filed;
  const facts = [
    underline(`Contribution ${contribution.number}: ${contribution.reference}`),
    `Received: ${sayMoment(contribution.receivedAt, consultation)}${contribution.late ? ' (late)' : ''}`,
    `How it came: ${contribution.channel}`,
    `Email: ${sayDelivery(filed, consultation)}`,
    ...sayNotes(contribution.marks).map((note) => `Please note: ${note}`),
    `Counted: ${decision === null ? '' : 'somebody decided: '}${sayCounted(filed)}`,
  ];
  const words = erased
    ? `Its words are gone (${erased.why}, ${sayMoment(erased.at, consultation)}).`
    : answersToText(contribution);
  return `${facts.join('\n')}\n\n${words}`;
}

function sayCounted(filed: FiledContribution): string {
  const reasons = reasonsApart(filed);
  if (filed.erased) return 'no';
  return reasons.length === 0 ? 'yes' : `apart (${reasons.join(', ')})`;
}

function sayDelivery({ delivery }: FiledContribution, consultation: Consultation): string {
  if (!delivery) return 'none';
  const { state, at, tries, reply, maybeSent } = delivery;
  const when = sayMoment(at, consultation);
  const why = reply === null ? '' : ` (${reply})`;
  const copy = maybeSent ? '; it may have arrived before, and says so' : '';
  if (state === 'delivered') return `delivered ${when}${why}`;
  if (state === 'sending') return 'being sent at this moment';
  return `${state}${why}; tries so far: ${tries}; next try ${when}${copy}`;
}
