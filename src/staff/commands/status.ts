/** Shows what was received and emailed, and what waits and why. */
import type { Command } from 'commander';
import { findAt } from '../../consultation/addresses.ts';
import { staffWords } from '../../languages/staff.ts';
import { reasonsApart } from '../../contribution/filed.ts';
import { sayDrafts } from '../../emails/summary-email.ts';
import { startGrouping } from '../../contribution/groups.ts';
import { sayMomentToStaff } from '../../consultation/moments.ts';
import { sayStatus } from '../../server/store/bounces.ts';
import { readWarnings } from '../../server/watch/warnings.ts';
import { readShownSite } from '../shown-site.ts';
import { runOnStore, type CommonOptions, type CommandContext } from './run-command.ts';

const words = staffWords.commands.status;
const shared = staffWords.commands.program;

export function addStatus(program: Command): void {
  program
    .command('status')
    .description(words.about)
    .action((_options, command: Command) =>
      runOnStore(command.optsWithGlobals<CommonOptions>(), describeStatus),
    );
}

function describeStatus({ records, slug, newest, settings }: CommandContext) {
  const counts = { received: 0, delivered: 0, waiting: 0, held: 0, withdrawn: 0, purged: 0 };
  const held = new Map<string, string[]>();
  const noteHeld = (reply: string | null, name: string) => {
    const why = reply ?? words.reasonUnknown;
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
    ...warnings.map(words.warning),
    ...(isGone ? [words.notOnSite] : []),
    words.received(counts.received),
    words.emailed(counts.delivered),
    words.waiting(counts.waiting),
    words.held(heldCount),
    ...[...held].map(([why, references]) => `  ${why}\n    ${references.join(', ')}`),
    ...(changed > 0 ? [words.changed(changed)] : []),
    ...(counts.withdrawn > 0 ? [words.withdrawn(counts.withdrawn)] : []),
    ...(counts.purged > 0 ? [words.purged(counts.purged)] : []),
    ...(bounced.size > 0 ? [words.cameBack] : []),
    ...[...bounced].map(([reference, bounce]) => `  ${shared.named(reference, sayStatus(bounce))}`),
    ...(drafts > 0 ? [sayDrafts(drafts)] : []),
    ...(undecided > 0 ? [words.undecided(undecided)] : []),
    ...(groups > 0 ? [words.groups(groups)] : []),
    ...(others.length > 0 ? [words.otherEmails(others.length)] : []),
    ...others.map(({ name, tries, reply }) => `  ${words.otherEmail(name, tries, reply)}`),
    oldest
      ? words.oldest(oldest.reference, sayMomentToStaff(oldest.receivedAt, newest))
      : others.length > 0
        ? words.noContributionWaits
        : words.nothingWaits,
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
