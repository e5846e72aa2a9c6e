/** A question that people answer in their own words, and an answer as it is stored. */
import { z } from 'zod';
import { questionShape, sentencesOf } from '../question.ts';

/** The limit of questions that set none. In characters as a person counts them (grapheme clusters). */
export const commentLimit = 10_000;

export const commentQuestionSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('comment'),
  /** How many characters a comment can have. */
  most: z.int().min(1).max(commentLimit).optional(),
});
export type CommentQuestion = z.infer<typeof commentQuestionSchema>;

export const commentAnswerSchema = z.strictObject({ text: z.string() });
export type CommentAnswer = z.infer<typeof commentAnswerSchema>;

export function limitOf({ most = commentLimit }: CommentQuestion): number {
  return most;
}

/** Says the limit, on the page and in the plain-text form. */
export function sayLimit(question: CommentQuestion): string {
  return sentencesOf(question).comment.upTo(limitOf(question));
}
