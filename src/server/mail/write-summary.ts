/**
 * Writes the daily summary with its tables, and the figures that staff ask for. The report is attached if the
 * consultation has closed, or if staff asked.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Consultation } from '../../consultation/consultation.ts';
import { startCount } from '../../report/count.ts';
import { startCheck } from '../../report/disagreements.ts';
import type { Attachment, Email } from '../../emails/email.ts';
import { notesOf } from '../../contribution/filed.ts';
import { sayAction } from '../../contribution/staff-action.ts';
import { sayMomentToStaff } from '../../consultation/moments.ts';
import { staffWords } from '../../languages/staff.ts';
import { localDay } from '../../consultation/summary-times.ts';
import { countMonitoring } from '../../report/monitoring.ts';
import { reportHtml } from '../../report/report.ts';
import { roomFor, sizeOf } from '../../emails/smaller-email.ts';
import { composeSummary, type SummaryFacts } from '../../emails/summary-email.ts';
import type { DueEmail } from '../store/emails.ts';
import { figuresFactsSchema, summaryFactsSchema } from '../store/email-facts.ts';
import { sayHeld } from './held-emails.ts';
import { inChunks } from '../files/chunks.ts';
import { exportFile } from '../files/export-file.ts';
import type { Records } from '../store/records.ts';

const words = staffWords.emails.summary;

/** How many contributions to count before other work gets a turn. */
const inOneGo = 500;

type Write = (
  records: Records,
  due: DueEmail,
  /** The consultation as the site shows it now. */
  consultation: Consultation,
  /** The size of the largest email, with its encoding. */
  mostBytes: number,
  /** The link to today's page. */
  today: string | null,
) => Promise<Email>;

/** Writes the summary of a day. */
export const writeSummary: Write = async (records, due, ...rest) => {
  const facts = summaryFactsSchema.parse(due.facts);
  const day = due.key.slice(0, 10);
  const actions = records
    .actionsBetween(due.consultation, day, due.madeAt.getTime())
    .map((action) =>
      words.action(sayAction(action), sayMomentToStaff(new Date(action.at), rest[0])),
    );
  return write(records, due, { ...facts, day, isAsked: false, actions }, ...rest);
};

/** Writes the figures and the report that staff asked for. */
export const writeFigures: Write = (records, due, consultation, ...rest) => {
  const { upTo } = figuresFactsSchema.parse(due.facts);
  const day = localDay(due.madeAt, consultation.timeZone);
  const bare = { since: upTo, isFinal: false, isCorrected: false, isAsked: true, actions: [] };
  return write(records, due, { upTo, day, ...bare }, consultation, ...rest);
};

async function write(
  records: Records,
  due: DueEmail,
  facts: Pick<SummaryFacts, 'day' | 'isFinal' | 'isCorrected'> & {
    upTo: number;
    since: number;
    isAsked: boolean;
    actions: string[];
  },
  consultation: Consultation,
  mostBytes: number,
  today: string | null,
): Promise<Email> {
  const { upTo, since, day, isFinal, isCorrected, isAsked, actions } = facts;
  const { slug } = consultation;
  const versions = records.versions(slug);
  const count = startCount(versions);
  const check = startCheck();
  const fresh: SummaryFacts['fresh'] = [];
  let counted = 0;
  for (const filed of records.all(slug, upTo)) {
    count.add(filed);
    check.add(filed);
    const { number, reference } = filed.contribution;
    if (number > since) fresh.push({ number, reference, notes: notesOf(filed) });
    counted += 1;
    if (counted % inOneGo === 0) await turn();
  }
  const result = count.result();
  const problems = check.result();

  const all = () => records.all(slug, upTo);
  const { madeAt } = due;
  const wanted: [string, string, AsyncIterable<Uint8Array> | Iterable<Uint8Array>][] = [
    [
      `${slug}.xlsx`,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      exportFile('xlsx', versions, all, madeAt, result),
    ],
    [`${slug}.csv`, 'text/csv', exportFile('csv', versions, all, madeAt)],
  ];
  const hasReport = isFinal || isAsked;
  if (hasReport && problems.length === 0) {
    const monitored = records.monitored(slug, upTo);
    const monitoring = countMonitoring(records.wholeVersions(slug), monitored, madeAt);
    const report = inChunks(reportHtml({ consultation, count: result, all, madeAt, monitoring }));
    wanted.unshift([`${slug}-report.html`, 'text/html', report]);
  }
  const bare = {
    consultation,
    day,
    isAsked,
    actions,
    today,
    isFinal,
    isCorrected,
    isMaybeSecondCopy: due.maybeSent,
    count: result,
    fresh,
    drafts: records.drafts(slug),
    problems,
    held: records.heldEmails(slug).map((email) => sayHeld(email, consultation)),
    attachments: [],
    remarks: [],
  };
  const room = roomFor(mostBytes, 2 * sizeOf(composeSummary(bare)));
  const { attachments, left } = await attach(wanted, room);
  return composeSummary({
    ...bare,
    attachments,
    remarks: [
      ...left.map(words.tooLarge),
      ...(hasReport && problems.length > 0 ? [words.noReport] : []),
    ],
  });
}

async function attach(
  wanted: [string, string, AsyncIterable<Uint8Array> | Iterable<Uint8Array>][],
  mostBytes: number,
) {
  const attachments: Attachment[] = [];
  const left: string[] = [];
  let room = mostBytes;
  for (const [filename, contentType, bytes] of wanted) {
    const content = await collect(bytes, room);
    if (content === null) left.push(filename);
    else {
      attachments.push({ filename, contentType, content });
      room -= content.length;
    }
  }
  return { attachments, left };
}

/** Resolves to `null` if there is not enough room. Lets other work run after each chunk. */
async function collect(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  room: number,
): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > room) return null;
    chunks.push(chunk);
    await turn();
  }
  return Buffer.concat(chunks);
}
