/** A question that is answered in free words, and an answer as it is stored. */
import { z } from 'zod';
import { questionShape, sentencesOf } from '../question.ts';

/** Where the question has no limit of its own. In characters as a person counts them (grapheme clusters). */
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

/** What the page says beforehand. */
export function sayLimit(question: CommentQuestion): string {
  return sentencesOf(question).comment.upTo(limitOf(question));
}
