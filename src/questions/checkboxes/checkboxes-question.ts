/** Boxes to tick, as an editor writes them, and an answer as it is stored. */
import { z } from 'zod';
import { clashWithAdded } from '../other.ts';
import { choicesOf, optionSchema, questionShape, sentencesOf } from '../question.ts';

export const checkboxesQuestionSchema = z
  .strictObject({
    ...questionShape,
    kind: z.literal('checkboxes'),
    options: z.array(optionSchema).min(2),
    /** Adds "Other", with a box for the person's own words. */
    other: z.boolean().optional(),
    /** The words of a last box, such as "None of these", that cannot be ticked together with another. */
    none: z.string().min(1).optional(),
    /** How many boxes can be ticked. */
    most: z.int().min(2).optional(),
  })
  .superRefine((question, context) => {
    const { most, none, options } = question;
    const complain = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    const count = choicesOf(question).length - (none === undefined ? 0 : 1);
    if (most !== undefined && most > count) {
      complain('most', `cannot be more than there are boxes, which is ${count}`);
    }
    const clash = clashWithAdded(question);
    if (clash !== null) complain('options', clash);
    if (options.some(({ id }) => id === 'unclear')) {
      complain(
        'options',
        'cannot have an option with the id "unclear": exports have a column of that name',
      );
    }
  });
export type CheckboxesQuestion = z.infer<typeof checkboxesQuestionSchema>;

/**
 * The options in the order of the page. `other` is what the person wrote for "Other". `unclear`: the options contradict
 * each other, but the person sent them twice, so they are stored. They are in no figure.
 */
export const checkboxesAnswerSchema = z.strictObject({
  state: z.enum(['clear', 'unclear']),
  options: z.array(z.string()).min(1),
  other: z.string().optional(),
});
export type CheckboxesAnswer = z.infer<typeof checkboxesAnswerSchema>;

/** Says how many boxes can be ticked, on the page and in the plain-text form. */
export function sayLimit(question: CheckboxesQuestion): string {
  const { tickAll, tickUpTo } = sentencesOf(question).checkboxes;
  return question.most === undefined ? tickAll : tickUpTo(question.most);
}
