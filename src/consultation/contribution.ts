/** What one person sends: their answers, with the questions as they were asked. */
import { z } from 'zod';
import { kindOf } from '../questions/index.ts';
import type { Question } from '../questions/question.ts';
import type { Block } from '../questions/shown.ts';
import type { Consultation, Section } from './consultation.ts';
import type { Answers } from './submission.ts';

/** How a contribution came: all but "site" were filed by staff. */
export const channels = ['site', 'email', 'post', 'paper', 'telephone'] as const;
export type Channel = (typeof channels)[number];

export const contributionSchema = z.strictObject({
  consultation: z.strictObject({ slug: z.string(), title: z.string(), version: z.string() }),
  /** Consecutive in its consultation, from 1: a gap means that something is missing. */
  number: z.int().min(1),
  reference: z.string(),
  receivedAt: z.iso.datetime(),
  /** Sent after closing, within the grace period. */
  late: z.boolean(),
  channel: z.enum(channels),
  /** Why a person should look at it before it is counted: marks.ts, notes.ts. */
  marks: z.array(z.string()),
  answers: z.array(
    z.strictObject({
      section: z.string(),
      question: z.looseObject({ id: z.string(), kind: z.string(), ask: z.string() }),
      /** `null`: not answered. */
      answer: z.unknown(),
    }),
  ),
});
export type Contribution = z.infer<typeof contributionSchema>;

/** What the store knows of a contribution, besides the words of its consultation. */
export interface Filed {
  number: number;
  reference: string;
  receivedAt: Date;
  late: boolean;
  /** Default: by the site. */
  channel?: Channel;
  /** Default: none. */
  marks?: string[];
  answers: Answers;
}

/** A contribution that needs nothing else to be read: answers beside the questions as asked. */
export function toContribution(consultation: Consultation, filed: Filed): Contribution {
  const answerOf = new Map(filed.answers.map(({ question, answer }) => [question, answer]));
  return {
    consultation: {
      slug: consultation.slug,
      title: consultation.title,
      version: consultation.version,
    },
    number: filed.number,
    reference: filed.reference,
    receivedAt: filed.receivedAt.toISOString(),
    late: filed.late,
    channel: filed.channel ?? 'site',
    marks: filed.marks ?? [],
    answers: consultation.sections.flatMap((section) =>
      section.questions.map((question) => ({
        section: nameSection(section, consultation),
        question: { ...question },
        answer: answerOf.get(question.id) ?? null,
      })),
    ),
  };
}

/** A section without a title goes by that of the consultation. */
export function nameSection(
  { title }: Pick<Section, 'title'>,
  consultation: Pick<Consultation, 'title'>,
): string {
  return title ?? consultation.title;
}

export interface ShownAnswer {
  question: Question;
  /** `null`: not answered. */
  blocks: Block[] | null;
}

/** One question with its answer in words. */
export function showAnswer(question: Question, answer: unknown): ShownAnswer {
  return { question, blocks: answer === null ? null : kindOf(question).show(question, answer) };
}

/** All answers in words, section by section, in the order of the document. */
export function showBySection({
  answers,
}: Contribution): { section: string; answers: ShownAnswer[] }[] {
  const sections: { section: string; answers: ShownAnswer[] }[] = [];
  for (const { section, question, answer } of answers) {
    if (sections.at(-1)?.section !== section) sections.push({ section, answers: [] });
    sections.at(-1)?.answers.push(showAnswer(question, answer));
  }
  return sections;
}
