/** One contribution, with all that is known of it. */
import type { Command } from 'commander';
import { answersToText, underline } from '../../contribution/contribution-text.ts';
import { doubtsOf, type Erased, type FiledContribution } from '../../contribution/filed.ts';
import { remarksToText } from '../../contribution/remarks.ts';
import { sayMarks } from '../../contribution/say-marks.ts';
import { sayMomentToStaff } from '../../consultation/moments.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { runOnStore, findFiled, type CommonOptions } from './run-command.ts';

export function addShow(program: Command): void {
  program
    .command('show')
    .description('Shows one contribution, and the state of its email')
    .argument('<reference>', 'such as HKD-473-MXR')
    .action((reference: string, _options, command: Command) =>
      runOnStore(
        command.optsWithGlobals<CommonOptions>(),
        (context) => {
          const filed = findFiled(context, reference);
          return { text: toText(filed, context.newest), json: filed };
        },
        reference,
      ),
    );
}

function toText(filed: FiledContribution, consultation: Consultation): string {
  const { contribution, erased } = filed;
  const facts = [
    underline(`Contribution ${contribution.number}: ${contribution.reference}`),
    `Received: ${sayMomentToStaff(contribution.receivedAt, consultation)}${contribution.late ? ' (late)' : ''}`,
    ...(contribution.changedAt === null
      ? []
      : [
          `Changed by the person: ${contribution.change - 1} of 20 times, last ${sayMomentToStaff(contribution.changedAt, consultation)}`,
        ]),
    `How it came: ${contribution.channel}`,
    `Email: ${sayDelivery(filed, consultation)}`,
    ...sayMarks(contribution.marks).map((note) => `Please note: ${note}`),
    `Counted: ${sayCounted(filed)}`,
    ...(filed.settled ?? []).map(
      ({ question, reason }) => `Settled by staff: ${question.ask} (${reason})`,
    ),
  ];
  const words = erased
    ? sayErased(erased, consultation)
    : [answersToText(contribution), ...remarksToText(contribution)].join('\n\n\n');
  return `${facts.join('\n')}\n\n${words}`;
}

function sayErased({ why, at, undoUntil }: Erased, consultation: Consultation): string {
  const when = sayMomentToStaff(at, consultation);
  if (undoUntil === undefined) return `It was erased (${why}, ${when}).`;
  return `The person withdrew it on ${when}. They can take that back until ${sayMomentToStaff(undoUntil, consultation)}. Then its words are erased.`;
}

function sayCounted(filed: FiledContribution): string {
  if (filed.erased) return 'no';
  const doubts = doubtsOf(filed);
  const why = doubts.length === 0 ? '' : ` (${doubts.join(', ')})`;
  if (filed.decision !== null) {
    return `${filed.decision === 'count' ? 'yes' : 'apart'}, decided by staff${why}`;
  }
  return doubts.length === 0 ? 'yes' : `apart, not decided yet${why}`;
}

function sayDelivery({ delivery }: FiledContribution, consultation: Consultation): string {
  if (!delivery) return 'none';
  const { state, at, tries, reply, maybeSent } = delivery;
  const when = sayMomentToStaff(at, consultation);
  const why = reply === null ? '' : ` (${reply})`;
  const copy = maybeSent ? '; it may have arrived already, and says so' : '';
  if (state === 'delivered') return `delivered ${when}${why}`;
  if (state === 'sending') return 'being sent now';
  return `${state}${why}; attempts so far: ${tries}; next attempt ${when}${copy}`;
}
