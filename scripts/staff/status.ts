/** How things stand: what was received, what was emailed, and what waits, and why. */
import type { Command } from 'commander';
import { sayCount } from '../../src/questions/figures.ts';
import { sayMoment } from '../../src/consultation/moments.ts';
import { atDesk, type CommonOptions, type Desk } from './desk.ts';

export function addStatus(program: Command): void {
  program
    .command('status')
    .description(
      'How many contributions were received, emailed, held; why; and the oldest that waits',
    )
    .action((_options, command: Command) =>
      atDesk(command.optsWithGlobals<CommonOptions>(), answerStatus),
    );
}

function answerStatus({ records, slug, newest }: Desk) {
  const counts = { received: 0, delivered: 0, waiting: 0, held: 0, withdrawn: 0, purged: 0 };
  const held = new Map<string, string[]>();
  let oldest: { reference: string; receivedAt: string } | null = null;
  for (const { contribution, delivery, erased } of records.all(slug)) {
    const { reference, receivedAt } = contribution;
    counts.received += 1;
    if (erased) {
      counts[erased.why] += 1;
      continue;
    }
    if (delivery?.state === 'delivered') {
      counts.delivered += 1;
      continue;
    }
    oldest ??= { reference, receivedAt };
    if (delivery?.state !== 'held') {
      counts.waiting += 1;
      continue;
    }
    counts.held += 1;
    const why = delivery.reply ?? 'no reason is known';
    held.set(why, [...(held.get(why) ?? []), reference]);
  }
  const letters = records.waitingLetters(slug);
  const lines = [
    newest.title,
    `Received: ${sayCount(counts.received, 'contribution')}`,
    `Emailed to staff: ${counts.delivered}`,
    `Waiting to be emailed: ${counts.waiting}`,
    `Held (the mail server refuses them; they are tried again each hour): ${counts.held}`,
    ...[...held].map(([why, references]) => `  ${why}\n    ${references.join(', ')}`),
    ...(counts.withdrawn > 0 ? [`Withdrawn: ${counts.withdrawn}`] : []),
    ...(counts.purged > 0 ? [`Deleted after the time promised: ${counts.purged}`] : []),
    ...(letters > 0 ? [`Summaries and other emails to staff that wait: ${letters}`] : []),
    oldest
      ? `The oldest that waits: ${oldest.reference}, received ${sayMoment(oldest.receivedAt, newest)}`
      : 'Nothing waits.',
  ];
  return {
    text: lines.join('\n'),
    json: {
      consultation: slug,
      ...counts,
      held: { count: counts.held, why: Object.fromEntries(held) },
      letters,
      oldest,
    },
    needsAttention: counts.held > 0,
  };
}
