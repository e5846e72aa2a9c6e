/** One option, or none. The page's first radio is "No answer" with an empty value (see Choice.astro). */
import { z } from 'zod';
import { nameInFull, optionSchema, questionShape, type Kind } from '../question.ts';

export const choiceQuestionSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('choice'),
  options: z.array(optionSchema).min(2),
});
export type ChoiceQuestion = z.infer<typeof choiceQuestionSchema>;

const answerSchema = z.strictObject({ option: z.string() });
export type ChoiceAnswer = z.infer<typeof answerSchema>;

export const choice: Kind<ChoiceQuestion, ChoiceAnswer> = {
  name: 'choice',
  purpose: 'One of several options, or no answer.',
  questionSchema: choiceQuestionSchema,
  answerSchema,
  fields: (question) => [question.id],

  parse(question, { typed }) {
    const sent = (typed[question.id] ?? '').trim();
    if (sent === '') return { answer: null, errors: [] };
    if (question.options.some(({ id }) => id === sent))
      return { answer: { option: sent }, errors: [] };
    return {
      answer: null,
      errors: [
        {
          field: question.id,
          message: `Choose one of the options, or “No answer”: ${question.ask}`,
        },
      ],
    };
  },

  show(question, answer) {
    const option = question.options.find(({ id }) => id === answer.option);
    if (!option) throw new Error(`question ${question.id} has no option ${answer.option}`);
    return [{ say: 'ours', text: nameInFull(option) }];
  },
};
