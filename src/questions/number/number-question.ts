/** A question that is answered with a number, and an answer as it is stored. */
import { z } from 'zod';
import { questionShape } from '../question.ts';

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

/** `none`: "N/A" and the like. `unclear`: kept as typed because the person sent it twice, and never counted. */
export const numberAnswerSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('clear'), number: z.number(), typed: z.string() }),
  z.strictObject({ state: z.literal('none'), typed: z.string() }),
  z.strictObject({ state: z.literal('unclear'), typed: z.string() }),
]);
export type NumberAnswer = z.infer<typeof numberAnswerSchema>;

/** In UTF-16 code units: some people write beside a number what they mean by it. */
export const longestNumber = 300;

/** Shown around an answer, and recognised when a receipt comes back as a form. */
export const numberNotes = {
  typed: 'As typed:',
  unclear: 'We could not count this number, so it is shown as typed:',
  none: 'We did not take this as a number. If you mean zero, write 0.',
} as const;

/** "1,200", "12.5", "-0.25". */
export function sayNumber(number: number, fewestDigits = 0): string {
  return number.toLocaleString('en-GB', {
    minimumFractionDigits: fewestDigits,
    maximumFractionDigits: 6,
  });
}

/** "from 0 to 240", "240 or less"; empty where any number will do. */
export function sayRange({ from, to }: Pick<NumberQuestion, 'from' | 'to'>): string {
  if (from !== undefined && to !== undefined) return `from ${sayNumber(from)} to ${sayNumber(to)}`;
  if (from !== undefined) return `${sayNumber(from)} or more`;
  return to === undefined ? '' : `${sayNumber(to)} or less`;
}

/** What the page says beforehand: "In minutes, from 0 to 240". `null`: nothing. */
export function sayWhichNumber(question: NumberQuestion): string | null {
  const unit = question.unit === undefined ? '' : `in ${question.unit}`;
  const said = [unit, sayRange(question)].filter((part) => part !== '').join(', ');
  return said === '' ? null : said[0]?.toUpperCase() + said.slice(1);
}
