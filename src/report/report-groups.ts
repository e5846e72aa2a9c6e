/** The part of the report that shows each group once: its members, and the words they have in common. */
import { answerIn, wordsIn } from '../languages/in-language.ts';
import { staffWords } from '../languages/staff.ts';
import { kindOf } from '../questions/kinds.ts';
import { html, joinHtml, type Html } from '../text/html.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { asksConsent, consentIn, consentNotes } from '../contribution/consent.ts';
import type { FiledContribution } from '../contribution/filed.ts';
import { groupNames, sayGroup, type Group } from '../contribution/groups.ts';
import type { Count } from './count.ts';

const words = staffWords.report.groups;

export function referenceHtml(reference: string): Html {
  return html`<span class="reference">${reference}</span>`;
}

/** @param all in the order of their numbers */
export function* groupsHtml(
  consultation: Consultation,
  { groups, questions }: Pick<Count, 'groups' | 'questions'>,
  all: Iterable<FiledContribution>,
): Generator<Html> {
  if (groups.length === 0) return;
  yield html`<section><h2>${words.heading}</h2><p>${words.what}</p>`;
  const isAsked = asksConsent(questions.map(({ question }) => question));
  const byFirst = Map.groupBy(groups, ({ references }) => references[0]);
  for (const { contribution } of all) {
    for (const group of byFirst.get(contribution.reference) ?? []) {
      yield groupHtml(group, consultation);
      if (group.kind === 'same-words') yield wordsHtml(contribution, isAsked);
    }
  }
  yield html`</section>`;
}

function groupHtml(group: Group, consultation: Consultation): Html {
  const { kind, references } = group;
  const name = words.name(referenceHtml(references[0]), references.length - 1, groupNames[kind]);
  return html`<h3>${name}</h3><p>${sayGroup(group, consultation)}</p><p>${joinHtml(references.map(referenceHtml), ', ')}</p>`;
}

function wordsHtml(
  { answers, language }: FiledContribution['contribution'],
  isAsked: boolean,
): Html {
  const consent = isAsked ? ` (${consentNotes[consentIn({ answers })]})` : '';
  const quotes = answers.flatMap(({ question, answer }) => {
    const text = answer === null ? '' : (kindOf(question).wordsOf?.(answer) ?? '');
    if (text === '') return [];
    const blocks = answerIn(question, [{ say: 'theirs', text }], language);
    return html`<h4>${wordsIn(question, question.ask)}${consent}</h4><blockquote>${blocks}</blockquote>\n`;
  });
  return joinHtml(quotes);
}
