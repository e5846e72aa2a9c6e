/** The export that loses nothing: JSON, with a schema that other programs can check it against. */
import { z } from 'zod';
import { sectionSchema, type Consultation } from './consultation.ts';
import { channels } from './contribution.ts';
import { decisions, type FiledContribution } from './filed.ts';

const moment = z.iso.datetime();

/** As published: a question may hold whatever its kind needs. */
const publishedSection = z.object({
  id: sectionSchema.shape.id,
  title: sectionSchema.shape.title,
  questions: z.array(z.looseObject({ id: z.string(), kind: z.string(), ask: z.string() })),
});

export const exportSchema = z.strictObject({
  format: z.literal('weigh-in-export-1'),
  consultation: z.strictObject({ slug: z.string(), title: z.string() }),
  exportedAt: moment,
  versions: z
    .array(z.strictObject({ version: z.string(), sections: z.array(publishedSection) }))
    .describe('The questions as they were asked, the oldest version first.'),
  contributions: z.array(
    z.strictObject({
      number: z.int().min(1).describe('Consecutive from 1: a gap means that something is missing.'),
      reference: z.string(),
      receivedAt: moment,
      version: z.string().describe('The version whose questions it answers.'),
      late: z.boolean(),
      channel: z.enum(channels),
      marks: z.array(z.string()).describe('Why a person should look at it.'),
      decision: z
        .enum(decisions)
        .nullable()
        .describe('What a person decided about it. null: nobody has decided.'),
      erased: z
        .strictObject({ why: z.enum(['withdrawn', 'purged']), at: moment })
        .nullable()
        .describe('Its words are gone; its number stays.'),
      email: z
        .strictObject({
          state: z.enum(['queued', 'sending', 'held', 'delivered']),
          at: moment,
          maybeSecondCopy: z.boolean(),
        })
        .nullable()
        .describe('How the email for staff stands.'),
      answers: z
        .array(z.strictObject({ question: z.string(), answer: z.unknown() }))
        .describe('null: not answered.'),
    }),
  ),
});
export type ExportedContribution = z.infer<typeof exportSchema>['contributions'][number];

/** The published schema (JSON Schema 2020-12). */
export function exportJsonSchema(): object {
  return {
    $id: 'weigh-in-export-1.schema.json',
    title: 'Weigh In: export of contributions',
    ...z.toJSONSchema(exportSchema),
  };
}

/** The export, piece by piece, a line for each contribution. */
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
  const { number, reference, receivedAt, late, channel, marks } = contribution;
  return {
    number,
    reference,
    receivedAt,
    version: contribution.consultation.version,
    late,
    channel,
    marks,
    decision,
    erased: erased && { why: erased.why, at: erased.at.toISOString() },
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
