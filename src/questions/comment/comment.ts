/** Free words. Their limit is in characters as a person counts them. */
import { staffFormats } from '../../languages/staff.ts';
import { sayAnswered } from '../figures.ts';
import { isBlank } from '../../text/blank.ts';
import { inEveryLanguage, sentencesOf, valueIn, type Kind } from '../question.ts';
import { countCharacters } from '../../text/count-characters.ts';
import {
  commentAnswerSchema,
  commentLimit,
  commentQuestionSchema,
  limitOf,
  sayLimit,
  type CommentAnswer,
  type CommentQuestion,
} from './comment-question.ts';

/**
 * The code units allowed for each character, which is more than any script needs. Without this limit, one character can
 * be a letter with 200,000 marks, and Chromium 156 hangs when it draws that.
 */
const longestCharacter = 4;

export const comment: Kind<CommentQuestion, CommentAnswer> = {
  name: 'comment',
  // Not made at once: the format of a number takes 70 ms of every start.
  get purpose() {
    return `Free words, up to ${staffFormats.number(commentLimit)} characters.`;
  },
  questionSchema: commentQuestionSchema,
  answerSchema: commentAnswerSchema,
  countsAlone: true,
  example: (question) => ({ text: 'This is an example of an answer'.slice(0, limitOf(question)) }),
  fields: (question) => [
    {
      name: question.id,
      takes: 'one',
      most: longestCharacter * limitOf(question),
      told: limitOf(question),
      tooLong: sentencesOf(question).comment.shortenTo(limitOf(question), question.ask),
    },
  ],

  parse(question, { typed }) {
    const text = valueIn(typed, question.id);
    if (isBlank(text)) return { answer: null, errors: [] };
    const limit = limitOf(question);
    if (text.length <= limit) return { answer: { text }, errors: [] };
    const over = countCharacters(text) - limit;
    if (over <= 0) return { answer: { text }, errors: [] };
    const message = sentencesOf(question).comment.shortenBy(over, question.ask);
    return { answer: null, errors: [{ field: question.id, message }] };
  },

  fill: ({ id }, { text }) => ({ [id]: [text] }),

  show: (_question, answer) => [{ say: 'theirs', text: answer.text }],
  /** Shows only a limit that the question sets. The usual one says nothing about it. */
  showUnasked: (question) =>
    question.most === undefined ? [] : [{ say: 'ours', text: sayLimit(question) }],

  columns: ({ id, ask }) => [{ id, title: ask, isWide: true, isPublic: 'with-consent' }],
  cells: ({ id }, { text }) => ({ [id]: text }),
  quote: (_question, answer) => [{ say: 'theirs', text: answer.text }],
  wordsOf: ({ text }) => text,

  /** Only counts who answered. Nothing guesses what comments mean, because people read them. */
  startTally: () => ({
    add() {},
    summarise: (turnout) => ({ sentences: [sayAnswered(turnout)], tables: [] }),
  }),

  blankLines: (question) => (question.most === undefined ? ['', ''] : [sayLimit(question), '', '']),
  readLines(question, lines) {
    const { id } = question;
    const text = withoutLimit(question, lines.join('\n'))
      .trimEnd()
      .replace(/^(?:[^\S\n]*\n)+/, '');
    return { typed: text === '' ? {} : { [id]: [text] }, left: [] };
  },
};

/**
 * Removes the limit above the comment in the form. It stays anywhere else, because a person may write the same words.
 */
function withoutLimit(question: CommentQuestion, text: string): string {
  if (question.most === undefined) return text;
  const limits = inEveryLanguage(question).map((one) => sayLimit(one).replaceAll(' ', '\\s+'));
  return text.replace(new RegExp(`^[\\s>]*(?:${limits.join('|')})(?!\\S)[^\\S\\n]*`), '');
}
