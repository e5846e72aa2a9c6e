/** One option, or none. The page's first radio is "No answer" with an empty value (see Choice.astro). */
import { z } from 'zod';
import { nameBriefly, nameInFull, optionSchema, questionShape, type Kind } from '../question.ts';
import { blankChoice, readChoice } from './choice-lines.ts';
import { startChoiceTally } from './tally-choices.ts';

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

  show: (question, answer) => [{ say: 'ours', text: nameInFull(find(question, answer)) }],

  columns: ({ id, ask }) => [{ id, title: ask }],
  cells: (question, answer) => ({ [question.id]: nameBriefly(find(question, answer)) }),
  startTally: startChoiceTally,
  blankLines: blankChoice,
  readLines: readChoice,
};

function find({ id, options }: ChoiceQuestion, { option }: ChoiceAnswer) {
  const found = options.find((candidate) => candidate.id === option);
  if (!found) throw new Error(`question ${id} has no option ${option}`);
  return found;
}
