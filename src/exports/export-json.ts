/** The export that loses nothing: JSON, with a schema for other programs. */
import { z } from 'zod';
import { sectionSchema, type Consultation } from '../consultation/consultation.ts';
import { channels } from '../contribution/contribution.ts';
import { decisions, type FiledContribution } from '../contribution/filed.ts';
import { staffWords } from '../languages/staff.ts';
import { kinds } from '../questions/kinds.ts';
import { program } from '../text/program.ts';

const words = staffWords.exports.schemas;
const moment = z.iso.datetime();

/** A section as it is published. Each question has the keys that its kind needs. */
const publishedSection = z.object({
  id: sectionSchema.shape.id,
  title: sectionSchema.shape.title,
  questions: z.array(
    z.union(
      kinds.map(({ name, questionSchema }) => questionSchema.meta({ id: `${name}-question` })),
    ),
  ),
});

/** `null`: not answered. An answer does not name its kind, because its question does. */
const publishedAnswer = z.union([
  z.null(),
  ...kinds.map(({ name, answerSchema }) => answerSchema.meta({ id: `${name}-answer` })),
]);

export const exportSchema = z.strictObject({
  format: z.literal('weigh-in-export-1'),
  consultation: z.strictObject({ slug: z.string(), title: z.string() }),
  exportedAt: moment,
  madeBy: z.string().describe(words.madeBy),
  versions: z
    .array(z.strictObject({ version: z.string(), sections: z.array(publishedSection) }))
    .describe(words.versions),
  contributions: z.array(
    z.strictObject({
      number: z.int().min(1).describe(words.number),
      reference: z.string(),
      receivedAt: moment,
      version: z.string().describe(words.version),
      late: z.boolean(),
      change: z.int().min(1).describe(words.change),
      changedAt: moment.nullable().describe(words.changedAt),
      language: z.string().describe(words.language),
      channel: z.enum(channels),
      marks: z.array(z.string()).describe(words.marks),
      remarks: z.array(z.string()).describe(words.remarks),
      decision: z.enum(decisions).nullable().describe(words.decision),
      erased: z
        .strictObject({
          why: z.enum(['withdrawn', 'purged']),
          at: moment,
          undoUntil: moment.optional().describe(words.undoUntil),
        })
        .nullable()
        .describe(words.erased),
      email: z
        .strictObject({
          state: z.enum(['queued', 'sending', 'held', 'delivered']),
          at: moment,
          maybeSecondCopy: z.boolean(),
        })
        .nullable()
        .describe(words.email),
      answers: z
        .array(z.strictObject({ question: z.string(), answer: publishedAnswer }))
        .describe(words.answers),
    }),
  ),
});
type ExportedContribution = z.infer<typeof exportSchema>['contributions'][number];

/** Returns the published schema (JSON Schema 2020-12). */
export function exportJsonSchema(): object {
  return {
    $id: 'weigh-in-export-1.schema.json',
    title: words.title,
    ...z.toJSONSchema(exportSchema),
  };
}

/** Writes the export in pieces, with a line for each contribution. */
export function* exportJson(
  versions: Consultation[],
  all: Iterable<FiledContribution>,
  exportedAt: Date,
): Generator<string> {
  const newest = versions.at(-1);
  if (!newest) throw new Error('an export needs a consultation');
  const head = {
    format: 'weigh-in-export-1',
    consultation: { slug: newest.slug, title: newest.title },
    exportedAt: exportedAt.toISOString(),
    madeBy: program,
    versions: versions.map(({ version, sections }) => ({
      version,
      sections: sections.map(({ id, title, questions }) => ({ id, title, questions })),
    })),
  };
  yield `${JSON.stringify(head).slice(0, -1)},\n"contributions":[`;
  let separator = '\n';
  for (const filed of all) {
    yield `${separator}${JSON.stringify(toExported(filed))}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}

function toExported({
  contribution,
  decision,
  erased,
  delivery,
}: FiledContribution): ExportedContribution {
  const { number, reference, receivedAt, late, channel, marks, remarks } = contribution;
  const { change, changedAt, language } = contribution;
  return {
    number,
    reference,
    receivedAt,
    version: contribution.consultation.version,
    late,
    change,
    changedAt,
    language,
    channel,
    marks,
    remarks,
    decision,
    erased: erased && {
      ...{ why: erased.why, at: erased.at.toISOString() },
      ...(erased.undoUntil ? { undoUntil: erased.undoUntil.toISOString() } : {}),
    },
    email: delivery && {
      state: delivery.state,
      at: delivery.at.toISOString(),
      maybeSecondCopy: delivery.maybeSent,
    },
    answers: contribution.answers.map(({ question, answer }) => ({
      question: question.id,
      answer,
    })),
  };
}
