/** Reads rows of emails. The columns are the same in both databases. */
import { withoutMonitoring, type Consultation } from '../../consultation/consultation.ts';
import type { Decision } from '../../contribution/filed.ts';
import type { StaffAction } from '../../contribution/staff-action.ts';
import {
  batchFactsSchema,
  summaryFactsSchema,
  type BatchFacts,
  type EmailKind,
  type EmailState,
} from './email-facts.ts';
import { isUntouched } from './change-rules.ts';
import type { DueEmail, LastSummary } from './emails.ts';
import { momentIn, readContribution, type Row } from './stored-row.ts';

/**
 * @param row an email as it was before this attempt, with its contribution if it brings one
 * @param consultation the version that this contribution answers. `null`: the email brings no contribution
 */
export function readDueEmail(row: Row, consultation: Consultation | null): DueEmail {
  return {
    id: Number(row['email']),
    consultation: String(row['email_consultation']),
    kind: row['kind'] as EmailKind,
    key: String(row['key']),
    facts: JSON.parse(String(row['facts'])) as unknown,
    madeAt: new Date(Number(row['made_at'])),
    messageId: String(row['message_id']),
    tries: Number(row['tries']),
    maybeSent: row['maybe_sent'] === 1,
    takenFor: JSON.parse(String(row['taken_for'])) as string[],
    leftOut: Number(row['left_out']),
    brings: consultation && bring(withoutMonitoring(consultation), row),
  };
}

/** @param consultation as staff may see it */
function bring(consultation: Consultation, row: Row): NonNullable<DueEmail['brings']> {
  return {
    consultation,
    contribution: readContribution(consultation, row),
    decision: row['decision'] as Decision | null,
    undoneAt: momentIn(row, 'undone_at'),
    isWithdrawn: row['withdrawn_at'] !== null || row['erased'] !== null,
  };
}

/** How long to wait before a new link to the same thing is emailed again, in ms. */
const linkPause = 3_600_000;

/** Returns the email that tells all recipients about an action. `null`: the next summary tells them. */
export function emailOfAction({
  id,
  kind,
  at,
  facts,
}: StaffAction): { kind: EmailKind; key: string; facts: unknown } | null {
  // Only the person who runs the site can use a command, and a script can run a thousand of them. Today's page and
  // summaries report all of them except a purge: links and summaries have ended by then.
  if (facts.by === 'command' && kind !== 'purge') return null;
  if (kind === 'figures')
    return {
      kind: 'figures',
      key: `${new Date(at).toISOString()} ${id}`,
      facts: { upTo: facts.upTo ?? 0 },
    };
  const { before: _before, ...said } = facts;
  // Anybody with an old link can ask for a new one, so the recipients get at most one an hour.
  const hour = Math.floor(at / linkPause);
  const key = kind === 'link' ? `${(facts.thing ?? '').slice(1).replaceAll('/', '-')} ${hour}` : id;
  return { kind: 'action', key, facts: { id, kind, facts: said } };
}

/** @param row a summary */
export function readSummary(row: Row): LastSummary {
  const facts = summaryFactsSchema.parse(JSON.parse(String(row['facts'])));
  const { upTo, standing = null } = facts;
  // Older versions recorded what staff knew, but not whether the consultation had closed, where summaries begin.
  const isFinal = facts.isFinal || standing !== null;
  return { day: String(row['key']).slice(0, 10), upTo, isFinal, standing };
}

/** @param rows each has a state and a `count`. States without emails are missing */
export function readCounts(rows: Row[]): Record<EmailState, number> {
  const counts = { queued: 0, sending: 0, held: 0, delivered: 0 };
  for (const row of rows) counts[row['state'] as EmailState] = Number(row['count']);
  return counts;
}

/** @param row has a time as `at`, in ms since 1970, or NULL */
export function momentOf(row: Row | undefined): number | null {
  const at = row?.['at'];
  return at === null || at === undefined ? null : Number(at);
}

/**
 * Returns the facts of a batch, as they are stored, without one of its contributions.
 *
 * @param row the batch, with its `state`, `maybe_sent` and `taken_for`
 */
export function withoutReference(row: Row, reference: string): string {
  const { references, former } = batchFactsSchema.parse(JSON.parse(String(row['facts'])));
  const left = references.filter((one) => one !== reference);
  return JSON.stringify(toBatchFacts(left, isUntouched(row) ? former : [...former, reference]));
}

export function toBatchFacts(references: string[], former: string[]): BatchFacts {
  return { references, ...(former.length > 0 ? { former } : {}) };
}
