/** The lines of the journal, and how they are merged. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Consultation } from '../../consultation/consultation.ts';
import { channels } from '../../contribution/contribution.ts';
import { decisions } from '../../contribution/filed.ts';
import { settlementSchema } from '../../contribution/settlement.ts';
import { actionFactsSchema, actionKinds } from '../../contribution/staff-action.ts';

const versionSchema = z.strictObject({
  line: z.literal('version'),
  consultation: z.string(),
  version: z.string(),
  document: z.custom<Consultation>((value) => typeof value === 'object' && value !== null),
});

const contributionSchema = z.strictObject({
  line: z.literal('contribution'),
  consultation: z.string(),
  version: z.string(),
  number: z.int().min(1),
  reference: z.string(),
  /** SHA-256 in hex. */
  tokenHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** In ms since 1970. */
  receivedAt: z.int(),
  late: z.boolean(),
  /** Lines without a channel are older than the other channels, so they came by the site. */
  channel: z.enum(channels).default('site'),
  marks: z.array(z.string()),
  answers: z.array(z.strictObject({ question: z.string(), answer: z.unknown() })),
  remarks: z.array(z.string()).optional(),
  /** Whether its private link can change and withdraw it. Older lines do not have this. */
  mayChange: z.boolean().optional(),
  messageId: z.string(),
});

/** A person replaced their answers. */
const changeSchema = z.strictObject({
  line: z.literal('change'),
  consultation: z.string(),
  version: z.string(),
  reference: z.string(),
  /** Which form of the contribution it is, from 2. */
  change: z.int().min(2),
  at: z.int(),
  late: z.boolean(),
  answers: z.array(z.strictObject({ question: z.string(), answer: z.unknown() })),
  /** The hash of the token of the check page that sent it: SHA-256 in hex. */
  tokenHash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A person, or staff for them, withdrew a contribution, or undid that. */
const withdrawalSchema = z.strictObject({
  line: z.enum(['withdrawn', 'undone']),
  reference: z.string(),
  at: z.int(),
});

/** The mail server accepted an email, or it was written as a file. */
const deliveredSchema = z.strictObject({
  line: z.literal('delivered'),
  messageId: z.string(),
  at: z.int(),
  via: z.enum(['smtp', 'file']),
  reply: z.string(),
  /** The contributions that it brought. Lines from before there were batches do not have this. */
  references: z.array(z.string()).optional(),
  /** The email, unless it is of the kind `contribution`. */
  email: z
    .strictObject({
      consultation: z.string(),
      kind: z.string(),
      key: z.string(),
      facts: z.unknown(),
      madeAt: z.int(),
    })
    .optional(),
});

/** Some recipients have an email, and others do not yet. */
const takenSchema = z.strictObject({
  line: z.literal('taken'),
  messageId: z.string(),
  takenFor: z.array(z.string()),
});

const decisionSchema = z.strictObject({
  line: z.literal('decision'),
  reference: z.string(),
  /** `null`: open again. */
  decision: z.enum(decisions).nullable(),
  at: z.int(),
});

/** Everything that staff settled in a contribution. The latest line counts. */
const settledSchema = z.strictObject({
  line: z.literal('settled'),
  reference: z.string(),
  settled: z.array(settlementSchema),
  at: z.int(),
});

/** What staff did by a link, or the person who runs the site by a command. */
const actionSchema = z.strictObject({
  line: z.literal('action'),
  id: z.string(),
  consultation: z.string(),
  kind: z.enum(actionKinds),
  at: z.int(),
  facts: actionFactsSchema,
});

/** What is left of an erased contribution. Its number is never given again. */
const erasedSchema = z.strictObject({
  line: z.literal('erased'),
  consultation: z.string(),
  version: z.string(),
  number: z.int().min(1),
  reference: z.string(),
  receivedAt: z.int(),
  late: z.boolean(),
  channel: z.enum(channels),
  why: z.enum(['withdrawn', 'purged']),
  at: z.int(),
  /** See `hashOnceMore`. Older lines do not have this. */
  token: z.string().optional(),
});

const journalLineSchema = z.discriminatedUnion('line', [
  versionSchema,
  contributionSchema,
  deliveredSchema,
  takenSchema,
  decisionSchema,
  settledSchema,
  actionSchema,
  erasedSchema,
  changeSchema,
  withdrawalSchema,
]);
export type JournalLine = z.infer<typeof journalLineSchema>;
type JournalledVersion = z.infer<typeof versionSchema>;
export type JournalledContribution = z.infer<typeof contributionSchema>;
export type JournalledDelivery = z.infer<typeof deliveredSchema>;
export type JournalledDecision = z.infer<typeof decisionSchema>;
export type JournalledChange = z.infer<typeof changeSchema>;
export type JournalledWithdrawal = z.infer<typeof withdrawalSchema>;
export type JournalledSettling = z.infer<typeof settledSchema>;

export type JournalledErasure = z.infer<typeof erasedSchema>;

export interface Journalled {
  versions: JournalledVersion[];
  /** Contributions in the order in which they came, without those that are erased. */
  contributions: JournalledContribution[];
  /** Deliveries by Message-ID. */
  delivered: Map<string, JournalledDelivery>;
  /** The recipients who have an email that others do not have yet, by its Message-ID. */
  taken: Map<string, string[]>;
  /** The latest decision on each contribution, by reference. */
  decisions: Map<string, JournalledDecision>;
  /** The latest settled answers of each contribution, by reference. */
  settled: Map<string, JournalledSettling>;
  /** Actions by their ids. */
  actions: Map<string, z.infer<typeof actionSchema>>;
  /** By reference. */
  erased: Map<string, JournalledErasure>;
  /** Changes by reference, then by form, without those of erased contributions. */
  changes: Map<string, Map<number, JournalledChange>>;
  /** The last line about each contribution that was withdrawn, or whose withdrawal was undone, by reference. */
  withdrawals: Map<string, JournalledWithdrawal>;
  /** The number of lines that could not be read. A power cut can leave the last line of a file incomplete. */
  unreadable: number;
}

/**
 * Merges the lines of a journal, oldest first.
 *
 * A line is written just before its contribution is committed. If the commit then failed, the person was told so, and
 * may have sent the same page again. So if two lines have the same token, the later one counts.
 */
export function readJournal(lines: Iterable<string>): Journalled {
  const versions = new Map<string, JournalledVersion>();
  const contributions = new Map<string, JournalledContribution>();
  const journal = emptyJournal();
  for (const text of lines) {
    if (text === '') continue;
    const line = readLine(text);
    if (line === null) journal.unreadable += 1;
    else if (line.line === 'version') versions.set(`${line.consultation} ${line.version}`, line);
    else if (line.line === 'contribution') contributions.set(line.tokenHash, line);
    else if (line.line === 'delivered') journal.delivered.set(line.messageId, line);
    else if (line.line === 'taken') journal.taken.set(line.messageId, line.takenFor);
    else if (line.line === 'erased') journal.erased.set(line.reference, line);
    else if (line.line === 'change') noteChange(journal.changes, line);
    else if (line.line === 'withdrawn' || line.line === 'undone')
      noteLast(journal.withdrawals, line);
    else if (line.line === 'settled') noteLast(journal.settled, line);
    else if (line.line === 'action') journal.actions.set(line.id, line);
    else noteLast(journal.decisions, line);
  }
  return {
    ...journal,
    versions: [...versions.values()],
    contributions: withoutErased(contributions, journal.erased),
    changes: withoutChanges(journal.changes, journal.erased),
  };
}

function emptyJournal(): Journalled {
  return {
    versions: [],
    contributions: [],
    delivered: new Map(),
    taken: new Map(),
    decisions: new Map(),
    settled: new Map(),
    actions: new Map(),
    erased: new Map(),
    changes: new Map(),
    withdrawals: new Map(),
    unreadable: 0,
  };
}

/** Keeps the latest line about each contribution, because each node writes about it in its own journal. */
function noteLast<Line extends { reference: string; at: number }>(
  lines: Map<string, Line>,
  line: Line,
): void {
  const known = lines.get(line.reference);
  if (!known || known.at <= line.at) lines.set(line.reference, line);
}

/** As with contributions, the later of two lines about one change counts, because the first was not stored. */
function noteChange(changes: Journalled['changes'], line: JournalledChange): void {
  const known = changes.get(line.reference) ?? new Map<number, JournalledChange>();
  const other = known.get(line.change);
  if (!other || other.at <= line.at) known.set(line.change, line);
  changes.set(line.reference, known);
}

/** @param contributions by the hash of their token */
function withoutErased(
  contributions: ReadonlyMap<string, JournalledContribution>,
  erased: Journalled['erased'],
): JournalledContribution[] {
  const isErased = isErasedBy(erased);
  return [...contributions.values()].filter((line) => !isErased(line));
}

function withoutChanges(
  changes: Journalled['changes'],
  erased: Journalled['erased'],
): Journalled['changes'] {
  return new Map([...changes].filter(([reference]) => !erased.has(reference)));
}

/**
 * Merges the journals of several nodes. If two have a line with the same token, the later contribution counts,
 * because the first was not stored, and its person sent it again to another node.
 */
export function mergeJournals(journals: Journalled[]): Journalled {
  const [only, ...others] = journals;
  if (only && others.length === 0) return only;
  const merged = emptyJournal();
  const contributions = new Map<string, JournalledContribution>();
  for (const journal of journals) {
    merged.versions.push(...journal.versions);
    merged.unreadable += journal.unreadable;
    for (const [id, line] of journal.delivered) merged.delivered.set(id, line);
    for (const [id, takenFor] of journal.taken) merged.taken.set(id, takenFor);
    for (const line of journal.decisions.values()) noteLast(merged.decisions, line);
    for (const line of journal.withdrawals.values()) noteLast(merged.withdrawals, line);
    for (const lines of journal.changes.values())
      for (const line of lines.values()) noteChange(merged.changes, line);
    for (const line of journal.settled.values()) noteLast(merged.settled, line);
    for (const [id, line] of journal.actions) merged.actions.set(id, line);
    for (const [reference, line] of journal.erased) merged.erased.set(reference, line);
    for (const line of journal.contributions) {
      const other = contributions.get(line.tokenHash);
      if (!other || other.receivedAt <= line.receivedAt) contributions.set(line.tokenHash, line);
    }
  }
  merged.contributions = withoutErased(contributions, merged.erased).sort(
    (a, b) => a.receivedAt - b.receivedAt,
  );
  merged.changes = withoutChanges(merged.changes, merged.erased);
  return merged;
}

/** Returns the references of contributions that staff withdrew for the people who sent them. */
export function findWithdrawnByStaff({ actions, withdrawals }: Journalled): Set<string> {
  const found = new Set<string>();
  for (const { kind, at, facts } of actions.values())
    for (const reference of facts.references)
      if (kind === 'forget' || (kind === 'withdraw' && withdrawals.get(reference)?.at === at))
        found.add(reference);
  return found;
}

function readLine(text: string): JournalLine | null {
  try {
    return journalLineSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Why and when a contribution was erased, in ms since 1970. */
export interface Erasure {
  why: 'withdrawn' | 'purged';
  at: number;
  /** See `hashOnceMore`. Contributions that older versions erased do not have this. */
  token?: string | undefined;
}

/**
 * Hashes the hash of a token: SHA-256 in hex. An erased contribution has this instead of the hash of its token, so that
 * its token no longer finds it. We can still recognize a line with the same token that was written before a commit
 * failed. In that case, the person sent the page again, got another reference, and withdrew that contribution.
 *
 * @param tokenHash in hex
 */
export function hashOnceMore(tokenHash: string): string {
  return createHash('sha256').update(Buffer.from(tokenHash, 'hex')).digest('hex');
}

/** @param erased by reference */
function isErasedBy(
  erased: ReadonlyMap<string, Erasure>,
): (line: JournalledContribution) => boolean {
  const tokens = new Set([...erased.values()].map(({ token }) => token));
  return ({ reference, tokenHash }) => erased.has(reference) || tokens.has(hashOnceMore(tokenHash));
}

/**
 * Returns a function that erases words from a line of the journal. It returns the new line, or `null` if the line must
 * be deleted. Only the number of an erased contribution is left, or nothing if it was never stored. Lines about its
 * changes and settled answers are deleted. A line that cannot be read is deleted too, because it may have the words.
 *
 * @param erased the erasures, by reference
 */
export function eraseWordsOf(
  erased: ReadonlyMap<string, Erasure>,
): (text: string) => string | null {
  const isErased = isErasedBy(erased);
  return (text) => {
    const line = readLine(text);
    if (line === null) return null;
    if (line.line === 'change') return erased.has(line.reference) ? null : text;
    // Staff may have typed what the person wrote.
    if (line.line === 'settled') return erased.has(line.reference) ? null : text;
    if (line.line !== 'contribution' || !isErased(line)) return text;
    const { consultation, version, number, reference, receivedAt, late, channel } = line;
    const erasure = erased.get(reference);
    if (!erasure) return null;
    const { why, at, token } = erasure;
    const left: JournalLine = {
      ...{ line: 'erased', consultation, version, number, reference },
      ...{ receivedAt, late, channel, why, at, token },
    };
    return JSON.stringify(left);
  };
}
