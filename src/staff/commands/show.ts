/** Shows one contribution, with all that is known about it. */
import type { Command } from 'commander';
import { answersToText, underline } from '../../contribution/contribution-text.ts';
import { doubtsOf, type Erased, type FiledContribution } from '../../contribution/filed.ts';
import { remarksToText } from '../../contribution/remarks.ts';
import { sayMarks } from '../../contribution/say-marks.ts';
import { sayMomentToStaff } from '../../consultation/moments.ts';
import { staffWords } from '../../languages/staff.ts';
import { mostChanges } from '../../server/store/change-rules.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { runOnStore, findFiled, type CommonOptions } from './run-command.ts';

const words = staffWords.commands.show;

export function addShow(program: Command): void {
  program
    .command('show')
    .description(words.about)
    .argument('<reference>', staffWords.commands.program.reference)
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
  const { number, reference, receivedAt, changedAt, late, change, channel, marks } = contribution;
  const say = (moment: Date | string) => sayMomentToStaff(moment, consultation);
  const facts = [
    underline(words.title(number, reference)),
    words.received(say(receivedAt), late),
    ...(changedAt === null ? [] : [words.changed(change - 1, mostChanges, say(changedAt))]),
    words.channel(channel),
    sayDelivery(filed, consultation),
    ...sayMarks(marks).map(words.note),
    sayCounted(filed),
    ...(filed.settled ?? []).map(({ question, reason }) => words.settled(question.ask, reason)),
  ];
  const sent = erased
    ? sayErased(erased, consultation)
    : [answersToText(contribution), ...remarksToText(contribution)].join('\n\n\n');
  return `${facts.join('\n')}\n\n${sent}`;
}

function sayErased({ why, at, undoUntil }: Erased, consultation: Consultation): string {
  const when = sayMomentToStaff(at, consultation);
  if (undoUntil === undefined) return words.erased(why, when);
  return words.withdrawn(when, sayMomentToStaff(undoUntil, consultation));
}

function sayCounted(filed: FiledContribution): string {
  if (filed.erased) return words.counted.no;
  const doubts = doubtsOf(filed).join(', ');
  if (filed.decision !== null) return words.counted[filed.decision](doubts);
  return doubts === '' ? words.counted.yes : words.counted.undecided(doubts);
}

function sayDelivery({ delivery }: FiledContribution, consultation: Consultation): string {
  const { email } = words;
  if (!delivery) return email.none;
  const { state, at, tries, reply, maybeSent } = delivery;
  const when = sayMomentToStaff(at, consultation);
  if (state === 'delivered') return email.delivered(when, reply);
  if (state === 'sending') return email.sending;
  return (maybeSent ? email.waitingAgain : email.waiting)(state, reply, tries, when);
}
