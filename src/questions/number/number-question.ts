/** A question that people answer with a number, and an answer as it is stored. */
import { z } from 'zod';
import { catalogueOf } from '../../languages/catalogues.ts';
import { questionShape, sentencesOf, type Question } from '../question.ts';

export const numberQuestionSchema = z
  .strictObject({
    ...questionShape,
    kind: z.literal('number'),
    /** The page says it after "in": "minutes", "£". */
    unit: z.string().min(1).optional(),
    from: z.number().optional(),
    to: z.number().optional(),
  })
  .refine(({ from = -Infinity, to = Infinity }) => from <= to, {
    path: ['to'],
    message: 'cannot be less than "from"',
  });
export type NumberQuestion = z.infer<typeof numberQuestionSchema>;

/** `none`: "N/A" and the like. `unclear`: stored as typed because the person sent it twice, and never counted. */
export const numberAnswerSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('clear'), number: z.number(), typed: z.string() }),
  z.strictObject({ state: z.literal('none'), typed: z.string() }),
  z.strictObject({ state: z.literal('unclear'), typed: z.string() }),
]);
export type NumberAnswer = z.infer<typeof numberAnswerSchema>;

/** In UTF-16 code units. Some people write beside a number what they mean by it. */
export const longestNumber = 300;

/** Returns a number in the language of a question: "1,200", "12.5", "-0.25". Not given: English. */
export function sayNumber(number: number, question?: Question, fewestDigits = 0): string {
  return catalogueOf(question ?? {}).formats.number(number, {
    minimumFractionDigits: fewestDigits,
    maximumFractionDigits: 6,
  });
}

/** Returns the range of a question in figures. `null`: that end is open. */
export function limitsOf(question: NumberQuestion): { from: string | null; to: string | null } {
  const { from, to } = question;
  return {
    from: from === undefined ? null : sayNumber(from, question),
    to: to === undefined ? null : sayNumber(to, question),
  };
}

/** Returns what people read before they answer: "In minutes, from 0 to 240". `null`: nothing. */
export function sayWhichNumber(question: NumberQuestion): string | null {
  const said = sentencesOf(question).number.which(question.unit ?? null, limitsOf(question));
  return said === '' ? null : said;
}
