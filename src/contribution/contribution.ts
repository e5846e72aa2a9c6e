/** What one person sends: their answers, with the questions as they were asked. */
import { kindOf } from '../questions/kinds.ts';
import type { Question } from '../questions/question.ts';
import type { Block } from '../text/shown.ts';
import type { Consultation, Section } from '../consultation/consultation.ts';
import { areSame, type Answers } from '../consultation/answers.ts';

/** How a contribution came. All except "site" were filed by staff. */
export const channels = ['site', 'email', 'post', 'paper', 'telephone'] as const;
export type Channel = (typeof channels)[number];

/** One person's answers, with the questions as they were asked: the content of emails and exports. */
export interface Contribution {
  consultation: { slug: string; title: string; version: string };
  /** Consecutive within its consultation, from 1. A gap means that something is missing. */
  number: number;
  reference: string;
  /** ISO 8601, UTC. */
  receivedAt: string;
  /** Whether it was sent or changed after closing, within the grace period. */
  late: boolean;
  /** Which form of it this is, from 1, because people can change what they sent. */
  change: number;
  /** When this form was sent. ISO 8601, UTC. `null`: it was never changed. */
  changedAt: string | null;
  channel: Channel;
  /** The language in which it was answered (BCP 47). */
  language: string;
  /** Codes: sending marks (sending-marks.ts) and group marks (group-marks.ts). */
  marks: string[];
  /** Words of a form filed by staff that were not understood, and where they were. */
  remarks: string[];
  answers: {
    section: string;
    question: Question & { [key: string]: unknown };
    /** `null`: not answered. */
    answer: unknown;
  }[];
}

/** What the store has of a contribution, besides the words of its consultation. */
export interface Filed {
  number: number;
  reference: string;
  receivedAt: Date;
  late: boolean;
  /** Default: by the site. */
  channel?: Channel;
  /** Default: that of the consultation. */
  language?: string;
  /** Default: none. */
  marks?: string[];
  /** Default: none. */
  remarks?: string[];
  /** Default: 1, the first form. */
  change?: number;
  /** Default: never. */
  changedAt?: Date | null;
  answers: Answers;
}

/** Returns a contribution with everything needed to read it: the answers, and the questions as they were asked. */
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
    change: filed.change ?? 1,
    changedAt: filed.changedAt?.toISOString() ?? null,
    channel: filed.channel ?? 'site',
    language: filed.language ?? consultation.language,
    marks: filed.marks ?? [],
    remarks: filed.remarks ?? [],
    answers: consultation.sections.flatMap((section) =>
      section.questions.map((question) => ({
        section: nameSection(section, consultation),
        question: { ...question },
        answer: answerOf.get(question.id) ?? null,
      })),
    ),
  };
}

/** Returns the title of a section or, if it has none, that of the consultation. */
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

/** Returns one question with its answer in words. */
export function showAnswer(question: Question, answer: unknown): ShownAnswer {
  return { question, blocks: answer === null ? null : kindOf(question).show(question, answer) };
}

/** Returns all answers in words, section by section, in the order of the document. */
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

/** Whether a contribution has just these answers. */
export function hasAnswers(contribution: Pick<Contribution, 'answers'>, answers: Answers): boolean {
  const stored = contribution.answers.map(({ question, answer }) => ({
    question: question.id,
    answer,
  }));
  return areSame(stored, answers);
}

/** Returns the address that a person left for replies, or `null`. */
export function replyTo({ answers }: Pick<Contribution, 'answers'>): string | null {
  for (const { question, answer } of answers) {
    const address = answer === null ? null : (kindOf(question).replyTo?.(answer) ?? null);
    if (address !== null) return address;
  }
  return null;
}
