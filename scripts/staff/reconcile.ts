/** Compares the mail that staff saved with the store, so that nothing can be missing unseen. */
import type { Command } from 'commander';
import { sayCount } from '../../src/questions/figures.ts';
import { readMailbox, type SavedEmail } from '../../src/server/staff/mailbox.ts';
import { atDesk, type CommonOptions, type Desk } from './desk.ts';

export function addReconcile(program: Command): void {
  program
    .command('reconcile')
    .description('Compares your saved mail with the store, and names what is missing or double')
    .argument('<mailbox>', 'an .mbox file, or a folder of saved emails (.eml or Maildir)')
    .action((mailbox: string, _options, command: Command) =>
      atDesk(command.optsWithGlobals<CommonOptions>(), async (desk) => {
        const { messages, emails } = await readMailbox(mailbox);
        const found = compare(desk, emails);
        await desk.changes.noteReconciled(found.present, Date.now());
        const isFine = found.missing.length + found.unknown.length + found.withdrawn.length === 0;
        return {
          text: toText(messages, found),
          json: { messages, ...found },
          needsAttention: !isFine,
        };
      }),
    );
}

function compare({ records, slug }: Desk, emails: SavedEmail[]) {
  const copies = Map.groupBy(emails, ({ reference }) => reference);
  const missing: string[] = [];
  const present: string[] = [];
  const withdrawn: string[] = [];
  const known = new Set<string>();
  for (const { contribution, erased } of records.all(slug)) {
    const { reference } = contribution;
    known.add(reference);
    const isThere = copies.has(reference);
    if (erased?.why === 'withdrawn' && isThere) withdrawn.push(reference);
    if (erased) continue;
    (isThere ? present : missing).push(reference);
  }
  const double = [...copies]
    .filter(([, same]) => same.length > 1)
    .map(([reference, same]) => ({
      reference,
      copies: same.length,
      saidSo: same.filter(({ isMarkedCopy }) => isMarkedCopy).length >= same.length - 1,
    }));
  const unknown = [...copies.keys()].filter(
    (reference) => !known.has(reference) && records.find(reference) === null,
  );
  return { present, missing, double, unknown, withdrawn };
}

function toText(
  messages: number,
  { present, missing, double, unknown, withdrawn }: ReturnType<typeof compare>,
): string {
  const lines = [
    `${sayCount(messages, 'message')} read; ${sayCount(present.length, 'contribution')} found in them.`,
    missing.length === 0
      ? 'None is missing.'
      : `MISSING from this mail (send them again with "npm run staff -- resend REFERENCE"):\n  ${missing.join(', ')}`,
    ...double.map(
      ({ reference, copies, saidSo }) =>
        `Double: ${reference}, ${copies} emails${saidSo ? ' (the later ones say that they may be second copies)' : ''}. Count it once.`,
    ),
    ...(unknown.length > 0
      ? [
          `NOT IN THE STORE, though you have the email: ${unknown.join(', ')}. Keep the emails, and restore the store.`,
        ]
      : []),
    ...(withdrawn.length > 0
      ? [`Withdrawn, and still in this mail; please delete: ${withdrawn.join(', ')}`]
      : []),
  ];
  return lines.join('\n');
}
