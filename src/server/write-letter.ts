/** Writes a letter when it is sent: a summary with its tables, or a word about what was withdrawn. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Consultation } from '../consultation/consultation.ts';
import type { Contribution } from '../consultation/contribution.ts';
import { startCount } from '../consultation/count.ts';
import { startCheck } from '../consultation/disagreements.ts';
import { composeBatch } from '../consultation/batch-email.ts';
import type { Attachment, Email } from '../consultation/email.ts';
import { reasonsApart } from '../consultation/filed.ts';
import { reportHtml } from '../consultation/report.ts';
import {
  composeSummary,
  composeWithdrawal,
  type SummaryFacts,
} from '../consultation/summary-email.ts';
import { summaryFactsSchema, type Letter, type Letters } from './letters.ts';
import { inChunks } from './staff/chunks.ts';
import { exportFile } from './staff/export-file.ts';
import type { Records } from './staff/records.ts';

/** Mail servers take at least 10 MB; a third goes to its coding. In bytes, for all attachments. */
const mostAttached = 6 * 1024 * 1024;
/** How many contributions to count before other work has its turn. */
const inOneGo = 500;

/** @param consultation as it stands now */
export async function writeLetter(
  letters: Letters,
  letter: Letter,
  consultation: Consultation,
): Promise<Email> {
  if (letter.kind === 'summary') {
    return letters.atOneMoment(consultation.slug, (records) =>
      writeSummary(records, letter, consultation),
    );
  }
  if (letter.kind === 'batch') return writeBatch(letters, letter, consultation);
  const filed = await letters.find(letter.key);
  if (!filed) throw new Error(`there is no contribution ${letter.key}`);
  return composeWithdrawal(consultation, filed.contribution);
}

async function writeBatch(
  letters: Letters,
  letter: Letter,
  consultation: Consultation,
): Promise<Email> {
  const contributions: Contribution[] = [];
  for (const reference of await letters.referencesIn(letter.id)) {
    const filed = await letters.find(reference);
    if (!filed) throw new Error(`there is no contribution ${reference}`);
    contributions.push(filed.contribution);
  }
  return composeBatch(consultation, contributions, letter.maybeSent);
}

async function writeSummary(
  records: Records,
  letter: Letter,
  consultation: Consultation,
): Promise<Email> {
  const { upTo, since, isFinal } = summaryFactsSchema.parse(letter.facts);
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
    const notes = filed.erased ? [filed.erased.why] : reasonsApart(filed);
    if (number > since) fresh.push({ number, reference, notes });
    counted += 1;
    if (counted % inOneGo === 0) await turn();
  }
  const result = count.result();
  const problems = check.result();

  const all = () => records.all(slug, upTo);
  const { madeAt } = letter;
  const wanted: [string, string, AsyncIterable<Uint8Array> | Iterable<Uint8Array>][] = [
    [`${slug}.csv`, 'text/csv', exportFile('csv', versions, all, madeAt)],
    [
      `${slug}.xlsx`,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      exportFile('xlsx', versions, all, madeAt),
    ],
  ];
  if (isFinal && problems.length === 0) {
    const report = inChunks(reportHtml({ consultation, count: result, all, madeAt }));
    wanted.unshift([`${slug}-report.html`, 'text/html', report]);
  }
  const { attachments, left } = await attach(wanted);
  return composeSummary({
    consultation,
    day: letter.key,
    isFinal,
    isMaybeSecondCopy: letter.maybeSent,
    count: result,
    fresh,
    problems,
    attachments,
    remarks: [
      ...left.map(
        (name) => `${name} is too large for an email: the person who runs the site has it.`,
      ),
      ...(isFinal && problems.length > 0
        ? [
            'The report is not attached, since what is named above is not in your mailbox yet. Make it with "npm run staff -- report" when it is.',
          ]
        : []),
    ],
  });
}

async function attach(
  wanted: [string, string, AsyncIterable<Uint8Array> | Iterable<Uint8Array>][],
) {
  const attachments: Attachment[] = [];
  const left: string[] = [];
  let room = mostAttached;
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

/** `null`: there is more than there is room for. Gives other work its turn after each chunk. */
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
