/** One option, or none. The page's first radio is "No answer" with an empty value (see Choice.astro). */
import { otherBox, otherField, readOther, showOther, otherColumn } from '../other.ts';
import {
  choicesOf,
  forStaff,
  isOther,
  longestId,
  nameBriefly,
  nameInFull,
  optionOf,
  otherId,
  sentencesOf,
  valueIn,
  type FieldError,
  type Kind,
} from '../question.ts';
import type { Block } from '../../text/shown.ts';
import { blankChoice, readChoice } from './choice-lines.ts';
import {
  askToChoose,
  choiceAnswerSchema,
  choiceQuestionSchema,
  type ChoiceAnswer,
  type ChoiceQuestion,
} from './choice-question.ts';
import { startChoiceTally } from './tally-choices.ts';

export const choice: Kind<ChoiceQuestion, ChoiceAnswer> = {
  name: 'choice',
  purpose: 'One of several options, or no answer.',
  questionSchema: choiceQuestionSchema,
  answerSchema: choiceAnswerSchema,
  countsAlone: true,
  example: ({ options }) => ({ option: options[0]?.id ?? '' }),
  fields: (question) => [
    { name: question.id, takes: 'one', most: longestId, tooLong: askToChoose(question) },
    ...(question.other === true ? [otherBox(question)] : []),
  ],

  parse(question, { typed, isInsistedOn }) {
    const sent = valueIn(typed, question.id).trim();
    const other = readOther(question, typed);
    const chosen = choicesOf(question).find(({ id }) => id === sent);
    if (sent !== '' && !chosen) {
      return { answer: null, errors: [{ field: question.id, message: askToChoose(question) }] };
    }
    if (other === null) return { answer: chosen ? { option: chosen.id } : null, errors: [] };
    if (!chosen) return { answer: { option: otherId, other }, errors: [] };
    if (chosen.id === otherId || isInsistedOn(otherField(question))) {
      return { answer: { option: chosen.id, other }, errors: [] };
    }
    const error: FieldError = {
      field: otherField(question),
      message: sentencesOf(question).choice.otherToo(nameBriefly(chosen), question.ask),
      mayStay: true,
    };
    return { answer: null, errors: [error] };
  },

  fill: (question, { option, other }) => ({
    [question.id]: [option],
    ...(other === undefined ? {} : { [otherField(question)]: [other] }),
  }),

  show(question, { option, other }) {
    const words = other === undefined ? [] : [showOther(question, other)];
    if (isOther(question, { id: option })) {
      const { notDescribed } = sentencesOf(question).other;
      return other === undefined ? [{ say: 'ours', text: notDescribed }] : words;
    }
    return [{ say: 'ours', text: nameInFull(optionOf(question, option)) }, ...words];
  },

  chosen: ({ option }) => [option],
  columns: (question) => [
    { id: question.id, title: question.ask, isPublic: 'always' },
    ...(question.other === true ? [otherColumn(question)] : []),
  ],
  cells: (question, { option, other }) => ({
    [question.id]: nameBriefly(optionOf(question, option)),
    ...(other === undefined ? {} : { [otherField(question)]: other }),
  }),
  startTally: startChoiceTally,
  mayBeQuoted: ({ other }) => other === true,
  quote(question, { option, other }): Block[] | null {
    if (other === undefined) return null;
    return option === otherId
      ? [{ say: 'theirs', text: other }]
      : choice.show(forStaff(question), { option, other });
  },
  wordsOf: ({ other = '' }) => other,
  blankLines: blankChoice,
  readLines: readChoice,
};
