/** The samples of every kind. Leave a kind out, and nothing compiles. */
import { kindOf, type KindName } from '../../../src/questions/kinds.ts';
import type { Option, Question } from '../../../src/questions/question.ts';
import { checkboxesSamples } from './checkboxes.ts';
import { choiceSamples } from './choice.ts';
import { commentSamples } from './comment.ts';
import { consentSamples } from './consent.ts';
import { contactSamples } from './contact.ts';
import { gridSamples } from './grid.ts';
import { lineSamples } from './line.ts';
import { numberSamples } from './number.ts';
import { pointsSamples } from './points.ts';
import { rankingSamples } from './ranking.ts';
import type { Samples } from './samples.ts';

export const samples = {
  choice: choiceSamples,
  checkboxes: checkboxesSamples,
  comment: commentSamples,
  line: lineSamples,
  number: numberSamples,
  ranking: rankingSamples,
  grid: gridSamples,
  points: pointsSamples,
  contact: contactSamples,
  consent: consentSamples,
} satisfies Record<KindName, Samples>;

/** The questions of a kind, the plain one first. */
export function asksOf(kind: KindName, id: string, ask: string, options: Option[]): Question[] {
  const { variants, ...own }: Samples = samples[kind];
  return [own.ask(id, ask, options), ...Object.values(variants?.(id, ask, options) ?? {})];
}

export function samplesOf(question: { kind: string }): Samples {
  return samples[kindOf(question).name];
}
