/** Compares the mail that staff saved with the store, so that no contribution is missing without anybody noticing. */
import type { Command } from 'commander';
import { staffWords } from '../../languages/staff.ts';
import { staffCommand } from '../../content-files/commands.ts';
import { sayStatus, type Bounce } from '../../server/store/bounces.ts';
import { readMailbox, type Mailbox, type SavedEmail } from '../mailbox.ts';
import { runOnStore, type CommonOptions, type CommandContext } from './run-command.ts';

const words = staffWords.commands.reconcile;

export function addReconcile(program: Command): void {
  program
    .command('reconcile')
    .description(words.about)
    .argument('<mailbox>', words.mailbox)
    .action((mailbox: string, _options, command: Command) =>
      runOnStore(command.optsWithGlobals<CommonOptions>(), async (context) => {
        const saved = await readMailbox(mailbox);
        const { messages, bounces, delayed, unread } = saved;
        const found = compare(context, saved.emails);
        const now = Date.now();
        // The order matters: if staff have a contribution, it counts as found, even if another recipient's copy
        // bounced.
        await context.changes.noteBounced(bounces, now);
        await context.changes.noteReconciled(found.present, now);
        const { missing, outdated, unknown, withdrawn } = found;
        return {
          text: toText(saved, found),
          json: { messages, ...found, bounced: bounces, delayed, unread },
          needsAttention: [missing, outdated, unknown, withdrawn, bounces, unread].some(
            ({ length }) => length > 0,
          ),
        };
      }),
    );
}

function compare({ records, slug }: CommandContext, emails: SavedEmail[]) {
  const copies = Map.groupBy(emails, ({ reference }) => reference);
  const missing: string[] = [];
  const present: string[] = [];
  const withdrawn: string[] = [];
  const outdated: string[] = [];
  const known = new Set<string>();
  for (const { contribution, erased } of records.all(slug)) {
    const { reference } = contribution;
    known.add(reference);
    const isThere = copies.has(reference);
    if (erased?.why === 'withdrawn' && isThere) withdrawn.push(reference);
    if (erased) continue;
    if (!isThere) missing.push(reference);
    else if (newestIn(copies.get(reference)) < contribution.change) outdated.push(reference);
    else present.push(reference);
  }
  const double = [...copies]
    // Emails that bring different forms are not copies of each other.
    .flatMap(([reference, all]) =>
      [...Map.groupBy(all, ({ form }) => form).values()].map((same) => [reference, same] as const),
    )
    .filter(([, same]) => same.length > 1)
    .map(([reference, same]) => ({
      reference,
      copies: same.length,
      saidSo: same.filter(({ isMarkedCopy }) => isMarkedCopy).length >= same.length - 1,
    }));
  const unknown = [...copies.keys()].filter(
    (reference) => !known.has(reference) && records.find(reference) === null,
  );
  return { present, missing, outdated, double, unknown, withdrawn };
}

function newestIn(emails: SavedEmail[] = []): number {
  return Math.max(...emails.map(({ form }) => form));
}

function toText(
  { messages, bounces, delayed, unread }: Mailbox,
  { present, missing, outdated, double, unknown, withdrawn }: ReturnType<typeof compare>,
): string {
  const lines = [
    words.found(messages, present.length),
    ...unread.map(words.unread),
    ...bounces.map(sayBounce),
    ...(delayed > 0 ? [words.delayed(delayed)] : []),
    missing.length === 0
      ? words.nothingMissing
      : `${words.missing(staffCommand)}\n  ${missing.join(', ')}`,
    ...(outdated.length > 0 ? [`${words.outdated(staffCommand)}\n  ${outdated.join(', ')}`] : []),
    ...double.map(({ reference, copies, saidSo }) =>
      saidSo ? words.doubleMarked(reference, copies) : words.double(reference, copies),
    ),
    ...(unknown.length > 0 ? [words.notInStore(unknown.join(', '))] : []),
    ...(withdrawn.length > 0 ? [words.withdrawn(withdrawn.join(', '))] : []),
  ];
  return lines.join('\n');
}

function sayBounce({ references, messageId, recipient, status }: Bounce): string {
  const said = sayStatus(status);
  return references.length > 0
    ? words.bounced(references.join(', '), said, recipient)
    : words.bouncedEmail(messageId, said, recipient);
}
