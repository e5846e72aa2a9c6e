/** The second copy of everything accepted: what its lines say, and what they add up to. */
import { z } from 'zod';
import type { Consultation } from '../consultation/consultation.ts';
import { channels } from './contribution.ts';
import { decisions } from './filed.ts';
import { settlementSchema } from './settlement.ts';
import { actionFactsSchema, actionKinds } from './staff-action.ts';

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
  /** Lines of before there were others came by the site. */
  channel: z.enum(channels).default('site'),
  marks: z.array(z.string()),
  answers: z.array(z.strictObject({ question: z.string(), answer: z.unknown() })),
  remarks: z.array(z.string()).optional(),
  /** Its private link can change and withdraw it. Lines of before that was so have none. */
  mayChange: z.boolean().optional(),
  messageId: z.string(),
});

/** A person sent other answers in place of those before. */
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
  /** Of the check page that sent it: SHA-256 in hex. */
  tokenHash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A person, or staff for them, withdrew what they had sent, or took that back. */
const withdrawalSchema = z.strictObject({
  line: z.enum(['withdrawn', 'undone']),
  reference: z.string(),
  at: z.int(),
});

/** The mail server has taken an email, or it is written as a file. */
const deliveredSchema = z.strictObject({
  line: z.literal('delivered'),
  messageId: z.string(),
  at: z.int(),
  via: z.enum(['smtp', 'file']),
  reply: z.string(),
  /** The contributions that it brought. Lines of before there were batches have none. */
  references: z.array(z.string()).optional(),
  /** Of an email that is not one contribution's own: what it was. */
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

/** Some recipients of an email have it, and others do not yet. */
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

/** All that staff settled of a contribution: the latest line holds. */
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

/** What stays of a contribution whose words are erased: its number is never given again. */
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
  /** In the order in which they came. None of them is erased. */
  contributions: JournalledContribution[];
  /** By Message-ID. */
  delivered: Map<string, JournalledDelivery>;
  /** Recipients who have an email that others do not have yet, by its Message-ID. */
  taken: Map<string, string[]>;
  /** The last one about each contribution, by reference. */
  decisions: Map<string, JournalledDecision>;
  /** The last one about each contribution, by reference. */
  settled: Map<string, JournalledSettling>;
  /** By their names. */
  actions: Map<string, z.infer<typeof actionSchema>>;
  /** By reference. */
  erased: Map<string, JournalledErasure>;
  /** By reference, then by which form of the contribution each is. None is of one that is erased. */
  changes: Map<string, Map<number, JournalledChange>>;
  /** Whether each was withdrawn, or that was taken back: the last line about each, by reference. */
  withdrawals: Map<string, JournalledWithdrawal>;
  /** Lines that could not be read: a power cut can leave the last of a file in pieces. */
  unreadable: number;
}

/**
 * Returns what the lines of a journal add up to, the oldest first.
 *
 * A line is written just before its contribution is committed. Where the commit then failed, the person
 * was told so, and may have sent the same page again: of two lines with one token the later one counts.
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
    contributions: [...contributions.values()].filter(
      ({ reference }) => !journal.erased.has(reference),
    ),
    changes: withoutErased(journal.changes, journal.erased),
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

/** Nodes of one site write about the same contribution, each in its own journal: the latest line holds. */
function noteLast<Line extends { reference: string; at: number }>(
  lines: Map<string, Line>,
  line: Line,
): void {
  const known = lines.get(line.reference);
  if (!known || known.at <= line.at) lines.set(line.reference, line);
}

/** As with contributions, of two lines of one change the later counts: the first was not stored. */
function noteChange(changes: Journalled['changes'], line: JournalledChange): void {
  const known = changes.get(line.reference) ?? new Map<number, JournalledChange>();
  const other = known.get(line.change);
  if (!other || other.at <= line.at) known.set(line.change, line);
  changes.set(line.reference, known);
}

function withoutErased(
  changes: Journalled['changes'],
  erased: Journalled['erased'],
): Journalled['changes'] {
  return new Map([...changes].filter(([reference]) => !erased.has(reference)));
}

/**
 * What the journals of several nodes add up to. Where two have a line with one token, the contribution
 * that came later counts: the first was not stored, and its person sent it again to another node.
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
  merged.contributions = [...contributions.values()]
    .filter(({ reference }) => !merged.erased.has(reference))
    .sort((a, b) => a.receivedAt - b.receivedAt);
  merged.changes = withoutErased(merged.changes, merged.erased);
  return merged;
}

/** The references of those that staff withdrew for the people who sent them. */
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

/** Why and when contributions were erased, in ms since 1970. */
export interface Erasure {
  why: 'withdrawn' | 'purged';
  at: number;
}

/**
 * A line of a journal's file after some contributions are erased. `null`: the line goes. A contribution
 * leaves its number, and a change of one leaves nothing; a line that cannot be read goes, because nobody knows
 * what is in it.
 *
 * @param erased by reference
 */
export function withoutWords(text: string, erased: ReadonlyMap<string, Erasure>): string | null {
  const line = readLine(text);
  if (line === null) return null;
  if (line.line === 'change') return erased.has(line.reference) ? null : text;
  // Staff may have typed what the person wrote.
  if (line.line === 'settled') return erased.has(line.reference) ? null : text;
  const erasure = line.line === 'contribution' ? erased.get(line.reference) : undefined;
  if (line.line !== 'contribution' || !erasure) return text;
  const { consultation, version, number, reference, receivedAt, late, channel } = line;
  const left: JournalLine = {
    ...{ line: 'erased', consultation, version, number, reference },
    ...{ receivedAt, late, channel, ...erasure },
  };
  return JSON.stringify(left);
}
