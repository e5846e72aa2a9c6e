/** Whether what a person wrote may be published. Unanswered means not at all. */
import { staffWords } from '../../languages/staff.ts';
import { askToChoose } from '../choice/choice-question.ts';
import { longestId, sentencesOf, valueIn, type Kind } from '../question.ts';
import { blankConsent, readConsent } from './consent-lines.ts';
import {
  completeConsent,
  consentAnswerSchema,
  consentOptions,
  consentQuestionSchema,
  consents,
  type ConsentAnswer,
  type ConsentQuestion,
} from './consent-question.ts';
import { startConsentTally } from './tally-consents.ts';

export const consent: Kind<ConsentQuestion, ConsentAnswer> = {
  name: 'consent',
  purpose: 'May we publish what you say: with your name, without it, or not at all.',
  questionSchema: consentQuestionSchema,
  answerSchema: consentAnswerSchema,
  countsAlone: false,
  complete: completeConsent,
  example: () => ({ consent: 'without-name' }),
  fields: (question) => [
    { name: question.id, takes: 'one', most: longestId, tooLong: askToChoose(question) },
  ],

  lists: (question) => [{ labels: consentOptions(question) }],

  parse(question, { typed }) {
    const sent = valueIn(typed, question.id).trim();
    if (sent === '') return { answer: null, errors: [] };
    const chosen = consents.find((id) => id === sent);
    if (chosen) return { answer: { consent: chosen }, errors: [] };
    return { answer: null, errors: [{ field: question.id, message: askToChoose(question) }] };
  },

  fill: ({ id }, answer) => ({ [id]: [answer.consent] }),

  show: ({ labels }, answer) => [{ say: 'ours', text: labels[answer.consent] }],

  showUnasked: (question) => [
    { list: consents.map((id) => question.labels[id]) },
    { say: 'ours', text: sentencesOf(question).consent.unansweredMeansNo },
  ],
  columns: ({ id, ask }) => [
    { id, title: staffWords.exports.answers.consent(ask, consents), isPublic: 'always' },
  ],
  cells: ({ id }, answer) => ({ [id]: answer.consent }),
  startTally: startConsentTally,
  blankLines: blankConsent,
  readLines: readConsent,
  consentOf: ({ consent: given }) => given,
};
