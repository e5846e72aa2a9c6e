/** A consultation, once its files are read and its questions have their options. */
import { z } from 'zod';
import { kindOf } from '../questions/kinds.ts';
import {
  idSchema,
  optionSchema,
  optionShape,
  optionsOf,
  type Question,
} from '../questions/question.ts';
import { builtFormatSchema, otherWaysShape } from './other-ways.ts';

/**
 * A table of the document. Its rows are also the options of any question that uses them (`from`), so that each fact
 * is written once.
 */
export const tableSchema = z.strictObject({
  id: idSchema,
  caption: z.string().min(1),
  /** The heads of the two columns: for the label, and for the text or the marks. */
  columns: z.tuple([z.string(), z.string()]).optional(),
  /** The id of the table whose rows this table's rows are marked with. */
  marks: idSchema.optional(),
  rows: z.array(z.strictObject({ ...optionShape, marks: z.array(idSchema).optional() })).min(1),
});
export type Table = z.infer<typeof tableSchema>;

/** A part of a section's prose: HTML made from Markdown, or a table or a question in its place. */
const partSchema = z.union([
  z.strictObject({ html: z.string() }),
  z.strictObject({ question: idSchema }),
  z.strictObject({ table: tableSchema, marks: tableSchema.optional() }),
]);
export type Part = z.infer<typeof partSchema>;

/** A question, checked by the schema of its kind. */
const questionSchema = z
  .looseObject({ kind: z.string(), language: z.string().optional() })
  .transform(({ language, ...question }, context): Question => {
    const parsed = kindOf(question).questionSchema.safeParse(question);
    if (parsed.success) return language === undefined ? parsed.data : { ...parsed.data, language };
    for (const issue of parsed.error.issues) {
      context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
    }
    return z.NEVER;
  });

/**
 * Where a section asks its questions: in a part `below` its prose, as the `whole` section, or `plain`, without
 * being marked as asking for thoughts.
 */
export const thoughtsSchema = z.enum(['below', 'whole', 'plain']);

export const sectionSchema = z.strictObject({
  id: idSchema,
  title: z.string().min(1).nullable(),
  thoughts: thoughtsSchema,
  parts: z.array(partSchema),
  questions: z.array(questionSchema),
});
export type Section = z.infer<typeof sectionSchema>;

/** A time with its offset, so that it is unambiguous: `2027-08-20T23:59:59+01:00`. */
const momentSchema = z.iso.datetime({
  offset: true,
  error: ({ input }) => (typeof input === 'string' ? sayBadMoment(input) : undefined),
});

function sayBadMoment(written: string): string {
  const time = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$/;
  if (/^\d{4}-\d\d-\d\d$/.test(written))
    return `add the time, and the offset of your time zone on that day: "${written}T23:59:59+01:00"`;
  if (time.test(written))
    return `add the offset of your time zone on that day: "${written.replace(' ', 'T')}+01:00"`;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(written))
    return 'there is no such day or time. Correct it';
  return 'write a moment with its offset, in quotes: "2027-08-20T23:59:59+01:00"';
}

/** The keys of consultation.yaml. */
export const settingsShape = {
  title: z.string().min(1),
  /** Earlier addresses, if its folder was renamed. Links to them still lead to the consultation. */
  formerly: z.array(idSchema).min(1).optional(),
  summary: z.string().min(1),
  /** Who is asking, as it would be written in a sentence: "the Centre". */
  organisation: z.string().min(1),
  contact: z.email(),
  /** Where contributions are emailed, unless MAIL_TO says otherwise. */
  recipients: z.array(z.email()).min(1),
  opens: momentSchema,
  closes: momentSchema,
  /** What people see before it opens: nothing; title, summary and dates; or the document with its questions. */
  before: z.enum(['hidden', 'announced', 'readable']).default('readable'),
  /** How long after closing a contribution is still accepted, and marked late. In hours. */
  graceHours: z.number().min(0).default(24),
  timeZone: z.string().min(1),
  timeZoneName: z.string().min(1),
  /** When the day's summary is sent to the recipients, in the consultation's time zone: "08:00". */
  summaryAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day in quotes, such as "08:00"')
    .default('08:00'),
  /**
   * Above this many contributions in a day, the rest of that day are emailed together, each hour or each day at
   * `summaryAt`. Not set: each comes in a separate email.
   */
  batches: z.strictObject({ above: z.int().min(0), every: z.enum(['hour', 'day']) }).optional(),
  /** The day from which contributions may be deleted (`npm run staff -- purge`). Not set: never. */
  keepUntil: z.iso.date('write a day in quotes, such as "2028-10-31"').optional(),
  language: z.string().min(2),
  /** All its languages, the main one first. The files of the others are in subfolders. Not set: only `language`. */
  languages: z.array(z.string().min(2)).min(1).optional(),
  /** How long an answer takes, in minutes: from, to. */
  minutes: z.tuple([z.int().min(1), z.int().min(1)]),
  /** The heading of each part that asks for thoughts. */
  invitation: z.string().min(1),
  /** What happens after it closes, and when, in whole sentences. */
  next: z.string().min(1).optional(),
  /**
   * Unusual words and abbreviations of the document, as they are written there, and what they mean. Not
   * set: the document has none, or its version is older than this key.
   */
  words: z
    .array(z.strictObject({ word: z.string().min(1), means: z.string().min(1) }))
    .min(1)
    .optional(),
  ...otherWaysShape,
  privacy: z.strictObject({
    controller: z.string().min(1),
    purpose: z.string().min(1),
    lawfulBasis: z.string().min(1),
    retention: z.string().min(1),
    complaints: z.string().min(1),
  }),
};

export const settingsSchema = z.strictObject({
  ...settingsShape,
  /** Not needed if `languages` is set: then it is the first of those. */
  language: settingsShape.language.optional(),
  /** Lists of options that several questions share, by their names. */
  lists: z.record(idSchema, z.array(optionSchema).min(2)).optional(),
});

/** A consultation in one of its languages. */
const textSchema = z.strictObject({
  slug: idSchema,
  /**
   * Identifies this text: the beginning of a hash of everything else. In a further language, it is the version of the
   * main text, a dot and the code of the language: "1a2b3c4d5e6f.cy".
   */
  version: z.string().min(1),
  ...settingsShape,
  formats: z.array(builtFormatSchema).min(1).optional(),
  sections: z.array(sectionSchema).min(1),
});

export const consultationSchema = textSchema.extend({
  /** The text that staff read beside people’s answers. Not set: this one. */
  staffText: textSchema.optional(),
  /** The consultation in each of its further languages. */
  translations: z.array(textSchema.extend({ staffText: textSchema.optional() })).optional(),
});
export type Consultation = z.infer<typeof consultationSchema>;

/** Whether a question takes its options from a table, which then shows them. */
export function givesOptions({ rows }: Table, question: Question): boolean {
  const options = optionsOf(question);
  return options.length === rows.length && rows.every(({ id }, index) => id === options[index]?.id);
}

/** Returns the questions of a section that are below its prose, and not in it. */
export function questionsBelow({ parts, questions }: Pick<Section, 'parts' | 'questions'>) {
  return questions.filter(({ id }) => !isPlaced(parts, id));
}

function isPlaced(parts: readonly Part[], id: string): boolean {
  return parts.some((part) => 'question' in part && part.question === id);
}

/** Returns all questions, in the order of the document. */
export function questionsOf({ sections }: Pick<Consultation, 'sections'>): Question[] {
  return sections.flatMap(({ questions }) => questions);
}

const staffViews = new WeakMap<Consultation, Consultation>();

/**
 * Returns a consultation as staff read it, whatever the language that people answered it in: in English if it has an
 * English text.
 */
export function staffTextOf(consultation: Consultation): Consultation {
  return consultation.staffText ?? consultation;
}

/**
 * Returns a consultation as staff may see it beside a person’s answers: the text that staff read, without the questions
 * for equality monitoring. A contribution that is read with it has no answers to those questions.
 */
export function withoutMonitoring(consultation: Consultation): Consultation {
  const known = staffViews.get(consultation);
  if (known) return known;
  const text = staffTextOf(consultation);
  const sections = text.sections.map((section) => ({
    ...section,
    questions: section.questions.filter(({ monitoring }) => !monitoring),
  }));
  const view = { ...text, sections };
  staffViews.set(consultation, view);
  return view;
}
