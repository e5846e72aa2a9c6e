/** How things stand: what was received, what was emailed, and what waits, and why. */
import type { Command } from 'commander';
import { findAt } from '../../consultation/addresses.ts';
import { sayCount } from '../../questions/figures.ts';
import { reasonsApart } from '../../contribution/filed.ts';
import { sayDrafts } from '../../emails/summary-email.ts';
import { startGrouping } from '../../contribution/groups.ts';
import { sayMomentToStaff } from '../../consultation/moments.ts';
import { sayStatus } from '../../server/store/bounces.ts';
import { readWarnings } from '../../server/watch/warnings.ts';
import { readShownSite } from '../shown-site.ts';
import { runOnStore, type CommonOptions, type CommandContext } from './run-command.ts';

export function addStatus(program: Command): void {
  program
    .command('status')
    .description(
      'Shows how many contributions were received, emailed and held, and why; and the oldest waiting',
    )
    .action((_options, command: Command) =>
      runOnStore(command.optsWithGlobals<CommonOptions>(), describeStatus),
    );
}

function describeStatus({ records, slug, newest, settings }: CommandContext) {
  const counts = { received: 0, delivered: 0, waiting: 0, held: 0, withdrawn: 0, purged: 0 };
  const held = new Map<string, string[]>();
  const noteHeld = (reply: string | null, name: string) => {
    const why = reply ?? 'reason unknown';
    const names = held.get(why);
    if (names) names.push(name);
    else held.set(why, [name]);
  };
  const bounced = new Map<string, string>();
  let oldest: { reference: string; receivedAt: string } | null = null;
  const grouping = startGrouping();
  let undecided = 0;
  let changed = 0;
  for (const filed of records.all(slug)) {
    const { contribution, delivery, erased } = filed;
    const { reference, receivedAt } = contribution;
    counts.received += 1;
    grouping.add(filed);
    if (erased) {
      counts[erased.why] += 1;
      continue;
    }
    if (contribution.change > 1) changed += 1;
    if (filed.decision === null && reasonsApart(filed).length > 0) undecided += 1;
    if (delivery && delivery.bounce !== null) bounced.set(reference, delivery.bounce);
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
    noteHeld(delivery.reply, reference);
  }
  for (const { name, bounce } of records.bouncedSummaries(slug)) bounced.set(name, bounce);
  const others = records.otherEmails(slug);
  const heldOthers = others.filter(({ state }) => state === 'held');
  for (const { name, reply } of heldOthers) noteHeld(reply, name);
  const heldCount = counts.held + heldOthers.length;
  const groups = grouping.result().length;
  const drafts = records.drafts(slug);
  const shown = readShownSite();
  const isGone = shown !== null && findAt(shown.consultations, slug) === null;
  const warnings = readWarnings(settings.dataDir);
  const lines = [
    newest.title,
    ...warnings.map((sentence) => `Please look at this: ${sentence}`),
    ...(isGone
      ? [
          `This consultation is not on the site any more. If you renamed it, docs/staff.md says what to do.`,
        ]
      : []),
    `Received: ${sayCount(counts.received, 'contribution')}`,
    `Emailed to staff: ${counts.delivered}`,
    `Waiting to be emailed: ${counts.waiting}`,
    `Held (the mail server rejects them; they are retried every hour): ${heldCount}`,
    ...[...held].map(([why, references]) => `  ${why}\n    ${references.join(', ')}`),
    ...(changed > 0 ? [`Changed by the people who sent them: ${changed}`] : []),
    ...(counts.withdrawn > 0 ? [`Withdrawn: ${counts.withdrawn}`] : []),
    ...(counts.purged > 0 ? [`Erased at the end of the promised time: ${counts.purged}`] : []),
    ...(bounced.size > 0
      ? ['Came back (the mail server of a recipient could not deliver them):']
      : []),
    ...[...bounced].map(([reference, bounce]) => `  ${reference}: ${sayStatus(bounce)}`),
    ...(drafts > 0 ? [sayDrafts(drafts)] : []),
    ...(undecided > 0
      ? [`Not in the totals until staff decide (see "list --apart"): ${undecided}`]
      : []),
    ...(groups > 0
      ? [`Groups with the same words, or from one network (see "list --groups"): ${groups}`]
      : []),
    ...(others.length > 0
      ? [`Summaries and other emails waiting to be sent: ${others.length}`]
      : []),
    ...others.map(
      ({ name, tries, reply }) =>
        `  ${name}; attempts so far: ${tries}${reply ? ` (${reply})` : ''}`,
    ),
    oldest
      ? `The oldest waiting: ${oldest.reference}, received ${sayMomentToStaff(oldest.receivedAt, newest)}`
      : others.length > 0
        ? 'No contribution is waiting.'
        : 'Nothing is waiting.',
  ];
  return {
    text: lines.join('\n'),
    json: {
      consultation: slug,
      ...counts,
      held: { count: heldCount, why: Object.fromEntries(held) },
      bounced: Object.fromEntries(bounced),
      others,
      undecided,
      changed,
      groups,
      drafts,
      oldest,
      isOnSite: !isGone,
      warnings,
    },
    needsAttention: heldCount + bounced.size + warnings.length > 0,
  };
}
