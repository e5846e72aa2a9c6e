/** Free words, with a limit counted as a person counts characters. */
import { z } from 'zod';
import { sayAnswered } from '../figures.ts';
import { questionShape, type Kind } from '../question.ts';
import { countCharacters } from './count-characters.ts';

/** Said beforehand on the page. In characters as a person counts them (grapheme clusters). */
export const commentLimit = 10_000;

export const commentQuestionSchema = z.strictObject({
  ...questionShape,
  kind: z.literal('comment'),
});
export type CommentQuestion = z.infer<typeof commentQuestionSchema>;

const answerSchema = z.strictObject({ text: z.string() });
export type CommentAnswer = z.infer<typeof answerSchema>;

export const comment: Kind<CommentQuestion, CommentAnswer> = {
  name: 'comment',
  purpose: `Free words, up to ${commentLimit.toLocaleString('en-GB')} characters.`,
  questionSchema: commentQuestionSchema,
  answerSchema,
  fields: (question) => [question.id],

  parse(question, { typed }) {
    const text = typed[question.id] ?? '';
    if (text.trim() === '') return { answer: null, errors: [] };
    if (text.length <= commentLimit) return { answer: { text }, errors: [] };
    const over = countCharacters(text) - commentLimit;
    if (over <= 0) return { answer: { text }, errors: [] };
    const characters = over === 1 ? '1 character' : `${over.toLocaleString('en-GB')} characters`;
    const message = `Shorten your comment by ${characters}, or put the rest in another comment: ${question.ask}`;
    return { answer: null, errors: [{ field: question.id, message }] };
  },

  show: (_question, answer) => [{ say: 'theirs', text: answer.text }],

  columns: ({ id, ask }) => [{ id, title: ask }],
  cells: ({ id }, { text }) => ({ [id]: text }),
  quote: (_question, answer) => [{ say: 'theirs', text: answer.text }],

  /** Comments are read, not counted: no guessing at what they mean. */
  startTally() {
    let asked = 0;
    let answered = 0;
    return {
      add(_question, answer) {
        asked += 1;
        if (answer !== null) answered += 1;
      },
      summarise: () => ({
        asked,
        answered,
        sentences: [sayAnswered(answered, asked)],
        tables: [],
      }),
    };
  },

  blankLines: () => ['', ''],
  readLines({ id }, lines) {
    const text = lines.join('\n').replace(/^(?:[^\S\n]*\n)+|\s+$/g, '');
    return { typed: text === '' ? {} : { [id]: text }, left: [] };
  },
};
