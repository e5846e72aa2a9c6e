/** The second copy of everything accepted: what its lines say, and what they add up to. */
import { z } from 'zod';
import type { Consultation } from './consultation.ts';
import { channels } from './contribution.ts';

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
  messageId: z.string(),
});

const deliveredSchema = z.strictObject({
  line: z.literal('delivered'),
  messageId: z.string(),
  at: z.int(),
  via: z.enum(['smtp', 'file']),
  reply: z.string(),
});

export const journalLineSchema = z.discriminatedUnion('line', [
  versionSchema,
  contributionSchema,
  deliveredSchema,
]);
export type JournalLine = z.infer<typeof journalLineSchema>;
export type JournalledVersion = z.infer<typeof versionSchema>;
export type JournalledContribution = z.infer<typeof contributionSchema>;
export type JournalledDelivery = z.infer<typeof deliveredSchema>;

export interface Journalled {
  versions: JournalledVersion[];
  /** In the order in which they came. */
  contributions: JournalledContribution[];
  /** By Message-ID. */
  delivered: Map<string, JournalledDelivery>;
  /** Lines that could not be read: a power cut can leave the last of a file in pieces. */
  unreadable: number;
}

/**
 * What the files of a journal add up to, the oldest file first.
 *
 * A line is written just before its contribution is committed. Where the commit then failed, the person
 * was told so, and may have sent the same page again: of two lines with one token the later one counts.
 */
export function readJournal(texts: string[]): Journalled {
  const versions = new Map<string, JournalledVersion>();
  const contributions = new Map<string, JournalledContribution>();
  const delivered = new Map<string, JournalledDelivery>();
  let unreadable = 0;
  for (const text of texts.flatMap((whole) => whole.split('\n'))) {
    if (text === '') continue;
    const line = readLine(text);
    if (line === null) unreadable += 1;
    else if (line.line === 'version') versions.set(`${line.consultation} ${line.version}`, line);
    else if (line.line === 'contribution') contributions.set(line.tokenHash, line);
    else delivered.set(line.messageId, line);
  }
  return {
    versions: [...versions.values()],
    contributions: [...contributions.values()],
    delivered,
    unreadable,
  };
}

/**
 * What the journals of several nodes add up to. Where two have a line with one token, the contribution
 * that came later counts: the first was not stored, and its person sent it again to another node.
 */
export function mergeJournals(journals: Journalled[]): Journalled {
  const [only, ...others] = journals;
  if (only && others.length === 0) return only;
  const contributions = new Map<string, JournalledContribution>();
  for (const line of journals.flatMap((journal) => journal.contributions)) {
    const other = contributions.get(line.tokenHash);
    if (!other || other.receivedAt <= line.receivedAt) contributions.set(line.tokenHash, line);
  }
  return {
    versions: journals.flatMap(({ versions }) => versions),
    contributions: [...contributions.values()].sort((a, b) => a.receivedAt - b.receivedAt),
    delivered: new Map(journals.flatMap(({ delivered }) => [...delivered])),
    unreadable: journals.reduce((sum, { unreadable }) => sum + unreadable, 0),
  };
}

function readLine(text: string): JournalLine | null {
  try {
    return journalLineSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * A journal's file without some contributions, for erasing what a person asks to be erased. Lines that
 * cannot be read go as well: what is in them is not known.
 */
export function withoutContributions(text: string, references: Set<string>): string {
  return text
    .split('\n')
    .filter((line) => {
      const read = line === '' ? null : readLine(line);
      return read !== null && !(read.line === 'contribution' && references.has(read.reference));
    })
    .map((line) => `${line}\n`)
    .join('');
}
