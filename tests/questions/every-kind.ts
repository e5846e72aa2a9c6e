/**
 * The gallery: a consultation with questions of every kind, and what people type into them, all from the samples. A
 * new kind is in it, and so in every accessibility check, without being named here.
 */
import { settingsShape, type Consultation } from '../../src/consultation/consultation.ts';
import { kindNames, type KindName } from '../../src/questions/kinds.ts';
import type { Option, Question } from '../../src/questions/question.ts';
import { samples, samplesOf } from './samples/all.ts';
import type { Fields, Mistake, Samples } from './samples/samples.ts';

export const everyKindSlug = 'every-kind';
export const everyKindTitle = 'Every kind of question';

/** One with its text, one with a letter and a list, one with a label alone. */
const options: Option[] = [
  { id: 'pond', label: 'The pond', text: 'It has a path around it, and a seat in the shade.' },
  { id: 'meadow', letter: 'b)', label: 'The grass', points: ['with flowers', 'cut twice a year'] },
  { id: 'benches', label: 'The seats' },
];

export const everyKindWords = [
  { word: 'am, pm', means: 'before noon, after noon' },
  { word: 'UK', means: 'United Kingdom' },
];

/** Each kind's plain question, its variants, and one that is needed. */
export const everyQuestion: Question[] = kindNames.flatMap((kind) => {
  const { ask, variants, isAskedOnce }: Samples = samples[kind];
  const named = (name: string) =>
    [`${kind}-${toId(name)}`, `Try this question: ${kind}, ${name}`, options] as const;
  const names = Object.keys(variants?.(...named('')) ?? {});
  return [
    ask(...named('plain')),
    ...names.map((name) => variants?.(...named(name))[name] as Question),
    ...(isAskedOnce ? [] : [{ ...ask(...named('needed')), needed: true }]),
  ];
});

function toId(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/**
 * One person for each: with as many as a question has answers, each of its answers is given. The
 * questions of a kind take turns, so that one person gives different answers.
 */
export const answersOfPeople: Fields[] = inTurns((question) =>
  Object.values(samplesOf(question).answers(question)),
).map((given) => Object.assign({}, ...given) as Fields);

/** The same for mistakes. Each person makes one at every question that can have any. */
export const mistakesOfPeople: { fields: Fields; says: string[] }[] = inTurns(
  (question): Mistake[] => Object.values(samplesOf(question).mistakes(question)),
).map((made) => ({
  fields: Object.assign({}, ...made.map(({ fields }) => fields)) as Fields,
  says: made.map(({ says }) => says),
}));

/** What somebody is told who leaves all blank that is needed. */
export const saidOfBlanks: string[] = everyQuestion
  .filter(({ needed }) => needed)
  .map(({ ask }) => `Answer this question, or send the form again to leave it blank: ${ask}`);

function inTurns<T>(allOf: (question: Question) => T[]): T[][] {
  const lists = everyQuestion.map(allOf);
  const most = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: most }, (_, turn) =>
    lists.flatMap((list, place) => list.slice((turn + place) % list.length).slice(0, 1)),
  );
}

/**
 * The files of the consultation, by their paths in its folder.
 *
 * @param like where it takes all other settings from, so that the tests' clocks fit it too
 */
export function everyKindContent(like: Consultation): Record<string, string> {
  const own = {
    title: everyKindTitle,
    summary: 'It shows every kind of question that a consultation can ask.',
    invitation: 'Your answers',
    words: everyKindWords,
    formats: [
      { label: 'Easy Read', link: 'easy-read.txt' },
      { label: 'Cymraeg', link: 'https://example.org/cy', language: 'cy' },
      { label: 'Large print', ask: 'telephone us, and we will post it' },
      { label: 'Braille' },
    ],
    telephone: '01632 960 001, Monday to Friday, 9am to 5pm',
    post: 'Freepost Every Kind',
    meetings: ['Tuesday 9 March 2027, 6pm to 8pm: Elmton Town Hall, with step-free access'],
  };
  const sections = kindNames.map((kind, index): [string, string] => [
    `${index + 1}-kind-${kind}.md`,
    sectionOf(kind),
  ]);
  return {
    'consultation.yaml': settingsLike(like, own),
    ...Object.fromEntries(sections),
    'easy-read.txt': 'This is only to try it.\n',
  };
}

/** A consultation.yaml with the settings of another consultation, and some of its own. */
export function settingsLike(like: Partial<Consultation>, own: object): string {
  const settings = Object.entries(like).filter(([key]) => key in settingsShape);
  // Every JSON text is YAML.
  return JSON.stringify({ ...Object.fromEntries(settings), ...own }, null, 2);
}

function sectionOf(kind: KindName): string {
  const questions = everyQuestion.filter((question) => question.kind === kind);
  const title = `Questions of the kind ${kind}`;
  const frontMatter = JSON.stringify({ title, questions }, null, 2);
  return `---\n${frontMatter}\n---\n\nAnswer as you like: this is only to try it.\n`;
}
