/** Consent in plain text: a choice of three. */
import { findOwn, plainWords, wordsOf } from '../../text/words.ts';
import { blankChoice, readChoice } from '../choice/choice-lines.ts';
import type { ChoiceQuestion } from '../choice/choice-question.ts';
import { allCatalogues } from '../../languages/catalogues.ts';
import { sentencesOf, type ReadLines } from '../question.ts';
import { consentOptions, type ConsentQuestion } from './consent-question.ts';

/** Our note in every language. */
const notes = allCatalogues.map(({ questions }) => plainWords(questions.consent.unansweredMeansNo));

export function blankConsent(question: ConsentQuestion): string[] {
  const { unansweredMeansNo } = sentencesOf(question).consent;
  return [unansweredMeansNo, '', ...blankChoice(asChoice(question))];
}

export function readConsent(question: ConsentQuestion, lines: string[]): ReadLines {
  const text = lines.join('\n');
  return readChoice(asChoice(question), withoutNote(text).split('\n'));
}

/** Cuts out our note, however it was broken into lines. */
function withoutNote(text: string): string {
  const words = wordsOf(text);
  let kept = '';
  let at = 0;
  for (const { from, to } of findOwn(text, words, notes)) {
    kept += text.slice(at, words[from]?.start);
    at = words[to - 1]?.end ?? at;
  }
  return kept + text.slice(at);
}

function asChoice(question: ConsentQuestion): ChoiceQuestion {
  return { ...question, kind: 'choice', options: consentOptions(question) };
}
